"""Lists that leave the service as files: the warning list and the ledger, with manifest and audit line."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from api.casework import ledger, monthly
from api.casework.sheets import Stamp, write_manifest, write_sheets
from api.casework.workbook import write_workbook
from api.jobs.deciding import keep_time
from api.jobs.warning_list import check_reason, shown_documents
from api.wiring import Workspace


def write_list(workspace: Workspace, docs: list[dict[str, Any]], path: Path, *, masked: bool,
               filters: Mapping[str, Any]) -> None:
    """The warning list as .xlsx; ``docs`` as they were shown. The export is logged before the file is written."""
    stamp = Stamp(workspace.actor, masked=masked)
    workspace.audit.note("export", "warnings", results=len(docs), masked=masked, **filters)
    write_workbook(docs, path, stamp)
    write_manifest(path, rows=len(docs), filters=filters, stamp=stamp)


def ledger_lines(workspace: Workspace, *, year: int | None = None, reason: str | None = None) -> list[ledger.Line]:
    """The ledger, masked unless a reason is given, which is logged before the answer. Raises InputError."""
    check_reason(reason)
    keep_time(workspace)
    with workspace.engine.connect() as connection:
        rows, complaints = ledger.taken_up(connection, year=year), ledger.complaints_of(connection, year=year)
        money, sources = ledger.money_by_warning(connection), ledger.sources_by_warning(connection)
    workspace.audit.note("unmask" if reason else "list", "ledger", reason=reason or "",
                         results=len(rows) + len(complaints))
    shown = shown_documents(workspace, [row["body"] for row in rows], unmasked=reason is not None)
    lines = [ledger.warning_line(row, doc, money, sources.get(row["key"], "规则"))
             for row, doc in zip(rows, shown, strict=True)]
    return lines + [ledger.complaint_line(row) for row in complaints]


def write_ledger(workspace: Workspace, path: Path, *, year: int | None = None, reason: str | None = None) -> int:
    """The ledger as .xlsx with its manifest; returns the number of lines. Raises InputError."""
    lines = ledger_lines(workspace, year=year, reason=reason)
    sheet, stamp = ledger.sheet(lines), Stamp(workspace.actor, masked=reason is None)
    workspace.audit.note("export", "ledger", results=len(lines), masked=stamp.masked, year=year)
    write_sheets(path, [sheet], stamp)
    write_manifest(path, rows=len(lines), filters={"year": year}, stamp=stamp)
    return len(lines)


def month_figures(workspace: Workspace, first: date) -> monthly.Month:
    """Figures of a month for the joint meeting: counts and sums, no person."""
    keep_time(workspace)
    with workspace.engine.connect() as connection:
        month = monthly.figures(connection, first)
    workspace.audit.note("report", f"{first:%Y-%m}")
    return month


def write_month(workspace: Workspace, month: monthly.Month, path: Path) -> None:
    """The figures as .xlsx with its manifest."""
    tables, stamp = monthly.sheets(month), Stamp(workspace.actor)
    workspace.audit.note("export", f"report {month.first:%Y-%m}", masked=True)
    write_sheets(path, tables, stamp)
    write_manifest(path, rows=sum(len(table.rows) for table in tables), filters={"month": f"{month.first:%Y-%m}"},
                   stamp=stamp)
