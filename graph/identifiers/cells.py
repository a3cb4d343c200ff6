"""What cells and keyboards do to numbers: width, invisible characters, apostrophes, lost digits.

Spreadsheet programs keep 15 significant digits. A longer number in a numeric cell has lost the rest, and a
reader that prints the cell as floating point invents digits in their place.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

EXACT_DIGITS = 15
"""Significant digits that a spreadsheet keeps."""

_MISSING = frozenset({
    "", "无", "没有", "暂无", "暂缺", "缺", "空", "待补", "待补充", "待查", "待定", "未知", "不详", "不明", "未办",
    "未办理", "无身份证", "/", "\\", "-", "--", "—", "——", "N/A", "NA", "NAN", "NULL", "NONE", "#N/A", "0",
})
_INVISIBLE = dict.fromkeys((
    *range(0x21), *range(0x7F, 0xA1), 0xAD, 0x034F, 0x061C, *range(0x180B, 0x180F),
    *range(0x2000, 0x2010), *range(0x2028, 0x2030), *range(0x205F, 0x2070), 0x3000, 0xFEFF,
))  # controls, blanks, zero-width and direction marks
_QUOTES = dict.fromkeys(map(ord, "'’‘`´′\"“”"))
_BARE = _INVISIBLE | _QUOTES
_E_NOTATION = re.compile(r"([0-9])(?:\.([0-9]*))?E\+?([0-9]{1,2})").fullmatch
_POINT_ZERO = re.compile(r"([0-9]+)\.0*").fullmatch


def visible(text: str) -> str:
    """Unicode NFKC without white space, zero-width and control characters."""
    return unicodedata.normalize("NFKC", text).translate(_INVISIBLE)


def bare(text: str) -> str:
    """``visible`` in capitals and without apostrophes and quotation marks: the text of a number."""
    return unicodedata.normalize("NFKC", text).translate(_BARE).upper()


def is_missing(bare_text: str) -> bool:
    """Whether a ``bare`` text says that there is no value (empty, 无, 待补, N/A ...)."""
    return bare_text in _MISSING


class FloatText(NamedTuple):
    """A whole number that was written as floating point."""

    digits: str  # all digits of the whole number
    shown: int   # how many of them the text really showed; the others are zeros by the exponent
    by_exponent: bool  # E notation, which is how floating point beyond 15 digits is printed

    @property
    def lost(self) -> bool:
        """Whether the tail of the number is gone: E notation beyond 15 digits, or ``lost_digits``."""
        return lost_digits(self.digits) or (self.by_exponent and len(self.digits) > EXACT_DIGITS)


def float_text(bare_text: str) -> FloatText | None:
    """Read ``3.72321E+17`` or ``372321198502140032.0``; None when the text is no floating-point whole number."""
    if point := _POINT_ZERO(bare_text):
        return FloatText(point[1], len(point[1]), by_exponent=False)
    if parts := _E_NOTATION(bare_text):
        mantissa, exponent = parts[1] + (parts[2] or ""), int(parts[3])
        if len(mantissa.rstrip("0")) <= exponent + 1:
            digits = mantissa[: exponent + 1].ljust(exponent + 1, "0")
            return FloatText(digits, min(len(mantissa), exponent + 1), by_exponent=True)
    return None


def lost_digits(digits: str) -> bool:
    """Whether the digits, known to come from a numeric cell or a printed float, lost their tail.

    True when everything after the 15th digit is zero, or when the number is exactly a double above 2**53
    (one in 32 to 128 untouched numbers is so by chance; a number that is no double was read exactly).
    """
    if len(digits) <= EXACT_DIGITS:
        return False
    if not digits[EXACT_DIGITS:].strip("0"):
        return True
    number = int(digits)
    return number > 2**53 and int(float(number)) == number


def first_fifteen(digits18: str) -> str:
    """The 15 digits that survive in a damaged 18-digit number.

    A double near 10**18 is at most 64 from the decimal that was stored, so ``…139968`` and ``…140032`` are both
    the stored ``…140000``.
    """
    return str((int(digits18) + 64) // 1000).zfill(EXACT_DIGITS)
