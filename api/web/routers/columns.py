"""``/columns``: what headings that nobody declared mean, said once by a person and remembered for the next file."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

import sqlalchemy as sa
from fastapi import APIRouter, Response

from api.casework.actors import Role
from api.jobs.columns import fields_of, remembered
from api.records.tables import files
from api.web.access import Authorized, Serving
from api.web.caller import Caller
from api.web.faults import Refused
from api.web.routers.sources import visible_files
from api.web.service import Service
from api.web.submitting import IdempotencyKey, Submission, submit
from api.web.wire.work import ColumnsMapped, Queued
from loaders.source import Source, all_sources

router = APIRouter(prefix="/columns", tags=["sources"])
_ANY_FUND = "责任单位"  # whoever answers for a fund hands in its rosters
_EVERY_KIND = frozenset({Role.COUNTY, Role.COMMISSION})


@router.get("")
def listed(caller: Authorized, service: Serving) -> dict[str, Any]:
    """您可以指定的文件种类、每种有哪些项目，以及已经记住的列。"""
    own = {kind: source for kind, source in all_sources().items() if _may(caller, source)}
    kinds = [{"kind": kind, "title": source.title, "department": source.department,
              "fields": [{"field": name, **spec} for name, spec in fields_of(source).items()]}
             for kind, source in own.items()]
    return {"kinds": kinds, "remembered": [one for one in remembered(service.workspace) if one["kind"] in own]}


@router.post("", status_code=202)
def mapped(wanted: ColumnsMapped, response: Response, caller: Authorized, service: Serving,
           once: IdempotencyKey = None) -> Queued:
    """指定不认识的列是什么（空值为忘记）；以后的文件照此读取，写了文件哈希的随即重读一遍。"""
    source = all_sources().get(wanted.kind)
    if source is None:
        raise Refused(422, f"没有这个文件种类；可用：{'、'.join(all_sources())}")
    if not _may(caller, source):
        raise Refused(403, f"{source.title}由{source.department}报送，列的对应由该部门、县级或纪委管理员指定")
    fields = fields_of(source)
    if unknown := [name for name in wanted.columns.values() if name is not None and name not in fields]:
        raise Refused(422, f"{source.title}没有这些项：{'、'.join(unknown)}；可选：{'、'.join(fields)}")
    name = _name_of(service, caller, wanted.sha256) if wanted.sha256 else ""
    payload = {"kind": wanted.kind, "columns": wanted.columns, "sha256": wanted.sha256, "name": name}
    return submit(service, caller, Submission("columns", payload, wanted.kind), response, once)


def _may(caller: Caller, source: Source) -> bool:
    """Whose kind of file it is; county and commission see to all."""
    actor = caller.actor
    return actor is not None and (actor.role in _EVERY_KIND
                                  or (bool(actor.department) and actor.department in source.department)
                                  or (actor.role is Role.FUNDS and _ANY_FUND in source.department))


def _name_of(service: Service, caller: Caller, sha256: str) -> str:
    """The name of a kept file that the caller sees. Raises Refused 404."""
    query = sa.select(files.c.name).where(files.c.sha256 == sha256, visible_files(caller))
    with service.reading() as connection:
        found = connection.execute(query).scalar()
    if found is None or sha256 not in service.workspace.archive:
        raise Refused(404)
    return PurePath(found).name
