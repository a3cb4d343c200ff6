"""Where the list of a scheduled sweep goes: a folder, a mail, as the configuration says.

Each way stands alone: one that fails is recorded with its reason and stops no other. A mail carries counts and
numbers of warnings, never a name: it leaves the machine. Webhooks are told by ``webhooks`` from the history itself.
"""

from __future__ import annotations

import smtplib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from api.casework.calendar import SHANGHAI
from api.errors import one_line
from api.jobs.ledgers import write_list
from api.jobs.warning_list import warning_list
from api.sections import Schedule
from api.wiring import Workspace
from graph.errors import QinqingError
from viz.style import STANCE

_SMTP_SECONDS = 20


@dataclass(frozen=True, slots=True)
class Sweeping:
    """What is told about a sweep: its id, its data version, how many were opened and so on, its list's keys."""

    id: str
    data_version: str
    counts: dict[str, int]
    keys: list[str]


def send(workspace: Workspace, told: Sweeping) -> dict[str, str]:
    """Sends the list everywhere the configuration names; ``sent`` or what went wrong, by way."""
    schedule = workspace.settings.schedule
    ways: dict[str, Callable[[], None]] = {}
    if schedule.folder:
        ways["folder"] = lambda: _to_folder(workspace, schedule, told)
    if schedule.mail_host and schedule.mail_to:
        ways["mail"] = lambda: _by_mail(workspace, schedule, told)
    return {name: _tried(way) for name, way in ways.items()}


def _tried(way: Callable[[], None]) -> str:
    try:
        way()
    except (QinqingError, OSError, smtplib.SMTPException) as error:
        return f"没有送出：{one_line(error)}"
    return "sent"


def _to_folder(workspace: Workspace, schedule: Schedule, told: Sweeping) -> None:
    """The masked list as .xlsx with its manifest."""
    folder = Path(schedule.folder) if Path(schedule.folder).is_absolute() else workspace.settings.home / schedule.folder
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    docs = warning_list(workspace, keys=told.keys)
    name = f"预警清单-{datetime.now(SHANGHAI):%Y%m%d-%H%M%S}-{told.id[:6]}.xlsx"
    write_list(workspace, docs, folder / name, masked=True,
               filters={"sweep": told.id, "data_version": told.data_version})


def _by_mail(workspace: Workspace, schedule: Schedule, told: Sweeping) -> None:
    message = EmailMessage()
    message["Subject"] = f"预警比对完成：新增 {told.counts['opened']} 件，重新打开 {told.counts['reopened']} 件"
    message["From"] = schedule.mail_from or schedule.mail_to[0]
    message["To"] = ", ".join(schedule.mail_to)
    message.set_content(mail_text(warning_list(workspace, keys=told.keys), told))
    workspace.audit.note("export", "warnings", results=len(told.keys), masked=True, sweep=told.id, way="mail")
    with smtplib.SMTP(schedule.mail_host, schedule.mail_port, timeout=_SMTP_SECONDS) as server:
        server.send_message(message)


def mail_text(docs: list[dict[str, Any]], told: Sweeping) -> str:
    """Counts and numbers alone: whoever may see more looks it up."""
    counts = told.counts
    head = (f"数据版本 {told.data_version}\n新增 {counts['opened']} 件，更新 {counts['refreshed']} 件，"
            f"重新打开 {counts['reopened']} 件，不再出现 {counts['withdrawn']} 件。\n\n")
    fresh = [doc["number"] for doc in docs if doc["status"] in ("new", "reopened") and doc["number"]]
    return head + "待研判：\n" + "\n".join(fresh) + f"\n\n{STANCE}\n"
