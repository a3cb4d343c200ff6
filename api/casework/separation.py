"""Separation of duties in one case: handler ≠ reviewer ≠ closer; who asks for time does not grant it.

The command line is the administrator's and stands outside roles; its name stands in the history all the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import sqlalchemy as sa
from sqlalchemy.engine import Connection, RowMapping

from api.casework.actors import Actor
from api.casework.transitions import Action
from api.errors import Forbidden
from api.records.tables import warning_events

_WORDS = {"handler": "承办", "reviewer": "复核", "asker": "申请延期"}
_CHECKS = (Action.START, Action.REPORT)
_BARRED: dict[Action, tuple[str, ...]] = {
    Action.REVIEW: ("handler",), Action.SEND_BACK: (), Action.DISPOSE: ("handler",),
    Action.GRANT_EXTENSION: ("asker", "handler"), Action.REFUSE_EXTENSION: ("asker", "handler"),
    Action.CLOSE: ("handler", "reviewer"),
}


def check(connection: Connection, actor: Actor, row: RowMapping, action: Action) -> None:
    """Raises Forbidden when this person already had another part in the case since it was last opened."""
    if actor.unrestricted:
        return
    parts: dict[str, Callable[[], Iterable[str | None]]] = {
        "handler": lambda: {row["handler"], *_acted(connection, row, _CHECKS)},
        "reviewer": lambda: {row["reviewer"]},
        "asker": lambda: _acted(connection, row, (Action.ASK_EXTENSION,)),
    }
    for part in _BARRED.get(action, ()):
        if actor.name in parts[part]():
            raise Forbidden(f"本件由你{_WORDS[part]}，这一步须由另一人办理")


def _acted(connection: Connection, row: RowMapping, actions: Iterable[Action]) -> set[str]:
    """Accounts that did one of these since the warning was last opened or reopened."""
    opened = sa.select(sa.func.max(warning_events.c.id)).where(
        warning_events.c.warning == row["key"], warning_events.c.action.in_(["opened", "reopened", "reopen"]))
    query = sa.select(warning_events.c.actor).where(
        warning_events.c.warning == row["key"], warning_events.c.action.in_([a.value for a in actions]),
        warning_events.c.id >= sa.func.coalesce(opened.scalar_subquery(), 0))
    return set(connection.execute(query).scalars())
