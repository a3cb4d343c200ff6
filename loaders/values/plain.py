"""Plain values: numbers, counts, yes and no, codes, lists, free text."""

from __future__ import annotations

import re

from loaders.readers import Cell
from loaders.values.result import Cleaned, Context, is_blank, tidy

YES = {
    "是",
    "有",
    "对",
    "√",
    "✓",
    "y",
    "yes",
    "true",
    "1",
    "已",
    "党员",
    "中共党员",
    "预备党员",
    "中共预备党员",
    "需要",
    "已回避",
    "回避",
    "核对",
    "享受",
    "保障对象",
}
NO = {
    "否",
    "无",
    "不",
    "×",
    "✗",
    "x",
    "n",
    "no",
    "false",
    "0",
    "未",
    "群众",
    "共青团员",
    "非党员",
    "不需要",
    "未回避",
    "不回避",
    "不核对",
    "不享受",
    "民主党派",
    "无党派人士",
}
AREA_FACTOR = {"㎡": 1 / 666.67, "m2": 1 / 666.67, "平方米": 1 / 666.67, "平米": 1 / 666.67, "公顷": 15.0}
NUMBER = re.compile(r"([+-]?\d+(?:\.\d*)?|[+-]?\.\d+)\s*([^\d.]*)")
LIST_MARKS = re.compile(r"[、,,;;/|\n]+")
LONG_NUMBER = re.compile(r"(?<![\dA-Za-z])(?:\d{17}[\dXx]|\d{15,19}|1[3-9]\d{9})(?![\dA-Za-z])")


def clean_text(cell: Cell, context: Context) -> Cleaned:  # noqa: ARG001
    """Text as written, spaces folded; numbers of persons, accounts and phones in it are masked (``text_redacted``)."""
    text = tidy(cell.text)
    if not text:
        return Cleaned()
    masked = redact(text)
    return Cleaned(masked, ("text_redacted",) if masked != text else ())


def redact(text: str) -> str:
    """The text with every run that can be a citizen number, an account or a mobile number masked."""
    if len(text) < 11:
        return text
    return LONG_NUMBER.sub(lambda m: m.group(0)[:3] + "*" * (len(m.group(0)) - 7) + m.group(0)[-4:], text)


def clean_code(cell: Cell, context: Context) -> Cleaned:  # noqa: ARG001
    """A code without spaces, as written (leading zeros stay)."""
    text = re.sub(r"\s+", "", tidy(cell.text))
    return Cleaned(None if is_blank(text) else text)


def clean_number(cell: Cell, context: Context) -> Cleaned:  # noqa: ARG001
    """A float; a percent sign divides by 100 and is marked ``percent`` for the column's own decision."""
    text = tidy(cell.text).replace(",", "")
    if is_blank(text):
        return Cleaned()
    match = NUMBER.fullmatch(text)
    if not match:
        return Cleaned(None, ("bad_number",), text)
    value = float(match.group(1))
    return Cleaned(value / 100, ("percent",)) if match.group(2) == "%" else Cleaned(value)


def clean_area(cell: Cell, context: Context) -> Cleaned:
    """Area in mu with two decimals; square metres are divided by 666.67 (``area_converted``)."""
    text = tidy(cell.text).replace(",", "")
    if is_blank(text):
        return Cleaned()
    match = NUMBER.fullmatch(text)
    if not match:
        return Cleaned(None, ("bad_number",), text)
    factor = AREA_FACTOR.get(match.group(2) or context.unit or "", 1.0)
    return Cleaned(round(float(match.group(1)) * factor, 2), ("area_converted",) if factor != 1.0 else ())


def clean_int(cell: Cell, context: Context) -> Cleaned:  # noqa: ARG001
    """A whole number, with or without a counting word (3张)."""
    text = tidy(cell.text).replace(",", "")
    if is_blank(text):
        return Cleaned()
    match = NUMBER.fullmatch(text)
    if not match or float(match.group(1)) % 1 or abs(float(match.group(1))) > 1e15:
        return Cleaned(None, ("bad_number",), text)
    return Cleaned(int(float(match.group(1))))


def clean_flag(cell: Cell, context: Context) -> Cleaned:  # noqa: ARG001
    """True or False from the usual words; anything else is no value (``bad_flag``)."""
    text = tidy(cell.text).lower()
    if not text or text in {"-", "/", "—"}:
        return Cleaned()
    if text in YES or text in NO:
        return Cleaned(text in YES)
    return Cleaned(None, ("bad_flag",), text)


def clean_list(cell: Cell, context: Context) -> Cleaned:  # noqa: ARG001
    """The parts of a cell between 、 , ; / | and line breaks."""
    parts = [part.strip() for part in LIST_MARKS.split(tidy(cell.text.replace("\n", "、")))]
    return Cleaned([redact(part) for part in parts if not is_blank(part)] or None)
