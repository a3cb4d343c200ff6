"""Post texts of the cadre roster to offices: which role in which body, or which work in the township.

One cell may hold two posts ("书记兼主任", 一肩挑): each gives an office of its own. A post outside the table is kept
with its words as ``other`` and flagged ``unknown_post``. The words are data: ``posts.toml``.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from graph.model import Body, Role

_SPLIT = re.compile(r"[、,，;；/／+＋和及]|兼任?|\s+")
_REMARK = re.compile(r"[(（][^()（）]*[)）]")
_TOWN_UNIT = re.compile(r"[^村社]*?(镇|乡|街道)(党委|政府|办事处|人民政府)?(?!村|社区)")


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
    data = tomllib.loads(files("loaders.values").joinpath("posts.toml").read_text(encoding="utf-8"))
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

    The same office named twice in a cell counts once; what a cell says beside known posts is a remark.
    """
    found: dict[tuple[str, str], Office] = {}
    for part in _parts(unicodedata.normalize("NFKC", text)):
        office = _read(part, in_village)
        found.setdefault((office.role, office.body), office)
    known = tuple(office for office in found.values() if office.known)
    return known or tuple(found.values())


def split_posts(text: str) -> list[str]:
    """The posts of one cell, as written, when every one of them is known; else the whole text."""
    parts = _parts(unicodedata.normalize("NFKC", text))
    return parts if len(parts) > 1 and all(read_post(part).known for part in parts) else [text.strip()]


def read_post(text: str) -> Office:
    """The first office a text names, in a village or else in the township."""
    return offices(text, True)[0]


def _parts(text: str) -> list[str]:
    """What stands between 兼, 、 and the like outside of brackets; a bracket stays with its post."""
    both: tuple[str, ...] = ()
    for entry in _table()[0]:
        word = next((word for word in entry.words if entry.both and word in text), None)
        if word is not None:
            both, text = entry.both, text.replace(word, "、")
            break
    shielded = _REMARK.sub(lambda found: found[0].translate(_SHIELD), text)
    parts = [part.translate(_OPEN) for part in _SPLIT.split(shielded) if part and not _REMARK.fullmatch(part)]
    return [*both, *(part for part in parts if not both or _read(part, True).known)] or [text]


_MARKS = "、,;/+和及兼 "
_SHIELD = {ord(mark): 0xE000 + at for at, mark in enumerate(_MARKS)}
_OPEN = {0xE000 + at: mark for at, mark in enumerate(_MARKS)}


@cache
def _read(part: str, in_village: bool) -> Office:
    village, town = _table()
    of_town = not in_village or _TOWN_UNIT.match(_REMARK.sub("", part)) is not None
    entry = None if of_town else _first(part, village)
    if entry is not None:
        return Office(part, entry.role, entry.body, known=entry.role != Role.OTHER)
    entry = _first(part, town)
    if entry is not None:
        return Office(part, entry.role, "", town=True)
    if of_town:
        return Office(part, "other", "", town=True, known=False)
    return Office(part, Role.OTHER, Body.OTHER, known=False)


def _first(text: str, entries: tuple[_Entry, ...]) -> _Entry | None:
    """The entry that decides: words in brackets only when the post itself says nothing."""
    plain = _REMARK.sub("", text)
    for reading in (plain, text) if plain else (text,):
        for entry in entries:
            if not entry.both and any(word in reading for word in entry.words):
                return entry
    return None
