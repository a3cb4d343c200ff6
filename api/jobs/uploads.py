"""What queued work means: a department file to load, a roster to check, a sweep, a decision on persons."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from api.checks.rows import by_sender, verdicts_only
from api.jobs import decisions
from api.jobs.checking import check
from api.jobs.loading import load_files
from api.jobs.progress import silent
from api.jobs.reading import Found
from api.jobs.sweeping import sweep
from api.jobs.work import Doing, Result
from api.wiring import Workspace
from graph.errors import InputError


def load_upload(workspace: Workspace, payload: Mapping[str, Any]) -> Result:
    """Loads one uploaded file; the report is that of ``load --json``."""
    report = load_files(workspace, [_upload(workspace, payload)], kind=payload.get("kind"))
    workspace.inbox.remove(payload["sha256"])
    return {"files": report.files, "data_version": report.data_version}


def check_upload(workspace: Workspace, payload: Mapping[str, Any]) -> Result:
    """Checks one uploaded roster; the answer is that of ``check --json``."""
    answer = check(workspace, _upload(workspace, payload), progress=silent)
    workspace.inbox.remove(payload["sha256"])
    if payload["ids"] is not None:
        return by_sender(answer, payload["ids"], verdict_only=payload["verdict_only"])
    return verdicts_only(answer) if payload["verdict_only"] else answer


def run_sweep(workspace: Workspace, payload: Mapping[str, Any]) -> Result:
    """Runs the rules; the record is that of ``sweep --json``."""
    swept = sweep(workspace, rules=payload["rules"], region=payload["region"], progress=silent)
    changes = swept.changes
    return {"sweep": swept.record, "opened": changes.opened, "refreshed": changes.refreshed,
            "reopened": changes.reopened, "withdrawn": changes.withdrawn}


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


DOINGS: Mapping[str, Doing] = {"source": load_upload, "roster": check_upload, "sweep": run_sweep,
                               "candidate": decide_candidate}


def _upload(workspace: Workspace, payload: Mapping[str, Any]) -> Found:
    return Found(Path(payload["name"]), workspace.inbox.get(payload["sha256"]))
