"""What goes wrong with a server, and that work goes on after it is back."""

from __future__ import annotations

import os
import signal
import socket
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pytest

from graph.engines import open_store
from graph.engines.neo4j.address import read_address
from graph.engines.neo4j.store import Neo4jStore
from graph.errors import InputError, StoreError, StoreLoading, StoreRefused, StoreUnavailable
from graph.port import GraphStore
from tests.api.village import ask
from tests.contract.conftest import names, people, ties, write
from tests.neo4j_server import TestServer, free_port, start, stop

MANY = 40_000

pytestmark = pytest.mark.slow


_opened: list[Neo4jStore] = []


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    """Every store a test opened is closed behind it."""
    yield
    while _opened:
        _opened.pop().close()


def opened(server: TestServer, workspace: str = "w1", **environment: str) -> Neo4jStore:
    return at(server.url, {**server.environment, **environment}, workspace)


def at(url: str, environment: dict[str, str], workspace: str = "w1") -> Neo4jStore:
    _opened.append(Neo4jStore(read_address(url, environment), workspace=workspace))
    return _opened[-1]


def crowd(count: int = MANY) -> tuple[pa.Table, pa.Table]:
    """Persons in a row, each married to the next."""
    keys = [f"p{at:06}" for at in range(count)]
    return (people(*keys, name=[f"人{at}" for at in range(count)]),
            ties(*((f"k{at:06}", keys[at], keys[at + 1]) for at in range(count - 1))))


def load_crowd(store: GraphStore, version: str, count: int = MANY) -> None:
    persons, bonds = crowd(count)
    with store.new_version(version) as writer:
        writer.insert_nodes("Person", persons)
        writer.insert_relations("SPOUSE_OF", bonds)


def held(store: GraphStore) -> tuple[int, int, int]:
    """Persons, marriages, and marriages by different keys."""
    with store.reader() as reader:
        counts = reader.counts()
        different = reader.read("MATCH (:Person)-[r:SPOUSE_OF]->(:Person) RETURN count(DISTINCT r.key) AS n")
    return counts["Person"], counts["SPOUSE_OF"], int(str(different[0]["n"]))


WHOLE = (MANY, MANY - 1, MANY - 1)


def test_a_wrong_password_is_one_clear_line(neo4j_server: TestServer) -> None:
    store = opened(neo4j_server, QINQING_STORE_PASSWORD="wrong")
    with pytest.raises(StoreUnavailable, match="密码"):
        store.current()


def test_no_password_at_all_says_where_to_put_it(neo4j_server: TestServer) -> None:
    with pytest.raises(StoreUnavailable, match="QINQING_STORE_PASSWORD"):
        read_address(neo4j_server.url, {})


