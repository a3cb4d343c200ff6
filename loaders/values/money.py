"""Amounts as offices write them -> integer 分."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation

from loaders.readers import Cell
from loaders.values.result import Cleaned, Context, is_blank, tidy

FACTOR = {
    "元": 100,
    "万元": 1_000_000,
    "万": 1_000_000,
    "亿元": 10_000_000_000,
    "亿": 10_000_000_000,
    "角": 10,
    "分": 1,
    None: 100,
}
DIGITS = {c: i for row in ("零壹贰叁肆伍陆柒捌玖", "〇一二三四五六七八九") for i, c in enumerate(row)} | {
    "貳": 2,
    "參": 3,
    "叄": 3,
    "陸": 6,
    "两": 2,
}
SCALES = {"拾": 10, "十": 10, "佰": 100, "百": 100, "仟": 1000, "千": 1000}
CAPITALS = re.compile(r"(?:人民币)?[零〇壹贰叁肆伍陆柒捌玖貳參叄陸拾佰仟萬万亿元圆角分整正]+")
FIGURE = re.compile(r"([+-]?)(\d+(?:\.\d*)?(?:[eE][+-]?\d{1,2})?|\.\d+)(亿元|亿|万元|万|元|角|分)?(?:整|正)?")
LARGEST_FEN = 10**15


def clean_money(cell: Cell, context: Context) -> Cleaned:
    """Integer 分. Codes: ``bad_amount`` (unreadable), ``amount_conflict``, ``amount_rounded``, ``amount_unit``.

    A unit such as 元/亩 counts money in its first part.
    """
    text = tidy(cell.text)
    if is_blank(text):
        return Cleaned()
    unit = context.unit.partition("/")[0] if context.unit else None
    if re.fullmatch(r"\d+(\.\d{1,2})?", text) and unit in {None, "元"}:
        return _bounded(Decimal(text) * 100, ())
    return _read(text.replace(" ", ""), unit)


def _read(text: str, unit: str | None) -> Cleaned:
    plain = re.sub(r"人民币|RMB|CNY|[¥¥,'\s]|,", "", text)
    capitals = max((m.group(0) for m in CAPITALS.finditer(plain)), key=len, default="")
    spelled = capital_fen(capitals) if re.search(r"[零壹贰叁肆伍陆柒捌玖貳參叄陸拾佰仟]", capitals) else None
    figures = re.sub(r"\(\)|[::]|大写|小写|金额", "", plain.replace(capitals, "", 1) if spelled is not None else plain)
    if not figures.strip("()"):
        return Cleaned(spelled) if spelled is not None else Cleaned(None, ("bad_amount",), text)
    value = _figure(figures, unit)
    if value.value is None or spelled is None or spelled == abs(value.value):  # type: ignore[arg-type]
        return value if value.value is not None else Cleaned(None, ("bad_amount",), text)
    return Cleaned(value.value, (*value.flags, "amount_conflict"))


def _figure(text: str, unit: str | None) -> Cleaned:
    text = re.sub(r"[−–—-]+", "-", text)
    accounting = re.fullmatch(r"-?\((.+)\)", text)
    match = FIGURE.fullmatch(accounting.group(1) if accounting else text)
    if not match:
        return Cleaned(None, ("bad_amount",), text)
    sign, digits, own_unit = match.groups()
    try:
        fen = Decimal(digits) * FACTOR[own_unit or unit]
    except (InvalidOperation, KeyError):
        return Cleaned(None, ("bad_amount",), text)
    if accounting or sign == "-":
        fen = -fen
    differs = own_unit is not None and FACTOR[own_unit] != FACTOR.get(unit, 100)
    return _bounded(fen, ("amount_unit",) if differs else ())


def _bounded(fen: Decimal, flags: tuple[str, ...]) -> Cleaned:
    if abs(fen) > LARGEST_FEN:
        return Cleaned(None, ("bad_amount",), str(fen))
    whole = int(fen.to_integral_value(ROUND_HALF_EVEN))
    return Cleaned(whole, flags if whole == fen else (*flags, "amount_rounded"))


def capital_fen(text: str) -> int | None:
    """分 of an amount in banker's capitals (壹仟贰佰元整); None when it cannot be read."""
    text = text.removeprefix("人民币").replace("圆", "元").replace("萬", "万").rstrip("整正")
    yuan, _, rest = (
        text.partition("元") if "元" in text else ("", "", text) if set(text) & {"角", "分"} else (text, "", "")
    )
    jiao, fen = re.search(r"(.)角", rest), re.search(r"(.)分", rest)
    try:
        whole = _count(yuan) if yuan else 0
        tenths = DIGITS[jiao.group(1)] if jiao else 0
        hundredths = DIGITS[fen.group(1)] if fen else 0
    except KeyError:
        return None
    return whole * 100 + tenths * 10 + hundredths


def _count(text: str) -> int:
    total = section = digit = 0
    for c in text:
        if c in DIGITS:
            digit = DIGITS[c]
        elif c in SCALES:
            section, digit = section + (digit or 1) * SCALES[c], 0
        elif c in {"万", "亿"}:
            total, section, digit = (total + section + digit) * (10_000 if c == "万" else 100_000_000), 0, 0
        else:
            raise KeyError(c)
    return total + section + digit


def independent_fen(text: str, unit: str | None) -> int | None:
    """The plainest possible reading of a figure, for proving sums: shares nothing with ``clean_money``."""
    kept = "".join(c for c in text if c.isdigit() or c in ".-")
    if not kept or kept.count(".") > 1 or any(c.isalpha() or c in "()(%" for c in text):
        return None
    try:
        fen = int((Decimal(kept) * (1_000_000 if unit == "万元" else 100)).to_integral_value(ROUND_HALF_EVEN))
    except InvalidOperation:
        return None
    return fen if abs(fen) <= LARGEST_FEN else None
