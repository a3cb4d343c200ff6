"""Days with a time of day, as bank statements and entry logs write them."""

from __future__ import annotations

import re
from typing import NamedTuple

from loaders.readers import Cell, CellKind
from loaders.values.dates import Day, clean_date
from loaders.values.result import Cleaned, Context, is_blank, tidy

CLOCK = re.compile(r"(上午|下午|晚上)?\s*(\d{1,2})\s*[::时点]\s*(\d{1,2})(?:\s*[::分]\s*(\d{1,2}))?")
COMPACT_CLOCK = re.compile(r"(?:\d{8}\s*)?(\d{2})(\d{2})(\d{2})")
DAY_SECONDS = 86_400


class Moment(NamedTuple):
    """A date, what was written of it, and the second of the day where a time was written."""

    day: Day
    second: int | None


def clean_moment(cell: Cell, context: Context) -> Cleaned:
    """``Moment``, with the codes of ``clean_date``. Midnight to the second is a day without a time of day."""
    cleaned = clean_date(cell, context)
    if not isinstance(cleaned.value, Day):
        return Cleaned(None, cleaned.flags, cleaned.text)
    return Cleaned(Moment(cleaned.value, _second_of(cell) or None), cleaned.flags, cleaned.text)


def _second_of(cell: Cell) -> int | None:
    text = tidy(cell.text)
    if cell.kind == CellKind.NUMBER or re.fullmatch(r"\d{5}\.\d+", text):
        return _fraction(text) if re.fullmatch(r"\d{1,5}(\.\d+)?", text) else _compact(text, 14)
    if (match := CLOCK.search(text)) is not None:
        return _clock(match)
    return _compact(text, 14)


def clean_clock(cell: Cell, context: Context) -> Cleaned:  # noqa: ARG001
    """Second of the day from 09:30:15, 9点30分, 093015 or a fraction of a day; ``time_unreadable`` otherwise."""
    text = tidy(cell.text)
    if is_blank(text):
        return Cleaned()
    if (match := CLOCK.search(text)) is not None:
        second = _clock(match)
    elif re.fullmatch(r"0?\.\d+|0", text):
        second = _fraction(text)
    else:
        second = _compact(text.zfill(6) if text.isdigit() and len(text) == 5 else text, 6)
    return Cleaned(None, ("time_unreadable",), text) if second is None else Cleaned(second)


def _fraction(text: str) -> int:
    return round(float(text) % 1 * DAY_SECONDS) % DAY_SECONDS


def _clock(match: re.Match[str]) -> int | None:
    half, hour, minute, second = match.groups()
    hours = int(hour) + (12 if half in ("下午", "晚上") and int(hour) < 12 else 0)
    return _seconds(hours, int(minute), int(second or 0))


def _compact(text: str, length: int) -> int | None:
    match = COMPACT_CLOCK.fullmatch(text)
    if match is None or len(re.sub(r"\s", "", text)) != length:
        return None
    return _seconds(*(int(part) for part in match.groups()))


def _seconds(hour: int, minute: int, second: int) -> int | None:
    good = hour < 24 and minute < 60 and second < 60
    return hour * 3600 + minute * 60 + second if good else None
