"""The household register to kin edges, household by household and extract by extract.

A relation code is relative to the head of its own extract, so every extract is read by itself; edges that several
extracts tell are one edge later.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import groupby
from operator import itemgetter

import pyarrow as pa

from graph.kinship.codes import one_digit_column
from graph.kinship.inference import HouseholdKin, Member, infer_household
from loaders.build.kin import KinRows
from loaders.build.workshop import Workshop, table_of

_TEXT = pa.string()
ORIGIN = "户籍"

_MEMBERS = """
    SELECT m.household, m.src, m.person, m.relation, coalesce(m.id_sex, p.sex) AS sex,
           coalesce(m.id_birth, p.birth) AS birth, m.loc, h.kind <> '家庭户' AS collective, m.as_of
    FROM membership_row m JOIN household h ON h.key = m.household JOIN person p ON p.key = m.person
    WHERE NOT m.mistaken
    ORDER BY m.household, m.age, m.loc"""


def infer(shop: Workshop, rows: KinRows, dialect: Mapping[str, tuple[str, ...]]) -> None:
    """Adds the register's edges to ``rows`` and creates ``household_state(key, state, head_person)``."""
    one_digit = {src: one_digit_column(r for (r,) in shop.rows(
        "SELECT DISTINCT relation FROM membership_row WHERE src = ? AND relation IS NOT NULL", [src]))
        for (src,) in shop.rows("SELECT DISTINCT src FROM membership_row")}
    married = _married(shop)
    states: dict[str, tuple[str, str | None]] = {}
    issues: Counter[str] = Counter()
    for household, src, members, locs, collective, as_of in _households(shop):
        spouses = {m.person: married[m.person] for m in members if m.person in married}
        found = infer_household(household, members, collective=collective, one_digit=one_digit[src], married=spouses,
                                on=as_of, dialect=dialect)
        states[household] = (_state(found), found.head)
        issues.update(issue.code for issue in found.issues)
        _add(rows, found, locs)
    for code, count in issues.items():
        shop.note(code, count)
    shop.put("household_state", table_of({"key": _TEXT, "state": _TEXT, "head_person": _TEXT},
                                         [(key, *state) for key, state in states.items()]))


def _households(shop: Workshop) -> Iterator[tuple[str, int, list[Member], dict[str, int], bool, date | None]]:
    """Members of each household in each extract, oldest extract first."""
    table = shop.arrow(_MEMBERS)
    columns = [table.column(name).to_pylist() for name in table.column_names]
    del table
    for (household, src), group in groupby(zip(*columns, strict=True), key=itemgetter(0, 1)):
        rows = list(group)
        members = {row[2]: Member(row[2], row[3], row[4] if row[4] in ("M", "F") else None, row[5]) for row in rows}
        yield household, src, list(members.values()), {row[2]: row[6] for row in rows}, rows[0][7], rows[0][8]


def _married(shop: Workshop) -> dict[str, str]:
    """Spouses by marriage register and by the register's spouse column."""
    found: dict[str, str] = {}
    for a, b in shop.rows("""
            SELECT start, "end" FROM marriage WHERE valid_to IS NULL
            UNION SELECT person, spouse_person FROM membership_row WHERE spouse_person IS NOT NULL ORDER BY 1, 2"""):
        found.setdefault(a, b)
        found.setdefault(b, a)
    return found


def _state(found: HouseholdKin) -> str:
    codes = {issue.code for issue in found.issues}
    return "two_heads" if "two_heads" in codes else "no_head" if "no_head" in codes else "ok"


def _add(rows: KinRows, found: HouseholdKin, locs: Mapping[str, int]) -> None:
    for edge in found.edges:
        place = [loc for loc in (locs.get(edge.a), locs.get(edge.b)) if loc is not None]
        rows.add(edge, ORIGIN, max(place) if place else min(locs.values()))
    for virtual in found.virtual:
        rows.virtual[virtual.key] = virtual.sex
