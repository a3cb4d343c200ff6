"""Region codes (区划代码): 2 province, 2 city, 2 county, 3 town, 3 village; and names of villages."""

from __future__ import annotations

import re
from dataclasses import dataclass

from graph.identifiers import cells
from graph.identifiers.provinces import PROVINCES

_LEVELS = {2: "province", 4: "city", 6: "county", 9: "town", 12: "village"}
_STEPS = ((12, 9), (9, 6), (6, 4), (4, 2))
_ORGANS = re.compile(
    r"(?:村民委员会|居民委员会|社区居委会|村委会|居委会|社区|(?:股份)?经济(?:合作|联合)社|集体经济组织)$"
)


@dataclass(frozen=True, slots=True)
class RegionCode:
    """A region code without its trailing zeros.

    value: 2, 4, 6, 9 or 12 digits, None when the text is no code. level: ``province`` ``city`` ``county``
    ``town`` ``village`` or ``none``. flags: ``region_missing`` ``region_length`` ``region_truncated``
    ``region_unknown`` (the province is not in the table). original: the text as received.
    """

    value: str | None
    level: str
    flags: tuple[str, ...]
    original: str


def region_code(text: str, *, numeric_cell: bool = False) -> RegionCode:
    """Read a code; ``371621000000`` and ``371621`` are the same county.

    Shorter codes are never filled up. E notation is accepted from numeric cells only, which hold 12 digits
    exactly; as text it has lost them.
    """
    body = cells.bare(text)
    if number := None if body.isdigit() else cells.float_text(body):
        if number.shown < len(number.digits) and not numeric_cell:
            return RegionCode(None, "none", ("region_truncated",), text)
        body = number.digits
    if cells.is_missing(body):
        return RegionCode(None, "none", ("region_missing",), text)
    if not (body.isdigit() and body.isascii()) or len(body) not in _LEVELS or not body.strip("0"):
        return RegionCode(None, "none", ("region_length",), text)
    for length, shorter in _STEPS:
        if len(body) == length and not body[shorter:].strip("0"):
            body = body[:shorter]
    flags = () if body[:2] in PROVINCES else ("region_unknown",)
    return RegionCode(body, _LEVELS[len(body)], flags, text)


def village_key(name: str) -> str:
    """A village's name for comparison inside its township: 大浦 = 大浦村 = 大浦村委会 = 大浦社区.

    The organs' words are taken off, then one 村; a name that consists of such words only stays whole.
    """
    whole = cells.visible(name)
    key = whole
    while (shorter := _ORGANS.sub("", key)) != key:
        key = shorter
    return key.removesuffix("村") or key or whole
