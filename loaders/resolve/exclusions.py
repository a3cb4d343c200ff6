"""Which programmes may not be received together: the county's list, the catalogue's columns, and the usual pairs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from loaders.county import Pair
from loaders.resolve.programs import Programs

YEARS, MONTHS = "年", "月"
"""Unit of an overlap: any two within a number of years, or the same month."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A programme as the catalogue has it, with the names it excludes."""

    code: str
    name: str
    by_household: bool
    excludes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Exclusion:
    """An unordered pair of programme codes (smaller first; a pair of one programme with itself: not again)."""

    a: str
    b: str
    level: str
    unit: str
    origin: str
    source: str | None = None
    since: date | None = None
    until: date | None = None


_USUAL = (
    (r"低保|最低生活保障", r"特困|五保", "person", MONTHS),
    (r"危房改造|危改", r"易地.{0,4}搬迁", "household", YEARS),
    (r"危房改造|危改", r"危房改造|危改", "household", YEARS),
    (r"(养老|老年).{0,4}护理", r"残疾.{0,4}护理", "person", MONTHS),
)
"""The pairs that hold where nobody says otherwise (rules.md R21)."""


def exclusions(catalogue: Iterable[Listed], programs: Programs, county: Iterable[Pair]) -> list[Exclusion]:
    """All pairs, each once: the county's word first, then the catalogue's, then the usual ones."""
    listed = list(catalogue)
    found: dict[tuple[str, str], Exclusion] = {}
    for pair in (*_of_county(county, programs, listed), *_of_catalogue(listed, programs), *_usual(listed)):
        found.setdefault((pair.a, pair.b), pair)
    return [found[key] for key in sorted(found)]


def permissions(programs: Programs, county: Iterable[Pair]) -> list[Exclusion]:
    """The pairs that the county permits."""
    return [Exclusion(a, b, pair.level or "", MONTHS, "county", pair.source, pair.from_, pair.to)
            for pair in county for a, b in _codes(pair, programs)]


def _codes(pair: Pair, programs: Programs) -> Iterator[tuple[str, str]]:
    codes = [code for code in (programs.resolve(name) for name in pair.programs) if code]
    yield from (tuple(sorted(two)) for two in combinations(codes, 2))  # type: ignore[misc]


def _of_county(county: Iterable[Pair], programs: Programs, listed: list[Listed]) -> Iterator[Exclusion]:
    households = {entry.code for entry in listed if entry.by_household}
    for pair in county:
        for a, b in _codes(pair, programs):
            said = {"户": "household", "人": "person"}.get(pair.level or "", pair.level)
            level = said or _level({a, b} <= households)
            yield Exclusion(a, b, level, MONTHS, "county", pair.source, pair.from_, pair.to)


def _of_catalogue(listed: list[Listed], programs: Programs) -> Iterator[Exclusion]:
    by_code = {entry.code: entry for entry in listed}
    for entry in listed:
        for name in entry.excludes:
            other = by_code.get(programs.resolve(name) or "")
            if other is not None:
                a, b = sorted((entry.code, other.code))
                usual = next((pair for pair in _usual([entry, other]) if (pair.a, pair.b) == (a, b)), None)
                level = usual.level if usual else _level(entry.by_household and other.by_household)
                yield Exclusion(a, b, level, usual.unit if usual else MONTHS, "catalogue")


def _usual(listed: list[Listed]) -> Iterator[Exclusion]:
    for one, other, level, unit in _USUAL:
        for x in listed:
            for y in listed:
                again = one == other
                if re.search(one, x.name) and re.search(other, y.name) and (x.code == y.code) == again:
                    a, b = sorted((x.code, y.code))
                    yield Exclusion(a, b, level, unit, "default")


def _level(households: bool) -> str:
    return "household" if households else "person"