def test_a_password_may_stand_in_a_file(empty_neo4j: TestServer, tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.write_text(empty_neo4j.environment["QINQING_STORE_PASSWORD"] + "\n", encoding="ascii")
    assert at(empty_neo4j.url, {"QINQING_STORE_PASSWORD_FILE": str(file)}).current() is None


@pytest.mark.parametrize("url", ["neo4j://neo4j:secret@localhost", "neo4j://", "bolt://localhost:7687/a/b"])
def test_a_wrong_address_is_refused_and_a_password_never_repeated(url: str) -> None:
    with pytest.raises(InputError) as caught:
        read_address(url, {"QINQING_STORE_PASSWORD": "x"})
    assert "secret" not in str(caught.value).replace(url, "")


@pytest.mark.parametrize("scheme", ["neo4j", "bolt"])
def test_no_server_is_exit_3_and_one_line(scheme: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QINQING_STORE_PASSWORD", "x")
    store = open_store(f"{scheme}://127.0.0.1:{free_port()}", workspace="w1")
    with pytest.raises(StoreUnavailable, match="连不上 Neo4j"):
        store.current()


def test_a_command_without_its_server_ends_with_3(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QINQING_STORE_PASSWORD", "x")
    file = tmp_path / "区划.csv"
    file.write_text("区划代码,名称,上级代码,级别\n371621,青和县,,县\n", encoding="utf-8")
    said = ask(tmp_path / "home", "--store", f"neo4j://127.0.0.1:{free_port()}", "load", file)
    assert said.code == 3
    assert said.err.count("\n") == 1
    assert "连不上 Neo4j" in said.err


def test_a_server_that_is_too_old_is_named_with_the_version_needed() -> None:
    with old_server() as port, pytest.raises(StoreUnavailable, match=r"5\.26"):
        at(f"bolt://127.0.0.1:{port}", {"QINQING_STORE_PASSWORD": "x"}).current()


class old_server:  # noqa: N801 - used as a word: `with old_server()`
    """Answers the Bolt handshake and the greeting as Neo4j 4.4 does, and nothing else."""

    def __enter__(self) -> int:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()
        return int(self._socket.getsockname()[1])

    def __exit__(self, *_: object) -> None:
        self._socket.close()
        self._thread.join(5)

    def _serve(self) -> None:
        try:
            while True:
                self._greet(self._socket.accept()[0])
        except OSError:
            return  # closed: the test is over

    def _greet(self, client: socket.socket) -> None:
        greeting = b"\xb1\x70\xa2" + _text("server") + _text("Neo4j/4.4.0") + _text("connection_id") + _text("bolt-1")
        with client:
            client.recv(20)
            client.sendall(b"\x00\x00\x04\x04")
            client.recv(4096)
            client.sendall(struct.pack(">H", len(greeting)) + greeting + b"\x00\x00")
            client.settimeout(5)
            while client.recv(4096):
                client.sendall(struct.pack(">H", 3) + b"\xb1\x70\xa0" + b"\x00\x00")


def _text(text: str) -> bytes:
    return bytes([0x80 + len(text)]) + text.encode()


def test_a_graph_of_another_workspace_is_refused_and_left_alone(empty_neo4j: TestServer) -> None:
    write(opened(empty_neo4j), "v1", "a")
    other = opened(empty_neo4j, "w2")
    for work in (other.current, other.clear, lambda: write(other, "v1", "b")):
        with pytest.raises(StoreRefused, match="另一个工作区"):
            work()
    assert names(opened(empty_neo4j)) == ["a"]


def test_a_graph_that_is_being_loaded_is_refused(empty_neo4j: TestServer) -> None:
    store = opened(empty_neo4j)
    write(store, "v1", "a")
    with store.in_place("v2"):
        assert store.current() == "v1"
        with pytest.raises(StoreLoading, match="v2"), store.reader():
            pass
    assert names(store) == ["a"]


def test_what_was_read_while_a_load_came_in_between_is_not_used(empty_neo4j: TestServer) -> None:
    store = opened(empty_neo4j)
    write(store, "v1", "a")

    def read_across_a_load() -> None:
        with store.reader() as reader:
            reader.counts()
            write(opened(empty_neo4j), "v2", "b")

    with pytest.raises(StoreLoading, match="重新执行"):
        read_across_a_load()


def test_what_somebody_changed_on_the_server_is_put_right_by_the_next_load(empty_neo4j: TestServer) -> None:
    store = opened(empty_neo4j)
    load_crowd(store, "v1", 200)
    with empty_neo4j.driver() as driver, driver.session() as session:
        session.run("MATCH (p:Person {key: 'p000003'}) DETACH DELETE p").consume()
        session.run("MATCH (p:Person {key: 'p000009'}) SET p.name = '改', p._mark = null").consume()
        session.run("MATCH (a:Person {key: 'p000020'})-[r:SPOUSE_OF]->(b) CREATE (a)-[s:SPOUSE_OF]->(b) "
                    "SET s = properties(r)").consume()
        session.run("CREATE (:Person {key: 'stranger'})").consume()
    load_crowd(store, "v2", 200)
    assert held(store) == (200, 199, 199)
    with store.reader() as reader:
        assert reader.read("MATCH (p:Person {key: 'p000009'}) RETURN p.name AS name") == [{"name": "人9"}]


def test_a_second_load_of_the_same_facts_writes_nothing(empty_neo4j: TestServer) -> None:
    store = opened(empty_neo4j)
    load_crowd(store, "v1", 200)
    ids = _ids(empty_neo4j)
    load_crowd(store, "v2", 200)
    assert _ids(empty_neo4j) == ids
    assert store.current() == "v2"


def _ids(server: TestServer) -> list[object]:
    with server.driver() as driver, driver.session() as session:
        return session.run("MATCH ()-[r:SPOUSE_OF]->() RETURN elementId(r) AS id ORDER BY id").value()


def test_a_loader_killed_at_any_moment_leaves_a_mark_or_the_version_before_and_the_next_load_ends_it(
        empty_neo4j: TestServer, tmp_path: Path) -> None:
    program = tmp_path / "loader.py"
    program.write_text("import sys\nfrom tests.contract.test_neo4j_faults import load_crowd\n"
                       "from graph.engines import open_store\n"
                       "load_crowd(open_store(sys.argv[1], workspace='w1'), sys.argv[2])\n", encoding="utf-8")
    environment = {**os.environ, **empty_neo4j.environment, "PYTHONPATH": str(Path(__file__).parents[2])}

    def loader(version: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen([sys.executable, program, empty_neo4j.url, version], env=environment)

    store = opened(empty_neo4j)
    write(store, "v0", "a")
    marked = 0
    for attempt in range(3):
        process = loader(f"v{attempt + 1}")
        while process.poll() is None and _loading(empty_neo4j) is None:
            time.sleep(0.02)
        time.sleep(0.3 * attempt)
        process.send_signal(signal.SIGKILL)
        process.wait()
        if _loading(empty_neo4j) is not None:
            marked += 1
            assert store.current() == "v0"
            with pytest.raises(StoreLoading), store.reader():
                pass
    assert marked >= 1
    load_crowd(store, "v9")
    assert held(store) == WHOLE


def _loading(server: TestServer) -> object:
    with server.driver() as driver, driver.session() as session:
        found = session.run("MATCH (s:Store) RETURN s.loading AS loading").single()
    return found["loading"] if found else None


@pytest.fixture(scope="module")
def fragile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestServer]:
    """A server of its own, to be killed."""
    server = start(tmp_path_factory.mktemp("fragile") / "server")
    yield server
    stop(server)


def _kill_and_restart(server: TestServer, when: threading.Event) -> None:
    when.wait(60)
    os.kill(server.pid, signal.SIGKILL)
    time.sleep(0.2)
    started = server.script("start")
    assert started.returncode == 0, started.stderr


def test_a_load_goes_on_after_the_server_was_killed_and_started_again(fragile: TestServer) -> None:
    store, begun = opened(fragile), threading.Event()
    restart = threading.Thread(target=_kill_and_restart, args=(fragile, begun))
    restart.start()
    persons, bonds = crowd()
    with store.in_place("v1") as writer:
        writer.insert_nodes("Person", persons.slice(0, 10_000))
        begun.set()
        writer.insert_nodes("Person", persons.slice(10_000))
        writer.insert_relations("SPOUSE_OF", bonds)
    restart.join()
    assert held(store) == WHOLE


def test_reading_goes_on_after_the_server_was_killed_and_started_again(fragile: TestServer) -> None:
    store = opened(fragile)
    fragile.empty()
    load_crowd(store, "v1", 2_000)
    begun = threading.Event()
    restart = threading.Thread(target=_kill_and_restart, args=(fragile, begun))
    restart.start()
    with store.reader() as reader:
        for number in range(40):
            if number == 3:
                begun.set()
            assert reader.read("MATCH (p:Person) RETURN count(*) AS n") == [{"n": 2_000}]
            time.sleep(0.05)
    restart.join()


def test_a_read_only_server_says_so_and_can_be_read(fragile: TestServer) -> None:
    fragile.empty()
    write(opened(fragile), "v1", "a")
    local = fragile.folder / "local.conf"
    before = local.read_text(encoding="ascii")
    local.write_text(before + "server.databases.default_to_read_only=true\n", encoding="ascii")
    try:
        assert fragile.script("stop").returncode == 0
        assert fragile.script("start").returncode == 0
        store = opened(fragile)
        assert names(store) == ["a"]
        with pytest.raises(StoreUnavailable, match="只读"):
            write(store, "v2", "b")
    finally:
        local.write_text(before, encoding="ascii")
        fragile.script("stop")
        fragile.script("start")
    assert names(opened(fragile)) == ["a"]


def test_a_statement_cannot_read_the_server_s_files_whatever_its_text(neo4j_server: TestServer) -> None:
    with neo4j_server.driver() as driver, driver.session() as session:
        for place in ("file:///etc/hostname", "http://127.0.0.1:1/x"):
            with pytest.raises(Exception, match=r"(?i)(url|blocked|not allowed|cannot)"):
                session.run(f"LOAD CSV FROM '{place}' AS line RETURN line").consume()


def test_errors_of_the_server_never_quote_data(empty_neo4j: TestServer) -> None:
    store = opened(empty_neo4j)
    with pytest.raises(StoreError) as caught, store.in_place("v1") as writer:
        writer.insert_nodes("Person", people("秘密", "秘密"))
    assert "秘密" not in str(caught.value)
