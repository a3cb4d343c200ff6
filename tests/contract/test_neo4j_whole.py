"""A whole graph on the server: in one pass online, or by the import tool beside the database in use."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pyarrow as pa
import pytest

from api.jobs.fingerprints import differences, fingerprint
from graph.engines import open_store
from graph.engines.neo4j.address import read_address
from graph.engines.neo4j.store import Neo4jStore
from graph.port import GraphStore
from tests.contract.conftest import people, write
from tests.contract.test_store import ODD_TEXTS
from tests.neo4j_server import SCRIPTS, TestServer, start, stop

MANY = 6_000  # more than one batch

pytestmark = pytest.mark.slow


def fill(store: GraphStore, version: str, *, anew: bool = False) -> None:
    """Payments to persons, some without an account, with every kind of value."""
    keys = [f"d{at:05}" for at in range(MANY)]
    persons, accounts = [f"p{at}" for at in range(50)], [f"a{at}" for at in range(40)]
    lists = [["id_checksum", "有逗号,和\"引号\""], ["x"], [], None, ["a", "b;c", ""]]
    with store.new_version(version, anew=anew) as writer:
        writer.insert_nodes("Person", people(*persons, birth=[date(1900 + at, 2, 28) for at in range(50)]))
        writer.insert_nodes("BankAccount", people(*accounts))
        writer.insert_nodes("Program", people("低保"))
        writer.insert_nodes("Payment", pa.table({
            "key": keys, "name": [ODD_TEXTS[at % 7] for at in range(MANY)], "amount_fen": list(range(MANY)),
            "quantity": [(at / 7, None)[at % 2] for at in range(MANY)], "stands": [at % 3 > 0 for at in range(MANY)],
            "paid_on": [date(2024, 1 + at % 12, 1) for at in range(MANY)],
            "id_flags": [lists[at % 5] for at in range(MANY)]}))
        writer.insert_relations("PAID_TO", pa.table({
            "key": keys, "start": keys, "end": [persons[at % 50] for at in range(MANY)]}))
        some = [at for at in range(MANY) if at % 9]
        writer.insert_relations("INTO", pa.table({
            "key": [keys[at] for at in some], "start": [keys[at] for at in some],
            "end": [accounts[at % 40] for at in some]}))
        writer.insert_relations("UNDER", pa.table({"key": keys, "start": keys, "end": ["低保"] * MANY}))
        writer.insert_relations("HOLDS", pa.table({
            "key": [f"h{at}" for at in range(40)], "start": persons[:40], "end": accounts,
            "valid_from": [date(2020, 1, 1)] * 40}))


def same_as_embedded(store: GraphStore) -> list[str]:
    embedded = open_store("ladybug://memory", workspace="w1")
    fill(embedded, "v")
    with embedded.reader() as one, store.reader() as other:
        found = differences(fingerprint(one), fingerprint(other))
    embedded.close()
    return found


def test_payments_with_what_they_point_at_come_over_whole_in_one_pass(empty_neo4j: TestServer) -> None:
    store = open_store(empty_neo4j.url, workspace="w1")
    fill(store, "v1")
    assert same_as_embedded(store) == []
    store.close()


@pytest.fixture(scope="module")
def importing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestServer]:
    """A server of its own: the import switches its database."""
    server = start(tmp_path_factory.mktemp("importing") / "server")
    yield server
    stop(server)


def with_import(server: TestServer) -> Neo4jStore:
    environment = {**server.environment, "QINQING_STORE_IMPORT": str(SCRIPTS / "import")}
    return Neo4jStore(read_address(server.url, environment), workspace="w1")


def test_the_import_tool_makes_the_same_graph_and_the_old_one_stays_until_the_next(
        importing: TestServer, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in importing.environment.items():
        monkeypatch.setenv(name, value)
    store = with_import(importing)
    write(store, "v1", "before")
    fill(store, "v2", anew=True)
    assert store.current() == "v2"
    assert same_as_embedded(store) == []
    fill(store, "v3")  # the difference finds the marks that the import wrote
    assert store.current() == "v3"
    store.close()
    assert importing.script("import", "--back").returncode == 0
    back = with_import(importing)
    with back.reader() as reader:
        assert reader.read("MATCH (p:Person) RETURN p.key AS key") == [{"key": "before"}]
    back.close()


def test_a_backup_comes_back_and_a_reset_is_asked_for_twice(importing: TestServer, tmp_path) -> None:
    store = with_import(importing)
    store.clear()
    write(store, "v1", "kept")
    store.close()
    assert importing.script("backup", tmp_path / "graph.dump").returncode == 0
    assert importing.script("backup", tmp_path / "graph.dump").returncode == 3  # never overwritten
    assert importing.script("reset").returncode == 3
    assert importing.script("reset", "--yes").returncode == 0
    emptied = with_import(importing)
    assert emptied.current() is None
    emptied.close()
    assert importing.script("restore", tmp_path / "graph.dump").returncode == 0
    restored = with_import(importing)
    assert restored.current() == "v1"
    restored.close()
