"""Who is related to whom, how, when and how surely: the questions rules and checks ask of the kin graph."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from graph.kinship.chains import Reading, read_chain
from graph.kinship.classes import Basis, KinClass, RecusalClass
from graph.kinship.edges import CONFIDENCES, Confidence, KinEdge, VirtualPerson
from graph.kinship.pedigree import (
    ADOPTED,
    APART,
    FIRST_DAY,
    LAST_DAY,
    OPEN,
    STEP,
    STEP_NOT_RAISED,
    KinGraph,
)
from graph.kinship.scopes import ScopeSet, default_scopes
from graph.kinship.search import Bounds, Label, search
from graph.kinship.segments import Piece, closeness, cut, ever_better_founded

__all__ = ["KinEdge", "KinGraph", "Relation", "VirtualPerson", "relation_between", "relations_of"]

SCOPE_STEPS, DISPLAY_STEPS, MAX_SPOUSE = 5, 6, 2
"""Bounds: scopes end at five steps, display and DISCIPLINE at six; never more than two marriages."""


@dataclass(frozen=True, slots=True)
class Relation:
    """`alter` as kin of `ego`, for the days from `valid_from` to `valid_to` (inclusive, None is open).

    `basis` is None while 养 or 继 is open. `path` holds the keys of the edges walked. `ended_by` says how
    the tie ended (divorce, adoption), or `death` for in-laws kept after the death that ended the marriage
    between.
    """

    ego: str
    alter: str
    chain: str
    pattern: str
    class_: KinClass
    recusal_class: RecusalClass
    generations: int | None
    degree: int | None
    scopes: tuple[str, ...]
    confidence: Confidence
    basis: Basis | None
    valid_from: date | None
    valid_to: date | None
    ended_by: str | None
    words: str
    path: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """The reading with its confidence and time, as given out to programs."""
        reading = _reading(self.chain, self.basis, None, None).as_json()
        return {
            **reading,
            "class": self.class_,
            "recusal_class": self.recusal_class,
            "generations": self.generations,
            "degree": self.degree,
            "scopes": list(self.scopes),
            "basis": self.basis,
            "confidence": self.confidence,
            "valid_from": self.valid_from.isoformat() if self.valid_from else None,
            "valid_to": self.valid_to.isoformat() if self.valid_to else None,
            "ended_by": self.ended_by,
            "path": list(self.path),
        }


def relations_of(
    graph: KinGraph,
    ego: str,
    *,
    on: date | None = None,
    scopes: ScopeSet | None = None,
    max_steps: int = SCOPE_STEPS,
    max_spouse: int = MAX_SPOUSE,
    within: Collection[str] | None = None,
) -> list[Relation]:
    """All kin of `ego` within the bounds, sorted by person and time; virtual persons are not among them.

    Without `on` each relative's time is cut into pieces, each with the closest path that holds then and,
    where another is better founded, that one beside it; with `on` the same for that day alone. `within`
    names the scopes of interest: the search then walks only towards their patterns. An unknown ego has none.
    """
    number = graph.index(ego)
    if number is None:
        return []
    circles = scopes or default_scopes()
    prefixes = circles.prefixes(within) if within is not None else None
    found = search(graph, number, Bounds(max_steps, max_spouse, on.toordinal() if on else None, prefixes))
    relations = [
        _relation(graph, piece, circles)
        for person, labels in found.items()
        if not graph.is_virtual[person]
        for piece in _pieces(labels, on)
    ]
    if within is not None:
        wanted = set(within)
        relations = [relation for relation in relations if wanted.intersection(relation.scopes)]
    return sorted(relations, key=lambda r: (r.alter, r.valid_from or date.min))


def relation_between(
    graph: KinGraph,
    a: str,
    b: str,
    *,
    on: date,
    scopes: ScopeSet | None = None,
    max_steps: int = DISPLAY_STEPS,
    max_spouse: int = MAX_SPOUSE,
) -> tuple[Relation | None, list[Relation]]:
    """What `b` is to `a` on a day: the closest reading (None without one) and all readings, closest first."""
    number, other = graph.index(a), graph.index(b)
    if number is None or other is None or number == other:
        return None, []
    found = search(graph, number, Bounds(max_steps, max_spouse, on.toordinal()))
    labels = sorted(found.get(other, ()), key=closeness)
    circles = scopes or default_scopes()
    readings = [_relation(graph, Piece(label, label.first, label.last), circles) for label in labels]
    return (readings[0] if readings else None), readings


def _pieces(labels: list[Label], on: date | None) -> Iterable[Piece]:
    if on is None:
        return cut(labels)
    shown = ever_better_founded(sorted(labels, key=closeness))
    return [Piece(label, label.first, label.last) for label in shown]


def _relation(graph: KinGraph, piece: Piece, scopes: ScopeSet) -> Relation:
    label = piece.label
    reading = _reading(label.state.chain, *_rests_on(graph, label), scopes)
    return Relation(
        ego=graph.persons[label.persons[0]],
        alter=graph.persons[label.person],
        chain=reading.chain,
        pattern=reading.pattern,
        class_=reading.class_,
        recusal_class=reading.recusal_class,
        generations=reading.generations,
        degree=reading.degree,
        scopes=reading.scopes,
        confidence=CONFIDENCES[label.confidence],
        basis=None if label.mark == OPEN and "X" not in reading.pattern else reading.basis,
        valid_from=None if piece.first <= FIRST_DAY else date.fromordinal(piece.first),
        valid_to=None if piece.last >= LAST_DAY else date.fromordinal(piece.last),
        ended_by=label.ended,
        words=reading.words,
        path=tuple(graph.edge_key[edge] for edge in label.edges),
    )


def _rests_on(graph: KinGraph, label: Label) -> tuple[Basis | None, str | None]:
    """Basis of a path, and whether a step child was raised there, by its least ordinary edge."""
    if label.mark == APART:
        return ("sworn" if graph.basis(label.edges[0]) == "sworn" else "foster"), None
    if label.mark in (STEP, STEP_NOT_RAISED):
        return "step", ("no" if label.mark == STEP_NOT_RAISED else "unknown")
    return ("adoption", None) if label.mark == ADOPTED and "X" not in label.state.pattern else (None, None)


@lru_cache(maxsize=65_536)
def _reading(chain: str, basis: Basis | None, raised: str | None, scopes: ScopeSet | None) -> Reading:
    return read_chain(chain, basis=basis, raised=raised, scopes=scopes)
