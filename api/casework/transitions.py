"""The lifecycle of a warning as one table: 预警 → 研判 → 交办 → 核查 → 反馈 → 复核 → 处置 → 销号.

Any move that is not in the table is refused with the moves that are.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from api.errors import MoveRefused
from graph.errors import InputError


class Status(StrEnum):
    """Where a warning stands."""

    NEW = "new"
    TRIAGE = "triage"
    ASSIGNED = "assigned"
    CHECKING = "checking"
    EXTENSION = "extension"
    REPORTED = "reported"
    REVIEW = "review"
    DISPOSAL = "disposal"
    RECTIFYING = "rectifying"
    REFERRED = "referred"
    CLOSING = "closing"
    CLOSED = "closed"
    DISMISSED = "dismissed"
    MERGED = "merged"
    REOPENED = "reopened"


STATUS_WORDS: dict[Status, str] = {
    Status.NEW: "预警", Status.TRIAGE: "研判", Status.ASSIGNED: "交办", Status.CHECKING: "核查",
    Status.EXTENSION: "延期", Status.REPORTED: "反馈", Status.REVIEW: "复核", Status.DISPOSAL: "处置",
    Status.RECTIFYING: "整改", Status.REFERRED: "移送", Status.CLOSING: "待销号", Status.CLOSED: "销号",
    Status.DISMISSED: "排除", Status.MERGED: "已合并", Status.REOPENED: "重新打开",
}

# Judged and done with, until evidence grows in kind.
SETTLED = frozenset({Status.DISMISSED, Status.CLOSED})
# Waiting for a first decision: may be snoozed, merged, split.
UNDECIDED = frozenset({Status.NEW, Status.TRIAGE, Status.REOPENED})
# Somebody has it in hand: its clock runs.
IN_HAND = frozenset({Status.ASSIGNED, Status.CHECKING, Status.EXTENSION, Status.REPORTED, Status.REVIEW,
                     Status.DISPOSAL, Status.RECTIFYING, Status.CLOSING})
# Out of the working list: settled ones, and what lives on elsewhere.
OUT_OF_LIST = SETTLED | {Status.MERGED}


class Action(StrEnum):
    """What a person does with a warning."""

    TRIAGE = "triage"
    DISMISS = "dismiss"
    ASSIGN = "assign"
    MERGE = "merge"
    REFER = "refer"
    START = "start"
    RETURN = "return"
    ASK_EXTENSION = "extend"
    GRANT_EXTENSION = "grant"
    REFUSE_EXTENSION = "refuse"
    REPORT = "report"
    REVIEW = "review"
    SEND_BACK = "send-back"
    DISPOSE = "dispose"
    RECTIFY = "rectify"
    FINISH = "finish"
    CLOSE = "close"
    REOPEN = "reopen"
    SNOOZE = "snooze"
    WAKE = "wake"
    COMMENT = "comment"
    RETIER = "retier"
    SPLIT = "split"


ACTION_WORDS: dict[Action, str] = {
    Action.TRIAGE: "研判", Action.DISMISS: "排除", Action.ASSIGN: "交办", Action.MERGE: "并入",
    Action.REFER: "移送",
    Action.START: "开始核查", Action.RETURN: "退回研判", Action.ASK_EXTENSION: "申请延期",
    Action.GRANT_EXTENSION: "同意延期", Action.REFUSE_EXTENSION: "不同意延期",
    Action.REPORT: "反馈", Action.REVIEW: "复核", Action.SEND_BACK: "退回补查",
    Action.DISPOSE: "处置", Action.RECTIFY: "整改", Action.FINISH: "提交销号", Action.CLOSE: "销号",
    Action.REOPEN: "重新打开", Action.SNOOZE: "暂缓", Action.WAKE: "结束暂缓", Action.COMMENT: "备注",
    Action.RETIER: "调整等级", Action.SPLIT: "拆分",
}

_MOVES: dict[Status, dict[Action, Status]] = {
    Status.NEW: {Action.TRIAGE: Status.TRIAGE},
    Status.REOPENED: {Action.TRIAGE: Status.TRIAGE},
    Status.TRIAGE: {Action.ASSIGN: Status.ASSIGNED, Action.DISMISS: Status.DISMISSED,
                    Action.MERGE: Status.MERGED, Action.REFER: Status.REFERRED},
    Status.ASSIGNED: {Action.START: Status.CHECKING, Action.RETURN: Status.TRIAGE},
    Status.CHECKING: {Action.REPORT: Status.REPORTED, Action.ASK_EXTENSION: Status.EXTENSION},
    Status.EXTENSION: {Action.GRANT_EXTENSION: Status.CHECKING, Action.REFUSE_EXTENSION: Status.CHECKING},
    Status.REPORTED: {Action.REVIEW: Status.REVIEW},
    Status.REVIEW: {Action.DISPOSE: Status.DISPOSAL, Action.SEND_BACK: Status.CHECKING,
                    Action.DISMISS: Status.DISMISSED},
    Status.DISPOSAL: {Action.RECTIFY: Status.RECTIFYING, Action.REFER: Status.REFERRED,
                      Action.FINISH: Status.CLOSING},
    Status.RECTIFYING: {Action.FINISH: Status.CLOSING, Action.SEND_BACK: Status.DISPOSAL},
    Status.REFERRED: {Action.FINISH: Status.CLOSING},
    Status.CLOSING: {Action.CLOSE: Status.CLOSED, Action.SEND_BACK: Status.RECTIFYING},
    Status.CLOSED: {Action.REOPEN: Status.REOPENED},
    Status.DISMISSED: {Action.REOPEN: Status.REOPENED},
    Status.MERGED: {},
}
# What people do without moving the warning on: where each is open.
_STAYS: dict[Action, frozenset[Status]] = {
    Action.COMMENT: frozenset(Status) - {Status.MERGED},
    Action.RETIER: frozenset(Status) - OUT_OF_LIST,
    Action.SNOOZE: UNDECIDED, Action.WAKE: UNDECIDED,
    Action.SPLIT: frozenset({Status.TRIAGE}),
}
# Actions that may be asked of a fresh warning: its triage is recorded on the way.
_AFTER_TRIAGE = frozenset({Action.DISMISS, Action.ASSIGN, Action.MERGE, Action.REFER})


@dataclass(frozen=True, slots=True)
class Step:
    """One move: what was done, from where, to where."""

    action: Action
    before: Status
    after: Status


# The one way out of *merged*: taken by a part when the warning it went into is split again during triage.
SPLIT_OFF = Step(Action.SPLIT, Status.MERGED, Status.TRIAGE)


def allowed(status: Status) -> list[Action]:
    """Moves open to a warning in this status, in the order of the table."""
    return list(_MOVES[status])


def beside(status: Status) -> list[Action]:
    """What may be done in this status without moving on."""
    return [action for action, where in _STAYS.items() if status in where]


def steps(status: Status, action: Action) -> list[Step]:
    """The moves that carry out ``action``; a fresh warning is triaged first.

    Raises MoveRefused, naming what is possible, for a move that is not in the table.
    """
    if status in _STAYS.get(action, ()):
        return [Step(action, status, status)]
    if action in _MOVES[status]:
        return [Step(action, status, _MOVES[status][action])]
    if status in {Status.NEW, Status.REOPENED} and action in _AFTER_TRIAGE:
        return [Step(Action.TRIAGE, status, Status.TRIAGE), *steps(Status.TRIAGE, action)]
    open_now = (*allowed(status), *beside(status))
    possible = "、".join(f"{ACTION_WORDS[a]}（{a.value}）" for a in open_now) or "没有（已经结束）"
    raise MoveRefused(f"处于“{STATUS_WORDS[status]}”的预警不能{ACTION_WORDS[action]}；现在可以：{possible}")


def read_action(text: str) -> Action:
    """The action named on the command line; raises InputError with the list of actions."""
    try:
        return Action(text)
    except ValueError:
        known = "、".join(f"{a.value}（{ACTION_WORDS[a]}）" for a in Action)
        raise InputError(f"没有“{text}”这个动作；可用：{known}") from None
