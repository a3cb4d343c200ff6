"""``/candidates``: ties and samenesses that a person must decide; a decision becomes a fact with that source."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response

from api.jobs.decisions import Candidate, open_candidates
from api.web.access import Authorized, Serving
from api.web.faults import Refused
from api.web.service import Service
from api.web.sight import Sight
from api.web.submitting import IdempotencyKey, Submission, submit
from api.web.wire.parts import Page, Pagination
from api.web.wire.work import CandidateDecided, CandidateTold, Queued

router = APIRouter(prefix="/candidates", tags=["candidates"])


@router.get("")
def listed(caller: Authorized, service: Serving, limit: Annotated[int, Query(ge=1, le=100)] = 50,
           after: Annotated[str | None, Query(max_length=400)] = None) -> Page[CandidateTold]:
    """等人确认的：两条记录是否同一人；共用电话、地址、账户的两人是什么关系。"""
    place = service.cursors.read("candidates", after)
    sight = Sight(service, caller)
    found = [c for c in _seen(service, sight) if place is None or c.id > place]
    shown, more = found[:limit], len(found) > limit
    service.note(caller, "list", "candidates", results=len(shown))
    return Page(data=[_told(c, sight) for c in shown],
                pagination=Pagination(next=service.cursors.write("candidates", shown[-1].id) if more else None,
                                      has_more=more))


@router.post("/{id}", status_code=202)
def decide(id: str, wanted: CandidateDecided, response: Response, caller: Authorized,  # noqa: A002 - as on the wire
           service: Serving, once: IdempotencyKey = None) -> Queued:
    """确认或否定一条；下一个数据版本起成为事实。"""
    found = next((c for c in _seen(service, Sight(service, caller)) if c.id == id), None)
    if found is None:
        raise Refused(404)
    if found.kind == "tie" and wanted.verdict == "confirm" and wanted.relation is None:
        raise Refused(422, "确认亲属关系要写明 relation：parent（前者是后者的父母）、spouse 或 sibling")
    payload = {"candidate": id, "verdict": wanted.verdict, "relation": wanted.relation if found.kind == "tie" else None,
               "reason": wanted.reason}
    service.note(caller, "candidate", id, reason=wanted.reason, verdict=wanted.verdict)
    return submit(service, caller, Submission("candidate", payload, id), response, once)


def _seen(service: Service, sight: Sight) -> list[Candidate]:
    """Candidates both of whose persons lie in the caller's areas, none his own kin; in order of id."""
    with service.workspace.store.reader() as reader:
        found = open_candidates(reader)
    return sorted((c for c in found if sight.may_see(c.a) and sight.may_see(c.b)), key=lambda c: c.id)


def _told(candidate: Candidate, sight: Sight) -> CandidateTold:
    names = {key: sight.masked(sight.ground.mirror.node(key), (candidate.a, candidate.b)).name
             for key in (candidate.a, candidate.b)}
    return CandidateTold(id=candidate.id, kind=candidate.kind, a=candidate.a, b=candidate.b, a_name=names[candidate.a],
                         b_name=names[candidate.b], reason=candidate.reason)

