"""Runs of the scheduler on record: what was due, what came of it, why it was refused, where its list went."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from api.errors import Busy, one_line
from api.records.case_tables import scheduled_runs
from api.records.database import writing
from api.wiring import Workspace
from graph.errors import QinqingError

OUTCOME_WORDS = {"running": "进行中", "done": "完成", "refused": "未运行", "failed": "失败"}
TRIGGER_WORDS = {"timetable": "定时", "late": "补运行", "load": "载入之后"}
TASK_WORDS = {"sweep": "比对", "clock": "期限"}


class Refused(QinqingError):
    """The work may not be done now; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Done:
    """What a piece of work leaves on record."""

    sweep: str | None = None
    data_version: str | None = None
    detail: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Run:
    """One run as it stands on record."""

    id: int
    task: str
    trigger: str
    due_at: datetime
    started: datetime
    finished: datetime | None
    outcome: str
    reason: str
    sweep: str | None
    data_version: str | None
    detail: dict[str, Any]


def run(workspace: Workspace, task: str, trigger: str, due: datetime, work: Callable[[Workspace], Done], *,
        version: str | None = None) -> Run:
    """Does the work and records what came of it; an error becomes a record and never ends the scheduler.

    ``version``: the data version that made it due.
    """
    number = _begin(workspace, task, trigger, due)
    outcome, reason, done = "done", "", Done(data_version=version)
    try:
        done = work(workspace)
    except (Refused, Busy) as error:
        outcome, reason = "refused", one_line(error)
    except QinqingError as error:
        outcome, reason = "failed", one_line(error)
    except Exception as error:
        outcome, reason = "failed", f"程序内部错误（{type(error).__name__}）"
    return _end(workspace, number, outcome, reason, done)


def recorded(workspace: Workspace, *, limit: int = 20) -> list[Run]:
    """The newest runs, newest first."""
    query = sa.select(scheduled_runs).order_by(scheduled_runs.c.id.desc()).limit(limit)
    with workspace.engine.connect() as connection:
        return [Run(**row) for row in connection.execute(query).mappings()]


def last_due(workspace: Workspace, task: str) -> datetime | None:
    """The latest moment for which this task was tried; a refused one counts: the next is due by the timetable."""
    query = sa.select(scheduled_runs.c.due_at).where(scheduled_runs.c.task == task)
    with workspace.engine.connect() as connection:
        found: datetime | None = connection.execute(
            query.order_by(scheduled_runs.c.due_at.desc()).limit(1)).scalar()
    return found


def tried(workspace: Workspace, version: str, *, since: datetime) -> bool:
    """Whether a sweep of this data version was tried since then."""
    query = sa.select(sa.func.count()).select_from(scheduled_runs).where(
        scheduled_runs.c.data_version == version, scheduled_runs.c.started > since)
    with workspace.engine.connect() as connection:
        return bool(connection.execute(query).scalar())


def clear_interrupted(workspace: Workspace) -> int:
    """Marks runs that a crash left open as failed; returns how many."""
    with writing(workspace.engine).begin() as connection:
        done = connection.execute(sa.update(scheduled_runs).where(scheduled_runs.c.outcome == "running").values(
            outcome="failed", reason="进程中断", finished=datetime.now(UTC)))
    return done.rowcount


def _begin(workspace: Workspace, task: str, trigger: str, due: datetime) -> int:
    with writing(workspace.engine).begin() as connection:
        added = connection.execute(sa.insert(scheduled_runs).values(
            task=task, trigger=trigger, due_at=due, started=datetime.now(UTC), outcome="running", reason="", detail={}))
    key = added.inserted_primary_key
    return int(key[0]) if key else 0


def _end(workspace: Workspace, number: int, outcome: str, reason: str, done: Done) -> Run:
    with writing(workspace.engine).begin() as connection:
        connection.execute(sa.update(scheduled_runs).where(scheduled_runs.c.id == number).values(
            finished=datetime.now(UTC), outcome=outcome, reason=reason, sweep=done.sweep,
            data_version=done.data_version, detail=done.detail))
        workspace.audit.note_in(connection, "scheduled", str(number), outcome=outcome, sweep=done.sweep)
        row = connection.execute(sa.select(scheduled_runs).where(scheduled_runs.c.id == number)).mappings().one()
        return Run(**row)
