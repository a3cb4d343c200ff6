"""One writer at a time: a lock on a file of the workspace, let go by the system when its holder dies."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from api.errors import WorkspaceBusy


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Holds the lock for the block. Raises WorkspaceBusy at once when another command holds it."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            holder = os.pread(handle, 32, 0).decode("ascii", "replace").strip() or "?"
            raise WorkspaceBusy(f"另一条命令（进程 {holder}）正在写入 {path.parent}；请等它结束后重试") from error
        os.ftruncate(handle, 0)
        os.pwrite(handle, str(os.getpid()).encode("ascii"), 0)
        yield
    finally:
        os.close(handle)
