"""Engines the cases run on."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from cypher.case_graph import CaseStore
from graph.engines import open_store
from graph.engines.neo4j.store import Neo4jStore
from tests.neo4j_server import TestServer
from tests.served_cases import ServedCases

ENGINES = ["ladybug", pytest.param("neo4j", marks=pytest.mark.slow)]


@pytest.fixture(params=ENGINES, scope="module")
def cases(request: pytest.FixtureRequest) -> Iterator[CaseStore]:
    """A store for one case graph after another."""
    if request.param == "neo4j":
        yield from _served(request.getfixturevalue("neo4j_server"))
        return
    store = open_store("ladybug://memory", workspace="case")
    with store.new_version("cases") as writer:
        yield CaseStore(writer)
    store.close()


def _served(server: TestServer) -> Iterator[CaseStore]:
    server.empty()
    store = open_store(server.url, workspace="case")
    assert isinstance(store, Neo4jStore)
    with store.in_place("cases") as writer:
        writer.ensure_indexes()  # the plans are then those of a loaded graph
        yield ServedCases(writer)
    store.close()
