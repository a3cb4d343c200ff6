"""Post texts of the cadre roster to offices: which role in which body, or which work in the township.

One cell may hold two posts ("书记兼主任", 一肩挑): each gives an office of its own. A post outside the table is kept
with its words as ``other`` and flagged ``unknown_post``.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from graph.model import Body, Role

UNKNOWN_POST = "unknown_post"
_SPLIT = re.compile(r"[、,，;；/／+＋和及]|兼任?|\s+")
_TOWN_UNIT = re.compile(r"(镇|乡|街道)(党委|政府|办事处|人民政府)?")


@dataclass(frozen=True, slots=True)
class Office:
    """One office read from a post text. ``town`` marks work for the township; then ``body`` is empty."""

    post: str
    role: str
    body: str
    town: bool = False
    known: bool = True


@dataclass(frozen=True, slots=True)
class _Entry:
    words: tuple[str, ...]
    role: str
    body: str
    both: tuple[str, ...]


@cache
def _table() -> tuple[tuple[_Entry, ...], tuple[_Entry, ...]]:
    data = tomllib.loads(files("loaders.resolve").joinpath("posts.toml").read_text(encoding="utf-8"))
    village, town = (
        tuple(_Entry(tuple(e["words"]), e.get("role", ""), e.get("body", ""), tuple(e.get("both", ())))
              for e in data[section])
        for section in ("post", "town")
    )
    for entry in village:
        if not entry.both:
            Role(entry.role), Body(entry.body)
    return village, town


@cache
def offices(text: str, in_village: bool) -> tuple[Office, ...]:
    """Offices named by a post text; ``in_village`` is false when the row names no village, only a town.

    The same office named twice in a cell counts once.
    """
    village, town = _table()
    folded = unicodedata.normalize("NFKC", text)
    found: dict[tuple[str, str], Office] = {}
    for part in _parts(folded, village):
        for office in _offices_of_part(part, in_village, village, town):
            found.setdefault((office.role, office.body), office)
    known = tuple(office for office in found.values() if office.known)
    return known or tuple(found.values())


def _parts(text: str, village: tuple[_Entry, ...]) -> list[str]:
    for entry in village:
        if entry.both and any(word in text for word in entry.words):
            return list(entry.both)
    return [part for part in _SPLIT.split(text) if part] or [text]


def _offices_of_part(part: str, in_village: bool, village: tuple[_Entry, ...],
                     town: tuple[_Entry, ...]) -> list[Office]:
    if not in_village or _TOWN_UNIT.match(part):
        role = _first(part, town)
        return [Office(part, role.role if role else "other", "", town=True, known=role is not None)]
    entry = _first(part, village)
    if entry is not None:
        return [Office(part, entry.role, entry.body)]
    role = _first(part, town)
    if role is not None:
        return [Office(part, role.role, "", town=True)]
    return [Office(part, Role.OTHER, Body.OTHER, known=False)]


def _first(text: str, entries: tuple[_Entry, ...]) -> _Entry | None:
    return next((e for e in entries if not e.both and any(word in text for word in e.words)), None)
