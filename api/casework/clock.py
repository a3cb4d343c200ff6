"""The clock: states of deadlines, reminders before and escalation after, and deadlines computed anew.

Nothing else sets ``overdue_state``. A tick may run as often as one likes: a reminder exists once for a kind, a
deadline and the level it goes to.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, RowMapping

from api.casework import trail
from api.casework.actors import Actor
from api.casework.changing import Entry, save
from api.casework.deadlines import Terms, from_clock, overdue_state, pressing, state_of
from api.casework.transitions import IN_HAND, Status
from api.records import meta
from api.records.case_tables import complaints, reminders
from api.records.tables import warnings
from graph.errors import NotFound

_TOLD = {"due_soon": ("handler",), "overdue": ("handler", "assigner"), "long_overdue": ("handler", "commission")}
"""Who hears of it: the one who handles it first, then the office that assigned it, in the end the commission."""

LEVEL_WORDS = {"handler": "承办单位", "assigner": "交办部门", "commission": "县纪委"}
KIND_WORDS = {"due_soon": "临近期限", "overdue": "逾期", "long_overdue": "严重逾期", "shortened": "期限提前",
              "recused": "须回避，请另选承办人"}
_OPEN_COMPLAINTS = ("received", "accepted")


@dataclass(frozen=True, slots=True)
class Reminder:
    """A reminder of a deadline. ``object``: a warning's key or a complaint's number."""

    id: int
    object: str
    kind: str
    due_on: date
    level: str
    unit: str
    account: str | None
    made_on: date


@dataclass(slots=True)
class Ticked:
    """What a tick changed: states, new reminders, deadlines computed anew."""

    states: int = 0
    reminders: int = 0
    recomputed: int = 0


def tick(connection: Connection, actor: Actor, terms: Terms) -> Ticked:
    """Brings states and reminders up to ``terms.now``; recomputes deadlines when the calendar's table changed."""
    done = Ticked()
    if meta.get(connection, meta.CALENDAR) != terms.calendar.table:
        done.recomputed = _recompute(connection, actor, terms)
        meta.put(connection, meta.CALENDAR, terms.calendar.table)
    for row in _in_hand(connection):
        _one(connection, row, terms, done)
    for row in _complaints(connection):
        _complaint(connection, row, terms, done)
    meta.put(connection, meta.CLOCK, terms.today.isoformat())
    if done.states or done.reminders or done.recomputed:
        trail.note(connection, actor, "clock", terms.today.isoformat(), results=done.states,
                   reminders=done.reminders, recomputed=done.recomputed)
    return done


def is_late(connection: Connection, terms: Terms) -> bool:
    """Whether no tick has run today under this calendar."""
    return (meta.get(connection, meta.CLOCK) != terms.today.isoformat()
            or meta.get(connection, meta.CALENDAR) != terms.calendar.table)


def _in_hand(connection: Connection) -> list[RowMapping]:
    query = sa.select(warnings).where(warnings.c.status.in_([s.value for s in IN_HAND]),
                                      warnings.c.due_on.is_not(None)).order_by(warnings.c.key).with_for_update()
    return list(connection.execute(query).mappings())


def _one(connection: Connection, row: RowMapping, terms: Terms, done: Ticked) -> None:
    state, due = overdue_state(row["status"], row, terms), pressing(row["status"], row)
    if state != row["overdue_state"]:
        connection.execute(sa.update(warnings).where(warnings.c.key == row["key"]).values(overdue_state=state))
        done.states += 1
    if state in _TOLD and due is not None:
        levels = _TOLD[state]
        done.reminders += remind(connection, row["key"], state, due, levels, row, terms.today)


def _complaints(connection: Connection) -> list[RowMapping]:
    query = sa.select(complaints).where(complaints.c.status.in_(_OPEN_COMPLAINTS)).order_by(complaints.c.number)
    return list(connection.execute(query.with_for_update()).mappings())


