"""A person's decision on a warning: the move, the reason, and what the action itself asks for.

``decide`` is the one way in, for the command line and the browser alike; every action has a function here that
checks its particulars and gives the columns it changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy.engine import Connection, RowMapping

from api.casework import separation, verification
from api.casework.actors import Actor
from api.casework.changing import Changed, Entry, lock, save, take
from api.casework.deadlines import Terms, from_clock, order, overdue_state
from api.casework.duties import check_duty
from api.casework.particulars import BY_HAND, EXTENSION_GROUNDS, Particulars, check_code
from api.casework.transitions import OUT_OF_LIST, SETTLED, SPLIT_OFF, Action, Status, Step, read_action, steps
from api.errors import MoveRefused, Stale
from graph.errors import InputError, QinqingError
from graph.model import TIER_ORDER

Values = dict[str, Any]
AFRESH: Mapping[str, Any] = {
    "unit": None, "handler": None, "task": None, "assigner": None, "assigned_on": None, "respond_by": None,
    "due_on": None, "clock": None, "overdue_state": None, "reviewer": None, "result": None, "reason_code": None,
    "disposal": None, "remedy": None, "closed_on": None, "snoozed_until": None,
}
"""Columns of a warning that begins anew; what was there stays in the history."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision while it is being carried out."""

    connection: Connection
    actor: Actor
    row: RowMapping
    given: Particulars
    terms: Terms
    reason: str


def decide(connection: Connection, actor: Actor, name: str, action: str, *, reason: str,
           given: Particulars | None = None, terms: Terms | None = None, edit: int | None = None) -> Changed:
    """Carries out ``action`` in the caller's transaction, with its history and audit line.

    ``name``: key, its beginning, or number. ``edit``: the version the person saw; another one is refused.
    Raises NotFound, Stale, MoveRefused (not in the table), Forbidden (separation of duties), InputError (an unknown
    action, no reason, a particular that is missing or wrong).
    """
    if not reason.strip():
        raise InputError("必须写明理由：--reason \"…\"")
    wanted = read_action(action)
    lock(connection, [name, *filter(None, (given.into, given.part) if given else ())])
    row = take(connection, name, edit)
    check_duty(actor, row, wanted)
    moves = steps(Status(row["status"]), wanted)
    separation.check(connection, actor, row, wanted)
    decision = Decision(connection, actor, row, given or Particulars(), terms or Terms(), reason.strip())
    values, detail = _DEEDS[wanted](decision) if wanted in _DEEDS else ({}, {})
    if moves[-1].after in SETTLED:
        values |= {"dismissed_signature": row["signature"]}
    if moves[-1].before != moves[-1].after:
        values |= {"snoozed_until": None}
    values |= {"overdue_state": overdue_state(moves[-1].after, {**row, **values}, decision.terms)}
    return save(connection, actor, row, _entries(moves, detail), values, reason=reason.strip())


def decide_many(connection: Connection, actor: Actor, names: Iterable[str], action: str, *, reason: str,
                given: Particulars | None = None, terms: Terms | None = None,
                edits: Mapping[str, int] | None = None) -> list[Changed]:
    """The same for many warnings, all or none; ``edits`` by key. Raises InputError that lists each refusal."""
    # In one order for everybody: two people with overlapping lists wait for each other instead of locking up.
    keys = lock(connection, names)
    done, refused = [], []
    for key in keys:
        try:
            done.append(decide(connection, actor, key, action, reason=reason, given=given, terms=terms,
                               edit=(edits or {}).get(key)))
        except QinqingError as error:
            refused.append((key, error))
    if refused:
        kind = Stale if any(isinstance(error, Stale) for _, error in refused) else MoveRefused
        raise kind(f"{len(keys)} 件中有 {len(refused)} 件不能这样办，一件也没有改："
                   + "；".join(f"{key[:8]} {error}" for key, error in refused[:20]))
    return done


def _entries(moves: list[Step], detail: Mapping[str, Any]) -> list[Entry]:
    """One entry a move; what was said belongs to the last."""
    return [Entry(move.action.value, move.before.value, move.after.value, detail if move is moves[-1] else {})
            for move in moves]


