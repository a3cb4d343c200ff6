"""A person's decision on a warning: the move, the reason, and for a settlement what was known when it was made."""

from __future__ import annotations

from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from api.casework.transitions import SETTLED, Status, read_action, steps
from api.records.tables import warning_events, warnings
from graph.errors import InputError, NotFound


def decide(connection: Connection, key: str, action: str, *, reason: str, actor: str) -> list[str]:
    """Carries out ``action`` in the caller's transaction; returns the statuses passed through.

    ``key`` may be shortened to what is unique (at least six characters). Raises NotFound, InputError (an unknown
    action, a move that is not in the table, no reason).
    """
    if not reason.strip():
        raise InputError("必须写明理由：--reason \"…\"")
    row = connection.execute(sa.select(warnings).where(warnings.c.key == _whole(connection, key))).mappings().one()
    moves, edit, now = steps(Status(row["status"]), read_action(action)), row["edit"], datetime.now(UTC)
    for move in moves:
        edit += 1
        connection.execute(sa.insert(warning_events).values(
            warning=row["key"], at=now, actor=actor, action=move.action.value, from_status=move.before.value,
            to_status=move.after.value, reason=reason.strip(), detail={}, edit=edit))
    last = moves[-1].after
    values = {"status": last.value, "edit": edit}
    if last in SETTLED:
        values["dismissed_signature"] = row["signature"]
    connection.execute(sa.update(warnings).where(warnings.c.key == row["key"]).values(values))
    return [moves[0].before.value, *(move.after.value for move in moves)]


def _whole(connection: Connection, key: str) -> str:
    """The full key of a warning named by its beginning."""
    found = [] if len(key) < 6 else connection.execute(
        sa.select(warnings.c.key).where(warnings.c.key.startswith(key, autoescape=True)).limit(2)).scalars().all()
    if not found:
        raise NotFound(f"没有编号以“{key}”开头的预警（至少写 6 位）；用 qinqing warnings 查看编号")
    if len(found) > 1:
        raise InputError(f"编号“{key}”对应不止一件预警，请多写几位")
    return str(found[0])
