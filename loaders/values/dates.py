"""Dates in the styles offices use -> a date with the precision that was written."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

from loaders.readers import Cell, CellKind
from loaders.values.result import Cleaned, Context, is_blank, tidy

SERIAL_ZERO = date(1899, 12, 30)
OPEN_END = {"至今", "现在", "现任", "在任", "在职", "长期", "永久", "目前", "今"}
NUMERALS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
LUNAR = re.compile(r"农历|阴历|旧历|正月|腊月|冬月|闰|初[一二三四五六七八九十]|廿")
TIME = r"(?:[T\s]*(?:上午|下午)?\s*\d{1,2}[::时](?:\d{1,2}(?:[::分]\d{1,2}(?:\.\d+)?秒?)?)?分?)?"
DAY = re.compile(rf"(\d{{4}})\s*[-/.年]\s*(\d{{1,2}})\s*[-/.月]\s*(\d{{1,2}})\s*[日号.]?{TIME}")
COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:\d{6})?")
SHORT = re.compile(r"'?(\d{2})[-/.年](\d{1,2})[-/.月](\d{1,2})[日号]?")
MONTH = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*月?(?:份)?")
COMPACT_MONTH = re.compile(r"((?:19|20)\d{2})(0[1-9]|1[0-2])")
YEAR = re.compile(r"(\d{4})\s*年?度?")
ELECTION = re.compile(r"((?:19|20)\d{2})年?.{0,6}换届.*")
RANGE = re.compile(r".*\d.*[至~—到].*\d.*|.*(半年|季度).*")


class Day(NamedTuple):
    """A date and what was written of it: day, month or year."""

    day: date
    precision: str


def clean_date(cell: Cell, context: Context) -> Cleaned:
    """``Day``. Codes: ``date_range date_impossible date_two_digit date_lunar date_imprecise date_unreadable``."""
    text = tidy(cell.text)
    if is_blank(text) or text in OPEN_END:
        return Cleaned()
    if cell.kind == CellKind.NUMBER:
        return _number(text, context)
    if LUNAR.search(text):
        return Cleaned(None, ("date_lunar",), text)
    return _text(_figures(text), text, context)


def _figures(text: str) -> str:
    """Chinese numerals to figures: 二〇二一年七月一日 -> 2021年7月1日, 十二月二十一日 -> 12月21日."""
    if not re.search(r"[一二三四五六七八九十〇零○]", text):
        return text
    text = re.sub(r"([一二三四五六七八九]?)十([一二三四五六七八九]?)", lambda m: f"{m[1] or '一'}{m[2] or '〇'}", text)
    return text.translate(NUMERALS)


def _text(text: str, written: str, context: Context) -> Cleaned:
    for pattern in (DAY, COMPACT, MONTH, COMPACT_MONTH):
        if match := pattern.fullmatch(text):
            return _checked([int(part) for part in match.groups()], written, context, ())
    if match := SHORT.fullmatch(text):
        return _two_digit([int(part) for part in match.groups()], written, context)
    if re.fullmatch(r"[2-5]\d{4}", text):
        return _number(text, context)
    return _year_or_nothing(text, written, context)


def _year_or_nothing(text: str, written: str, context: Context) -> Cleaned:
    if match := ELECTION.fullmatch(text):
        return _election(int(match.group(1)), written, context)
    if match := YEAR.fullmatch(text):
        return _checked([int(match.group(1))], written, context, ("date_imprecise",))
    return Cleaned(None, ("date_period" if RANGE.match(text) else "date_unreadable",), written)


def _number(text: str, context: Context) -> Cleaned:
    """A number in a date column: 20210701, 202107, 2021, a serial day, or 2021.7 (where .1 may be October)."""
    if match := COMPACT.fullmatch(text) or COMPACT_MONTH.fullmatch(text):
        return _checked([int(part) for part in match.groups()], text, context, ())
    if match := re.fullmatch(r"((?:19|20)\d{2})(?:\.(\d{1,2}))?", text):
        year, month = match.groups()
        if month is None or month == "1":
            return _checked([int(year)], text, context, ("date_imprecise",))
        return _checked([int(year), int(month)], text, context, ())
    serial = int(float(text)) if re.fullmatch(r"\d{1,6}(\.\d+)?", text) else 0
    if serial < 61:  # the serial days of early 1900 stand for empty cells and for the day that never was
        return Cleaned(None, ("date_impossible",), text)
    day = SERIAL_ZERO + timedelta(days=serial)
    return _checked([day.year, day.month, day.day], text, context, ())


def _two_digit(parts: list[int], written: str, context: Context) -> Cleaned:
    year = 2000 + parts[0]
    if year > context.as_of.year:
        return Cleaned(None, ("date_impossible",), written)
    return _checked([year, *parts[1:]], written, context, ("date_two_digit",))


def _election(year: int, written: str, context: Context) -> Cleaned:
    month = context.elections.get(year)
    return _checked(
        [year] if month is None else [year, month], written, context, ("date_imprecise",) if month is None else ()
    )


def _checked(parts: list[int], written: str, context: Context, flags: tuple[str, ...]) -> Cleaned:
    if not 1900 <= parts[0] <= context.last_year:
        return Cleaned(None, ("date_range",), written)
    try:
        day = date(*[*parts, 1, 1][:3])
    except ValueError:
        return Cleaned(None, ("date_impossible",), written)
    return Cleaned(Day(day, ("year", "month", "day")[len(parts) - 1]), flags)
