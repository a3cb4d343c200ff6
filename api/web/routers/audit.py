"""``/audit``: the audit administrator reads the log and checks its chain, and sees nothing else."""

from __future__ import annotations

from typing import Annotated

import sqlalchemy as sa
from fastapi import APIRouter, Query

from api.records.audit import AuditLog
from api.records.tables import audit as audit_table
from api.web.access import Authorized, Serving
from api.web.wire.parts import Page, Pagination
from api.web.wire.work import AuditLine, ChainTold

router = APIRouter(prefix="/audit", tags=["audit"])
_Words = Annotated[str | None, Query(max_length=80)]


@router.get("")
def audit(caller: Authorized, service: Serving, actor: _Words = None, action: _Words = None, about: _Words = None,
          limit: Annotated[int, Query(ge=1, le=100)] = 50,
          after: Annotated[str | None, Query(max_length=400)] = None) -> Page[AuditLine]:
    """审计日志，新的在前；可按人、动作、对象筛选。查日志也留痕。"""
    service.note(caller, "audit-read", about or "", actor_asked=actor or "", action_asked=action or "")
    place = service.cursors.read("audit", after)
    query = sa.select(audit_table).order_by(audit_table.c.seq.desc()).limit(limit + 1)
    wanted = {audit_table.c.actor: actor, audit_table.c.action: action, audit_table.c.object: about}
    for column, value in wanted.items():
        if value is not None:
            query = query.where(column == value)
    if place is not None:
        query = query.where(audit_table.c.seq < place)
    with service.reading() as connection:
        rows = connection.execute(query).mappings().all()
    shown, more = rows[:limit], len(rows) > limit
    return Page(data=[AuditLine(**{n: r[n] for n in AuditLine.model_fields}) for r in shown],
                pagination=Pagination(next=service.cursors.write("audit", shown[-1]["seq"]) if more else None,
                                      has_more=more))


@router.get("/chain")
def chain(caller: Authorized, service: Serving) -> ChainTold:
    """逐条核对哈希链：改动、缺失、换序都会指出第一条。"""
    service.note(caller, "audit-verify", "")
    found = AuditLog(service.workspace.engine, caller.name).verify()
    return ChainTold(entries=found.entries, head=found.head, broken=found.broken, reason=found.reason)
