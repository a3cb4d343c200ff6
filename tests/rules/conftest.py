"""Engines the cases run on."""

from collections.abc import Iterator
from contextlib import AbstractContextManager

import pytest

from cypher.case_graph import CaseStore
from graph.engines import open_store
from graph.engines.neo4j.store import Neo4jStore
from graph.port import GraphWriter

ENGINES = ["ladybug", pytest.param("neo4j", marks=pytest.mark.slow)]


@pytest.fixture(params=ENGINES, scope="module")
def cases(request: pytest.FixtureRequest) -> Iterator[CaseStore]:
    url = "ladybug://memory"
    if request.param == "neo4j":
        server = request.getfixturevalue("neo4j_server")
        server.empty()
        url = server.url
    store = open_store(url, workspace="case")
    version: AbstractContextManager[GraphWriter] = (
        store.in_place("cases") if isinstance(store, Neo4jStore) else store.new_version("cases"))
    with version as writer:
        yield CaseStore(writer)
    store.close()
