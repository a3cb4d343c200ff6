"""Deadlines of an order: computed from the tier, in working days, with everything needed to compute them again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy.engine import RowMapping

from api.casework.calendar import SHANGHAI, Due, WorkCalendar, read_calendar
from api.casework.transitions import IN_HAND, Status
from api.sections import Deadlines
from api.settings import Settings
from graph.errors import InputError
from graph.model import Tier


@dataclass(frozen=True, slots=True)
class Terms:
    """By what deadlines are counted: the county's numbers of days, the calendar, and what time it is."""

    days: Deadlines = field(default_factory=Deadlines)
    calendar: WorkCalendar = field(default_factory=WorkCalendar)
    now: datetime = field(default_factory=lambda: datetime.now(UTC))

    @property
    def today(self) -> date:
        """The day in Shanghai."""
        return self.now.astimezone(SHANGHAI).date()

    @property
    def start(self) -> date:
        """The day a clock that starts now counts from."""
        return self.calendar.start(self.now)


def terms_of(settings: Settings) -> Terms:
    """The terms of a workspace, now. Raises InputError for a wrong ``calendar.toml``."""
    return Terms(settings.deadlines, read_calendar(settings.calendar))


@dataclass(frozen=True, slots=True)
class Order:
    """Deadlines of an assignment; ``clock`` is kept with the warning so that they can be computed anew."""

    assigned_on: date
    respond_by: date
    due_on: date
    clock: dict[str, Any]

    def values(self) -> dict[str, Any]:
        """As columns of a warning."""
        return {"assigned_on": self.assigned_on, "respond_by": self.respond_by, "due_on": self.due_on,
                "clock": self.clock}


def order(tier: str, terms: Terms, due_on: date | None = None) -> Order:
    """Deadlines of a warning of that tier assigned now; ``due_on`` where the assigner named the day himself.

    Raises InputError for a day that has passed.
    """
    start = terms.start
    if due_on is not None and due_on < terms.today:
        raise InputError(f"办结期限 {due_on} 已经过去；请写今天或以后的日期")
    clock = {"tier": tier, "start": start.isoformat(), "granted": 0,
             "ordered": due_on.isoformat() if due_on else None}
    return from_clock(clock, terms)


def from_clock(clock: Mapping[str, Any], terms: Terms) -> Order:
    """The deadlines that a kept clock gives under these terms: used when it is set, extended or recomputed."""
    start = date.fromisoformat(clock["start"])
    respond, close = _by_tier(clock["tier"], start, terms)
    if clock["ordered"]:
        close = Due(date.fromisoformat(clock["ordered"]))
        respond = min(respond, close, key=lambda due: due.day)
    if clock["granted"]:
        close = _later(close, terms.calendar.after(close.day, clock["granted"]))
    sure = not (respond.provisional or close.provisional)
    return Order(start, respond.day, close.day, {**clock, "provisional": not sure, "table": terms.calendar.table})


def _by_tier(tier: str, start: date, terms: Terms) -> tuple[Due, Due]:
    if tier == Tier.BLUE:
        review = terms.calendar.quarterly_review(start)
        return review, review
    respond, close = getattr(terms.days, tier)
    return terms.calendar.after(start, respond), terms.calendar.after(start, close)


def _later(before: Due, after: Due) -> Due:
    return Due(after.day, before.provisional or after.provisional)


def pressing(status: str, row: RowMapping | Mapping[str, Any]) -> date | None:
    """The deadline that counts now: for the first response until the check has begun, then for the whole."""
    if Status(status) not in IN_HAND or row["due_on"] is None:
        return None
    due: date = row["due_on"]
    return min(due, row["respond_by"] or due) if status == Status.ASSIGNED else due


def overdue_state(status: str, row: RowMapping | Mapping[str, Any], terms: Terms) -> str | None:
    """``normal``, ``due_soon``, ``overdue`` or ``long_overdue`` by the clock alone; None when nobody has it in hand."""
    due = pressing(status, row)
    return None if due is None else state_of(due, terms)


def state_of(due: date, terms: Terms) -> str:
    """The same for one last day."""
    if terms.today > due:
        return "long_overdue" if terms.calendar.between(due, terms.today) > terms.days.long_overdue else "overdue"
    return "due_soon" if terms.calendar.between(terms.today, due) <= terms.days.due_soon else "normal"
