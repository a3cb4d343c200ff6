"""``/sources``, ``/catalog``: upload a department file; what is loaded, how old, which version."""

from __future__ import annotations

import tempfile
from pathlib import Path, PurePath
from typing import Annotated, Any
from urllib.parse import quote

import sqlalchemy as sa
from fastapi import APIRouter, File, Form, Response, UploadFile

from api.casework.actors import Role
from api.jobs.filing import titled
from api.jobs.previewing import give_up, mark_confirmed
from api.jobs.work import Piece, find
from api.records import files
from api.records.access_tables import work as work_table
from api.records.tables import files as file_table
from api.records.tables import sweeps
from api.web.access import Authorized, Serving
from api.web.caller import Caller
from api.web.faults import Refused
from api.web.service import Service
from api.web.submitting import IdempotencyKey, Submission, submit
from api.web.wire.parts import Page
from api.web.wire.work import Queued
from loaders.source import all_sources, get_source
from loaders.template import write_template

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
UPLOAD = 64 << 20
router = APIRouter(tags=["sources"])
_EVERYTHING = frozenset({Role.COUNTY, Role.COMMISSION})
_BY_PLACE = frozenset({Role.TOWN_STATION, Role.VILLAGE, Role.VILLAGE_SUPERVISION})


@router.post("/sources", status_code=202, max_body_size=UPLOAD)
def upload(file: Annotated[UploadFile, File(description="部门文件：xlsx、xls、csv、ods、html")], response: Response,
           caller: Authorized, service: Serving,
           kind: Annotated[str, Form(max_length=32, description="文件种类；不写则按表头识别")] = "",
           once: IdempotencyKey = None) -> Queued:
    """上传一份部门文件；排队载入，凭编号查结果。"""
    payload = _received(service, caller, file, kind)
    return submit(service, caller, Submission("source", payload, payload["sha256"]), response, once)


@router.post("/sources/previews", status_code=202, max_body_size=UPLOAD)
def previewed(file: Annotated[UploadFile, File(description="部门文件：xlsx、xls、csv、ods、html")], response: Response,
              caller: Authorized, service: Serving,
              kind: Annotated[str, Form(max_length=32, description="文件种类；不写则按表头识别")] = "",
              once: IdempotencyKey = None) -> Queued:
    """载入之前先看：识别成什么、各列对应什么、哪些行有问题；确认之前什么也不载入，一天后自动删去。"""
    payload = _received(service, caller, file, kind)
    return submit(service, caller, Submission("preview", payload, payload["sha256"]), response, once)


@router.post("/sources/previews/{id}", status_code=202)
def confirmed(id: str, response: Response, caller: Authorized, service: Serving,  # noqa: A002
              once: IdempotencyKey = None) -> Queued:
    """确认载入预检过的文件；排队载入，凭编号查结果。"""
    piece = _preview(service, caller, id)
    if piece.state not in ("done", "failed"):
        raise Refused(409, "预检还没有完成，请稍候")
    if piece.payload.get("confirmed", once) != once:
        raise Refused(409, "这份文件已经确认过了，结果见“已载入”")
    payload = {name: piece.payload[name] for name in ("sha256", "name", "kind")}
    queued = submit(service, caller, Submission("source", payload, payload["sha256"]), response, once)
    with service.writing() as connection:
        mark_confirmed(connection, piece.id, piece.payload, once)
    return queued


@router.delete("/sources/previews/{id}", status_code=204)
def given_up(id: str, caller: Authorized, service: Serving) -> None:  # noqa: A002
    """放弃预检过的文件：删去，什么也不载入。"""
    piece = _preview(service, caller, id)
    with service.writing() as connection:
        give_up(service.workspace, connection, piece.id, piece.payload)
        service.note_in(connection, caller, "preview-given-up", str(piece.payload["sha256"]), work=piece.id)


@router.get("/sources")
def listed(caller: Authorized, service: Serving) -> Page[dict[str, Any]]:
    """您这一级看得到的文件：种类、部门、时间、结果、行数。"""
    query = sa.select(*[c for c in file_table.c if c.name != "report"]).where(visible_files(caller)).order_by(
        file_table.c.received_at.desc(), file_table.c.name).limit(2000)
    with service.reading() as connection:
        rows = [dict(row) for row in connection.execute(query).mappings()]
    return Page(data=[titled({**row, "name": PurePath(row["name"]).name}) for row in rows])


