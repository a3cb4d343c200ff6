"""``/complaints``: intake, clock, links, answer. Text and reporter are sealed; each look is logged before."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Header, Query
from sqlalchemy.engine import Connection

from api.casework import complaint_cases, complaints
from api.casework.actors import Actor
from api.casework.complaints import Complaint, Given, Intake, Register
from api.casework.deadlines import terms_of
from api.casework.paging import one
from api.jobs.sources import county_settings
from api.jobs.versions import state_now
from api.web.access import Authorized, Serving
from api.web.caller import Caller
from api.web.cases import visible_in
from api.web.faults import Refused
from api.web.service import Service
from api.web.wire.complaints import (
    ComplaintIn,
    ComplaintMove,
    ComplaintTaken,
    ComplaintTold,
    Named,
    ReasonOnly,
    ReporterTold,
)
from api.web.wire.parts import Page

router = APIRouter(prefix="/complaints", tags=["complaints"])


@router.get("")
def listed(caller: Authorized, service: Serving,
           status: Annotated[list[str], Query(max_length=10, default_factory=list)]) -> Page[ComplaintTold]:
    """信访台账，最急的在前；内容和举报人不在其中。"""
    with service.reading() as connection:
        found = [c for c in complaints.listed(connection, statuses=status) if _mine(connection, service, caller, c)]
    service.note(caller, "list", "complaints", results=len(found))
    return Page(data=[_told(c) for c in found])


@router.post("", status_code=201)
def take_in(wanted: ComplaintIn, caller: Authorized, service: Serving) -> ComplaintTaken:
    """登记一件信访：编号、时限、与人员、发放、预警的关联；同一对象同一事项自动并案。"""
    workspace = service.workspace
    item = Intake(wanted.channel, wanted.text, wanted.matter, tuple((o.kind, o.key) for o in wanted.objects),
                  wanted.territory, wanted.reporter)
    county = county_settings(workspace, state_now(workspace)).region or ""
    with service.writing() as connection:
        for named in wanted.objects:
            if named.kind == "warning" and caller.actor:
                visible_in(connection, service, caller, named.key)
        taken = _register(service).take_in(connection, _actor(service, caller), item, terms_of(workspace.settings),
                                           county)
        for named in wanted.objects:
            if named.kind == "warning":
                complaint_cases.join(connection, _actor(service, caller), taken.number, named.key)
    return ComplaintTaken(number=taken.number, status=taken.status, answer_by=taken.answer_by)


@router.get("/{number}")
def read(number: str, caller: Authorized, service: Serving) -> ComplaintTold:
    """一件信访的内容和经过。"""
    with service.reading() as connection:
        found = _visible(connection, service, caller, number)
        text, events = _register(service).read(connection, number), complaints.history(connection, number)
    service.note(caller, "complaint-read", number)
    return _told(found, text=text, events=events)


@router.post("/{number}/transitions")
def move(number: str, wanted: ComplaintMove, caller: Authorized, service: Serving,
         if_match: Annotated[str | None, Header()] = None) -> ComplaintTold:
    """受理、转送、答复、拟公布结果、同意公布、办结；要带 If-Match。"""
    with service.writing() as connection:
        found = _visible(connection, service, caller, number)
        if if_match is None:
            raise Refused(428)
        if if_match != f'"{found.edit}"':
            raise Refused(412)
        return _told(complaints.move(
            connection, service.actor(caller), number, wanted.action, reason=wanted.reason, edit=found.edit,
            given=Given(wanted.unit, wanted.handler, wanted.text), today=terms_of(service.workspace.settings).today))


@router.post("/{number}/links")
def link(number: str, wanted: Named, caller: Authorized, service: Serving) -> ComplaintTold:
    """把信访件与人员、发放、凭证、村或预警关联；已了结的预警因此重新打开。"""
    with service.writing() as connection:
        _visible(connection, service, caller, number)
        if wanted.kind == "warning":
            row = visible_in(connection, service, caller, wanted.key)
            complaint_cases.join(connection, service.actor(caller), number, row["key"])
        else:
            complaints.link(connection, service.actor(caller), number, wanted.kind, wanted.key)
        return _told(complaints.get(connection, number))


@router.post("/{number}/reporter")
def reporter(number: str, wanted: ReasonOnly, caller: Authorized, service: Serving) -> ReporterTold:
    """举报人；只有县纪委可以看，写明理由，先留痕后给出。"""
    with service.writing() as connection:
        _visible(connection, service, caller, number)
        name = _register(service).reporter(connection, service.actor(caller), number, reason=wanted.reason)
    return ReporterTold(reporter=name)


def _register(service: Service) -> Register:
    workspace = service.workspace
    return Register(workspace.sealer("complaint"), workspace.sealer("reporter"), workspace.subkey("matter"))


def _actor(service: Service, caller: Caller) -> Actor:
    """A machine hands in under its key's name."""
    return Actor(caller.name) if caller.key else service.actor(caller)


def _visible(connection: Connection, service: Service, caller: Caller, number: str) -> Complaint:
    found = complaints.get(connection, number)
    if not _mine(connection, service, caller, found):
        raise Refused(404)
    return found


def _mine(connection: Connection, service: Service, caller: Caller, complaint: Complaint) -> bool:
    """In the caller's area, and about none of his own kin."""
    view = service.view(caller)
    if caller.actor is None or not caller.actor.covers(complaint.territory):
        return False
    return all(not (kind == "person" and target in view.hidden)
               and not (kind == "warning" and one(connection, view, target) is None)
               for kind, target in complaint.links)


def _told(complaint: Complaint, **more: Any) -> ComplaintTold:
    fields = {name: getattr(complaint, name) for name in ComplaintTold.model_fields if hasattr(complaint, name)}
    return ComplaintTold(**fields, etag=f'"{complaint.edit}"', **more)
