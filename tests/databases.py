"""Both casework databases for tests: SQLite in the test's folder, and a real PostgreSQL started by ``.ci/postgres``."""

from __future__ import annotations

import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from api.records.database import open_database

_SCRIPT = Path(__file__).parents[1] / ".ci" / "postgres"


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """Address of a PostgreSQL of this test run's own; a machine without one skips, and the skip is counted."""
    folder = str(Path(tempfile.gettempdir()) / f"qinqing-pg-{secrets.token_hex(4)}")
    started = subprocess.run([_SCRIPT, "start", folder], capture_output=True, text=True, check=False)
    try:
        if started.returncode == 3:
            pytest.skip("no PostgreSQL on this machine")
        assert started.returncode == 0, started.stderr
        url = started.stdout.strip()
        _statement(url, "CREATE DATABASE migrated")
        open_database(_named(url, "migrated")).dispose()
        yield url
    finally:
        subprocess.run([_SCRIPT, "stop", folder], check=False)


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the newest schema, to be copied: making it takes a second."""
    path = tmp_path_factory.mktemp("sqlite") / "casework.db"
    open_database(f"sqlite:///{path}").dispose()
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path, migrated_file: Path) -> str:
    """Address of an empty casework database with the newest schema: each test runs on both."""
    if request.param == "sqlite":
        shutil.copy(migrated_file, tmp_path / "casework.db")
        return f"sqlite:///{tmp_path / 'casework.db'}"
    return fresh_database(request.getfixturevalue("postgres"))


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """The opened casework database."""
    opened = open_database(database_url)
    yield opened
    opened.dispose()


def fresh_database(server: str, template: str = "migrated") -> str:
    """Address of a new database on the server: a copy of ``template`` (``template0`` for one without tables)."""
    name = f"t{secrets.token_hex(6)}"
    _statement(server, f"CREATE DATABASE {name} TEMPLATE {template}")
    return _named(server, name)


def _named(server: str, name: str) -> str:
    return sa.make_url(server).set(database=name).render_as_string(hide_password=False)


def _statement(url: str, text: str) -> None:
    engine = sa.create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(text)
    engine.dispose()
