"""One holder at a time, across processes: an advisory lock on a file."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from graph.errors import Busy


@contextmanager
def exclusive(path: Path, *, busy: str = "另一个装载正在进行") -> Iterator[None]:
    """Holds the lock for the block; the system frees it when the process ends, however it ends.

    A second holder, in this process or another, gets Busy at once: ``busy`` and the holder's process id.
    The file stays behind; its content is only a note for people.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Busy(f"{busy}{_holder(handle)}，请等它结束后再试") from error
        _note(handle, str(os.getpid()))
        try:
            yield
        finally:
            _note(handle, "")
    finally:
        os.close(handle)


def _holder(handle: int) -> str:
    pid = os.pread(handle, 20, 0).decode("ascii", "replace").strip()
    return f"（进程 {pid}）" if pid else ""


def _note(handle: int, text: str) -> None:
    with suppress(OSError):  # a full disk must not keep anyone from locking: the lock is not the text
        os.ftruncate(handle, 0)
        os.pwrite(handle, text.encode("ascii"), 0)
