"""All rows of the casework database as lines of JSON, and back: the same for SQLite and PostgreSQL.

A table's lines hold the values of its columns by name. Rows come from one snapshot, whoever writes meanwhile.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from api.records.schema import metadata

_BATCH = 2_000
_READERS: dict[str, Callable[[str], Any]] = {
    "bytes": base64.b64decode, "date": date.fromisoformat, "datetime": datetime.fromisoformat}


def tables() -> list[sa.Table]:
    """Every table, those that others refer to first."""
    return list(metadata.sorted_tables)


def lines(connection: Connection, table: sa.Table) -> Iterator[bytes]:
    """The rows of a table in the order of its key, one line each."""
    query = sa.select(table).order_by(*table.primary_key.columns)
    for row in connection.execution_options(yield_per=_BATCH).execute(query).mappings():
        yield json.dumps({name: _plain(value) for name, value in row.items()}, ensure_ascii=False).encode() + b"\n"


def load(connection: Connection, table: sa.Table, rows: Iterator[bytes]) -> int:
    """Inserts lines that ``lines`` gave; returns how many."""
    count, waiting = 0, []
    for line in rows:
        waiting.append({name: _typed(table.c[name], value) for name, value in json.loads(line).items()})
        if len(waiting) >= _BATCH:
            count += _insert(connection, table, waiting)
            waiting = []
    return count + (_insert(connection, table, waiting) if waiting else 0)


def restart_counting(connection: Connection) -> None:
    """Lets a server's own counters go on after the highest number that was loaded."""
    if connection.dialect.name != "postgresql":
        return
    for table in tables():
        column = table.autoincrement_column
        if column is not None:
            connection.execute(sa.text(
                f"SELECT setval(pg_get_serial_sequence('{table.name}', '{column.name}'), "
                f"(SELECT COALESCE(MAX({column.name}), 0) + 1 FROM {table.name}), false)"))


def _insert(connection: Connection, table: sa.Table, rows: list[dict[str, Any]]) -> int:
    connection.execute(sa.insert(table), rows)
    return len(rows)


def _plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    return value.isoformat() if isinstance(value, (date, datetime)) else value


def _typed(column: sa.Column[Any], value: Any) -> Any:
    """The value as the column takes it."""
    if value is None:
        return sa.null() if isinstance(column.type, sa.JSON) and column.type.none_as_null else None
    convert = _READERS.get(_kind(column))
    return convert(value) if convert else value


def _kind(column: sa.Column[Any]) -> str:
    if isinstance(column.type, sa.LargeBinary):
        return "bytes"
    if isinstance(column.type, sa.Date):
        return "date"
    inner = getattr(column.type, "impl", column.type)
    return "datetime" if isinstance(inner, sa.DateTime) else ""
