"""Stores that must all behave alike. A further engine is one more entry in ``ENGINES``."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa
import pytest

from graph.engines import open_store
from graph.engines.neo4j.address import read_address
from graph.engines.neo4j.store import Neo4jStore
from graph.port import GraphStore, GraphWriter
from tests.neo4j_server import TestServer

ENGINES = ("ladybug-file", "ladybug-memory", pytest.param("neo4j-in-place", marks=pytest.mark.slow))
"""What is written, merged, retracted and read: on the server straight into the graph, as a load's batches do it."""
VERSIONED = ("ladybug-file", "ladybug-memory", pytest.param("neo4j", marks=pytest.mark.slow))
"""Whole versions: on the server built beside it and brought over by the difference."""


class InPlace(Neo4jStore):
    """The server written straight into, batch by batch: what a load does once its version is proved."""

    @contextmanager
    def new_version(self, data_version: str, *, base: str | None = None,
                    anew: bool = False) -> Iterator[GraphWriter]:  # noqa: ARG002 - one signature for all
        if base is not None:
            with self.reader(base):
                pass
        with self.in_place(data_version) as writer:
            yield writer


def make_store(engine: str, request: pytest.FixtureRequest, folder: Path) -> GraphStore:
    """An empty store of workspace ``w1`` on one of the engines."""
    if engine.startswith("ladybug"):
        url = "ladybug://memory" if engine == "ladybug-memory" else f"ladybug://{folder}"
        return open_store(url, workspace="w1")
    server: TestServer = request.getfixturevalue("empty_neo4j")
    if engine == "neo4j":
        return open_store(server.url, workspace="w1")
    return InPlace(read_address(server.url), workspace="w1")


@pytest.fixture(params=ENGINES)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[GraphStore]:
    """An empty store of workspace ``w1``."""
    opened = make_store(request.param, request, tmp_path / "graph")
    yield opened
    opened.close()


@pytest.fixture(params=VERSIONED)
def versioned(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[GraphStore]:
    """An empty store of workspace ``w1`` whose versions come whole or not at all."""
    opened = make_store(request.param, request, tmp_path / "graph")
    yield opened
    opened.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where a store of version files lives."""
    return tmp_path / "graph"


def people(*keys: str, **columns: list[object]) -> pa.Table:
    """Person rows."""
    return pa.table({"key": list(keys), **columns})


def ties(*triples: tuple[str, str, str], **columns: list[object]) -> pa.Table:
    """Relation rows from (key, start, end)."""
    key, start, end = zip(*triples, strict=True)
    return pa.table({"key": list(key), "start": list(start), "end": list(end), **columns})


def write(store: GraphStore, version: str, *keys: str, base: str | None = None) -> None:
    """A version with these persons more than its base."""
    with store.new_version(version, base=base) as writer:
        if keys:
            writer.insert_nodes("Person", people(*keys))


def names(store: GraphStore, version: str | None = None) -> list[object]:
    """Keys of all persons of a version."""
    with store.reader(version) as reader:
        return [row["key"] for row in reader.read("MATCH (p:Person) RETURN p.key AS key ORDER BY key")]
