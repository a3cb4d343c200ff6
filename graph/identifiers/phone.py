"""Phone numbers: mobiles are compared, landlines are only kept."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from graph.identifiers import cells

_MOBILE = re.compile(r"(?:(?:\+|00)?86)?0?(1[3-9][0-9]{9})").fullmatch
_MOBILES = re.compile(r"(?:1[3-9][0-9]{9}){2,}").fullmatch
_PLAIN = re.compile(r"1[3-9][0-9]{9}").fullmatch
_LANDLINE = re.compile(r"0(?:10|2[0-9])[0-9]{7,8}|0[3-9][0-9]{9,10}|[2-8][0-9]{6,7}|[0-9]{3,6}").fullmatch
_SEPARATOR = re.compile(r"[/、;,|\n\r或和及]+")
_EXTENSION = re.compile(r"(?:转|分机|EXT).*$")
_ROUND = re.compile(r"(1[3-9][0-9])0{8}").fullmatch


@dataclass(frozen=True, slots=True)
class Phone:
    """One phone of a cell.

    value: digits only, None when it stands for nobody. kind: ``mobile`` ``landline`` ``none``.
    flags: ``phone_filler`` (11 equal digits, 13800000000, 12345678901, 10 digits), ``phone_invalid``.
    original: this number's text as received.
    """

    value: str | None
    kind: str
    flags: tuple[str, ...]
    original: str


def mobile_numbers(text: str, *, numeric_cell: bool = False) -> tuple[Phone, ...]:
    """All phones of a cell in order; an empty cell or 无 gives none.

    Numeric cells are exact (11 digits are fewer than 15), so ``numeric_cell`` lets E notation pass.
    """
    if _PLAIN(text):
        return (_judge(text, text),)
    phones: list[Phone] = []
    for piece in _SEPARATOR.split(unicodedata.normalize("NFKC", text)):
        phones.extend(_piece(piece, numeric_cell=numeric_cell))
    return tuple(phones)


def _piece(piece: str, *, numeric_cell: bool) -> list[Phone]:
    """The phones between two separators; blanks may stand inside a number or between two."""
    body = cells.bare(piece)
    if cells.is_missing(body) or not any(map(str.isdigit, body)):
        return []
    if number := cells.float_text(body):
        if not numeric_cell and "E" in body and number.shown < len(number.digits):
            return [Phone(None, "none", ("phone_invalid",), piece.strip())]
        return [_judge(number.digits, piece.strip())]
    digits = _digits(body)
    if _MOBILES(digits):
        return [_judge(digits[i : i + 11], digits[i : i + 11]) for i in range(0, len(digits), 11)]
    words = [word for word in piece.split() if len(_digits(cells.bare(word))) >= 7]
    if len(words) > 1 and len(digits) > 13:
        return [_judge(_digits(cells.bare(word)), word) for word in words]
    return [_judge("*" if "*" in body else digits, piece.strip())]


def _digits(body: str) -> str:
    """Digits and a leading plus; extension numbers and words are left out."""
    return "".join(c for c in _EXTENSION.sub("", body) if c in "+0123456789")


def _judge(digits: str, original: str) -> Phone:
    if mobile := _MOBILE(digits):
        number = mobile[1]
        if _ROUND(number):
            return Phone(None, "none", ("phone_filler",), original)
        return Phone(number, "mobile", (), original)
    if len(digits) >= 7 and (digits[1:] == digits[:-1] or digits in "12345678901234567890"):
        return Phone(None, "none", ("phone_filler",), original)
    if _LANDLINE(digits):
        return Phone(digits, "landline", (), original)
    flag = "phone_filler" if len(digits) == 10 and digits.isdigit() else "phone_invalid"
    return Phone(None, "none", (flag,), original)
