"""``/exports``: a list that leaves the service, with watermark and a manifest of hashes, by those who may."""

from __future__ import annotations

import io
import json
import tempfile
import zipfile
from pathlib import Path
from urllib.parse import quote

import sqlalchemy as sa
from fastapi import APIRouter, Response

from api.casework import ledger
from api.casework.actors import Right
from api.casework.coverage_workbook import write_coverage
from api.casework.listing import listed
from api.casework.sheets import Stamp, write_manifest, write_sheets
from api.casework.showing import show
from api.casework.workbook import write_workbook
from api.records.tables import warnings
from api.web.access import Authorized, Serving
from api.web.caller import Caller
from api.web.faults import Refused
from api.web.routers.planning import coverage
from api.web.service import Service
from api.web.wire.complaints import ExportWanted

MOST_ROWS = 500
router = APIRouter(tags=["exports"])


@router.post("/exports", response_class=Response,
             responses={200: {"content": {"application/zip": {"schema": {"type": "string", "format": "binary"}}}}})
def export(wanted: ExportWanted, caller: Authorized, service: Serving) -> Response:
    """导出预警清单、台账（隐去姓名和号码，至多 500 行）或覆盖情况：带水印的 xlsx 和写明哈希、行数、口径的清单。"""
    if caller.actor is None or Right.EXPORT not in caller.actor.rights:
        raise Refused(403, "查看不等于可以导出：您的账号没有导出权限")
    stamp = Stamp(caller.name, caller.unit, masked=True)
    name = f"{_NAMES[wanted.what]}.xlsx"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        rows = _WRITERS[wanted.what](service, caller, wanted, path, stamp)
        filters = {"status": wanted.status, "year": wanted.year, "areas": list(caller.actor.areas)}
        manifest = write_manifest(path, rows=rows, filters=filters, stamp=stamp)
        service.note(caller, "export", wanted.what, reason=wanted.reason, results=rows, **filters)
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.write(path, name)
            archive.writestr("manifest.json", json.dumps(manifest, ensure_ascii=False, indent=1, default=str))
    return Response(packed.getvalue(), media_type="application/zip", headers={
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name.replace('.xlsx', '.zip'))}"})


def _warnings(service: Service, caller: Caller, wanted: ExportWanted, path: Path, stamp: Stamp) -> int:
    keys = _visible(service, caller)
    docs = [show(doc, {}, unmasked=False) for doc in listed(service.workspace.engine, statuses=wanted.status)
            if doc["key"] in keys]
    _check(len(docs))
    write_workbook(docs, path, stamp)
    return len(docs)


def _ledger(service: Service, caller: Caller, wanted: ExportWanted, path: Path, stamp: Stamp) -> int:
    """Lines of the caller's own warnings; complaints stand in the ledger of the commission alone."""
    keys = _visible(service, caller)
    with service.reading() as connection:
        rows = [row for row in ledger.taken_up(connection, year=wanted.year) if row["key"] in keys]
        money, sources = ledger.money_by_warning(connection), ledger.sources_by_warning(connection)
    lines = [ledger.warning_line(row, show(row["body"], {}, unmasked=False), money, sources.get(row["key"], "规则"))
             for row in rows]
    _check(len(lines))
    write_sheets(path, [ledger.sheet(lines)], stamp)
    return len(lines)


def _coverage(service: Service, caller: Caller, wanted: ExportWanted, path: Path, stamp: Stamp) -> int:  # noqa: ARG001
    """What was checked in the caller's areas; it names no person, so that there is no limit to its rows."""
    answer = coverage(caller, service)
    write_coverage(answer, path, stamp)
    return len(answer["rows"])


_NAMES = {"warnings": "预警清单", "ledger": "台账", "coverage": "覆盖与清白"}
_WRITERS = {"warnings": _warnings, "ledger": _ledger, "coverage": _coverage}


def _visible(service: Service, caller: Caller) -> set[str]:
    with service.reading() as connection:
        return set(connection.execute(sa.select(warnings.c.key).where(service.view(caller).condition())).scalars())


def _check(rows: int) -> None:
    if rows > MOST_ROWS:
        raise Refused(422, f"有 {rows} 行，一次至多导出 {MOST_ROWS} 行；请按状态、年度缩小范围")
