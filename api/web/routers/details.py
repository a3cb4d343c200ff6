"""``/warnings/{key}/…``: what a reader opens on the page of one warning."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from api.casework.paging import document
from api.casework.showing import namer
from api.casework.timeline import timeline
from api.jobs.raw_rows import raw_rows
from api.web.access import Authorized, Serving
from api.web.cases import visible
from api.web.wire.details import RawRows, Timeline
from api.web.wire.parts import Line

router = APIRouter(prefix="/warnings", tags=["warnings"])


@router.get("/{key}/timeline")
def money_and_terms(key: str, caller: Authorized, service: Serving) -> Timeline:
    """资金与任期、婚姻、备案、保障期在同一时间轴上。"""
    doc = document(visible(service, caller, key))
    service.note(caller, "timeline", doc["key"])
    with service.workspace.store.reader() as reader:
        return Timeline.model_validate(timeline(doc, reader, namer(doc, unmasked=False)))


@router.get("/{key}/evidence")
def rows_as_they_stood(key: str, caller: Authorized, service: Serving,
                       sha256: Annotated[str, Query(pattern=r"^[0-9a-f]{64}$")],
                       sheet: Annotated[Line, Query()]) -> RawRows:
    """一件预警所依据的原文：部门文件里的那几行，号码遮蔽。"""
    doc = document(visible(service, caller, key))
    service.note(caller, "evidence", doc["key"], sha256=sha256, sheet=sheet)
    return RawRows.model_validate(raw_rows(service.workspace, doc, sha256, sheet))
