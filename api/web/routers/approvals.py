"""``/approvals``: a second person for large exports and for lists with whole names and numbers."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from sqlalchemy.engine import RowMapping

from api.casework import approvals
from api.web.access import Authorized, Serving
from api.web.faults import Refused
from api.web.routers.exports import check_right, list_of, terms_of_list
from api.web.wire.complaints import ApprovalDecided, ApprovalTold, ExportWanted
from api.web.wire.parts import Page

router = APIRouter(prefix="/approvals", tags=["exports"])


@router.get("")
def listed(caller: Authorized, service: Serving) -> Page[ApprovalTold]:
    """自己提出的申请；有审批权限的，还有别人待批的。"""
    actor = service.actor(caller)
    with service.reading() as connection:
        return Page(data=[_told(row, actor.name) for row in approvals.listed(connection, actor)])


@router.post("", status_code=201)
def asked(wanted: ExportWanted, caller: Authorized, service: Serving) -> ApprovalTold:
    """申请导出超过上限的清单，或超过 20 人的完整清单；由另一人批准，24 小时内用一次。"""
    check_right(caller, wanted)
    actor, count = service.actor(caller), len(list_of(service, caller, wanted).rows)
    with service.writing() as connection:
        number = approvals.ask(connection, actor, terms_of_list(wanted), count=count, reason=wanted.reason)
        return _told(approvals.one(connection, number), actor.name)


@router.post("/{id}")
def decided(id: str, wanted: ApprovalDecided, caller: Authorized, service: Serving) -> ApprovalTold:  # noqa: A002
    """批准或不批准；申请人自己不能办。"""
    if not id.isascii() or not id.isdigit() or len(id) > 18:
        raise Refused(404)
    actor = service.actor(caller)
    with service.writing() as connection:
        row = approvals.decide(connection, actor, int(id), grant=wanted.verdict == "grant", reason=wanted.reason)
        return _told(row, actor.name)


def _told(row: RowMapping, name: str) -> ApprovalTold:
    told: dict[str, Any] = {key: row[key] for key in row if key in ApprovalTold.model_fields}
    return ApprovalTold(**told, own=row["asked_by"] == name)
