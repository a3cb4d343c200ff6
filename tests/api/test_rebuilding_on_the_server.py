"""``rebuild`` on a real server: imported beside the graph in use, proved, released; cut off, the next one ends it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import neo4j
import pytest
import tiny
from village import ask

from api.jobs.fingerprints import Print, fingerprint
from api.settings import resolve
from api.wiring import open_workspace
from tests.neo4j_server import SCRIPTS, TestServer, start, stop

pytestmark = pytest.mark.slow
PATIENCE = 300  # seconds: a claim about what happens, not about how fast


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestServer]:
    """A server of its own with the import tool: it switches its database. Its address is in the environment."""
    server = start(tmp_path_factory.mktemp("rebuilt") / "server")
    server.environment["QINQING_STORE_IMPORT"] = str(SCRIPTS / "import")
    with pytest.MonkeyPatch.context() as patch:
        for name, value in server.environment.items():
            patch.setenv(name, value)
        yield server
    stop(server)


@pytest.fixture(scope="module")
def home(server: TestServer, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The hamlet, loaded online."""
    folder = tmp_path_factory.mktemp("hamlet")
    said = ask(folder / "home", "load", tiny.write(folder / "files"))
    assert said.code == 0, said.err
    return folder / "home"


def held(home: Path) -> Print:
    """Everything in the graph: rows and hashes by label and relation; a doubled row would show."""
    with open_workspace(resolve(home)) as workspace, workspace.store.reader() as reader:
        return fingerprint(reader)


def colour(server: TestServer) -> str:
    """The database in use."""
    file = server.folder / "colour"
    return file.read_text(encoding="ascii").strip() if file.exists() else "blue"


def rebuilding(home: Path, folder: Path) -> subprocess.Popen[str]:
    """``rebuild`` in a process group of its own; what it writes for the import lies in ``folder``."""
    folder.mkdir()
    return subprocess.Popen([sys.executable, "-m", "api.cli", "--home", str(home), "rebuild"], text=True,
                            env={**os.environ, "TMPDIR": str(folder)}, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                            start_new_session=True)


def until(process: subprocess.Popen[str], moment: Callable[[], object]) -> None:
    """Waits for the moment. Fails when the process ends before it."""
    end = time.monotonic() + PATIENCE
    while not moment():
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < end
        time.sleep(0.02)


def mark(server: TestServer) -> str | None:
    """The version that the graph in use is marked as loading; None where it is not, or nobody answers."""
    try:
        with server.driver() as driver, driver.session() as session:
            return session.run("MATCH (s:Store) RETURN s.loading AS loading").single(strict=True)["loading"]
    except neo4j.exceptions.Neo4jError:
        return None
    except neo4j.exceptions.DriverError:
        return None


def test_a_rebuild_is_imported_beside_the_graph_in_use_and_says_that_it_is_the_same(
        server: TestServer, home: Path) -> None:
    before, used = held(home), colour(server)
    said = ask(home, "rebuild")
    assert said.code == 0, said.err
    assert "与原图逐表相同" in said.out + said.err
    assert held(home) == before
    assert colour(server) != used
    assert (server.folder / "home" / "data" / "databases" / used).is_dir()  # the old one stays until the next import


def test_without_the_import_tool_a_rebuild_writes_everything_anew_and_tells_what_differed(
        server: TestServer, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before, used = held(home), colour(server)
    with server.driver() as driver, driver.session() as session:  # under its old mark: the difference would not see it
        session.run("MATCH (p:Payment) SET p.amount_fen = p.amount_fen + 1").consume()
    monkeypatch.delenv("QINQING_STORE_IMPORT")
    said = ask(home, "rebuild")
    assert said.code == 1  # what somebody changed on the server is told, and no longer there
    assert "Payment" in said.out
    assert held(home) == before
    assert colour(server) == used


def test_a_rebuild_killed_while_it_imports_leaves_the_graph_in_use_as_it_was(
        server: TestServer, home: Path, tmp_path: Path) -> None:
    before, used = held(home), colour(server)
    process = rebuilding(home, tmp_path / "import")
    until(process, lambda: list(tmp_path.glob("import/*/import.log")))
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    assert (colour(server), mark(server)) == (used, None)
    assert held(home) == before


def test_a_rebuild_killed_after_the_switch_leaves_the_mark_and_the_next_one_ends_it(
        server: TestServer, home: Path, tmp_path: Path) -> None:
    before = held(home)
    process = rebuilding(home, tmp_path / "import")
    until(process, lambda: mark(server))
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    said = ask(home, "sweep")
    assert said.code == 3
    assert said.err.count("\n") == 1
    assert "qinqing rebuild" in said.err
    assert ask(home, "rebuild").code == 0
    assert held(home) == before


def test_a_server_killed_behind_the_switch_costs_one_rebuild_at_most(
        server: TestServer, home: Path, tmp_path: Path) -> None:
    """A server that is back soon is waited for; else one line says so, and the next rebuild ends it."""
    before = held(home)
    process = rebuilding(home, tmp_path / "import")
    until(process, lambda: mark(server))
    os.kill(server.pid, signal.SIGKILL)
    restart = threading.Timer(0.2, server.script, ["start"])
    restart.start()
    _, told = process.communicate(timeout=PATIENCE)
    restart.join()
    if process.returncode:
        assert process.returncode == 3, told
        assert told.rstrip().splitlines()[-1].startswith("错误：连不上 Neo4j")
        assert "Traceback" not in told
        assert ask(home, "rebuild").code == 0
    assert held(home) == before


def test_a_graph_of_another_structure_is_refused_with_what_to_do(server: TestServer, home: Path) -> None:
    with server.driver() as driver, driver.session() as session:
        now = session.run("MATCH (s:Store) RETURN s.schema_version AS v").single(strict=True)["v"]
        session.run("MATCH (s:Store) SET s.schema_version = 1").consume()
        said = ask(home, "sweep")
        session.run("MATCH (s:Store) SET s.schema_version = $now", now=now).consume()
    assert said.code == 2
    assert said.err.count("\n") == 1
    assert "第 1 版" in said.err
    assert "qinqing rebuild" in said.err