def _complaint(connection: Connection, row: RowMapping, terms: Terms, done: Ticked) -> None:
    due = row["accept_by"] if row["status"] == "received" else row["answer_by"]
    state = state_of(due, terms)
    if state != row["overdue_state"]:
        connection.execute(sa.update(complaints).where(complaints.c.number == row["number"])
                           .values(overdue_state=state))
        done.states += 1
    if state in _TOLD:
        done.reminders += remind(connection, row["number"], state, due, _TOLD[state], row, terms.today)


def remind(connection: Connection, name: str, kind: str, due: date, levels: Iterable[str],
           row: RowMapping, today: date) -> int:
    """Writes reminders to these levels, each once for a kind and a day; returns how many are new."""
    there = set(connection.execute(sa.select(reminders.c.level).where(
        reminders.c.object == name, reminders.c.kind == kind, reminders.c.due_on == due)).scalars())
    fresh = [level for level in levels if level not in there]
    for level in fresh:
        connection.execute(sa.insert(reminders).values(
            object=name, kind=kind, due_on=due, level=level, made_on=today, **_addressee(level, row)))
    return len(fresh)


def _addressee(level: str, row: RowMapping) -> dict[str, Any]:
    if level == "handler":
        return {"unit": row["unit"] or "", "account": row["handler"]}
    return {"unit": LEVEL_WORDS[level], "account": row.get("assigner") if level == "assigner" else None}


def _recompute(connection: Connection, actor: Actor, terms: Terms) -> int:
    """Open deadlines under the new table, each logged; one that comes earlier brings its notice with it."""
    count = 0
    for row in _in_hand(connection):
        if not row["clock"] or row["clock"]["table"] == terms.calendar.table:
            continue
        new = from_clock(row["clock"], terms)
        if (new.due_on, new.respond_by) != (row["due_on"], row["respond_by"]):
            count += 1
        _move(connection, actor, row, new.due_on, new.respond_by, new.clock)
        if new.due_on < row["due_on"]:
            remind(connection, row["key"], "shortened", new.due_on, ("handler",), row, terms.today)
    return count


def _move(connection: Connection, actor: Actor, row: RowMapping, due: date, respond: date,
          clock: dict[str, Any]) -> None:
    detail = {"from": row["due_on"].isoformat(), "to": due.isoformat(), "table": clock["table"],
              "provisional": clock["provisional"]}
    save(connection, actor, row, [Entry("deadline", row["status"], row["status"], detail)],
         {"due_on": due, "respond_by": respond, "clock": clock}, reason="节假日安排更新，期限重算")


def pending(connection: Connection, *, account: str | None = None, levels: Iterable[str] = ()) -> list[Reminder]:
    """Reminders nobody has acknowledged, oldest first: those of an account, or of these levels."""
    query = sa.select(reminders).where(reminders.c.seen_at.is_(None)).order_by(reminders.c.made_on, reminders.c.id)
    if account is not None:
        query = query.where(reminders.c.account == account)
    if wanted := list(levels):
        query = query.where(reminders.c.level.in_(wanted))
    return [Reminder(r["id"], r["object"], r["kind"], r["due_on"], r["level"], r["unit"], r["account"], r["made_on"])
            for r in connection.execute(query).mappings()]


def acknowledge(connection: Connection, actor: Actor, number: int) -> None:
    """Marks a reminder as seen. Raises NotFound when there is none that waits."""
    done = connection.execute(sa.update(reminders).where(reminders.c.id == number, reminders.c.seen_at.is_(None))
                              .values(seen_by=actor.name, seen_at=datetime.now(UTC)))
    if done.rowcount != 1:
        raise NotFound("没有这条提醒，或已有人看过")
    trail.note(connection, actor, "acknowledge", str(number))


def is_running(status: str) -> bool:
    """Whether the clock of a warning in this status runs."""
    return Status(status) in IN_HAND
