"""The port: what this project asks of a graph store, and of whoever keeps identities.

Two engines implement it (``graph.engines``). Small and synchronous: a version of the graph is written whole or
not at all through ``GraphWriter``, and read through ``GraphStore``. Loaders hand over Arrow tables of a declared
label or relation and never write query text; rules hand over query text and never write.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from typing import Protocol

import pyarrow as pa

Scalar = str | int | float | bool | date | None
Value = Scalar | list[str] | list[int] | list[float]
Row = dict[str, Value]


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What an engine can do; asked, never guessed from its name."""

    bulk_load: bool
    versioned_files: bool
    concurrent_writers: bool


@dataclass(frozen=True, slots=True)
class StoreInfo:
    """The ``Store`` node: whose graph this is and how new it is."""

    workspace: str
    data_version: str
    loading: str | None
    schema_version: int
    as_of: date | None


class GraphReader(Protocol):
    """Read-only access to one version of the graph."""

    @property
    def capabilities(self) -> Capabilities:
        """What the engine behind this reader can do."""

    def info(self) -> StoreInfo:
        """The store's own description."""

    def read(self, text: str, parameters: Mapping[str, object] | None = None, *, timeout: float = 60.0,
             max_rows: int = 1_000_000) -> list[Row]:
        """Rows of one read-only statement.

        Values are scalars or lists of scalars; sums come back as ``int``; dates as ``datetime.date``.
        Raises QueryInvalid, QueryTimeout (``timeout`` seconds), TooManyRows, StoreUnavailable.
        """

    def read_table(self, text: str, parameters: Mapping[str, object] | None = None, *,
                   timeout: float = 600.0) -> pa.Table:
        """The same as an Arrow table, for bulk reading."""

    def counts(self) -> dict[str, int]:
        """Number of nodes by label and of relations by name."""

    def close(self) -> None:
        """Releases the store; idempotent."""


class GraphWriter(GraphReader, Protocol):
    """A version being written. Reads inside it see what was written."""

    def ensure_schema(self) -> None:
        """Creates every declared label, relation and key; idempotent."""

    def insert_nodes(self, label: str, rows: pa.Table) -> None:
        """Bulk insert of rows known to be new; columns are declared properties, missing ones become null."""

    def insert_relations(self, name: str, rows: pa.Table) -> None:
        """Bulk insert; columns ``start`` and ``end`` (node keys) and declared properties."""

    def merge_nodes(self, label: str, rows: pa.Table) -> None:
        """Idempotent upsert by ``key``."""

    def merge_relations(self, name: str, rows: pa.Table) -> None:
        """Idempotent upsert by ``key`` between existing nodes."""

    def retract_nodes(self, label: str, keys: Sequence[str]) -> None:
        """Removes nodes with their relations; unknown keys are ignored."""

    def retract_relations(self, name: str, keys: Sequence[str]) -> None:
        """Removes relations by key; unknown keys are ignored."""

    def set_info(self, info: StoreInfo) -> None:
        """Writes the ``Store`` node."""


class GraphStore(Protocol):
    """A place where graphs live: opens the current version, writes the next."""

    @property
    def capabilities(self) -> Capabilities:
        """What the engine can do."""

    def current(self) -> str | None:
        """Data version readers would open now; None before the first load."""

    def reader(self, data_version: str | None = None) -> AbstractContextManager[GraphReader]:
        """Opens a version (default: current) for reading.

        Raises StoreUnavailable when there is none, StoreDamaged, StoreRefused (another workspace, loading).
        """

    def new_version(self, data_version: str, *, base: str | None = None,
                    anew: bool = False) -> AbstractContextManager[GraphWriter]:
        """A version that becomes current when the block ends without an error, and vanishes otherwise.

        ``base`` starts from a copy of that version; None starts from nothing. ``anew`` trusts nothing that is there:
        an engine that would bring the current version over by the difference writes the whole graph instead.
        """

    def versions(self) -> list[str]:
        """Data versions that can be opened, oldest first."""

    def clear(self) -> None:
        """Empties the store. Raises StoreRefused when it is another workspace's."""

    def close(self) -> None:
        """Releases everything; idempotent."""


class Identities(Protocol):
    """Keeper of identities: gives keyed pseudonyms for canonical identifiers and remembers the way back.

    Loaders know only this; the vault behind it belongs to the service.
    """

    def persons(self, numbers: Sequence[str]) -> list[str]:
        """Person keys of canonical 18-character citizen numbers."""

    def accounts(self, numbers: Sequence[str]) -> list[str]:
        """Account keys of canonical account numbers."""

    def phones(self, numbers: Sequence[str]) -> list[str]:
        """Phone keys of canonical phone numbers."""

    def organization(self, name: str, county: str) -> str:
        """Key of an organization known by name only."""

    def fact(self, kind: str, *parts: str | int | None) -> str:
        """Keyed hash of a fact's own content."""

    def facts(self, kind: str, rows: Sequence[Sequence[str | int | None]]) -> list[str]:
        """``fact`` for many rows of one kind."""
