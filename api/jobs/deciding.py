"""``decide`` for a workspace: one transaction with its history and its line in the audit chain."""

from __future__ import annotations

from api.casework.actors import Actor, command_line
from api.casework.changing import Changed
from api.casework.clock import Ticked, is_late, tick
from api.casework.deadlines import terms_of
from api.casework.deciding import decide as carry_out
from api.casework.particulars import Particulars
from api.records.database import writing
from api.wiring import Workspace


def decide(workspace: Workspace, key: str, action: str, *, reason: str, given: Particulars | None = None,
           actor: Actor | None = None, edit: int | None = None) -> Changed:
    """Carries out the decision; ``actor`` is the command line unless named. Raises as ``casework.deciding``."""
    terms = terms_of(workspace.settings)
    with writing(workspace.engine).begin() as connection:
        return carry_out(connection, actor or command_line(workspace.actor), key, action, reason=reason, given=given,
                         terms=terms, edit=edit)


def keep_time(workspace: Workspace, *, always: bool = False) -> Ticked:
    """Brings states and reminders up to date, once a day unless ``always``."""
    terms = terms_of(workspace.settings)
    with writing(workspace.engine).begin() as connection:
        if not always and not is_late(connection, terms):
            return Ticked()
        return tick(connection, command_line(workspace.actor), terms)
