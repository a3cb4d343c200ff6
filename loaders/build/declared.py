"""Declared relatives to primitive edges.

A kin word is read as chains from the cadre to the relative. The chain is walked over people who are already known
as the cadre's kin where exactly one of them fits a step, and over anonymous virtual persons where none or several
do; the relative stands at its end. Of several readings the least close counts, because nobody is held to be nearer
kin than what was written surely means.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

import pyarrow as pa

from graph.kinship.chains import Reading
from graph.kinship.classes import RECUSAL_ORDER
from graph.kinship.edges import Confidence, EdgeKind, KinEdge
from graph.kinship.letters import KinError, Sex, letters, parse
from graph.kinship.terms import TermReading, read_term
from loaders.build.kin import KinRows
from loaders.build.workshop import Workshop, table_of

ORIGIN = "申报"
REACH = 3
"""Kin of a cadre up to this many edges away may stand in the middle of a declared chain."""


@dataclass(frozen=True, slots=True)
class Declared:
    """One row: the cadre, the word as written, the relative. ``word_of``: whom the word names (干部系其: the cadre)."""

    cadre: str
    word: str
    relative: str
    known: bool
    sex: Sex | None
    relative_sex: Sex | None
    birth: date | None
    relative_birth: date | None
    declared: date | None
    word_of: Literal["relative", "cadre"]
    loc: int


@dataclass
class KnownKin:
    """Who is whose parent, spouse, sibling, as far as cadres' surroundings go."""

    ties: dict[tuple[str, str], dict[str, None]] = field(default_factory=lambda: defaultdict(dict))
    sexes: dict[str, str | None] = field(default_factory=dict)

    def add(self, kind: str, a: str, b: str) -> None:
        """One edge, to be walked both ways."""
        forth, back = {"parent": ("C", "P"), "spouse": ("X", "X"), "sibling": ("PC", "PC")}[kind]
        self.ties[a, forth][b] = None
        self.ties[b, back][a] = None

    def step(self, person: str, move: str, avoid: str) -> list[str]:
        """People one move away who can be meant: right sex where known, not the person the chain leads to."""
        last = parse(move)[-1]
        kind = "PC" if len(parse(move)) == 2 else last.kind
        found = [p for p in self.ties.get((person, kind), ()) if p != avoid]
        return [p for p in found if last.sex is None or self.sexes.get(p) in (None, "U", last.sex)]


def declare(shop: Workshop, rows: KinRows, dialect: Mapping[str, tuple[str, ...]]) -> None:
    """Adds the edges of all declarations, nearest relations first, so that the farther ones find them."""
    rows.flush()
    read: list[tuple[int, Declared, TermReading, Reading]] = []
    for row in _declarations(shop):
        try:
            term = read_term(row.word, sex=row.sex, relative_sex=row.relative_sex, dialect=dialect,
                             column=row.word_of)
        except KinError:
            shop.note("unknown_relation", 1)
            continue
        reading = _choose(shop, row, term)
        if reading is not None:
            read.append((len(moves(reading.chain)), row, term, reading))
    known = _known_kin(shop, {row.cadre for _, row, _, _ in read} | {row.relative for _, row, _, _ in read})
    for _, row, term, reading in sorted(read, key=lambda item: (item[0], item[1].cadre, item[1].relative, item[1].loc)):
        for edge in edges_of(row, term, reading, known, rows.virtual):
            rows.add(edge, ORIGIN, row.loc)
            if edge.ended_by is None and edge.basis != "sworn":
                known.add(edge.kind, edge.a, edge.b)


def edges_of(row: Declared, term: TermReading, reading: Reading, known: KnownKin,
             virtual: dict[str, str | None]) -> list[KinEdge]:
    """The edges of one declaration; virtual persons it needs are added to ``virtual``."""
    path, person, prefix, guessed = moves(reading.chain), row.cadre, "", False
    edges: list[KinEdge] = []
    for at, move in enumerate(path):
        prefix += move
        if at == len(path) - 1:
            confidence: Confidence = "presumed" if not row.known else "derived" if guessed else "asserted"
            edges.append(_edge(person, row.relative, move, reading, term, row, confidence, last=True))
            break
        fitting = known.step(person, move, row.relative)
        if len(fitting) == 1:
            guessed = guessed or move in _MANY
            person = fitting[0]
            continue
        stand_in = _stand_in(row, prefix, move, virtual)
        edges.append(_edge(person, stand_in, move, reading, term, row, "asserted", last=False))
        person = stand_in
    return edges


_MANY = frozenset({"S", "D", "C", "B", "Z", "PC"})
"""Moves that can lead to several people: a step over one of them is derived, not asserted."""


def moves(chain: str) -> list[str]:
    """A chain as edges from person to person: one letter each, PC as one sibling edge."""
    text, found = letters(parse(chain)), []
    while text:
        size = 2 if text.startswith("PC") else 1
        found.append(text[:size])
        text = text[size:]
    return found


