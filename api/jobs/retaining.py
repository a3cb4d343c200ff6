"""``retention``: what has run out is listed by one person, approved by another, then deleted, files and all."""

from __future__ import annotations

from api.casework.actors import Actor, command_line
from api.casework.deadlines import terms_of
from api.casework.retention import Listed, carry_out, propose
from api.records.database import writing
from api.wiring import Workspace


def propose_deletion(workspace: Workspace, actor: Actor | None = None) -> Listed:
    """The list of what has run out under the configuration. Raises InputError when there is nothing."""
    with writing(workspace.engine).begin() as connection:
        return propose(connection, actor or command_line(workspace.actor), workspace.settings.retention,
                       terms_of(workspace.settings).today)


def approve_deletion(workspace: Workspace, number: int, *, reason: str, actor: Actor | None = None) -> Listed:
    """Carries the list out: rows in one transaction, then the sealed files, which nothing names any more."""
    with writing(workspace.engine).begin() as connection:
        done = carry_out(connection, actor or command_line(workspace.actor), number, reason=reason)
    for sha256 in done.items["sources"]:
        workspace.archive.remove(sha256)
    for sha256 in done.items["attachments"]:
        workspace.attached.remove(sha256)
    return done
