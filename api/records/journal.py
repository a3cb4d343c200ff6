"""The journal: the ordered list of everything that shapes the graph.

``load`` takes a file in, ``hold`` keeps one back, ``release`` lets a held one in, ``retract`` takes one back;
``confirm``, ``reject``, ``merge``, ``split`` are decisions about persons, ``undo`` takes one of those back;
``columns`` says what a heading that no declaration knows means in files of a kind from now on. An
entry is written *pending* before the graph is built and becomes *done* after its version is current; entries of
a version that never became current are *discarded* (they stay in the list, they count for nothing).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from api.records.database import writing
from api.records.tables import journal

FILE_KINDS = ("load", "hold", "release", "retract")
COLUMNS = "columns"
DECISION_KINDS = ("confirm", "reject", "merge", "split", "undo")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the journal."""

    seq: int
    kind: str
    sha256: str | None
    payload: dict[str, Any]
    state: str
    version: str | None
    actor: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry that has no number yet."""

    kind: str
    payload: dict[str, Any]
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Journal:
    """Reads and appends."""

    engine: Engine
    actor: str

    def entries(self, *, state: str | None = "done", up_to: int | None = None) -> list[Entry]:
        """Entries in order; ``state`` None for all; ``up_to`` the last number wanted."""
        query = sa.select(journal).order_by(journal.c.seq)
        if state is not None:
            query = query.where(journal.c.state == state)
        if up_to is not None:
            query = query.where(journal.c.seq <= up_to)
        with self.engine.connect() as connection:
            return [Entry(**row) for row in connection.execute(query).mappings()]

    def next_seq(self) -> int:
        """The number the next entry will get."""
        with self.engine.connect() as connection:
            return int(connection.execute(sa.select(sa.func.max(journal.c.seq))).scalar() or 0) + 1

    def preview(self, drafts: Iterable[Draft], first: int) -> list[Entry]:
        """What ``drafts`` will be as entries from number ``first`` on; nothing is written."""
        now = datetime.now(UTC)
        return [Entry(first + i, d.kind, d.sha256, d.payload, "pending", None, self.actor, now)
                for i, d in enumerate(drafts)]

    def append(self, drafts: Iterable[Draft], *, version: str | None, state: str = "pending") -> list[int]:
        """Writes drafts in order in one transaction; returns their numbers."""
        with writing(self.engine).begin() as connection:
            return self.append_in(connection, drafts, version=version, state=state)

    def append_in(self, connection: Connection, drafts: Iterable[Draft], *, version: str | None,
                  state: str) -> list[int]:
        """The same inside the caller's transaction. Numbers have no gaps: one loader at a time writes them."""
        first = int(connection.execute(sa.select(sa.func.max(journal.c.seq))).scalar() or 0) + 1
        now = datetime.now(UTC)
        rows = [{"seq": first + i, "kind": d.kind, "sha256": d.sha256, "payload": d.payload, "state": state,
                 "version": version, "actor": self.actor, "at": now} for i, d in enumerate(drafts)]
        if rows:
            connection.execute(sa.insert(journal), rows)
        return [int(str(row["seq"])) for row in rows]

    def settle_in(self, connection: Connection, seqs: Iterable[int], state: str) -> None:
        """Marks pending entries ``done`` or ``discarded``."""
        connection.execute(sa.update(journal)
                           .where(journal.c.seq.in_(list(seqs)), journal.c.state == "pending")
                           .values(state=state))
