"""Citizen numbers (公民身份号码, GB 11643-1999): read, judge, never repair.

``6 region at first registration + 8 birth date + 3 sequence (17th digit odd = male) + 1 check`` with the check
character of ISO 7064 MOD 11-2. The region says where a person was first registered, so it is information only:
a county code younger than the birth year (late registration, renamed county) is right.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from operator import mul

from graph.identifiers import cells
from graph.identifiers.provinces import PROVINCES

TRUNCATED_SHARE = 0.05
"""Above this share of numbers ending in 000 a column was damaged by a spreadsheet (project proposal)."""
MAX_AGE = 130
"""Years; an older birth date is an error."""

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ZEROS = 48 * sum(_WEIGHTS)  # the weighted sum runs over ASCII codes
_CHECK = "10X98765432"
_RUNS = ("0123456789" * 4, "9876543210" * 4)
_RESERVED = frozenset({"996", "997", "998", "999"})
_RESIDENCE_PERMITS = frozenset({"81", "82", "83"})
_SHAPE18 = re.compile(r"[0-9]{17}[0-9X]").fullmatch
_SHAPE15 = re.compile(r"[0-9]{15}").fullmatch
_INSIDE = re.compile(r"(?<![0-9])(?:[0-9]{17}[0-9X]|[0-9]{15})(?![0-9X])")
_CROSSES = "×✕✖╳*Х"  # the last one is Cyrillic
_LOOKALIKES = str.maketrans({"O": "0", "L": "1", "I": "1", **dict.fromkeys(_CROSSES, "X")})
_SEPARATOR = re.compile(r"[、,;/|\n\r]+")
_OTHER_DOCUMENT = re.compile(r"[A-Z]{1,3}[0-9]{6,12}(?:\([0-9A]\)|[A-Z])?").fullmatch


@dataclass(frozen=True, slots=True)
class CitizenNumber:
    """What a cell says about a person's number.

    value: canonical 18 characters, only when the number is valid, so that a person may be merged by it.
    quality: ``id18`` ``id15`` (from 15 digits) ``id_trunc`` (first 15 digits left) ``other`` (another document)
    ``none``.
    flags: ``id_checksum`` ``id_date`` ``id_length`` ``id_truncated`` ``id_missing`` ``id_other_kind``
    ``id_char_fixed`` ``id_extracted`` ``id15_century`` ``id_filler`` ``multi_value``; ``region_unknown`` is
    information and never a reason for a warning.
    original: the text as received. first15: what is left of a damaged number (``id_trunc`` only).
    birth, sex (``M`` ``F`` ``U``): as the number says. kind: ``citizen`` ``non_citizen`` ``other`` ``none``.
    normalised: the cleaned number whatever its verdict; None for missing numbers and fillers.
    """

    value: str | None
    quality: str
    flags: tuple[str, ...]
    original: str
    first15: str | None
    birth: date | None
    sex: str
    kind: str
    normalised: str | None


def check_digit(first17: str) -> str:
    """The 18th character for 17 digits. Raises ValueError for anything else."""
    if len(first17) != 17 or not (first17.isascii() and first17.isdigit()):
        raise ValueError("校验码须由 17 位数字计算。")
    return _check(first17)


def to18(fifteen: str) -> str:
    """The 18-character form of a 15-digit number (born 19xx).

    Raises ValueError unless 15 digits are given; sequences 996 to 999 are reserved for people born in the 1800s
    and cannot be converted.
    """
    if not _SHAPE15(fifteen):
        raise ValueError("一代身份证号码须为 15 位数字。")
    if fifteen[12:] in _RESERVED:
        raise ValueError("顺序码 996–999 留给 1800 年代出生的人，不能换算为 18 位。")
    first17 = fifteen[:6] + "19" + fifteen[6:]
    return first17 + _check(first17)


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
    if _SHAPE18(text) and not (numeric_cell or text.endswith("000")):
        return _judge18(text, text, today)
    body = cells.bare(text)
    if body.isdigit() and body.isascii() and len(body) > 6:
        return _judge_digits(body, text, today, from_float=numeric_cell, column_truncated=column_truncated)
    if number := cells.float_text(body):
        if number.shown < cells.EXACT_DIGITS and not numeric_cell and len(number.digits) > number.shown:
            return _nothing(text, "id_truncated", "id_missing")
        if len(number.digits) > 6:
            return _judge_digits(number.digits, text, today, from_float=True, column_truncated=column_truncated)
    if _SHAPE18(body):
        return _judge18(body, text, today)
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
        body = text if _SHAPE18(text) else cells.bare(text)
        number = cells.float_text(body)
        if number and len(number.digits) == 18:
            total += 1
            damaged += cells.lost_digits(number.digits) or number.shown < 18
        elif _SHAPE18(body):
            total += 1
            damaged += body.endswith("000")
    return damaged > TRUNCATED_SHARE * total


def _check(first17: str) -> str:
    return _CHECK[(sum(map(mul, _WEIGHTS, first17.encode())) - _ZEROS) % 11]


@lru_cache(maxsize=65536)
def _day(digits8: str) -> date | None:
    try:
        return date(int(digits8[:4]), int(digits8[4:6]), int(digits8[6:]))
    except ValueError:
        return None


def _birth(digits8: str, today: date) -> date | None:
    """The birth date, or None when impossible, in the future or more than 130 years ago."""
    born = _day(digits8)
    if born is None or born > today:
        return None
    years = today.year - born.year
    if years >= MAX_AGE and years - ((today.month, today.day) < (born.month, born.day)) > MAX_AGE:
        return None
    return born


def _is_filler(number: str) -> bool:
    digits = number.rstrip("X")
    return (
        digits[1:] == digits[:-1] or digits.startswith("123456") or digits in _RUNS[0] or digits in _RUNS[1]
    )


def _sex(digit: str) -> str:
    return "M" if digit in "13579" else "F"


def _kind(number: str) -> str:
    return "non_citizen" if number[:2] in _RESIDENCE_PERMITS or number[0] == "9" else "citizen"


def _region_flags(number: str, kind: str) -> tuple[str, ...]:
    return () if kind == "non_citizen" or number[:2] in PROVINCES else ("region_unknown",)


def _judge18(number: str, original: str, today: date, flags: tuple[str, ...] = ()) -> CitizenNumber:
    """Verdict on 18 clean characters that kept all their digits."""
    birth = _birth(number[6:14], today)
    checks = _check(number[:17]) == number[17]
    kind, sex = _kind(number), _sex(number[16])
    if birth and checks and not _is_filler(number):
        flags += _region_flags(number, kind)
        return CitizenNumber(number, "id18", flags, original, None, birth, sex, kind, number)
    filler = _is_filler(number)
    if filler:
        flags += ("id_filler",)
    if not checks:
        flags += ("id_checksum",)
    if not birth:
        flags += ("id_date",)
    return CitizenNumber(None, "none", flags, original, None, birth, sex, kind, None if filler else number)


def _judge15(number: str, original: str, today: date, flags: tuple[str, ...] = ()) -> CitizenNumber:
    if number[12:] in _RESERVED:
        flags += ("id15_century",)
        return CitizenNumber(None, "none", flags, original, None, None, _sex(number[14]), "citizen", number)
    full = to18(number)
    judged = _judge18(full, original, today, flags)
    if judged.value is None or _is_filler(number):
        filler = _is_filler(number)
        flags = judged.flags + (("id_filler",) if filler and "id_filler" not in judged.flags else ())
        return replace(judged, value=None, quality="none", flags=flags, normalised=None if filler else number)
    return replace(judged, quality="id15")


def _judge_digits(
    digits: str, original: str, today: date, *, from_float: bool, column_truncated: bool
) -> CitizenNumber:
    if len(digits) == 15:
        return _judge15(digits, original, today)
    if len(digits) != 18:
        return _extract(digits, original, today)
    if from_float and cells.lost_digits(digits):
        return _truncated(digits, original, today)
    if digits.endswith("000") and not _is_filler(digits) and (column_truncated or _check(digits[:17]) != "0"):
        return _truncated(digits, original, today)
    return _judge18(digits, original, today)


def _truncated(digits18: str, original: str, today: date) -> CitizenNumber:
    """The last three digits were lost in a numeric cell; sex stood in them."""
    first15 = cells.first_fifteen(digits18)
    if not first15[6:].strip("0"):
        return _nothing(original, "id_truncated", "id_missing")
    birth = _birth(first15[6:14], today)
    kind, text = _kind(first15), first15 + "000"
    if birth is None:
        return CitizenNumber(None, "none", ("id_truncated", "id_date"), original, None, None, "U", kind, text)
    flags = ("id_truncated", *_region_flags(first15, kind))
    return CitizenNumber(None, "id_trunc", flags, original, first15, birth, "U", kind, text)


def _nothing(original: str, *flags: str) -> CitizenNumber:
    return CitizenNumber(None, "none", flags, original, None, None, "U", "none", None)


def _wrong_length(body: str, original: str) -> CitizenNumber:
    filler = body.isdigit() and _is_filler(body)
    flags = ("id_length", "id_filler") if filler else ("id_length",)
    return CitizenNumber(None, "none", flags, original, None, None, "U", "none", None if filler else body)


def _judge_words(body: str, original: str, today: date) -> CitizenNumber:
    """A text that is more, less or other than one plain number."""
    if "字第" in body or (_OTHER_DOCUMENT(body) and len(body) != 18):
        return CitizenNumber(None, "other", ("id_other_kind",), original, None, None, "U", "other", body)
    if len(body) <= 6 or cells.is_missing(body) or not any(map(str.isdigit, body)):
        return _nothing(original, "id_missing")
    if len(body) == 18 and _SHAPE18(repaired := body.translate(_LOOKALIKES)):
        return _judge_lookalikes(repaired, body, original, today)
    return _extract(body, original, today)


def _judge_lookalikes(repaired: str, body: str, original: str, today: date) -> CitizenNumber:
    """O for 0, l for 1, × or * for X are accepted only when the check digit then holds."""
    if _check(repaired[:17]) == repaired[17]:
        return _judge18(repaired, original, today, ("id_char_fixed",))
    if not body[:17].isdigit():
        return _wrong_length(body, original)
    return replace(_judge18(repaired, original, today), normalised=body)


def _extract(body: str, original: str, today: date) -> CitizenNumber:
    """One number with words around it; several different numbers are not judged here."""
    runs = _INSIDE.findall(body) or [
        run for part in split_citizen_numbers(original) for run in _INSIDE.findall(cells.bare(part))
    ]
    judged = {
        found.value or run: found
        for run in runs
        for found in (
            _judge15(run, original, today, ("id_extracted",))
            if len(run) == 15
            else _judge18(run, original, today, ("id_extracted",)),
        )
    }
    if len(judged) > 1:
        return _nothing(original, "multi_value")
    return next(iter(judged.values()), None) or _wrong_length(body, original)
