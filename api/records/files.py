"""The list of department files as the last command left it: what each was, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine, RowMapping

from api.records.tables import files

_COUNTED = ("rows", "loaded", "structural", "rejected", "flagged", "amount_fen")


@dataclass(frozen=True, slots=True)
class Filed:
    """A file's entry of ``load --json`` and what the journal remembers of it (empty for a rejected file)."""

    report: dict[str, Any]
    payload: dict[str, Any]


def put(connection: Connection, filed: Filed, *, outcome: str) -> None:
    """Lists a file, in place of an earlier line of the same hash."""
    report, payload = filed.report, filed.payload
    as_of = payload.get("as_of")
    remove(connection, report["sha256"])
    connection.execute(sa.insert(files).values(
        sha256=report["sha256"], name=report["path"], kind=report["kind"], outcome=outcome,
        reason=report["reason"],
        slot=payload.get("slot"), territory=payload.get("territory"), department=payload.get("department"),
        as_of=date.fromisoformat(as_of) if as_of else None, received_at=datetime.now(UTC), report=report,
        **{name: report[name] for name in _COUNTED}))


def set_outcome(connection: Connection, sha256: str, outcome: str) -> None:
    """Changes the outcome alone."""
    connection.execute(sa.update(files).where(files.c.sha256 == sha256).values(outcome=outcome))


def remove(connection: Connection, sha256: str) -> None:
    """Takes a file off the list."""
    connection.execute(sa.delete(files).where(files.c.sha256 == sha256))


def outcomes(connection: Connection) -> list[tuple[str, str]]:
    """Hash and outcome of every listed file."""
    return [(row.sha256, row.outcome) for row in connection.execute(sa.select(files.c.sha256, files.c.outcome))]


def report(engine: Engine, sha256: str) -> dict[str, Any] | None:
    """The file's entry of ``load --json`` when it was read."""
    with engine.connect() as connection:
        found = connection.execute(sa.select(files.c.report).where(files.c.sha256 == sha256)).scalar()
        return None if found is None else dict(found)


def listed(engine: Engine) -> list[RowMapping]:
    """All files without their reports, oldest first."""
    columns = [column for column in files.c if column.name != "report"]
    with engine.connect() as connection:
        return list(connection.execute(sa.select(*columns).order_by(files.c.received_at, files.c.name)).mappings())


def find(engine: Engine, name_or_hash: str) -> list[RowMapping]:
    """Files whose hash begins with the text (eight digits or more), or whose name is or ends in the text."""
    wanted = name_or_hash.strip()
    rows = listed(engine)
    if len(wanted) >= 8 and all(c in "0123456789abcdef" for c in wanted.lower()):
        by_hash = [row for row in rows if row["sha256"].startswith(wanted.lower())]
        if by_hash:
            return by_hash
    return [row for row in rows if row["name"] == wanted or row["name"].endswith("/" + wanted)]
