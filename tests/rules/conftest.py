"""Engines the cases run on."""

from collections.abc import Iterator

import pytest

from graph.engines import open_store
from graph.port import GraphWriter

ENGINES = ["ladybug"]


@pytest.fixture(params=ENGINES, scope="module")
def writer(request: pytest.FixtureRequest) -> Iterator[GraphWriter]:
    store = open_store(f"{request.param}://memory", workspace="case")
    with store.new_version("cases") as version:
        version.ensure_schema()
        yield version
    store.close()
