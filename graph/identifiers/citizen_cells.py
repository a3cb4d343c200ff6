"""Citizen numbers as they stand in cells: cleaned, extracted, told apart from damage, never repaired."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from graph.identifiers import cells
from graph.identifiers.citizen import (
    SHAPE18,
    CitizenNumber,
    birth_date,
    check_digit,
    is_filler,
    judge15,
    judge18,
    number_kind,
    region_flags,
)

TRUNCATED_SHARE = 0.05
"""Above this share of numbers ending in 000 a column was damaged by a spreadsheet (project proposal)."""

_INSIDE = re.compile(r"(?<![0-9])(?:[0-9]{17}[0-9X]|[0-9]{15})(?![0-9X])")
_CROSSES = "×✕✖╳*Х"  # the last one is Cyrillic
_LOOKALIKES = str.maketrans({"O": "0", "L": "1", "I": "1", **dict.fromkeys(_CROSSES, "X")})
_SEPARATOR = re.compile(r"[、,;/|\n\r]+")
_OTHER_DOCUMENT = re.compile(r"[A-Z]{1,3}[0-9]{6,12}(?:\([0-9A]\)|[A-Z])?").fullmatch


def citizen_number(
    text: str, *, numeric_cell: bool = False, column_truncated: bool = False, today: date | None = None
) -> CitizenNumber:
    """Judge the number in one cell.

    numeric_cell: the cell held a number that was read as floating point; exact decimal sources (DBF, SQL) are
    text. column_truncated: ``column_is_truncated`` holds for the column, so a number ending in 000 is damaged
    even if its check digit holds (9 % do by chance). today: the day to measure age from; the caller gives it
    where results must be reproducible.
    """
    today = today or date.today()
    if SHAPE18(text) and not (numeric_cell or text.endswith("000")):
        return judge18(text, text, today)
    body = cells.bare(text)
    if body.isdigit() and body.isascii() and len(body) > 6:
        lost = numeric_cell and cells.lost_digits(body)
        return _judge_digits(body, text, today, lost=lost, column_truncated=column_truncated)
    if number := cells.float_text(body):
        if number.shown < cells.EXACT_DIGITS and not numeric_cell and len(number.digits) > number.shown:
            return _nothing(text, "id_truncated", "id_missing")
        if len(number.digits) > 6:
            return _judge_digits(number.digits, text, today, lost=number.lost, column_truncated=column_truncated)
    if SHAPE18(body):
        return judge18(body, text, today)
    return _judge_words(body, text, today)


def split_citizen_numbers(text: str) -> list[str]:
    """The parts of a cell that stand for one person each, in order.

    Parts between separators count when they have a digit or say that the number is missing; two whole numbers
    side by side are two parts. Each part is for ``citizen_number``.
    """
    parts: list[str] = []
    for piece in _SEPARATOR.split(text.translate({0xFF0C: ",", 0xFF1B: ";", 0xFF0F: "/"})):
        runs = _INSIDE.findall(unicodedata.normalize("NFKC", piece).upper())
        if len(runs) > 1:
            parts.extend(runs)
        elif (body := cells.bare(piece)) and (cells.is_missing(body) or any(map(str.isdigit, body))):
            parts.append(piece.strip())
    return parts


def column_is_truncated(numbers: Iterable[str]) -> bool:
    """Whether more than 5 % of a column's 18-character numbers end in 000 or stand in E notation."""
    total = damaged = 0
    for text in numbers:
        body = text if SHAPE18(text) else cells.bare(text)
        number = cells.float_text(body)
        if number and len(number.digits) == 18:
            total += 1
            damaged += number.lost
        elif SHAPE18(body):
            total += 1
            damaged += body.endswith("000")
    return damaged > TRUNCATED_SHARE * total


def _judge_digits(
    digits: str, original: str, today: date, *, lost: bool, column_truncated: bool
) -> CitizenNumber:
    if len(digits) == 15:
        return judge15(digits, original, today)
    if len(digits) != 18:
        return _extract(digits, original, today)
    if lost:
        return _truncated(digits, original, today)
    if digits.endswith("000") and not is_filler(digits) and (column_truncated or check_digit(digits[:17]) != "0"):
        return _truncated(digits, original, today)
    return judge18(digits, original, today)


def _truncated(digits18: str, original: str, today: date) -> CitizenNumber:
    """The last three digits were lost in a numeric cell; sex stood in them."""
    first15 = cells.first_fifteen(digits18)
    if not first15[6:].strip("0"):
        return _nothing(original, "id_truncated", "id_missing")
    birth = birth_date(first15[6:14], today)
    kind, text = number_kind(first15), first15 + "000"
    if birth is None:
        return CitizenNumber(None, "none", ("id_truncated", "id_date"), original, None, None, "U", kind, text)
    flags = ("id_truncated", *region_flags(first15, kind))
    return CitizenNumber(None, "id_trunc", flags, original, first15, birth, "U", kind, text)


def _nothing(original: str, *flags: str) -> CitizenNumber:
    return CitizenNumber(None, "none", flags, original, None, None, "U", "none", None)


def _wrong_length(body: str, original: str) -> CitizenNumber:
    filler = body.isdigit() and is_filler(body)
    flags = ("id_length", "id_filler") if filler else ("id_length",)
    return CitizenNumber(None, "none", flags, original, None, None, "U", "none", None if filler else body)


def _judge_words(body: str, original: str, today: date) -> CitizenNumber:
    """A text that is more, less or other than one plain number."""
    if "字第" in body or (_OTHER_DOCUMENT(body) and len(body) != 18):
        return CitizenNumber(None, "other", ("id_other_kind",), original, None, None, "U", "other", body)
    if len(body) <= 6 or cells.is_missing(body) or not any(map(str.isdigit, body)):
        return _nothing(original, "id_missing")
    if len(body) == 18 and SHAPE18(repaired := body.translate(_LOOKALIKES)):
        return _judge_lookalikes(repaired, body, original, today)
    return _extract(body, original, today)


def _judge_lookalikes(repaired: str, body: str, original: str, today: date) -> CitizenNumber:
    """O for 0, l for 1, × or * for X are accepted only when the check digit then holds."""
    if check_digit(repaired[:17]) == repaired[17]:
        return judge18(repaired, original, today, ("id_char_fixed",))
    if not body[:17].isdigit():
        return _wrong_length(body, original)
    return replace(judge18(repaired, original, today), normalised=body)


def _extract(body: str, original: str, today: date) -> CitizenNumber:
    """One number with words around it; several different numbers are not judged here."""
    runs = _INSIDE.findall(body) or [
        run for part in split_citizen_numbers(original) for run in _INSIDE.findall(cells.bare(part))
    ]
    judged = {
        found.value or run: found
        for run in runs
        for found in (
            judge15(run, original, today, ("id_extracted",))
            if len(run) == 15
            else judge18(run, original, today, ("id_extracted",)),
        )
    }
    if len(judged) > 1:
        return _nothing(original, "multi_value")
    return next(iter(judged.values()), None) or _wrong_length(body, original)
