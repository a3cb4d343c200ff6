"""What the scheduler does when something is due: a sweep that may run now, or the clock of deadlines."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from datetime import UTC, datetime

import sqlalchemy as sa

from api.jobs.deciding import keep_time
from api.jobs.progress import silent
from api.jobs.runs import Done, Refused
from api.jobs.sending import Sweeping, send
from api.jobs.sweeping import sweep
from api.people.accounts import lock_unused
from api.records.database import writing
from api.records.journal import COLUMNS
from api.records.tables import sweeps
from api.wiring import Workspace
from graph.errors import InputError


def timed_sweep(workspace: Workspace) -> Done:
    """A sweep of everything, recorded with its rules' outcomes, its data version and its list, and sent.

    Raises Refused while a load is under way, for data older than the configuration allows, before the first load.
    """
    _refuse_during_load(workspace)
    _refuse_old(workspace)
    swept = sweep(workspace, progress=silent)
    keep_time(workspace, always=True)
    counts = asdict(swept.changes)
    told = Sweeping(swept.record["id"], swept.record["data_version"], counts, swept.keys)
    outcomes = Counter(rule["outcome"] for rule in swept.record["rules"])
    return Done(told.id, told.data_version, {**counts, "rules": dict(outcomes), "warnings": swept.keys,
                                             "sent": send(workspace, told)})


def keep_clock(workspace: Workspace) -> Done:
    """States, reminders, deadlines computed anew; accounts that nobody uses are locked."""
    with writing(workspace.engine).begin() as connection:
        locked = lock_unused(connection, workspace.settings.web.unused_days)
        for name in locked:
            workspace.audit.note_in(connection, "account-locked", name, reason="长期未登录")
    return Done(detail={**asdict(keep_time(workspace, always=True)), "locked": locked})


def unswept(workspace: Workspace) -> str | None:
    """The current data version when no sweep of everything has seen it yet; None when there is nothing new."""
    current = workspace.store.current()
    if current is None or workspace.journal.entries(state="pending"):
        return None
    query = sa.select(sweeps.c.data_version, sweeps.c.scope).order_by(sweeps.c.started.desc()).limit(200)
    with workspace.engine.connect() as connection:
        seen = {row.data_version for row in connection.execute(query)
                if not row.scope.get("rules") and not row.scope.get("region")}
    return None if current in seen else current


def _refuse_during_load(workspace: Workspace) -> None:
    try:
        with workspace.lock():
            pending = workspace.journal.entries(state="pending")
    except InputError as error:
        raise Refused(f"数据正在载入，本次不比对：{error}") from error
    if pending:
        raise Refused("有一次载入没有完成，本次不比对；请运行 qinqing doctor 查看")


def _refuse_old(workspace: Workspace) -> None:
    entries = [entry for entry in workspace.journal.entries() if entry.kind != COLUMNS]
    if not entries or workspace.store.current() is None:
        raise Refused("还没有载入过数据，本次不比对")
    days = (datetime.now(UTC) - entries[-1].at).days
    limit = workspace.settings.schedule.max_age_days
    if days > limit:
        raise Refused(f"数据已有 {days} 天没有更新（上限 {limit} 天），本次不比对；请各部门报送新数据")
