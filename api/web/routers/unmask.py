"""``/unmask``: one value, for a case, with a reason; in the log before it is in the answer."""

from __future__ import annotations

from fastapi import APIRouter
from sqlalchemy.engine import RowMapping

from api.web.access import Authorized, Serving
from api.web.caller import Caller
from api.web.cases import check_whole, people_of, visible
from api.web.faults import Refused
from api.web.service import Service
from api.web.sight import Sight
from api.web.wire.people import Unmask, Unmasked

router = APIRouter(tags=["unmask"])


@router.post("/unmask")
def unmask(wanted: Unmask, caller: Authorized, service: Serving) -> Unmasked:
    """看一个完整的姓名、证件号或账号；先留痕，后给出，页面上 30 秒后隐去。"""
    row = visible(service, caller, wanted.case)
    check_whole(caller, row)
    if not _in_case(row, wanted):
        service.note(caller, "unmask-refused", wanted.key, case=row["key"], reason=wanted.reason)
        raise Refused(404)
    service.note(caller, "unmask", wanted.key, reason=wanted.reason, results=1, field=wanted.field, case=row["key"])
    value = _value(service, caller, wanted)
    if not value:
        raise Refused(404)
    return Unmasked(field=wanted.field, value=value)


def _in_case(row: RowMapping, wanted: Unmask) -> bool:
    if wanted.field == "account":
        return any(account["account"] == wanted.key for account in row["body"]["accounts"])
    return wanted.key in people_of(row)


def _value(service: Service, caller: Caller, wanted: Unmask) -> str | None:
    if wanted.field == "name":
        return Sight(service, caller).ground.mirror.node(wanted.key).name
    kind = "person" if wanted.field == "citizen_id" else "account"
    return service.vault.reveal(kind, [wanted.key]).get(wanted.key)
