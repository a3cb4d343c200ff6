"""How one department's file looks: plain, or with the habits and accidents real files have.

Nothing here changes what a careful reader would understand; what is lost for good (numbers damaged by
Excel) happens only in files of their own, named in the answers.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from random import Random
from typing import Any

from loaders.synthetic.identity import fifteen

FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_UNITS = ("", "拾", "佰", "仟")


@dataclass(frozen=True)
class Style:
    """The look of one file; probabilities are per cell."""

    plain: bool
    dates: str = "iso"
    layout: bool = False
    repeat_header: int = 0
    footer: bool = False
    encoding: str = "utf-8"
    delimiter: str = ","
    dirty: float = 0.0
    odd_money: float = 0.0
    merge: bool = False
    hide: bool = False


def choose_style(rng: Random, mess: str) -> Style:
    """A style for one file of the given mess level."""
    if mess == "none":
        return Style(plain=True)
    heavy = mess == "heavy"
    merge = rng.random() < 0.25
    return Style(
        plain=False,
        dates=rng.choice(("iso", "slash", "dot", "compact", "cn") + (("stamp", "hanzi") if heavy else ())),
        layout=rng.random() < 0.85,
        repeat_header=0 if merge else rng.choice((0, 0, 60, 200)),
        footer=rng.random() < 0.6,
        encoding=rng.choice(("utf-8", "utf-8-sig", "gb18030", "gb18030", "utf-16")),
        delimiter=rng.choice((",", ",", "\t") + (("|",) if heavy else ())),
        dirty=0.06 if heavy else 0.02,
        odd_money=0.05 if heavy else 0.015,
        merge=merge,
        hide=heavy and rng.random() < 0.5,
    )


_DATES = {
    "iso": "{0.year}-{0.month:02d}-{0.day:02d}",
    "slash": "{0.year}/{0.month}/{0.day}",
    "dot": "{0.year}.{0.month}.{0.day}",
    "compact": "{0.year}{0.month:02d}{0.day:02d}",
    "cn": "{0.year}年{0.month}月{0.day}日",
    "stamp": "{0.year}-{0.month:02d}-{0.day:02d} 00:00:00",
}


def day_text(day: date, style: str) -> str:
    """A date as this department writes it."""
    return _hanzi(day) if style == "hanzi" else _DATES[style].format(day)


def moment_text(when: datetime, style: str) -> str:
    """A day with its time as a bank's system prints it."""
    if style == "compact":
        return f"{when:%Y%m%d%H%M%S}"
    return f"{day_text(when.date(), 'iso' if style in ('stamp', 'hanzi') else style)} {when:%H:%M:%S}"


def _when(value: date | time, style: str) -> str:
    if isinstance(value, time):
        return f"{value:%H:%M:%S}"
    return moment_text(value, style) if isinstance(value, datetime) else day_text(value, style)


def _hanzi(day: date) -> str:
    small = "〇一二三四五六七八九"

    def count(n: int) -> str:
        tens, ones = divmod(n, 10)
        return ("" if tens < 2 else small[tens]) + ("十" if tens else "") + (small[ones] if ones else "")

    year = "".join(small[int(d)] for d in str(day.year))
    return f"{year}年{count(day.month)}月{count(day.day)}日"


def capital_amount(fen: int) -> str:
    """An amount in capital figures: 120000 → 壹仟贰佰元整 (whole yuan below 10,000 only)."""
    text, zero = "", False
    for power in (3, 2, 1, 0):
        digit = fen // 100 // 10**power % 10
        if digit:
            text += ("零" if zero and text else "") + _DIGITS[digit] + _UNITS[power]
            zero = False
        else:
            zero = True
    return text + "元整"


def yuan(fen: int) -> str:
    """Fen as yuan with two decimals."""
    sign = "-" if fen < 0 else ""
    return f"{sign}{abs(fen) // 100}.{abs(fen) % 100:02d}"


def odd_amount(fen: int, rng: Random) -> str:
    """The same amount written in another way."""
    choice = rng.randrange(4)
    if fen < 0:
        return f"({yuan(-fen)})"
    if choice == 0:
        return f"{fen // 100:,}.{fen % 100:02d}"
    if choice == 1 and fen % 10_000 == 0 and fen >= 1_000_000:
        return f"{fen / 1_000_000:g}万"
    if choice == 2 and fen % 100 == 0 and 0 < fen < 1_000_000:
        return capital_amount(fen)
    return yuan(fen) + "元"


def dirty_id(number: str, rng: Random) -> str:
    """A citizen number as typed: apostrophe, spaces, full width, small x, the old 15 digits."""
    choice = rng.randrange(5)
    if choice == 0:
        return "'" + number
    if choice == 1:
        return number.translate(FULL_WIDTH)
    if choice == 2:
        return f"{number[:6]} {number[6:14]} {number[14:]}"
    if choice == 3 and number[6:8] == "19":
        return fifteen(number)
    return number.lower() + (" " if number[-1] != "X" else "")


def dirty_name(name: str, rng: Random) -> str:
    """A name with inner spaces."""
    if len(name) == 2:
        return name[0] + rng.choice(("\u3000", "  ")) + name[1]
    return name + " "


class NumericCell(str):
    """Text that stands in a workbook as a number."""

    __slots__ = ()


def excel_damaged(number: str) -> NumericCell:
    """What Excel keeps of an 18-digit number typed as a number: fifteen digits, then zeros."""
    return NumericCell(number[:15] + "000")


def cell_text(value: Any, kind: str, style: Style, rng: Random) -> str:
    """One cell as text; `kind` is money, id, name or plain."""
    if value is None or value == "":
        return ""
    if isinstance(value, (date, time)):
        return _when(value, style.dates)
    if kind == "money":
        return odd_amount(value, rng) if style.odd_money and rng.random() < style.odd_money else yuan(value)
    if isinstance(value, NumericCell):
        return value
    return _dirtied(f"{value:g}" if isinstance(value, float) else str(value), kind, style, rng)


def _dirtied(text: str, kind: str, style: Style, rng: Random) -> str:
    """Text as typed by a busy clerk."""
    if kind == "plain" or not style.dirty or rng.random() >= style.dirty:
        return text
    if kind == "name":
        return dirty_name(text, rng)
    return dirty_id(text, rng) if len(text) == 18 else text
