"""Engines the cases run on."""

from collections.abc import Iterator

import pytest

from cypher.case_graph import CaseStore
from graph.engines import open_store

ENGINES = ["ladybug"]


@pytest.fixture(params=ENGINES, scope="module")
def cases(request: pytest.FixtureRequest) -> Iterator[CaseStore]:
    store = open_store(f"{request.param}://memory", workspace="case")
    with store.new_version("cases") as version:
        yield CaseStore(version)
    store.close()
