"""The audit line of a write: in the write's own transaction, with role, unit and place of whoever acted."""

from __future__ import annotations

from sqlalchemy.engine import Connection

from api.casework.actors import Actor
from api.records.audit import AuditLog


def note(connection: Connection, actor: Actor, action: str, obj: str, *, reason: str = "", results: int = 0,
         **detail: object) -> None:
    """Appends the line; ``obj`` and ``detail`` hold keys and numbers of cases, never names."""
    who = {"role": actor.role.value if actor.role else "", "unit": actor.unit, **dict(actor.trace)}
    AuditLog(connection.engine, actor.name).note_in(connection, action, obj, reason=reason, results=results, **who,
                                                    **detail)
