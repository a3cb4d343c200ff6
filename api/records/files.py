"""The list of department files as the last command left it: what each was, and what came of it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine, RowMapping

from api.records.tables import files

_COUNTED = ("rows", "loaded", "structural", "rejected", "flagged", "amount_fen")


def put(connection: Connection, report: dict[str, Any], *, slot: str | None = None, territory: str | None = None,
        department: str | None = None, as_of: date | None = None) -> None:
    """Writes a file's entry of ``load --json``, in place of an earlier one of the same hash."""
    connection.execute(sa.delete(files).where(files.c.sha256 == report["sha256"]))
    connection.execute(sa.insert(files).values(
        sha256=report["sha256"], name=report["path"], kind=report["kind"], outcome=report["outcome"],
        reason=report["reason"], slot=slot, territory=territory, department=department, as_of=as_of,
        received_at=datetime.now(UTC), report=report, **{name: report[name] for name in _COUNTED}))


def set_outcome(connection: Connection, sha256: str, outcome: str) -> None:
    """Changes the outcome alone."""
    connection.execute(sa.update(files).where(files.c.sha256 == sha256).values(outcome=outcome))


def listed(engine: Engine) -> list[RowMapping]:
    """All files, oldest first."""
    with engine.connect() as connection:
        return list(connection.execute(sa.select(files).order_by(files.c.received_at, files.c.name)).mappings())


def find(engine: Engine, name_or_hash: str) -> list[RowMapping]:
    """Files whose hash begins with the text (eight characters or more) or whose name is, or ends in, the text."""
    wanted = name_or_hash.strip()
    rows = listed(engine)
    if len(wanted) >= 8 and all(c in "0123456789abcdef" for c in wanted.lower()):
        by_hash = [row for row in rows if row["sha256"].startswith(wanted.lower())]
        if by_hash:
            return by_hash
    return [row for row in rows if row["name"] == wanted or row["name"].endswith("/" + wanted)]
