"""A Neo4j server of the benchmark's own, with the settings as they are delivered."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measuring import ROOT
from graph.engines.neo4j.address import Address, read_address
from graph.engines.neo4j.reader import read_info
from graph.engines.neo4j.session import rows_of
from graph.engines.neo4j.store import Neo4jStore

SCRIPTS = ROOT / "neo4j-conf"
PORT = "17687"
_EMPTY = "MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS"


@dataclass(frozen=True, slots=True)
class Running:
    """The server: how it is reached, and the environment of its scripts."""

    address: Address
    environment: dict[str, str]

    def restart(self) -> float:
        """Seconds of a stop and a start."""
        begun = time.perf_counter()
        _script("stop", self.environment)
        _script("start", self.environment)
        return time.perf_counter() - begun

    def empty(self) -> None:
        """Takes everything out of the database in use; constraints stay."""
        store = self._store()
        store._server.run(_EMPTY)
        store.close()

    def holds(self, workspace: str, version: str | None) -> bool:
        """Whether the graph on the server is this version of this workspace."""
        store = self._store()
        info = read_info(store._server)
        store.close()
        return info is not None and (info.workspace, info.data_version) == (workspace, version)

    def start_up(self) -> str:
        """From nothing to the first answer, as a sentence."""
        _script("stop", self.environment)
        begun = time.perf_counter()
        _script("start", self.environment)
        started = time.perf_counter() - begun
        store = self._store()
        store._server.read(lambda tx: rows_of(tx, "RETURN 1"))
        answered = time.perf_counter() - begun
        store.close()
        return f"start {started:.1f} s, first answer after {answered:.1f} s, {self.peak():.0f} MB of memory then"

    def peak(self) -> float:
        """Most memory that the server had since its start, MB."""
        pid = (self._folder / "pid").read_text(encoding="ascii").strip()
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
        return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")) / 1024

    def stored(self) -> float:
        """MB of the database in use on disk."""
        colour = (self._folder / "colour").read_text(encoding="ascii").strip()
        files = (self._folder / "home" / "data" / "databases" / colour).rglob("*")
        return sum(path.stat().st_size for path in files if path.is_file()) / 1e6

    @property
    def _folder(self) -> Path:
        return Path(self.environment["NEO4J_DIR"])

    def _store(self) -> Neo4jStore:
        return Neo4jStore(self.address, workspace="bench")


@contextmanager
def server(folder: Path) -> Iterator[Running]:
    """A server with its data in ``folder``, stopped at the end; its credentials are in the environment."""
    environment = {**os.environ, "NEO4J_DIR": str(folder), "NEO4J_PORT": os.environ.get("NEO4J_PORT", PORT)}
    _script("install", environment)
    _script("start", environment)
    try:
        told = subprocess.run([SCRIPTS / "env"], env=environment, capture_output=True, text=True, check=True).stdout
        words = (word for line in told.splitlines() for word in line.removeprefix("export ").split())
        environment |= dict(word.split("=", 1) for word in words)
        os.environ.update(environment)
        yield Running(read_address(environment["QINQING_STORE"], environment), environment)
    finally:
        _script("stop", environment)


def _script(name: str, environment: dict[str, str]) -> None:
    subprocess.run([SCRIPTS / name], env=environment, check=True, stdout=subprocess.DEVNULL)