def _stand_in(row: Declared, prefix: str, move: str, virtual: dict[str, str | None]) -> str:
    """An anonymous person at this place: one for a parent or spouse, one per relative for children and siblings."""
    unique = not any(step in _MANY for step in moves(prefix))
    key = f"virtual:{row.cadre}:{prefix}" + ("" if unique else f":{row.relative}")
    virtual.setdefault(key, parse(move)[-1].sex)
    return key


def _edge(a: str, b: str, move: str, reading: Reading, term: TermReading, row: Declared, confidence: Confidence, *,
          last: bool) -> KinEdge:
    kind: EdgeKind = "spouse" if move in "HWX" else "sibling" if move in ("B", "Z", "PC") else "parent"
    first, second = (b, a) if move in ("F", "M", "P") else (a, b)
    basis = "marriage" if kind == "spouse" else "blood"
    if last and kind != "spouse" and reading.basis not in ("blood", "marriage"):
        basis = reading.basis
    ended = term.ended == "divorce" and kind == "spouse" and (last or "X" not in reading.pattern[1:])
    return KinEdge(kind, first, second, basis, confidence,
                   valid_to=row.declared if ended else None, ended_by="divorce" if ended else None,
                   raised="unknown" if basis == "step" else None)


def _choose(shop: Workshop, row: Declared, term: TermReading) -> Reading | None:
    """The reading that counts, or None with a note."""
    if term.tie is not None and not term.readings:
        shop.note(f"relation_{term.tie}", 1)
        return None
    if term.contradiction:
        shop.note("sex_conflict", 1)
    readings: Sequence[Reading] = term.readings
    if term.ambiguous:
        shop.note("relation_ambiguous", 1)
        readings = [r for r in readings if _ages_fit(r, row)] or readings
    if term.pair and len({_rise(r.chain) for r in readings}) > 1:
        shop.note("relation_direction_open", 1)
        return None
    return least_close(readings)


def least_close(readings: Iterable[Reading]) -> Reading:
    """The reading of the farthest class, then of most steps; texts decide what is left."""
    return max(readings, key=lambda r: (RECUSAL_ORDER.index(r.recusal_class), len(r.pattern), r.chain))


def _rise(chain: str) -> int:
    """Generations from the cadre up (positive) or down to the relative."""
    return sum({"P": 1, "C": -1}.get(step.kind, 0) for step in parse(chain))


def _ages_fit(reading: Reading, row: Declared) -> bool:
    """Whether births allow the reading: at least fifteen years for each generation between the two."""
    rise = _rise(reading.chain)
    if rise == 0 or row.birth is None or row.relative_birth is None:
        return True
    older, younger = (row.relative_birth, row.birth) if rise > 0 else (row.birth, row.relative_birth)
    return younger.year - older.year >= 15 * abs(rise)


def _declarations(shop: Workshop) -> list[Declared]:
    """The newest row of each cadre, relative and word."""
    return [Declared(*row) for row in shop.rows("""
        SELECT r.cadre, r.relation, r.relative, r.rel_id IS NOT NULL, nullif(c.sex, 'U'), nullif(p.sex, 'U'),
               c.birth, p.birth, r.declared, coalesce(r.relation_of, 'relative'), min(r.loc)
        FROM relatives r JOIN person c ON c.key = r.cadre JOIN person p ON p.key = r.relative
        WHERE r.relation IS NOT NULL AND r.cadre <> r.relative GROUP BY ALL ORDER BY ALL""")]


def _known_kin(shop: Workshop, people: set[str]) -> KnownKin:
    """Edges within ``REACH`` of the people concerned, from everything gathered so far."""
    shop.put("near_person", table_of({"key": pa.string()}, [(key,) for key in sorted(people)]))
    shop.con.execute("""CREATE OR REPLACE TABLE near_tie AS SELECT DISTINCT kind, start, "end" FROM kin_row
        WHERE ended_by IS NULL AND coalesce(basis, 'blood') <> 'sworn' AND confidence IN ('asserted', 'derived')
        UNION SELECT 'spouse', start, "end" FROM marriage WHERE valid_to IS NULL""")
    for _ in range(REACH - 1):
        shop.con.execute("""INSERT INTO near_person SELECT key FROM (
            SELECT t."end" AS key FROM near_tie t SEMI JOIN near_person n ON n.key = t.start
            UNION SELECT t.start FROM near_tie t SEMI JOIN near_person n ON n.key = t."end")
            WHERE key NOT IN (SELECT key FROM near_person)""")
    known = KnownKin()
    for kind, a, b in shop.rows("""SELECT kind, start, "end" FROM near_tie WHERE start IN (SELECT key FROM near_person)
                                   OR "end" IN (SELECT key FROM near_person) ORDER BY ALL"""):
        known.add(kind, a, b)
    known.sexes.update(dict(shop.rows(
        "SELECT key, sex FROM person WHERE key IN (SELECT start FROM near_tie UNION SELECT \"end\" FROM near_tie)")))
    return known