@router.get("/sources/{sha256}")
def one(sha256: str, caller: Authorized, service: Serving) -> dict[str, Any]:
    """一份文件的质量报告：载入、标注、拒收各多少，逐条写明表、行、原因。"""
    query = sa.select(file_table.c.sha256).where(file_table.c.sha256 == sha256, visible_files(caller))
    with service.reading() as connection:
        there = connection.execute(query).first() is not None
    report = files.report(service.workspace.engine, sha256) if there else None
    if report is None:
        raise Refused(404)
    return titled({**report, "path": PurePath(report["path"]).name})


@router.get("/catalog")
def catalog(_: Authorized, service: Serving) -> dict[str, Any]:
    """已载入哪些数据、多旧、哪个版本；没有的也列出。"""
    query = (sa.select(file_table.c.kind, sa.func.count().label("files"),
                       sa.func.sum(file_table.c.loaded).label("rows"),
                       sa.func.max(file_table.c.as_of).label("as_of"),
                       sa.func.max(file_table.c.received_at).label("received_at"))
             .where(file_table.c.outcome == "loaded").group_by(file_table.c.kind))
    with service.reading() as connection:
        found = {row["kind"]: dict(row) for row in connection.execute(query).mappings()}
        last = connection.execute(sa.select(sa.func.max(sweeps.c.finished))).scalar()
    nothing = {"files": 0, "rows": 0, "as_of": None, "received_at": None}
    kinds = [{**nothing, **found.get(name, {}), "kind": name, "title": source.title, "department": source.department}
             for name, source in all_sources().items()]
    return {"data_version": service.workspace.store.current(), "last_sweep": last, "kinds": kinds}


@router.get("/templates/{kind}", response_class=Response,
            responses={200: {"content": {XLSX: {"schema": {"type": "string", "format": "binary"}}}}})
def template(kind: str, _: Authorized) -> Response:
    """一种文件的空表：表头、示例、每一列的填写说明。"""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{get_source(kind).title}.xlsx"
        write_template(kind, path)
        return Response(path.read_bytes(), media_type=XLSX, headers={
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(path.name)}"})


def _received(service: Service, caller: Caller, file: UploadFile, kind: str) -> dict[str, Any]:
    """The upload in the inbox, and what the work on it is told. Raises Refused 403, 422."""
    if kind and kind not in all_sources():
        raise Refused(422, f"没有这个文件种类；可用：{'、'.join(all_sources())}")
    name = plain_name(file.filename)
    if name == "county.toml" and not (caller.actor and caller.actor.role is Role.COUNTY):
        raise Refused(403, "县参数 county.toml 只由县级管理员上传")
    return {"sha256": service.workspace.inbox.put(file.file.read()), "name": name, "kind": kind or None}


def _preview(service: Service, caller: Caller, name: str) -> Piece:
    """The caller's own preview. Raises Refused 404."""
    with service.reading() as connection:
        piece = find(connection, name, caller.name)
    if piece is None or piece.kind != "preview":
        raise Refused(404)
    return piece


def plain_name(name: str | None) -> str:
    """The upload's own name without any folder: it is only ever shown. Raises Refused 422."""
    plain = PurePath((name or "").replace("\\", "/")).name.strip()
    if not plain or len(plain) > 200 or not plain.isprintable():
        raise Refused(422, "文件名为空、太长或含有不能显示的字符")
    return plain


def visible_files(caller: Caller) -> sa.ColumnElement[bool]:
    """Own uploads; a department's own files; a town's and a village's own; everything for county and commission."""
    own = file_table.c.sha256.in_(sa.select(work_table.c.payload["sha256"].as_string())
                                  .where(work_table.c.owner == caller.name, work_table.c.kind == "source"))
    actor = caller.actor
    if actor is None:
        return own
    if actor.role in _EVERYTHING:
        return sa.true()
    if actor.role in _BY_PLACE:
        return sa.or_(own, *(file_table.c.territory.startswith(area, autoescape=True) for area in actor.areas))
    return sa.or_(own, file_table.c.department == actor.department) if actor.department else own
