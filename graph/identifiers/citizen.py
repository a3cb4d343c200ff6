"""Citizen numbers (公民身份号码, GB 11643-1999): the verdict on clean characters.

``6 region at first registration + 8 birth date + 3 sequence (17th digit odd = male) + 1 check`` with the check
character of ISO 7064 MOD 11-2. The region says where a person was first registered, so it is information only:
a county code younger than the birth year (late registration, renamed county) is right.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from operator import mul

from graph.identifiers.provinces import PROVINCES

MAX_AGE = 130
"""Years; an older birth date is an error."""
SHAPE18 = re.compile(r"[0-9]{17}[0-9X]").fullmatch
SHAPE15 = re.compile(r"[0-9]{15}").fullmatch

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ZEROS = 48 * sum(_WEIGHTS)  # the weighted sum runs over ASCII codes
_CHECK = "10X98765432"
_RUNS = ("0123456789" * 4, "9876543210" * 4)
_RESERVED = frozenset({"996", "997", "998", "999"})
_RESIDENCE_PERMITS = frozenset({"81", "82", "83"})


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
    if not SHAPE15(fifteen):
        raise ValueError("一代身份证号码须为 15 位数字。")
    if fifteen[12:] in _RESERVED:
        raise ValueError("顺序码 996–999 留给 1800 年代出生的人，不能换算为 18 位。")
    first17 = fifteen[:6] + "19" + fifteen[6:]
    return first17 + _check(first17)


def _check(first17: str) -> str:
    return _CHECK[(sum(map(mul, _WEIGHTS, first17.encode())) - _ZEROS) % 11]


@lru_cache(maxsize=65536)
def _day(digits8: str) -> date | None:
    try:
        return date(int(digits8[:4]), int(digits8[4:6]), int(digits8[6:]))
    except ValueError:
        return None


def birth_date(digits8: str, today: date) -> date | None:
    """The birth date, or None when impossible, in the future or more than 130 years ago."""
    born = _day(digits8)
    if born is None or born > today:
        return None
    years = today.year - born.year
    if years >= MAX_AGE and years - ((today.month, today.day) < (born.month, born.day)) > MAX_AGE:
        return None
    return born


def is_filler(number: str) -> bool:
    """Whether a number is typed to fill a cell: one digit repeated, a run up or down, 123456 at the front."""
    digits = number.rstrip("X")
    return (
        digits[1:] == digits[:-1] or digits.startswith("123456") or digits in _RUNS[0] or digits in _RUNS[1]
    )


def _sex(digit: str) -> str:
    return "M" if digit in "13579" else "F"


def number_kind(number: str) -> str:
    """``non_citizen`` for residence permits (81, 82, 83) and permanent residence of foreigners (9)."""
    return "non_citizen" if number[:2] in _RESIDENCE_PERMITS or number[0] == "9" else "citizen"


def region_flags(number: str, kind: str) -> tuple[str, ...]:
    """``region_unknown`` when the province of a citizen's number is not in the table; information only."""
    return () if kind == "non_citizen" or number[:2] in PROVINCES else ("region_unknown",)


def judge18(number: str, original: str, today: date, flags: tuple[str, ...] = ()) -> CitizenNumber:
    """Verdict on 18 clean characters that kept all their digits."""
    if original == number and not flags:
        known = _valid(number)
        if known is not None and birth_date(number[6:14], today):
            return known
    return _judge18(number, original, today, flags)


@lru_cache(maxsize=1 << 18)  # the same persons stand in most columns and files of a town
def _valid(number: str) -> CitizenNumber | None:
    """The verdict on a clean number on any day on which its birth date is possible; None where it is not valid."""
    born = _day(number[6:14])
    verdict = None if born is None else _judge18(number, number, born, ())
    return verdict if verdict is not None and verdict.value else None


def _judge18(number: str, original: str, today: date, flags: tuple[str, ...]) -> CitizenNumber:
    birth = birth_date(number[6:14], today)
    checks = _check(number[:17]) == number[17]
    kind, sex = number_kind(number), _sex(number[16])
    if birth and checks and not is_filler(number):
        flags += region_flags(number, kind)
        return CitizenNumber(number, "id18", flags, original, None, birth, sex, kind, number)
    filler = is_filler(number)
    if filler:
        flags += ("id_filler",)
    if not checks:
        flags += ("id_checksum",)
    if not birth:
        flags += ("id_date",)
    return CitizenNumber(None, "none", flags, original, None, birth, sex, kind, None if filler else number)


def judge15(number: str, original: str, today: date, flags: tuple[str, ...] = ()) -> CitizenNumber:
    """Verdict on 15 clean digits."""
    if number[12:] in _RESERVED:
        flags += ("id15_century",)
        return CitizenNumber(None, "none", flags, original, None, None, _sex(number[14]), "citizen", number)
    full = to18(number)
    judged = judge18(full, original, today, flags)
    if judged.value is None or is_filler(number):
        filler = is_filler(number)
        flags = judged.flags + (("id_filler",) if filler and "id_filler" not in judged.flags else ())
        return replace(judged, value=None, quality="none", flags=flags, normalised=None if filler else number)
    return replace(judged, quality="id15")
