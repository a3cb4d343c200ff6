"""What queued work means: a department file to load, a roster to check, a sweep, a decision on persons."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from api.checks.rows import by_sender, verdicts_only
from api.jobs import decisions
from api.jobs.checking import check
from api.jobs.columns import remember
from api.jobs.filing import titled
from api.jobs.loading import load_files
from api.jobs.previewing import drop_unneeded, forget_previews, preview
from api.jobs.progress import silent
from api.jobs.reading import Found
from api.jobs.sweeping import sweep
from api.jobs.trying import try_rule
from api.jobs.work import Doing, Result
from api.records.access_tables import work
from api.records.database import writing
from api.wiring import Workspace
from graph.errors import InputError


def load_upload(workspace: Workspace, payload: Mapping[str, Any]) -> Result:
    """Loads one uploaded file; the report is that of ``load --json``."""
    report = load_files(workspace, [_upload(workspace, payload)], kind=payload.get("kind"))
    with writing(workspace.engine).begin() as connection:
        drop_unneeded(workspace, connection, {payload["sha256"]}, states=("queued",))
    return {"files": [titled(one) for one in report.files], "data_version": report.data_version}


def preview_upload(workspace: Workspace, payload: Mapping[str, Any]) -> Result:
    """Says what an uploaded file would become; nothing is loaded."""
    forget_previews(workspace)
    return {"files": [preview(workspace, _upload(workspace, payload), kind=payload["kind"])]}


def check_upload(workspace: Workspace, payload: Mapping[str, Any]) -> Result:
    """Checks one uploaded roster; the answer is that of ``check --json``.

    The file is kept as long as its answer is (``retention.rosters_days``): the marked file is made of both.
    """
    answer = check(workspace, _upload(workspace, payload), progress=silent)
    forget_rosters(workspace)
    if payload["ids"] is not None:
        return by_sender(answer, payload["ids"], verdict_only=payload["verdict_only"])
    return verdicts_only(answer) if payload["verdict_only"] else answer


def forget_rosters(workspace: Workspace) -> int:
    """Deletes answers of rosters that were kept long enough, with their files; returns how many answers."""
    before = datetime.now(UTC) - timedelta(days=workspace.settings.retention.rosters_days)
    old = sa.and_(work.c.kind == "roster", work.c.finished_at < before)
    with writing(workspace.engine).begin() as connection:
        gone = {row.payload["sha256"] for row in connection.execute(sa.select(work.c.payload).where(old))}
        count = int(connection.execute(sa.delete(work).where(old)).rowcount)
        if count:
            workspace.audit.note_in(connection, "rosters-forgotten", "", results=count)
        drop_unneeded(workspace, connection, gone)
    return count


def run_sweep(workspace: Workspace, payload: Mapping[str, Any]) -> Result:
    """Runs the rules; the record is that of ``sweep --json``."""
    swept = sweep(workspace, rules=payload["rules"], region=payload["region"], progress=silent)
    changes = swept.changes
    return {"sweep": swept.record, "opened": changes.opened, "refreshed": changes.refreshed,
            "reopened": changes.reopened, "withdrawn": changes.withdrawn}


def map_columns(workspace: Workspace, payload: Mapping[str, Any]) -> Result:
    """Keeps what a person said of headings, and reads the kept file that showed them again; its report, or none."""
    remember(workspace, payload["kind"], payload["columns"])
    sha256 = payload.get("sha256")
    if sha256 is None:
        return {"files": [], "data_version": workspace.store.current()}
    report = load_files(workspace, [Found(Path(payload["name"]), workspace.archive.get(sha256))])
    return {"files": [titled(one) for one in report.files], "data_version": report.data_version}


def try_out(workspace: Workspace, payload: Mapping[str, Any]) -> Result:
    """Runs one rule on the loaded data and counts; nothing is opened."""
    return try_rule(workspace, payload["rule"], hidden=payload["hidden"])


def decide_candidate(workspace: Workspace, payload: Mapping[str, Any]) -> Result:
    """Confirms or rejects a tie or a sameness; the next version of the graph carries it."""
    name, reason = payload["candidate"], payload["reason"]
    if payload["verdict"] == "confirm":
        version = decisions.confirm(workspace, name, payload["relation"], reason=reason)
    elif payload["verdict"] == "reject":
        version = decisions.reject(workspace, name, reason=reason)
    else:
        raise InputError("只能 confirm（确认）或 reject（否定）")
    return {"data_version": version}


DOINGS: Mapping[str, Doing] = {
    "source": load_upload, "preview": preview_upload, "roster": check_upload, "sweep": run_sweep,
    "candidate": decide_candidate, "columns": map_columns, "trial": try_out}


def _upload(workspace: Workspace, payload: Mapping[str, Any]) -> Found:
    return Found(Path(payload["name"]), workspace.inbox.get(payload["sha256"]))
