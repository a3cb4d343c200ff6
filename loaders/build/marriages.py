"""The marriage register to marriages: one interval per marriage of a pair.

补领 (a certificate issued again) is the same marriage; 离婚 closes it; a later 结婚 of the same pair is a new one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

import pyarrow as pa

from loaders.build.workshop import Workshop, table_of

_TEXT, _DATE = pa.string(), pa.date32()
_SCHEMA = {"start": _TEXT, "end": _TEXT, "term": pa.int64(), "valid_from": _DATE, "valid_to": _DATE,
           "ended_by": _TEXT, "locs": pa.list_(pa.int64())}


@dataclass(frozen=True, slots=True)
class Registered:
    """One row of the register. ``kind``: marriage, divorce, reissue."""

    a: str
    b: str
    day: date | None
    kind: str
    divorced: date | None
    loc: int


@dataclass(slots=True)
class Marriage:
    """A marriage of a pair until the day of the divorce, and the rows that tell it."""

    valid_from: date | None
    valid_to: date | None
    locs: list[int]


def marriages_of(rows: Iterable[Registered]) -> list[Marriage]:
    """The marriages of one pair, oldest first, from its rows in any order."""
    found: list[Marriage] = []
    for row in sorted(_events(rows), key=lambda r: (r.day or date.min, r.kind == "divorce", r.loc)):
        last = found[-1] if found else None
        if row.kind == "divorce":
            if last is None or last.valid_to is not None:
                found.append(Marriage(None, row.day, []))
            found[-1].valid_to = row.day
        elif last is None or (last.valid_to is not None and row.kind == "marriage"):
            found.append(Marriage(row.day if row.kind == "marriage" else None, None, []))
        found[-1].locs.append(row.loc)
    return found


def _events(rows: Iterable[Registered]) -> Iterator[Registered]:
    for row in rows:
        yield row
        if row.divorced and row.kind != "divorce":
            yield Registered(row.a, row.b, row.divorced, "divorce", None, row.loc)


def marry(shop: Workshop) -> None:
    """Creates ``marriage``: every registered marriage with its interval and number among those of the pair."""
    rows = [Registered(a, b, day, _kind(word or ""), divorced, loc)
            for a, b, day, word, divorced, loc in shop.rows("""
                SELECT least(man_person, woman_person), greatest(man_person, woman_person),
                       CASE WHEN type LIKE '%离婚%' THEN coalesce(divorced, date) ELSE date END, type, divorced, loc
                FROM marriages WHERE man_person <> woman_person ORDER BY 1, 2, loc""")]
    found = []
    for (a, b), group in groupby(rows, key=lambda row: (row.a, row.b)):
        for number, m in enumerate(marriages_of(group), start=1):
            ended = "divorce" if m.valid_to else None
            found.append((a, b, number, m.valid_from, m.valid_to, ended, sorted(set(m.locs))))
    shop.put("marriage", table_of(_SCHEMA, found))


def _kind(word: str) -> str:
    if "离" in word:
        return "divorce"
    return "reissue" if "补" in word or "换" in word else "marriage"
