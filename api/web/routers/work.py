"""``/work``: how a queued piece stands; its owner alone may ask."""

from __future__ import annotations

from fastapi import APIRouter

from api.jobs import work
from api.web.access import Authorized, Serving
from api.web.caller import Caller
from api.web.faults import Refused
from api.web.service import Service
from api.web.wire.work import WorkTold

router = APIRouter(prefix="/work", tags=["work"])


@router.get("/{id}")
def one(id: str, caller: Authorized, service: Serving) -> WorkTold:  # noqa: A002 - its name on the wire
    """一项任务办到哪一步；只有交办的人看得到。"""
    return told(service, caller, id)


def told(service: Service, caller: Caller, name: str, kind: str | None = None) -> WorkTold:
    """The piece as its owner sees it. Raises Refused 404 for anybody else."""
    with service.reading() as connection:
        piece = work.find(connection, name, caller.name)
    if piece is None or kind not in (None, piece.kind):
        raise Refused(404)
    return WorkTold.model_validate(piece, from_attributes=True)