def _assign(d: Decision) -> tuple[Values, Values]:
    unit = d.given.unit.strip() or (d.actor.unit or "未指明单位" if d.actor.unrestricted else "")
    if not unit:
        raise InputError("交办须写明承办单位（unit）")
    due = order(d.row["set_tier"] or d.row["tier"], d.terms, d.given.due_on)
    values = {"unit": unit, "handler": d.given.handler, "task": d.given.task.strip() or None,
              "assigner": d.actor.name, **due.values()}
    return values, {"unit": unit, "handler": d.given.handler, "task": d.given.task.strip(),
                    "respond_by": due.respond_by.isoformat(), "due_on": due.due_on.isoformat(),
                    "provisional": due.clock["provisional"]}


def _start(d: Decision) -> tuple[Values, Values]:
    return ({} if d.row["handler"] else {"handler": d.actor.name}), {}


def _return(d: Decision) -> tuple[Values, Values]:
    cleared = ("unit", "handler", "task", "assigned_on", "respond_by", "due_on", "clock", "overdue_state")
    return dict.fromkeys(cleared), {"unit": d.row["unit"], "handler": d.row["handler"]}


def _dismiss(d: Decision) -> tuple[Values, Values]:
    code = check_code(d.given.code)
    return {"reason_code": code}, {"code": code}


def _merge(d: Decision) -> tuple[Values, Values]:
    if not d.given.into:
        raise InputError("并入须写明并入哪一件（into）")
    target = take(d.connection, d.given.into)
    if target["key"] in verification.findings_of(d.connection, d.row["key"]):
        raise InputError("不能并入自己，也不能并入已并入本件的预警")
    if Status(target["status"]) in OUT_OF_LIST:
        raise InputError(f"预警 {target['number'] or target['key'][:8]} 已经办结或已并入他件，不能再并入；请先重新打开")
    save(d.connection, d.actor, target, [Entry("merged_in", target["status"], target["status"],
         {"part": d.row["key"], "number": d.row["number"]})], {}, reason=d.reason)
    return {"merged_into": target["key"]}, {"into": target["key"], "number": target["number"]}


def _split(d: Decision) -> tuple[Values, Values]:
    part = take(d.connection, d.given.part) if d.given.part else None
    if part is None or part["merged_into"] != d.row["key"]:
        raise InputError("拆分须写明拆出哪一件（part），且它确已并入本件")
    entry = Entry(SPLIT_OFF.action.value, SPLIT_OFF.before.value, SPLIT_OFF.after.value, {"from": d.row["key"]})
    save(d.connection, d.actor, part, [entry], {"merged_into": None}, reason=d.reason)
    return {}, {"part": part["key"], "number": part["number"]}


def _unsaid(d: Decision, *sentences: str) -> Values:
    """What a decision ought to say and does not: refused, and for the administrator's command line kept on record."""
    if sentences and not d.actor.unrestricted:
        raise InputError("；".join(sentences))
    return {"unsaid": list(sentences)} if sentences else {}


def _ask(d: Decision) -> tuple[Values, Values]:
    known = "、".join(f"{name}（{words}）" for name, words in EXTENSION_GROUNDS.items())
    if d.given.ground is None:
        return {}, {"days": d.given.days, **_unsaid(d, f"申请延期须写明情形（ground）：{known}")}
    if d.given.ground not in EXTENSION_GROUNDS:
        raise InputError(f"“{d.given.ground}”不是可以延期的情形；可用：{known}")
    return {}, {"ground": d.given.ground, "days": _days(d)}


def _grant(d: Decision) -> tuple[Values, Values]:
    if not d.row["clock"]:
        raise InputError("这件预警没有期限可延")
    if d.given.days is None:
        return {}, _unsaid(d, "须写明延期多少个工作日（days）")
    days, before = _days(d), d.row["due_on"]
    due = from_clock({**d.row["clock"], "granted": d.row["clock"]["granted"] + days}, d.terms)
    return ({"due_on": due.due_on, "clock": due.clock},
            {"days": days, "from": before.isoformat(), "to": due.due_on.isoformat()})


def _days(d: Decision) -> int:
    if not d.given.days or d.given.days < 1:
        raise InputError("须写明延期多少个工作日（days，至少 1）")
    return d.given.days


