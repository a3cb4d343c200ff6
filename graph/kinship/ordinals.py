"""Birth order and marriage order in front of a kin word: 四哥, 十七弟, 老三媳妇, 第一任妻子."""

from __future__ import annotations

import re
from dataclasses import dataclass

YOUNGEST = -1
"""Birth order of 小, 幼, 幺, 满, 老 (as in 老舅): the last, number not known."""

_DIGITS = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "两": 2}
_NUMBER = r"十[一二三四五六七八九]?|二十|[一二三四五六七八九]|\d{1,2}"
_BIRTH = re.compile(rf"^(?:第|老)?(?:(?P<number>{_NUMBER})|(?P<first>[大长伯])|(?P<second>[次仲]))(?:个)?(?P<rest>.+)$")
_LAST = re.compile(r"^(?:最小的|最小|[小幼幺满老季])(?P<rest>.+)$")
_MARRIAGE = re.compile(rf"^第?(?P<number>{_NUMBER})(?:任|婚|房)(?:的)?(?P<rest>.+)$")


@dataclass(frozen=True, slots=True)
class Ordered:
    """The number taken off the front, and the word that is left."""

    number: int
    rest: str


def birth_order(word: str) -> Ordered | None:
    """四哥 → 4, 哥; 长子 → 1, 子; 小舅 → YOUNGEST, 舅; None when the word begins with no ordinal."""
    found = _BIRTH.match(word)
    if found:
        number = 1 if found["first"] else 2 if found["second"] else _number(found["number"])
        return Ordered(number, found["rest"])
    last = _LAST.match(word)
    return Ordered(YOUNGEST, last["rest"]) if last else None


def marriage_order(word: str) -> Ordered | None:
    """第一任妻子 → 1, 妻子; None when no marriage is counted."""
    found = _MARRIAGE.match(word)
    return Ordered(_number(found["number"]), found["rest"]) if found else None


def _number(text: str) -> int:
    if text.isdigit():
        return int(text)
    if text == "二十":
        return 20
    if text.startswith("十"):
        return 10 + _DIGITS.get(text[1:], 0)
    return _DIGITS[text]
