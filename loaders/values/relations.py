"""Relation columns: whether their figures are one-digit or two-digit codes (GB/T 4761) is decided by column."""

from __future__ import annotations

import re
from collections.abc import Sequence

from loaders.readers import FileRejected

HEAD_CODES = {"01", "02", "03", "0"}
HEAD_WORDS = {"户主", "本人", "本人或户主", "户主本人", "小集体户户主", "集体户户主"}
NONE_WORDS = {"无", "没有", "无亲属", "无此关系", "/", "-"}
CODE = re.compile(r"\d{1,4}")
WITH_WORD = re.compile(r"(\d{1,2})[-_.、:\s]*([\u4e00-\u9fff].*)")


def settle_codes(values: Sequence[str | None], heading: str, *, has_heads: bool) -> tuple[list[str | None], list[bool]]:
    """The distinct values of a column with their codes settled, and which of them are combined codes.

    Two-digit codes get their lost leading zero back, one-digit codes stay one digit; words stay words. A code
    with its word (02户主) is read as the word. ``has_heads``: the column has a row for the head of each
    household, so a one-digit column must hold 0 or the word.
    Raises FileRejected ``relation_code_ambiguous``.
    """
    plain = [None if value is None else _word(value) for value in values]
    codes = {value for value in plain if value is not None and CODE.fullmatch(value)}
    short = {code for code in codes if len(code) <= 2}
    if any(len(code) == 2 for code in short):
        plain = [value.zfill(2) if value in short and value is not None else value for value in plain]
    elif short and has_heads and "0" not in short and not HEAD_WORDS & {value for value in plain if value}:
        raise FileRejected(
            "relation_code_ambiguous",
            f"“{heading}”列只有一位数字 {'、'.join(sorted(short)[:6])}，"
            "分不清是一位代码"
            "还是丢了前导零的两位代码；请把该列设为文本补齐两位，或改填文字",
        )
    return plain, [value is not None and bool(re.fullmatch(r"\d{3,4}", value)) for value in plain]


def _word(value: str) -> str:
    match = WITH_WORD.fullmatch(value)
    return match.group(2) if match else value.removesuffix(".0")


def is_head(value: str | None) -> bool:
    """Whether a settled relation says that the member is the head."""
    return value in HEAD_CODES or value in HEAD_WORDS
