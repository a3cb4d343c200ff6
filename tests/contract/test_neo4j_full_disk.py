"""A disk that fills up in the middle of a load: a clear line, nothing lost, and the load ends once there is room.

The room is cut by a limit on the size of the server's files: it needs no administrator and no disk of its own.
"""

from __future__ import annotations

import os
import resource
import subprocess
from collections.abc import Iterator

import pytest

from graph.errors import StoreError, StoreFull, StoreLoading
from tests.contract.conftest import names, write
from tests.contract.test_neo4j_faults import WHOLE, at, closed, held, load_crowd
from tests.neo4j_server import SCRIPTS, TestServer, start, stop

pytestmark = pytest.mark.slow
ROOM = 12 << 20
"""Bytes a file of the server may have: enough to start, too few for the log of a load."""
__all__ = ["closed"]


@pytest.fixture
def narrow(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestServer]:
    """A server of its own whose log starts small."""
    server = start(tmp_path_factory.mktemp("narrow") / "server")
    yield server
    stop(server)


def _narrowed() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM, resource.RLIM_INFINITY))


def test_a_full_disk_is_one_clear_line_and_the_load_ends_when_there_is_room_again(narrow: TestServer) -> None:
    assert narrow.script("stop").returncode == 0
    with (narrow.folder / "local.conf").open("a", encoding="ascii") as local:
        local.write("db.tx_log.preallocate=false\n")
    started = subprocess.run([SCRIPTS / "start"], env={**os.environ, **narrow.environment}, capture_output=True,
                             text=True, check=False, preexec_fn=_narrowed)
    assert started.returncode == 0, started.stderr
    store = at(narrow.url, narrow.environment)
    write(store, "v0", "a")
    with pytest.raises(StoreFull, match="磁盘空间不足"):
        load_crowd(store, "v1")
    with pytest.raises(StoreError):
        load_crowd(store, "v1")
    assert narrow.script("stop").returncode == 0
    assert narrow.script("start").returncode == 0
    with pytest.raises(StoreLoading):
        names(store)
    assert store.current() == "v0"
    load_crowd(store, "v1")
    assert held(store) == WHOLE
