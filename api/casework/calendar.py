"""Working days of the People's Republic: Monday to Friday, minus public holidays, plus make-up workdays (调休).

The days come from the State Council's yearly notices, as the library ``chinesecalendar`` carries them (2004 to
2026). A year that the library does not know yet is written by hand into ``calendar.toml`` of the workspace, with
its source; a year in neither is computed from Monday to Friday, and every deadline that touches it is marked
*provisional*.
"""

from __future__ import annotations

import calendar
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import chinese_calendar

from graph.errors import InputError

SHANGHAI = ZoneInfo("Asia/Shanghai")
END_OF_WORK = time(17, 30)
_FIRST, _LAST = (f(chinese_calendar.holidays).year for f in (min, max))


@dataclass(frozen=True, slots=True)
class Year:
    """One year's notice: days off on weekdays, worked days on weekends, and where that is published."""

    source: str
    holidays: frozenset[date] = frozenset()
    workdays: frozenset[date] = frozenset()


@dataclass(frozen=True, slots=True)
class Due:
    """A last day, until 24:00 in Shanghai; ``provisional`` when it touches a year without its notice."""

    day: date
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Counts working days; ``written`` are the years of ``calendar.toml``, which stand over the library's."""

    written: Mapping[int, Year] = field(default_factory=dict)

    @property
    def table(self) -> str:
        """Name of what deadlines were computed with: it changes when a year is added or changed."""
        extra = ";".join(f"{year}:{len(y.holidays)}:{len(y.workdays)}:{y.source}" for year, y in
                         sorted(self.written.items()))
        return f"{_FIRST}-{_LAST}" + (f"+{extra}" if extra else "")

    def known(self, year: int) -> bool:
        """Whether the notice of that year is there."""
        return year in self.written or _FIRST <= year <= _LAST

    def is_working(self, day: date) -> bool:
        """Whether people work on that day; computed Monday to Friday for a year without its notice."""
        weekday = day.weekday() < 5
        if day.year in self.written:
            year = self.written[day.year]
            return day in year.workdays or (weekday and day not in year.holidays)
        return bool(chinese_calendar.is_workday(day)) if self.known(day.year) else weekday

    def after(self, start: date, days: int) -> Due:
        """The ``days``-th working day after ``start``: the next one is day 1."""
        if days < 1:
            raise InputError("工作日天数至少为 1")
        day, left, sure = start, days, True
        while left:
            day += timedelta(days=1)
            sure = sure and self.known(day.year)
            left -= self.is_working(day)
        return Due(day, not sure)

    def start(self, at: datetime) -> date:
        """The day a clock starts on: that day itself; after 17:30, or on a day off, the next working day."""
        local = at.astimezone(SHANGHAI)
        if local.time() <= END_OF_WORK and self.is_working(local.date()):
            return local.date()
        return self.after(local.date(), 1).day

    def between(self, start: date, end: date) -> int:
        """Working days after ``start`` up to and with ``end``; 0 when ``end`` is not later."""
        days = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
        return sum(self.is_working(day) for day in days)

    def quarterly_review(self, start: date) -> Due:
        """First working day of the quarter after ``start``."""
        month = 3 * ((start.month - 1) // 3) + 4
        first = date(start.year + (month > 12), (month - 1) % 12 + 1, 1)
        return self.after(first - timedelta(days=1), 1)

    def missing(self, today: date) -> int | None:
        """The coming year when its notice should be out (from 1 November) and is not in the table."""
        year = today.year + (today.month >= 11)
        return None if self.known(year) else year


def add_months(day: date, months: int) -> date:
    """Calendar months: 31 January and one month is the last day of February."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def read_calendar(path: Path) -> WorkCalendar:
    """The calendar with the years of ``calendar.toml``, where there is one.

    Shape: ``["2027"]``, ``source = "国办发明电…"``, ``holidays = [2027-01-01, …]``, ``workdays = [2027-02-14, …]``.
    Raises InputError that names the year and what is wrong with it.
    """
    if not path.exists():
        return WorkCalendar()
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{path} 不是有效的 TOML：{error}") from error
    return WorkCalendar({_year_number(name, path): _year(name, values, path) for name, values in document.items()})


def _year_number(name: str, path: Path) -> int:
    if not (name.isdigit() and len(name) == 4):
        raise InputError(f"{path} 的每一节应以年份为名，例如 [2027]；收到 [{name}]")
    return int(name)


def _year(name: str, values: Any, path: Path) -> Year:
    if not isinstance(values, dict) or set(values) - {"source", "holidays", "workdays"}:
        raise InputError(f"{path} 的 [{name}] 只能有 source、holidays、workdays 三项")
    if not str(values.get("source") or "").strip():
        raise InputError(f"{path} 的 [{name}] 缺少 source：请写明放假通知的文号和日期")
    return Year(str(values["source"]), _days("holidays", name, values, path), _days("workdays", name, values, path))


def _days(what: str, name: str, values: Mapping[str, Any], path: Path) -> frozenset[date]:
    days = values.get(what, [])
    if not isinstance(days, list) or any(type(day) is not date or str(day.year) != name for day in days):
        raise InputError(f"{path} 的 [{name}] {what} 应为该年的日期列表，例如 [{name}-01-01]（不加引号）")
    return frozenset(days)
