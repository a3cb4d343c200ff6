"""The casework database: opened once a command, brought to the newest schema on first use."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import DBAPIError

from api.errors import DatabaseUnavailable, RecordsNewer

_MIGRATIONS = Path(__file__).parent / "migrations"
HEAD = max(path.name[:4] for path in (_MIGRATIONS / "versions").glob("[0-9]*.py"))
"""Newest revision: files are numbered in order; a test compares this with what Alembic says."""


def open_database(url: str, *, revision: str = HEAD) -> Engine:
    """An engine on ``url`` with every migration up to ``revision`` applied.

    Raises DatabaseUnavailable when it cannot be reached, RecordsNewer when a newer program wrote it.
    """
    try:
        engine = sa.create_engine(url)
        if engine.dialect.name == "sqlite":
            _prepare_sqlite(engine)
        _migrate(engine, revision)
    except (DBAPIError, sa.exc.ArgumentError, ModuleNotFoundError, OSError) as error:
        shown = sa.engine.make_url(url).render_as_string() if "://" in url else url
        raise DatabaseUnavailable(
            f"打不开业务数据库 {shown}：请检查地址、账号和文件权限（{type(error).__name__}）") from error
    return engine


def _prepare_sqlite(engine: Engine) -> None:
    path = engine.url.database
    if path and path != ":memory:" and not Path(path).exists():
        Path(path).touch(mode=0o600)

    @event.listens_for(engine, "connect")
    def _connect(connection: sqlite3.Connection, _record: object) -> None:
        # pysqlite's own implicit BEGIN comes too late for reads; SQLAlchemy starts the transaction below.
        connection.isolation_level = None
        connection.executescript(
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA busy_timeout=30000;"
        )

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # A reader that becomes a writer half-way is refused when someone else wrote meanwhile: ask at once.
        writes = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _migrate(engine: Engine, revision: str) -> None:
    with engine.connect() as connection:
        found = _revision(connection)
    if found == revision:
        return
    # Alembic is imported only when there is something to do: it costs a third of a second.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415
    from alembic.util import CommandError  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    with writing(engine).begin() as connection:
        if connection.dialect.name == "postgresql":
            # Two processes that open a new database at once: the second waits and finds nothing left to do.
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(7165716978710001)")
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, revision)
        except CommandError as error:
            raise RecordsNewer("业务数据库由更新的程序版本写成，请升级程序后再打开") from error


def _revision(connection: Connection) -> str | None:
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    value = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return None if value is None else str(value)


def bulk_insert(connection: Connection, table: sa.Table, rows: Sequence[tuple[object, ...]]) -> None:
    """Inserts rows given in the order of the table's columns, as the driver takes them: values are not converted.

    Three times as fast as ``sa.insert`` for rows of two or three short columns.
    """
    if not rows:
        return
    mark = "?" if connection.dialect.paramstyle == "qmark" else "%s"
    marks = ", ".join([mark] * len(table.columns))
    connection.exec_driver_sql(f"INSERT INTO {table.name} VALUES ({marks})", list(rows))


def writing(engine: Engine) -> Engine:
    """The same database for a transaction that will write: SQLite takes its lock at the start."""
    return engine.execution_options(writes=True)
