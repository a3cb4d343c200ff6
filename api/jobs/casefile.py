"""A case as a whole: its history, its files, its reminders. Every look is logged before the answer."""

from __future__ import annotations

from pathlib import Path

from api.casework import forms
from api.casework.actors import Actor, command_line
from api.casework.attachments import Attachment, Cabinet
from api.casework.changing import find
from api.casework.clock import Reminder, pending
from api.casework.forms import FORMS
from api.casework.history import Event, history
from api.casework.sheets import Stamp
from api.casework.transitions import Status
from api.jobs.deciding import keep_time
from api.jobs.warning_list import warning_list
from api.records.database import writing
from api.wiring import Workspace
from graph.errors import InputError


def cabinet(workspace: Workspace) -> Cabinet:
    """The attachments of the workspace."""
    return Cabinet(workspace.attached, workspace.sealer("attachment names"))


def case_history(workspace: Workspace, name: str) -> list[Event]:
    """Every event of one warning. Raises NotFound."""
    with workspace.engine.connect() as connection:
        key = find(connection, name)
        events = history(connection, key)
    workspace.audit.note("history", key, results=len(events))
    return events


def attach(workspace: Workspace, name: str, file_name: str, data: bytes, actor: Actor | None = None) -> Attachment:
    """Adds a file to a warning. Raises NotFound, InputError."""
    with writing(workspace.engine).begin() as connection:
        return cabinet(workspace).attach(connection, actor or command_line(workspace.actor), name, file_name, data)


def waiting_reminders(workspace: Workspace) -> list[Reminder]:
    """Reminders nobody has acknowledged, after bringing them up to date."""
    keep_time(workspace)
    with workspace.engine.connect() as connection:
        return pending(connection)


def write_form(workspace: Workspace, name: str, kind: str, path: Path, *, reason: str | None = None) -> None:
    """One form of one warning as .docx, masked unless a reason is given; logged before it is written.

    Raises NotFound, InputError for a form that does not exist.
    """
    if kind not in FORMS:
        raise InputError(f"没有“{kind}”这种表；可用：{'、'.join(f'{k}（{v}）' for k, v in FORMS.items())}")
    with workspace.engine.connect() as connection:
        key = find(connection, name)
    (doc,) = warning_list(workspace, statuses=[s.value for s in Status], keys=[key], reason=reason)
    stamp = Stamp(workspace.actor, masked=reason is None, case=doc["number"] or "")
    workspace.audit.note("export", key, reason=reason or "", form=kind, masked=stamp.masked)
    template = workspace.settings.home / "templates" / f"{FORMS[kind]}.docx"
    forms.write_form(kind, doc, path, stamp, template if template.exists() else None)
