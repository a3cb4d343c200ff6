"""``decide``: a decision on a warning and its line in the audit chain, in one transaction."""

from __future__ import annotations

from api.casework.deciding import decide as move
from api.records.database import writing
from api.wiring import Workspace


def decide(workspace: Workspace, key: str, action: str, *, reason: str) -> list[str]:
    """Statuses passed through. Raises NotFound, InputError."""
    with writing(workspace.engine).begin() as connection:
        passed = move(connection, key, action, reason=reason, actor=workspace.actor)
        workspace.audit.note_in(connection, "decide", key, reason=reason, move=action, status=passed[-1])
    return passed
