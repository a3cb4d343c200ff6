"""A case as a whole: its history, its files, its reminders. Every look is logged before the answer."""

from __future__ import annotations

from api.casework.actors import Actor, command_line
from api.casework.attachments import Attachment, Cabinet
from api.casework.changing import find
from api.casework.clock import Reminder, pending
from api.casework.history import Event, history
from api.jobs.deciding import keep_time
from api.records.database import writing
from api.wiring import Workspace


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
