"""A second person for what leaves in large lists: asked by one, granted by another, used once, within a day.

An export above its number of rows and a list with whole names and numbers above its number of people need it; what
was granted is that very list, at most as long as it was when it was asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, RowMapping

from api.casework import trail
from api.casework.actors import Actor, Right
from api.errors import Forbidden, MoveRefused
from api.records.case_tables import approvals
from graph.errors import InputError, NotFound

GRANTED_FOR = timedelta(hours=24)


def ask(connection: Connection, actor: Actor, wanted: Mapping[str, Any], *, count: int, reason: str) -> int:
    """Asks for a list of ``count`` rows; returns the number of the request."""
    added = connection.execute(sa.insert(approvals).values(
        asked_by=actor.name, asked_at=datetime.now(UTC), wanted=dict(wanted), count=count, reason=reason,
        state="asked"))
    key = added.inserted_primary_key
    number = int(key[0]) if key else 0
    trail.note(connection, actor, "approval-asked", str(number), reason=reason, results=count, **dict(wanted))
    return number


def decide(connection: Connection, actor: Actor, number: int, *, grant: bool, reason: str) -> RowMapping:
    """Grants or refuses a request, by somebody with the right who did not ask.

    Raises NotFound, MoveRefused (decided already), Forbidden, InputError without a reason.
    """
    row = one(connection, number)
    if Right.APPROVE not in actor.rights:
        raise Forbidden("您的账号没有审批权限，请由有审批权限的人办理")
    if row["asked_by"] == actor.name:
        raise Forbidden("申请人不能批准自己的申请，须由另一人办理")
    if row["state"] != "asked":
        raise MoveRefused(f"申请 {number} 已经办过")
    if not reason.strip():
        raise InputError("批准或不批准都要写明理由")
    now = datetime.now(UTC)
    connection.execute(sa.update(approvals).where(approvals.c.id == number).values(
        state="granted" if grant else "refused", decided_by=actor.name, decided_at=now, decision=reason.strip(),
        until=now + GRANTED_FOR if grant else None))
    trail.note(connection, actor, "approval-granted" if grant else "approval-refused", str(number), reason=reason,
               results=row["count"], asked_by=row["asked_by"])
    return one(connection, number)


def use(connection: Connection, actor: Actor, number: int, wanted: Mapping[str, Any], *, count: int) -> str:
    """Uses up what was granted to this actor for this list; returns who granted it.

    Raises NotFound for another's request, MoveRefused for one that is not granted, used, run out, of another list, or
    of a shorter one.
    """
    row = one(connection, number)
    if row["asked_by"] != actor.name:
        raise NotFound(f"没有编号为 {number} 的申请")
    if row["state"] != "granted":
        words = {"asked": "还没有批准", "refused": "没有获得批准", "used": "已经用过"}[row["state"]]
        raise MoveRefused(f"申请 {number} {words}")
    if row["until"] is None or row["until"] < datetime.now(UTC):
        raise MoveRefused(f"申请 {number} 的批准已过 24 小时，请重新申请")
    if dict(row["wanted"]) != dict(wanted) or count > row["count"]:
        raise MoveRefused(f"申请 {number} 批准的是另一份清单（至多 {row['count']} 行），请按申请时的条件导出")
    connection.execute(sa.update(approvals).where(approvals.c.id == number).values(state="used"))
    return str(row["decided_by"])


def one(connection: Connection, number: int) -> RowMapping:
    """One request, locked for a change. Raises NotFound."""
    query = sa.select(approvals).where(approvals.c.id == number).with_for_update()
    row = connection.execute(query).mappings().one_or_none()
    if row is None:
        raise NotFound(f"没有编号为 {number} 的申请")
    return row


def listed(connection: Connection, actor: Actor) -> list[RowMapping]:
    """The actor's own requests; for whoever may grant, everybody's that wait as well. Newest first."""
    own = approvals.c.asked_by == actor.name
    seen = sa.or_(own, approvals.c.state == "asked") if Right.APPROVE in actor.rights else own
    query = sa.select(approvals).where(seen).order_by(approvals.c.id.desc()).limit(200)
    return list(connection.execute(query).mappings())
