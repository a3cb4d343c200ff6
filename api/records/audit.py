"""The audit log: every look at people, every decision; each entry carries the hash of the one before.

Entry hash = SHA-256(previous hash, entry). The newest number and hash are kept a second time in ``meta``, so that
entries cut off at the end are noticed too. Objects and details hold keys, never numbers or names.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine, RowMapping

from api.records import meta
from api.records.database import writing
from api.records.tables import audit
from api.records.tables import meta as meta_table

_FIRST = "0" * 64


@dataclass(frozen=True, slots=True)
class Verified:
    """Outcome of a check of the chain: ``broken`` is the first wrong entry, None when all is well."""

    entries: int
    head: str
    broken: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class AuditLog:
    """Appends to and verifies the log, in the name of one actor."""

    engine: Engine
    actor: str

    def note(self, action: str, obj: str, *, reason: str = "", results: int = 0, **detail: object) -> None:
        """Appends an entry and returns when it is on disk: write first, answer then."""
        with writing(self.engine).begin() as connection:
            self.note_in(connection, action, obj, reason=reason, results=results, **detail)

    def note_in(self, connection: Connection, action: str, obj: str, *, reason: str = "", results: int = 0,
                **detail: object) -> None:
        """The same inside the caller's transaction."""
        seq, previous = _lock_head(connection)
        entry = {
            "seq": seq + 1, "at": datetime.now(UTC).isoformat(timespec="milliseconds"), "actor": self.actor,
            "action": action, "object": obj, "reason": reason, "results": results, "detail": detail,
        }
        value = _hash(previous, entry)
        connection.execute(sa.insert(audit).values(**entry, previous=previous, hash=value))
        meta.put(connection, meta.AUDIT_HEAD, f"{seq + 1}:{value}")

    def verify(self) -> Verified:
        """Recomputes the whole chain and compares it with the head."""
        with self.engine.connect() as connection:
            head = meta.get(connection, meta.AUDIT_HEAD)
            rows = connection.execute(sa.select(audit).order_by(audit.c.seq)).mappings()
            return _verify(rows, head)


def _lock_head(connection: Connection) -> tuple[int, str]:
    """Locks the head row (two writers must not take the same number) and reads it."""
    connection.execute(sa.update(meta_table).where(meta_table.c.name == meta.AUDIT_HEAD)
                       .values(value=meta_table.c.value))
    head = meta.get(connection, meta.AUDIT_HEAD)
    if head is None:
        return 0, _FIRST
    seq, _, value = head.partition(":")
    return int(seq), value


def _hash(previous: str, entry: dict[str, object]) -> str:
    text = json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{previous}\n{text}".encode()).hexdigest()


def _verify(rows: sa.MappingResult, head: str | None) -> Verified:
    seq, previous = 0, _FIRST
    for row in rows:
        seq += 1
        fault = _fault(row, seq, previous)
        if fault:
            return Verified(seq, previous, seq, fault)
        previous = str(row["hash"])
    expected = f"{seq}:{previous}" if seq else None
    if head != expected:
        return Verified(seq, previous, seq + 1, "末尾的记录被删去，或链头被改动")
    return Verified(seq, previous, None, "")


def _fault(row: RowMapping, seq: int, previous: str) -> str:
    if row["seq"] != seq:
        return "缺少记录"
    if row["previous"] != previous:
        return "与前一条记录接不上"
    entry = {name: row[name] for name in ("seq", "at", "actor", "action", "object", "reason", "results", "detail")}
    return "" if _hash(previous, entry) == row["hash"] else "内容被改动"
