"""A real Neo4j for the tests: one a test process, started and stopped by the project's own scripts."""

from __future__ import annotations

import fcntl
import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import neo4j
import pytest

ROOT = Path(__file__).parents[1]
SCRIPTS = ROOT / "neo4j-conf"
QUICK = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
"""Half the memory and a quicker start; a long-lived server would be slower with it."""

SETTLED = "dbms.cypher.min_replan_interval=1h\n"
"""Plans are kept while small graphs come and go: planning costs more than running here."""


@dataclass(frozen=True, slots=True)
class TestServer:
    """A server of the tests' own: its folder, and the environment its scripts and clients need."""

    __test__ = False
    folder: Path
    environment: dict[str, str]

    @property
    def url(self) -> str:
        """Its address."""
        return self.environment["QINQING_STORE"]

    def script(self, name: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        """Runs one of the project's scripts for this server."""
        return run_script(name, *arguments, environment=self.environment)

    @property
    def pid(self) -> int:
        """Process id of the server."""
        return int((self.folder / "pid").read_text(encoding="ascii"))

    @contextmanager
    def driver(self) -> Iterator[neo4j.Driver]:
        """A driver beside the program's own, to look behind its back."""
        auth = (self.environment["QINQING_STORE_USER"], self.environment["QINQING_STORE_PASSWORD"])
        with neo4j.GraphDatabase.driver(self.url, auth=auth) as driver:
            yield driver

    def empty(self) -> None:
        """Nothing but the constraints stays."""
        with self.driver() as driver, driver.session() as session:
            session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS").consume()


def run_script(name: str, *arguments: str | Path, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run([SCRIPTS / name, *arguments], env={**os.environ, **environment}, capture_output=True,
                          text=True, check=False)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start(folder: Path, **more: str) -> TestServer:
    """A new server with its data in ``folder``; the jars are shared. Skips the test where it cannot be had."""
    environment = {"NEO4J_DIR": str(folder), "NEO4J_PORT": str(free_port()), "NEO4J_HEAP": "512m",
                   "NEO4J_PAGECACHE": "128m", "NEO4J_JAVA_OPTIONS": QUICK, **more}
    _installed()
    folder.mkdir(parents=True)
    (folder / "local.conf").write_text(SETTLED, encoding="ascii")
    started = run_script("start", environment=environment)
    assert started.returncode == 0, started.stderr
    told = run_script("env", environment=environment).stdout
    pairs = (word for line in told.splitlines() for word in line.removeprefix("export ").split())
    server = TestServer(folder, {**environment, **dict(pair.split("=", 1) for pair in pairs)})
    server.environment.pop("QINQING_STORE_IMPORT")  # only the tests of the import switch databases
    return server


def stop(server: TestServer) -> None:
    stopped = server.script("stop")
    shutil.rmtree(server.folder, ignore_errors=True)
    assert stopped.returncode == 0, stopped.stderr


def _installed() -> None:
    """Fetches the server once, also where several test processes begin together."""
    with (ROOT / "neo4j-conf" / "places.sh").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = run_script("install", environment={"NEO4J_WARM_PORT": str(free_port())})
    if done.returncode:
        pytest.skip(f"Neo4j cannot be installed here: {done.stderr.strip().splitlines()[-1:]}")


@pytest.fixture(scope="session")
def neo4j_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestServer]:
    """The server of this test process; its credentials are in the environment while it runs."""
    server = start(tmp_path_factory.mktemp("neo4j") / "server")
    known = {name: value for name, value in server.environment.items()
             if name.startswith("QINQING_STORE_")}
    with pytest.MonkeyPatch.context() as patch:
        for name, value in known.items():
            patch.setenv(name, value)
        yield server
    stop(server)


@pytest.fixture
def empty_neo4j(neo4j_server: TestServer) -> TestServer:
    """The same, emptied."""
    neo4j_server.empty()
    return neo4j_server
