"""``/cases``, ``/queue``, ``/coverage``: matters instead of hits, this week's visits, what was checked at all."""

from __future__ import annotations

from typing import Annotated, Any

import sqlalchemy as sa
from fastapi import APIRouter, Query

from api.casework.listing import listed
from api.casework.showing import show
from api.jobs.covering import cover
from api.jobs.planning import cases_among, queue_among
from api.records.tables import warnings
from api.web.access import Authorized, Serving
from api.web.caller import Caller
from api.web.kept import casework_stamp
from api.web.service import Service
from api.web.wire.parts import Page, Pagination

router = APIRouter(tags=["planning"])


@router.get("/cases")
def cases(caller: Authorized, service: Serving, limit: Annotated[int, Query(ge=1, le=100)] = 50,
          after: Annotated[str | None, Query(max_length=400)] = None) -> Page[dict[str, Any]]:
    """案件：同一人、账户、企业、合同的预警合为一件事，最重的在前。"""
    start = int(service.cursors.read("cases", after) or 0)
    found = cases_among(_seen(service, caller))
    shown, more = found[start:start + limit], len(found) > start + limit
    service.note(caller, "list", "cases", results=len(shown))
    return Page(data=shown, metadata={"cases": len(found)}, pagination=Pagination(
        next=service.cursors.write("cases", start + limit) if more else None, has_more=more))


@router.get("/queue")
def queue(caller: Authorized, service: Serving, capacity: Annotated[int, Query(ge=1, le=1000)]) -> dict[str, Any]:
    """本周核查安排：人手够去几件，先去哪几件，略去了哪些、为什么。"""
    service.note(caller, "list", "queue", capacity=capacity)
    own = sa.select(warnings.c.key).where(service.view(caller).condition())
    with service.reading() as connection:
        keys, stamp = frozenset(connection.execute(own).scalars()), casework_stamp(connection)
    answer: dict[str, Any] = service.plans.answer(
        (stamp, keys, capacity), lambda: queue_among(service.workspace, _seen(service, caller), capacity))
    return answer


@router.get("/coverage")
def coverage(caller: Authorized, service: Serving) -> dict[str, Any]:
    """覆盖与清白：每个村、每个项目查过什么，数据多旧，哪些没能运行。"""
    answer = cover(service.workspace.acting(caller.name), _seen(service, caller))
    areas = caller.actor.areas if caller.actor else ()
    return {**answer, "rows": [row for row in answer["rows"]
                               if any(str(row["village"]).startswith(area) for area in areas)]}


def _seen(service: Service, caller: Caller) -> list[dict[str, Any]]:
    """The open warnings that this caller sees, masked."""
    with service.reading() as connection:
        keys = set(connection.execute(sa.select(warnings.c.key).where(service.view(caller).condition())).scalars())
    return [show(doc, {}, unmasked=False) for doc in listed(service.workspace.engine) if doc["key"] in keys]
