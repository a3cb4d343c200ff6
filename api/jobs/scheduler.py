"""``scheduler``: the one process that sweeps on a timetable, after loads, and keeps the clock of deadlines.

APScheduler keeps the time; what has run is kept in the database, so that whatever fell due while the process was
down runs late instead of never. A sweep that may not run now (old data, a load under way, another sweep) is
refused, and the refusal is recorded with its reason.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.blocking import BlockingScheduler
from apscheduler.triggers.cron import CronTrigger

from api.casework.calendar import SHANGHAI
from api.jobs.runs import Run, clear_interrupted, last_due, run, tried
from api.jobs.scheduled import keep_clock, timed_sweep, unswept
from api.settings import Settings
from api.wiring import Workspace, open_workspace
from graph.errors import InputError

_AGAIN = timedelta(hours=1)  # a refused sweep of a data version is not tried every minute
Told = Callable[[Run], None]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the timetable: what is done (``sweep`` or ``clock``) and when."""

    task: str
    trigger: CronTrigger


def timetable(settings: Settings) -> list[Entry]:
    """The lines of the configuration. Raises InputError for one that is no cron line."""
    lines = [("sweep", line) for line in settings.schedule.sweeps] + [("clock", settings.schedule.clock)]
    return [Entry(task, _trigger(line)) for task, line in lines]


def _trigger(line: str) -> CronTrigger:
    try:
        return CronTrigger.from_crontab(line, timezone=SHANGHAI)
    except ValueError as error:
        raise InputError(f"config.toml 的 schedule 中“{line}”不是有效的定时：应为五项，"
                         "如 \"30 2 * * *\" 表示每天 2:30；星期写 mon-fri") from error


def run_forever(settings: Settings, told: Told) -> None:
    """Blocks until it is stopped; what fell due before runs at once."""
    lines = timetable(settings)
    with open_workspace(settings, actor="scheduler") as workspace:
        clear_interrupted(workspace)
    scheduler = BlockingScheduler(timezone=SHANGHAI)
    options = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
    for number, entry in enumerate(lines):
        scheduler.add_job(_perform, entry.trigger, [settings, entry, told], id=f"{entry.task}-{number}", **options)
    scheduler.add_job(catch_up, "interval", [settings, told], seconds=settings.schedule.poll_seconds, id="catch-up",
                      next_run_time=datetime.now(SHANGHAI), **options)
    scheduler.start()


def _perform(settings: Settings, entry: Entry, told: Told) -> None:
    with open_workspace(settings, actor="scheduler") as workspace:
        told(_do(workspace, entry.task, "timetable", datetime.now(UTC)))


def catch_up(settings: Settings, told: Told) -> list[Run]:
    """Runs what fell due while nobody ran it, once a task, and a sweep when the data changed. Returns what ran."""
    done = []
    with open_workspace(settings, actor="scheduler") as workspace:
        for task, due in missed(workspace, timetable(settings), datetime.now(UTC)).items():
            done.append(_do(workspace, task, "late", due))
        version = unswept(workspace) if settings.schedule.after_load else None
        if version is not None and not tried(workspace, version, since=datetime.now(UTC) - _AGAIN):
            done.append(_do(workspace, "sweep", "load", datetime.now(UTC), version))
    for item in done:
        told(item)
    return done


def missed(workspace: Workspace, lines: list[Entry], now: datetime) -> dict[str, datetime]:
    """The latest moment each task fell due before ``now`` without having been run since, by task."""
    found: dict[str, datetime] = {}
    for entry in lines:
        since = last_due(workspace, entry.task)
        due = previous(entry.trigger, since, now)
        if due is not None:
            found[entry.task] = max(due, found.get(entry.task, due))
    return found


def previous(trigger: CronTrigger, since: datetime | None, now: datetime) -> datetime | None:
    """The last moment of the trigger after ``since`` and not after ``now``; within 40 days where nothing ever ran."""
    after = max(since or now - timedelta(days=40), now - timedelta(days=40))
    last: datetime | None = None
    moment: datetime | None = trigger.get_next_fire_time(None, (after + timedelta(seconds=1)).astimezone(SHANGHAI))
    while moment is not None and moment <= now:
        last = moment
        moment = trigger.get_next_fire_time(moment, moment + timedelta(seconds=1))
    return last


def _do(workspace: Workspace, task: str, trigger: str, due: datetime, version: str | None = None) -> Run:
    return run(workspace, task, trigger, due, timed_sweep if task == "sweep" else keep_clock, version=version)
