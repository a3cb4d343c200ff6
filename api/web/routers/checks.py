"""``/checks``, ``/rosters``: before money is paid. A verdict stops no payment by itself."""

from __future__ import annotations

from pathlib import Path, PurePath
from urllib.parse import quote

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError
from starlette.datastructures import UploadFile

from api.casework.actors import INVESTIGATORS
from api.casework.sheets import Stamp
from api.checks.rows import SentRow, as_roster, by_sender
from api.jobs import work
from api.jobs.checking import check
from api.jobs.marking import marked
from api.jobs.progress import silent
from api.jobs.reading import Found, today
from api.jobs.sources import county_settings
from api.jobs.versions import state_now
from api.web.access import Authorized, Serving
from api.web.caller import Caller
from api.web.faults import Refused
from api.web.routers.sources import UPLOAD, XLSX, plain_name
from api.web.routers.work import told
from api.web.service import Service
from api.web.submitting import IdempotencyKey, Submission, submit
from api.web.wire.work import Check, CheckTold, Queued, Roster, WorkTold

router = APIRouter(tags=["checks"])
_BODY = {"requestBody": {"required": True, "content": {
    "application/json": {"schema": Roster.model_json_schema()},
    "multipart/form-data": {"schema": {"type": "object", "required": ["file"], "properties": {
        "file": {"type": "string", "format": "binary"}}}}}}}


@router.post("/checks")
def checks(wanted: Check, caller: Authorized, service: Serving) -> CheckTold:
    """当场核查至多 100 行，按调用方自己的行号答复。"""
    rows = [SentRow(**row.model_dump()) for row in wanted.rows]
    if len({row.id for row in rows}) != len(rows):
        raise Refused(422, "行号（id）有重复")
    _check_areas(service, caller, rows)
    service.note(caller, "check-rows", "", results=len(rows))
    found = Found(Path("核查.csv"), as_roster(rows, today()))
    answer = check(service.workspace.acting(caller.name), found, progress=silent)
    return CheckTold.model_validate(by_sender(answer, [row.id for row in rows], verdict_only=_verdicts(caller)))


@router.post("/rosters", status_code=202, max_body_size=UPLOAD, openapi_extra=_BODY)
async def rosters(request: Request, response: Response, caller: Authorized, service: Serving,
                  once: IdempotencyKey = None) -> Queued:
    """核查一整份清册：一个文件，或至多 50,000 行；排队办理，凭编号查结果。"""
    rows: list[SentRow] = []
    kind = request.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if kind == "multipart/form-data":
        data, name, ids = await _file(request)
    elif kind == "application/json":
        data, name, ids, rows = _rows(await request.body())
    else:
        raise Refused(415)
    if caller.key and caller.areas and ids is None:
        raise Refused(403, "限定区划的密钥不能上传整份文件；请用 JSON 逐行送来，每行写明村（village）")
    if ids is not None:
        await run_in_threadpool(_check_areas, service, caller, rows)
    sha256 = await run_in_threadpool(service.workspace.inbox.put, data)
    payload = {"sha256": sha256, "name": name, "ids": ids, "verdict_only": _verdicts(caller)}
    return await run_in_threadpool(submit, service, caller, Submission("roster", payload, sha256, "rosters"), response,
                                   once)


@router.get("/rosters/{id}")
def roster(id: str, caller: Authorized, service: Serving) -> WorkTold:  # noqa: A002 - its name on the wire
    """一份清册核查到哪一步；办完给出逐行结论。"""
    return told(service, caller, id, "roster")


@router.get("/rosters/{id}/file", response_class=Response,
            responses={200: {"content": {XLSX: {"schema": {"type": "string", "format": "binary"}}}}})
def marked_file(id: str, caller: Authorized, service: Serving) -> Response:  # noqa: A002 - its name on the wire
    """办完的清册，按报送时的表头原样返回，右边加上每行的核查结论；只有送核的人取得到。"""
    with service.reading() as connection:
        piece = work.find(connection, id, caller.name)
    if piece is None or piece.kind != "roster":
        raise Refused(404)
    if piece.result is None or piece.payload["ids"] is not None:
        raise Refused(409, "逐行送来的清册没有文件可标注" if piece.result else "还没有核查完，请稍后再取")
    service.note(caller, "roster-file", piece.payload["sha256"], results=len(piece.result["rows"]))
    workspace, name = service.workspace, piece.payload["name"]
    state = state_now(workspace)
    file = marked(workspace.inbox.get(piece.payload["sha256"]), name, piece.result,
                  county_settings(workspace, state).with_headings(state.columns), Stamp(caller.name, caller.unit))
    return Response(file, media_type=XLSX, headers={
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(PurePath(name).stem)}-{quote('核查结果')}.xlsx"})


async def _file(request: Request) -> tuple[bytes, str, None]:
    async with request.form(max_files=1, max_fields=1) as form:
        file = form.get("file")
        if not isinstance(file, UploadFile):
            raise Refused(422, "请以 file 字段上传一份清册")
        return await file.read(), plain_name(file.filename), None


def _rows(body: bytes) -> tuple[bytes, str, list[str], list[SentRow]]:
    try:
        wanted = Roster.model_validate_json(body)
    except ValidationError as error:
        raise RequestValidationError(error.errors()) from error
    rows = [SentRow(**row.model_dump()) for row in wanted.rows]
    return as_roster(rows, today()), "清册.csv", [row.id for row in rows], rows


def _check_areas(service: Service, caller: Caller, rows: list[SentRow]) -> None:
    """A key that is limited to areas asks about payments there alone. Raises Refused 403 naming the other rows."""
    if caller.key is None or not caller.areas:
        return
    own = {word for code, name in service.ground.now().villages.items() if caller.within(code) for word in (code, name)}
    if outside := [row.id for row in rows if row.village not in own]:
        service.note(caller, "refused", "areas", results=len(outside))
        words = f"行 {'、'.join(outside[:10])} 的村（village）没有写，或不在其中"
        raise Refused(403, f"密钥限于 {'、'.join(caller.areas)}：{words}")


def _verdicts(caller: Caller) -> bool:
    """Whether this caller sees verdicts alone: what a key may see is part of the key; kin is for 纪委 roles."""
    if caller.key:
        return caller.key.sees == "verdict"
    return caller.actor is None or caller.actor.role not in INVESTIGATORS
