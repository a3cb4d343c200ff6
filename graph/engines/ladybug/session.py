"""Open database files of this process, and statements run on them.

Two ``Database`` objects on one file in one process lose data, so each path has one, counted. A connection costs
a tenth of a millisecond, so each statement has its own: no time limit, prepared statement or Arrow table of one
caller outlives the statement, and threads need no lock.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import ladybug

from graph.engines.ladybug.faults import translate

BUFFER_POOL = 2 << 30
"""Bytes of pages an engine may keep; a limit, not a reservation."""
_MAX_FILE = 1 << 38
"""Bytes of address space set aside for one file; the driver's default of 8 TB allows only few files at once."""

_open: dict[Path, tuple[ladybug.Database, int]] = {}
_guard = threading.Lock()


@contextmanager
def database(path: Path, *, read_only: bool) -> Iterator[ladybug.Database]:
    """The one database object of this path for the block; closed when its last user leaves."""
    borrowed = borrow(path, read_only=read_only)
    try:
        yield borrowed
    finally:
        give_back(path)


def borrow(path: Path, *, read_only: bool) -> ladybug.Database:
    """Opens the file, or counts one more user of it; pair with ``give_back``.

    Who writes makes the checkpoints: of itself the engine makes one after every ``COPY``, and a build of a town
    then waits for the disk seventy times.
    """
    with _guard:
        found, users = _open.get(path, (None, 0))
        if found is None:
            try:
                found = ladybug.Database(path, read_only=read_only, buffer_pool_size=BUFFER_POOL,
                                         max_db_size=_MAX_FILE, auto_checkpoint=False)
            except RuntimeError as error:
                raise translate(error) from error
        _open[path] = (found, users + 1)
        return found


def give_back(path: Path) -> None:
    """One user less; the last one closes the file."""
    with _guard:
        found, users = _open.pop(path)
        if users > 1:
            _open[path] = (found, users - 1)
        else:
            found.close()


@contextmanager
def run(db: ladybug.Database, text: str, parameters: Mapping[str, Any] | None = None, *,
        timeout: float = 0.0) -> Iterator[ladybug.QueryResult]:
    """The result of one statement on a connection of its own; ``timeout`` in seconds, 0 = none."""
    connection = ladybug.Connection(db)
    try:
        if timeout > 0:
            connection.set_query_timeout(max(1, round(timeout * 1000)))
        result = connection.execute(text, dict(parameters or {}))
        assert not isinstance(result, list), "one statement at a time"  # noqa: S101 - statements are checked
        yield result
    except RuntimeError as error:
        raise translate(error) from error
    finally:
        connection.close()


def rows_of(result: ladybug.QueryResult) -> list[list[Any]]:
    """All rows, as lists in the order of the columns."""
    rows: list[Any] = result.get_n(result.get_num_tuples())
    return rows


def execute(db: ladybug.Database, text: str, parameters: Mapping[str, Any] | None = None) -> list[list[Any]]:
    """Runs a statement of our own and returns its rows."""
    with run(db, text, parameters) as result:
        return rows_of(result)


def execute_all(db: ladybug.Database, texts: Iterable[str]) -> None:
    """Runs statements of our own in one transaction: a commit of each would wait for the disk each time."""
    connection = ladybug.Connection(db)
    try:
        for text in ("BEGIN TRANSACTION", *texts, "COMMIT"):
            connection.execute(text)
    except RuntimeError as error:
        raise translate(error) from error
    finally:
        connection.close()
