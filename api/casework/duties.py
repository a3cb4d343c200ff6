"""Which role takes which step of a warning's life (`workflow.md` §2 and §7), as one table.

Separation inside one case (handler ≠ reviewer ≠ closer) is ``separation``; this says who may take a step at all.
"""

from __future__ import annotations

from sqlalchemy.engine import RowMapping

from api.casework.actors import ROLE_WORDS, Actor, Right, Role
from api.casework.transitions import ACTION_WORDS, Action, Status
from api.errors import Forbidden

BY_UNIT = frozenset({Action.START, Action.RETURN, Action.ASK_EXTENSION, Action.REPORT})
"""Steps of the unit that the warning is assigned to, whatever its role."""
_ENDS = frozenset({Action.DISPOSE, Action.REFER, Action.DISMISS, Action.CLOSE})
"""What settles a warning: never by whoever edits rules."""
_STEPS: dict[Role, frozenset[Action]] = {
    Role.COMMISSION: frozenset(Action),
    Role.OFFICE: frozenset(Action) - {Action.DISPOSE, Action.REFER},
    Role.TOWN_COMMISSION: BY_UNIT | {Action.FINISH, Action.COMMENT},
}


def check_duty(actor: Actor, row: RowMapping, action: Action) -> None:
    """Raises Forbidden, with the reason, when this role or unit does not take this step."""
    if actor.role is None:
        return
    if action not in _STEPS.get(actor.role, ()):
        raise Forbidden(f"{ROLE_WORDS[actor.role]}不办“{ACTION_WORDS[action]}”这一步")
    if action in _ENDS and Right.RULE_EDITOR in actor.rights:
        raise Forbidden("修改规则的人不处置预警")
    in_rectifying = action is Action.FINISH and row["status"] == Status.RECTIFYING
    if (action in BY_UNIT or (in_rectifying and actor.role is Role.TOWN_COMMISSION)) and row["unit"] != actor.unit:
        raise Forbidden("这一步由承办单位办理")
    if action is Action.FINISH and actor.role is Role.TOWN_COMMISSION and not in_rectifying:
        raise Forbidden(f"{ROLE_WORDS[actor.role]}不办“{ACTION_WORDS[action]}”这一步")


def open_to(actor: Actor, row: RowMapping, actions: list[Action]) -> list[Action]:
    """The steps among ``actions`` that this actor may take."""
    found = []
    for action in actions:
        try:
            check_duty(actor, row, action)
        except Forbidden:
            continue
        found.append(action)
    return found
