"""Engines the cases run on."""

from collections.abc import Iterator

import pytest

from graph.engines import open_store
from graph.port import GraphStore

ENGINES = ["ladybug"]


@pytest.fixture(params=ENGINES, scope="module")
def store(request: pytest.FixtureRequest) -> Iterator[GraphStore]:
    opened = open_store(f"{request.param}://memory", workspace="case")
    yield opened
    opened.close()
