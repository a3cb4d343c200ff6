"""Date arithmetic for rules: the engines share no way to add days to a date, so a rule joins a small calendar.

A parameter ``days`` with ``unit = "days"`` (or ``"months"``) is bound a second time as ``$days_calendar``: a list of
maps ``{day, later, earlier}``, one for every day from 2000 to a year after the sweep.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache

FIRST = date(2000, 1, 1)
Shift = dict[str, date]


@lru_cache(maxsize=32)
def shifts(number: int, unit: str, as_of: date) -> list[Shift]:
    """Every day with the day ``number`` days or calendar months later and earlier."""
    days = (last_of(as_of) - FIRST).days + 1
    move = add_months if unit == "months" else _add_days
    return [{"day": day, "later": move(day, number), "earlier": move(day, -number)}
            for day in (FIRST + timedelta(days=i) for i in range(days))]


def last_of(as_of: date) -> date:
    """Last day of the calendars of a sweep."""
    return as_of + timedelta(days=366)


def add_months(day: date, months: int) -> date:
    """Calendar months: 31 January + 1 month is the last day of February."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _add_days(day: date, days: int) -> date:
    return day + timedelta(days=days)
