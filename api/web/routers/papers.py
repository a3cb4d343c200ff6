"""``/warnings/{key}/…``: the papers of a case as files; whole names only for a reason that is in the log first."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, Response
from sqlalchemy.engine import RowMapping

from api.casework.forms import FORMS
from api.casework.transitions import Status
from api.jobs.casefile import write_form
from api.web.access import Authorized, Serving
from api.web.caller import Caller
from api.web.cases import check_whole, visible
from api.web.faults import Refused
from api.web.service import Service
from api.web.wire.details import WholeWanted

MOST_PEOPLE = 20
"""More people than this are not shown whole by one person alone."""
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_FILE: dict[int | str, dict[str, Any]] = {200: {"content": {_DOCX: {"schema": {"type": "string", "format": "binary"}}}}}
router = APIRouter(prefix="/warnings", tags=["papers"], default_response_class=Response)


@router.get("/{key}/sheet.docx", responses=_FILE)
def sheet(key: str, caller: Authorized, service: Serving) -> Response:
    """线索核查表 .docx，隐去姓名和号码，带水印。"""
    return _paper(service, caller, visible(service, caller, key), "check")


@router.post("/{key}/sheet", responses=_FILE)
def whole_sheet(key: str, wanted: WholeWanted, caller: Authorized, service: Serving) -> Response:
    """线索核查表完整版：写明理由，先留痕，后给出。"""
    row = visible(service, caller, key)
    check_whole(caller, row)
    return _paper(service, caller, row, "check", wanted.reason)


@router.post("/{key}/transfer", responses=_FILE)
def transfer(key: str, wanted: WholeWanted, caller: Authorized, service: Serving) -> Response:
    """线索移交单：移送之后开，写明理由，先留痕，后给出。"""
    row = visible(service, caller, key)
    if row["status"] != Status.REFERRED:
        raise Refused(409, "本件还没有移送：先办“移送”这一步，再开移交单")
    return _paper(service, caller, row, "referral", wanted.reason)


def _paper(service: Service, caller: Caller, row: RowMapping, form: str, reason: str | None = None) -> Response:
    people = len({person["person"] for person in row["body"]["persons"]})
    if reason is not None and people > MOST_PEOPLE:
        raise Refused(422, f"本件涉及 {people} 人，超过 {MOST_PEOPLE} 人的完整名单不能由一人取出；请用隐去姓名的表")
    name = f"{FORMS[form]}-{row['number'] or row['key'][:8]}.docx"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "form.docx"
        write_form(service.workspace.acting(caller.name), row["key"], form, path, reason=reason)
        content = path.read_bytes()
    return Response(content, media_type=_DOCX, headers={
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}"})