def _report(d: Decision) -> tuple[Values, Values]:
    if not d.given.results:
        return {}, _unsaid(d, "反馈须写明核查结果（result：属实、部分属实、不属实、数据错误、无法认定）")
    before = verification.money(d.connection, d.row["key"])
    label = verification.record(d.connection, d.actor, d.row, d.given.results)
    return {"result": label.value}, {"result": label.value, **_money_moved(d, before)}


def _money_moved(d: Decision, before: tuple[int, int]) -> Values:
    """What was confirmed and came back by this decision, in 分: the monthly figures are summed from it."""
    now = verification.money(d.connection, d.row["key"])
    return {"confirmed_more_fen": now[0] - before[0], "recovered_more_fen": now[1] - before[1]}


def _review(d: Decision) -> tuple[Values, Values]:
    return {"reviewer": d.actor.name}, {}


def _refer(_: Decision) -> tuple[Values, Values]:
    return {"disposal": "refer"}, {}


def _rectify(d: Decision) -> tuple[Values, Values]:
    day = d.given.due_on or d.terms.calendar.after(d.terms.start, d.terms.days.rectification).day
    due = order(d.row["set_tier"] or d.row["tier"], d.terms, day)
    return ({"disposal": "rectify", "due_on": due.due_on, "clock": due.clock},
            {"due_on": due.due_on.isoformat()})


def _finish(d: Decision) -> tuple[Values, Values]:
    values: Values = {}
    if Status(d.row["status"]) is Status.DISPOSAL:
        values["disposal"] = "settle"
    if d.given.remedy.strip():
        values["remedy"] = d.given.remedy.strip()
    before = verification.money(d.connection, d.row["key"])
    if d.given.recovered_fen is not None:
        verification.recovered(d.connection, d.actor, d.row["key"], d.given.recovered_fen)
    return values, {"remedy": d.given.remedy.strip(), **_money_moved(d, before)}


def _close(d: Decision) -> tuple[Values, Values]:
    missing = verification.gaps(d.connection, d.row)
    if missing and not d.actor.unrestricted:
        raise MoveRefused("还不能销号：" + "；".join(missing))
    return {"closed_on": d.terms.today}, {"number": d.row["number"], **_unsaid(d, *missing)}


def _reopen(d: Decision) -> tuple[Values, Values]:
    known = set(d.row["dismissed_signature"] or ()) | set(d.row["signature"])
    new = sorted({BY_HAND + kind.strip() for kind in d.given.evidence if kind.strip()} - known)
    short = [] if new else ["只有出现新种类的证据才能重新打开；请写明新证据（evidence），例如 complaint、document"]
    detail = {"new": new, **_unsaid(d, *short)}
    verification.drop(d.connection, d.row["key"])
    return {**AFRESH, "signature": sorted({*d.row["signature"], *new})}, detail


def _snooze(d: Decision) -> tuple[Values, Values]:
    until: date | None = d.given.due_on
    limit = d.terms.today + timedelta(days=d.terms.days.snooze_days)
    if until is None or not d.terms.today < until <= limit:
        raise InputError(f"暂缓须写明到哪一天（明天到 {limit} 之间，最长 {d.terms.days.snooze_days} 天）")
    return {"snoozed_until": until}, {"until": until.isoformat()}


def _wake(_: Decision) -> tuple[Values, Values]:
    return {"snoozed_until": None}, {}


def _retier(d: Decision) -> tuple[Values, Values]:
    tier = d.given.tier
    if tier not in [t.value for t in TIER_ORDER]:
        raise InputError(f"调整等级须写明等级（tier）：{'、'.join(t.value for t in TIER_ORDER)}")
    return {"set_tier": tier, "tier": tier}, {"from": d.row["tier"], "to": tier}


_DEEDS: dict[Action, Callable[[Decision], tuple[Values, Values]]] = {
    Action.ASSIGN: _assign, Action.START: _start, Action.RETURN: _return, Action.DISMISS: _dismiss,
    Action.MERGE: _merge, Action.SPLIT: _split, Action.ASK_EXTENSION: _ask, Action.GRANT_EXTENSION: _grant,
    Action.REPORT: _report, Action.REVIEW: _review, Action.REFER: _refer, Action.RECTIFY: _rectify,
    Action.FINISH: _finish, Action.CLOSE: _close, Action.REOPEN: _reopen, Action.SNOOZE: _snooze,
    Action.WAKE: _wake, Action.RETIER: _retier,
}
