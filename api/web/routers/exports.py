"""``/exports``: a list that leaves the service, with watermark and a manifest of hashes, by those who may."""

from __future__ import annotations

import io
import json
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import sqlalchemy as sa
from fastapi import APIRouter, Response
from sqlalchemy.engine import Connection

from api.casework import approvals, ledger
from api.casework.actors import Actor, Right, Role
from api.casework.coverage_workbook import write_coverage
from api.casework.listing import listed
from api.casework.sheets import Stamp, write_manifest, write_sheets
from api.casework.showing import keys_of, show
from api.casework.workbook import write_workbook
from api.records.tables import warnings
from api.web.access import Authorized, Serving
from api.web.caller import Caller
from api.web.faults import Refused
from api.web.routers.planning import coverage
from api.web.service import Service
from api.web.wire.complaints import ExportWanted

MOST_ROWS = 500
"""Rows that one person may take out at once; more need a second person, as do whole lists of more people."""
MOST_WHOLE = 20
router = APIRouter(tags=["exports"])
_NAMES = {"warnings": "预警清单", "ledger": "台账", "coverage": "覆盖与清白"}


@dataclass(frozen=True, slots=True)
class Taken:
    """A list as it would leave: its rows, how many people stand in it, and what writes it."""

    rows: Sequence[Any]
    people: int
    write: Callable[[Path, Stamp], None]


@router.post("/exports", response_class=Response,
             responses={200: {"content": {"application/zip": {"schema": {"type": "string", "format": "binary"}}}}})
def export(wanted: ExportWanted, caller: Authorized, service: Serving) -> Response:
    """导出预警清单、台账或覆盖情况：带水印的 xlsx 和写明哈希、行数、口径的清单；超过 500 行须另一人批准。"""
    check_right(caller, wanted)
    actor, taken = service.actor(caller), list_of(service, caller, wanted)
    stamp = Stamp(caller.name, caller.unit, masked=not wanted.whole)
    filters = {**terms_of_list(wanted), "areas": list(actor.areas)}
    with service.writing() as connection:
        granted = _granted(connection, actor, wanted, taken)
        service.note_in(connection, caller, "export", wanted.what, reason=wanted.reason, results=len(taken.rows),
                        approval=wanted.approval, granted_by=granted, **filters)
    name = f"{_NAMES[wanted.what]}.xlsx"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        taken.write(path, stamp)
        manifest = write_manifest(path, rows=len(taken.rows), filters=filters, stamp=stamp)
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.write(path, name)
            archive.writestr("manifest.json", json.dumps(manifest, ensure_ascii=False, indent=1, default=str))
    return Response(packed.getvalue(), media_type="application/zip", headers={
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name.replace('.xlsx', '.zip'))}"})


def check_right(caller: Caller, wanted: ExportWanted) -> None:
    """Looking is not taking along; whole lists are the commission's. Raises Refused 403, 422."""
    actor = caller.actor
    if actor is None or Right.EXPORT not in actor.rights:
        raise Refused(403, "查看不等于可以导出：您的账号没有导出权限")
    if wanted.whole and wanted.what != "warnings":
        raise Refused(422, "只有预警清单有完整版；台账和覆盖情况没有")
    if wanted.whole and actor.role is Role.TOWN_COMMISSION:
        raise Refused(403, "完整清单只由县纪委、纪检监察室导出")


def terms_of_list(wanted: ExportWanted) -> dict[str, Any]:
    """What a list is of, as a request and its manifest say it."""
    return {"what": wanted.what, "status": sorted(wanted.status), "year": wanted.year, "whole": wanted.whole}


def list_of(service: Service, caller: Caller, wanted: ExportWanted) -> Taken:
    """The list, of what the caller sees."""
    return _LISTS[wanted.what](service, caller, wanted)


def _granted(connection: Connection, actor: Actor, wanted: ExportWanted, taken: Taken) -> str | None:
    """Who granted a list that needs a second person; None for one that does not. Raises Refused 422."""
    long = wanted.what != "coverage" and len(taken.rows) > MOST_ROWS
    if not long and not (wanted.whole and taken.people > MOST_WHOLE):
        return None
    if wanted.approval is None:
        limit = f"{len(taken.rows)} 行，一次至多导出 {MOST_ROWS} 行" if long else (
            f"完整的姓名、号码涉及 {taken.people} 人，一次至多 {MOST_WHOLE} 人")
        raise Refused(422, f"有 {limit}；请按状态、年度缩小范围，或提出申请由另一人批准",
                      detail={"approval": True, "rows": len(taken.rows), "people": taken.people})
    return approvals.use(connection, actor, wanted.approval, terms_of_list(wanted), count=len(taken.rows))


def _warnings(service: Service, caller: Caller, wanted: ExportWanted) -> Taken:
    keys = _visible(service, caller)
    docs = [doc for doc in listed(service.workspace.engine, statuses=wanted.status) if doc["key"] in keys]
    people, accounts = keys_of(docs)

    def write(path: Path, stamp: Stamp) -> None:
        numbers = {**service.vault.reveal("person", sorted(people)),
                   **service.vault.reveal("account", sorted(accounts))} if wanted.whole else {}
        write_workbook([show(doc, numbers, unmasked=wanted.whole) for doc in docs], path, stamp)

    return Taken(docs, len(people), write)


def _ledger(service: Service, caller: Caller, wanted: ExportWanted) -> Taken:
    """Lines of the caller's own warnings; complaints stand in the ledger of the commission alone."""
    keys = _visible(service, caller)
    with service.reading() as connection:
        rows = [row for row in ledger.taken_up(connection, year=wanted.year) if row["key"] in keys]
        money, sources = ledger.money_by_warning(connection), ledger.sources_by_warning(connection)
    lines = [ledger.warning_line(row, show(row["body"], {}, unmasked=False), money, sources.get(row["key"], "规则"))
             for row in rows]
    return Taken(lines, 0, lambda path, stamp: write_sheets(path, [ledger.sheet(lines)], stamp))


def _coverage(service: Service, caller: Caller, _: ExportWanted) -> Taken:
    """What was checked in the caller's areas; it names no person, so that there is no limit to its rows."""
    answer = coverage(caller, service)
    return Taken(answer["rows"], 0, lambda path, stamp: write_coverage(answer, path, stamp))


_LISTS: dict[str, Callable[[Service, Caller, ExportWanted], Taken]] = {
    "warnings": _warnings, "ledger": _ledger, "coverage": _coverage}


def _visible(service: Service, caller: Caller) -> set[str]:
    with service.reading() as connection:
        return set(connection.execute(sa.select(warnings.c.key).where(service.view(caller).condition())).scalars())
