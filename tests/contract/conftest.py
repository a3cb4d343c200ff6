"""Stores that must all behave alike. A further engine is one more entry in ``ENGINES``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pytest

from graph.engines import open_store
from graph.port import GraphStore

ENGINES = {"ladybug-file": "ladybug://{folder}/graph", "ladybug-memory": "ladybug://memory"}


@pytest.fixture(params=ENGINES)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[GraphStore]:
    """An empty store of workspace ``w1``."""
    opened = open_store(ENGINES[request.param].format(folder=tmp_path), workspace="w1")
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
