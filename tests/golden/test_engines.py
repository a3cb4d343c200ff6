"""Both engines say the same: the list, every rule row by row, kinship between two, the neighbourhood of a person."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterator
from typing import Any

import pytest

from api.jobs.fingerprints import differences, fingerprint
from api.jobs.kin_queries import between
from api.jobs.loading import load
from api.jobs.progress import silent
from api.jobs.retracting import retract
from api.jobs.sources import rule_settings
from api.jobs.versions import state_now
from api.wiring import Workspace
from cypher.catalog import load_catalog
from cypher.runner import bound
from cypher.settings import ParamMissing, bind
from graph.adjacency import Mirror
from graph.port import GraphReader
from tests.golden.conftest import AS_OF, Place, settle, swept
from tests.neo4j_server import TestServer

_KIN = "MATCH (a:Person)-[k:KIN]->(b:Person) RETURN a.key AS a, b.key AS b, k.key AS key ORDER BY key LIMIT 400"

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def on_server(village: Place, neo4j_server: TestServer,
              tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """The same files with the same keys, the graph on a real server."""
    neo4j_server.empty()
    home = tmp_path_factory.mktemp("server") / "home"
    with settle(home, village.files, key_of=village.workspace.settings.home, store=neo4j_server.url) as workspace:
        yield workspace


def whatever_order(value: object) -> object:
    """The value with its lists sorted, at every depth: what is collected has no order of its own.

    Nor have sums: areas added up in another order differ in the last bits, so numbers are rounded (money is whole 分).
    """
    if isinstance(value, list):
        return sorted(repr(whatever_order(item)) for item in value)
    return round(value, 6) if isinstance(value, float) else value


def rows_of(reader: GraphReader, workspace: Workspace) -> dict[str, str]:
    """A hash of the sorted rows of every rule that reads rows; comparisons are in the list."""
    settings, found = rule_settings(workspace, state_now(workspace)), {}
    for rule in (rule for rule in load_catalog().running() if rule.meta.stage == "row"):
        try:
            bindings = bind(rule, settings, None)
        except ParamMissing:
            continue
        rows = [row for binding in bindings
                for row in reader.read(rule.text, bound(rule.text, binding.values, AS_OF), timeout=300)]
        texts = sorted(repr([(name, whatever_order(value)) for name, value in sorted(row.items())]) for row in rows)
        found[rule.name] = f"{len(rows)} rows {hashlib.sha256(chr(10).join(texts).encode()).hexdigest()}"
    return found


def test_every_rule_returns_the_same_rows_on_both_engines(village: Place, on_server: Workspace) -> None:
    with village.workspace.store.reader() as embedded, on_server.store.reader() as served:
        expected = rows_of(embedded, village.workspace)
        assert rows_of(served, on_server) == expected
    assert sum(not text.startswith("0 rows") for text in expected.values()) > 20


def test_the_whole_graph_is_the_same_on_both_engines(village: Place, on_server: Workspace) -> None:
    with village.workspace.store.reader() as embedded, on_server.store.reader() as served:
        assert differences(fingerprint(embedded), fingerprint(served)) == []


def test_the_list_is_the_same_on_both_engines(village: Place, on_server: Workspace) -> None:
    _, warnings = swept(on_server)
    assert {w["key"]: _said(w) for w in warnings} == {w["key"]: _said(w) for w in village.warnings}


def _said(warning: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in warning.items() if name not in ("status", "overdue_state", "due_on")}


def test_what_one_is_to_another_is_the_same_on_both_engines(village: Place, on_server: Workspace) -> None:
    with village.workspace.store.reader() as reader:
        pairs = reader.read(_KIN)[::20]
    assert pairs
    for row in pairs:
        a, b = str(row["a"]), str(row["b"])
        embedded = between(village.workspace.settings, a, b, AS_OF)
        assert embedded["relation"] or embedded["readings"] or embedded["inverse"] is None
        assert between(on_server.settings, a, b, AS_OF) == embedded


def test_neighbourhoods_and_paths_are_the_same_on_both_engines(village: Place, on_server: Workspace) -> None:
    with village.workspace.store.reader() as reader:
        embedded, keys = Mirror.load(reader), [str(row["a"]) for row in reader.read(_KIN)[::40]]
    with on_server.store.reader() as reader:
        served = Mirror.load(reader)
    for key in keys:
        for hops, cap in ((1, 300), (2, 60), (3, 25)):
            assert _picture(served, key, hops, cap) == _picture(embedded, key, hops, cap)
        assert served.ties(key) == embedded.ties(key)
        for other in keys:
            assert served.path(key, other) == embedded.path(key, other)


def _picture(mirror: Mirror, key: str, hops: int, cap: int) -> dict[str, Any]:
    return dataclasses.asdict(mirror.neighbours(key, hops, cap))


def test_a_file_taken_back_and_loaded_again_brings_the_server_back_to_the_same_graph(
        village: Place, on_server: Workspace) -> None:
    roster = max(path for path in village.files.rglob("*") if "清册" in path.name)
    with on_server.store.reader() as reader:
        before = fingerprint(reader)
    retract(on_server, roster.name)
    with on_server.store.reader() as reader:
        assert differences(before, fingerprint(reader)) != []
    load(on_server, [roster], progress=silent)
    with on_server.store.reader() as reader:
        assert differences(before, fingerprint(reader)) == []
