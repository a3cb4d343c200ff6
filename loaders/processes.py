"""Other processes for work that fills a core each: many files to be read or written."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from typing import Any

_AT_MOST = 4
"""Processes; each may hold a large file."""


def how_many() -> int:
    """Processes worth having on this machine."""
    return min(_AT_MOST, os.cpu_count() or 1)


@contextmanager
def pool(begin: Callable[..., None] | None = None, *arguments: Any) -> Iterator[ProcessPoolExecutor]:
    """A pool for the block; ``begin`` is called once in each process. Work not begun at the end is dropped.

    The processes end with their parent, however that one ends, and leave an interrupt to it.
    """
    # A fork would copy the threads and locks of the graph engine half-way.
    executor = ProcessPoolExecutor(how_many(), multiprocessing.get_context("spawn"), _begin, (begin, *arguments))
    try:
        yield executor
    finally:
        executor.shutdown(cancel_futures=True)


def _begin(begin: Callable[..., None] | None, *arguments: Any) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if begin is not None:
        begin(*arguments)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
