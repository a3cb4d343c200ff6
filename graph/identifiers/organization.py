"""Unified social credit codes (统一社会信用代码, GB 32100-2015) and the codes before them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from graph.identifiers import cells

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""The 31 characters in the order of their values; I, O, S, V and Z are left out."""

_VALUES = {character: value for value, character in enumerate(ALPHABET)}
_POWERS = tuple(pow(3, i, 31) for i in range(17))
_OLD_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_SHAPE = re.compile(f"[{ALPHABET}]{{18}}").fullmatch
_LOOSE = re.compile(r"[0-9A-Z]{18}").fullmatch
_INSIDE = re.compile(r"(?<![0-9A-Z])[0-9A-Z]{18}(?![0-9A-Z])")
_OLD_ORGANISATION = re.compile(r"([0-9A-Z]{8})-?([0-9X])").fullmatch
_REGISTRATION = re.compile(r"[0-9]{15}").fullmatch
_LOOKALIKES = str.maketrans({"O": "0", "I": "1", "Z": "2"})
_BODIES = {"N": "agriculture", "5": "civil_affairs", "9": "market", "1": "establishment"}


@dataclass(frozen=True, slots=True)
class CreditCode:
    """What a cell says about an organisation's code.

    value: the code by which organisations may be matched, else None.
    kind: ``uscc`` ``old_code`` (9-character 组织机构代码 or 15-digit 注册号) ``none``.
    flags: ``uscc_checksum`` ``uscc_char_fixed`` ``uscc_length`` ``uscc_missing`` ``uscc_truncated``
    ``uscc_filler`` ``uscc_extracted`` ``multi_value`` ``old_code_checksum`` (kept).
    original: the text as received.
    organisation_code: positions 9-17 of a unified code, or the old 9 characters; old and new may link by it.
    """

    value: str | None
    kind: str
    flags: tuple[str, ...]
    original: str
    organisation_code: str | None


def credit_check_character(first17: str) -> str:
    """The 18th character: 31 minus the weighted sum modulo 31. Raises ValueError for other characters."""
    if len(first17) != 17 or not set(first17) <= _VALUES.keys():
        raise ValueError("统一社会信用代码的前 17 位只能用数字和除 I、O、S、V、Z 以外的大写字母。")
    total = sum(_VALUES[character] * power for character, power in zip(first17, _POWERS, strict=True))
    return ALPHABET[-total % 31]


def registering_body(code: str) -> str:
    """Who registers, by the first character: agriculture, civil_affairs, market, establishment or other."""
    return _BODIES.get(code[:1], "other")


def credit_code(text: str, *, numeric_cell: bool = False) -> CreditCode:
    """Judge the code in one cell; ``numeric_cell`` as for citizen numbers."""
    body = cells.bare(text)
    lost = numeric_cell and body.isdigit() and cells.lost_digits(body)
    if number := None if body.isdigit() else cells.float_text(body):
        lost = number.lost or (len(number.digits) > number.shown and not numeric_cell)
        body = number.digits
    if lost:
        return _none(text, "uscc_truncated")
    if _LOOSE(body):
        return _judge18(body, text)
    if _REGISTRATION(body):
        return CreditCode(body, "old_code", (), text, None)
    if old := _OLD_ORGANISATION(body):
        return _judge_old(old[1] + old[2], text)
    return _judge_words(body, text)


def _none(original: str, *flags: str) -> CreditCode:
    return CreditCode(None, "none", flags, original, None)


def _judge18(body: str, original: str, flags: tuple[str, ...] = ()) -> CreditCode:
    if body[1:] == body[:-1]:
        return _none(original, *flags, "uscc_filler")
    code = body
    if not _SHAPE(body):
        code = body.translate(_LOOKALIKES)
        flags += ("uscc_char_fixed",)
    if _SHAPE(code) and credit_check_character(code[:17]) == code[17]:
        return CreditCode(code, "uscc", flags, original, code[8:17])
    return _none(original, *(flag for flag in flags if flag != "uscc_char_fixed"), "uscc_checksum")


def _judge_old(code: str, original: str) -> CreditCode:
    """The 9 characters of GB 11714: 8 and a check character modulo 11."""
    if code[1:] == code[:-1]:
        return _none(original, "uscc_filler")
    remainder = sum(int(c, 36) * weight for c, weight in zip(code[:8], _OLD_WEIGHTS, strict=True)) % 11
    flags = () if code[8] == "0X987654321"[remainder] else ("old_code_checksum",)
    return CreditCode(code, "old_code", flags, original, code)


def _judge_words(body: str, original: str) -> CreditCode:
    if cells.is_missing(body) or not any(map(str.isdigit, body)):
        return _none(original, "uscc_missing")
    runs = set(_INSIDE.findall(body))
    if len(runs) > 1:
        return _none(original, "multi_value")
    return _judge18(runs.pop(), original, ("uscc_extracted",)) if runs else _none(original, "uscc_length")
