"""The time a benefit is for: a year, half year, season, month or a run of months."""

from __future__ import annotations

import calendar
import re
from datetime import date
from typing import NamedTuple

from loaders.readers import Cell
from loaders.values.result import Cleaned, Context, is_blank, tidy

MONTHS = r"(\d{1,2})\s*月?份?\s*[-~—至到]+\s*(\d{1,2})\s*月?份?"
TWO_MONTHS = re.compile(r"(\d{4})[-./年](\d{1,2})月?份?[-~—至到]+(\d{4})[-./年](\d{1,2})月?份?")
COMPACT_TWO = re.compile(r"(\d{4})(\d{2})[-~—至到]+(\d{4})(\d{2})")
RUN = re.compile(rf"(\d{{4}})[-./年]度?{MONTHS}")
MONTH = re.compile(r"(\d{4})[-./年]?(\d{1,2})月?份?(?:[-./]\d{1,2})?(?: .*)?")
PART = re.compile(r"(\d{4})年?度?[-.]?(上半年|下半年|[Hh][12]|第?[一二三四1234]季度?|[Qq][1-4])")
YEAR = re.compile(r"(\d{4})年?度?")
YEARS = re.compile(r"(\d{4})[-~—至到](\d{4})年?度?")
BARE_MONTH = re.compile(r"(\d{1,2})月份?")
BARE_RUN = re.compile(MONTHS)


class Period(NamedTuple):
    """First and last day, and the canonical label: 2023, 2023H1, 2023Q2, 2023-07, 2023-07..2023-12."""

    start: date
    end: date
    label: str


def clean_period(cell: Cell, context: Context) -> Cleaned:
    """``Period``. Code: ``period_unreadable``. A bare month needs the year of the title (``context.year``)."""
    text = tidy(cell.text).replace(" 00:00:00", "")
    if is_blank(text):
        return Cleaned()
    try:
        period = read_period(text.replace(" ", ""), context.year)
    except ValueError:
        period = None
    if period is None or not 1900 <= period.start.year <= context.as_of.year + 1:
        return Cleaned(None, ("period_unreadable",), text)
    return Cleaned(period)


def read_period(text: str, year: int | None = None) -> Period | None:
    """A period from text without spaces; None when it is none. Raises ValueError for month 13."""
    if match := PART.fullmatch(text):
        return _part(int(match.group(1)), match.group(2))
    if run := _months(text):
        return _run(*run)
    return None if year is None else _bare(text, year)


def _months(text: str) -> tuple[int, int, int, int] | None:
    """First year and month, last year and month."""
    if match := TWO_MONTHS.fullmatch(text) or COMPACT_TWO.fullmatch(text):
        first_year, first, last_year, last = map(int, match.groups())
        return first_year, first, last_year, last
    if match := YEARS.fullmatch(text):
        return int(match.group(1)), 1, int(match.group(2)), 12
    if match := MONTH.fullmatch(text):
        year, month = map(int, match.groups())
        return year, month, year, month
    if match := RUN.fullmatch(text):
        year, first, last = map(int, match.groups())
        return year, first, year, last
    match = YEAR.fullmatch(text)
    return (int(match.group(1)), 1, int(match.group(1)), 12) if match else None


def _bare(text: str, year: int) -> Period | None:
    if match := BARE_MONTH.fullmatch(text):
        return _run(year, int(match.group(1)), year, int(match.group(1)))
    if match := BARE_RUN.fullmatch(text):
        return _run(year, int(match.group(1)), year, int(match.group(2)))
    return _part(year, text) if re.fullmatch(r"上半年|下半年|第?[一二三四]季度?", text) else None


def _part(year: int, word: str) -> Period:
    if "半年" in word or word[0] in "Hh":
        half = 1 if word[0] == "上" or word.endswith("1") else 2
        return _run(year, half * 6 - 5, year, half * 6)._replace(label=f"{year}H{half}")
    season = next(i % 4 + 1 for i, c in enumerate("一二三四1234") if c in word)
    return _run(year, season * 3 - 2, year, season * 3)._replace(label=f"{year}Q{season}")


def _run(y1: int, m1: int, y2: int, m2: int) -> Period:
    start = date(y1, m1, 1)
    end = date(y2, m2, calendar.monthrange(y2, m2)[1] if 1 <= m2 <= 12 else 0)
    if end < start:
        raise ValueError("period ends before it begins")
    first, last = f"{y1}-{m1:02d}", f"{y2}-{m2:02d}"
    if (m1, m2) == (1, 12):
        return Period(start, end, str(y1) if y1 == y2 else f"{y1}..{y2}")
    return Period(start, end, first if first == last else f"{first}..{last}")
