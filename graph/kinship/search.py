"""Outward search along kin edges: every relative of one person, with the time each path holds.

A label is a relative reached by one canonical chain. Of two paths with the same chain only those are kept
that hold longer or are better founded; the bound is in steps (a sibling edge is two) and marriages.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from graph.kinship.classes import RECUSAL_ORDER, placement
from graph.kinship.letters import Kind, Sex, composable, extend, pattern_of
from graph.kinship.pedigree import (
    APART,
    BESIDE,
    DOWN,
    FIRST_DAY,
    LAST_DAY,
    MARRIED,
    STEP_NOT_RAISED,
    UP,
    KinGraph,
    unpack,
)

_KINDS: tuple[Kind, ...] = ("P", "C", "X")
_STEPWISE = frozenset({(UP, MARRIED), (MARRIED, DOWN)})


@dataclass(frozen=True, slots=True)
class ChainState:
    """A canonical chain and what the search asks of it."""

    chain: str
    pattern: str
    closeness: int

    @property
    def steps(self) -> int:
        """Length in primitive steps."""
        return len(self.pattern)


class Label(NamedTuple):
    """A relative reached: by which chain, from which to which day, how well founded, over which edges."""

    person: int
    state: ChainState
    first: int
    last: int
    confidence: int
    mark: int
    ended: str | None
    persons: tuple[int, ...]
    edges: tuple[int, ...]
    came: int


@dataclass(frozen=True, slots=True)
class Bounds:
    """How far to search: steps, marriages, one day or all time, and only these beginnings of patterns."""

    max_steps: int
    max_spouse: int
    day: int | None = None
    prefixes: Collection[str] | None = None


@lru_cache(maxsize=65_536)
def _next_state(chain: str, direction: int, sex: Sex | None) -> ChainState | None:
    """The chain one edge further, None where kinship is not composed (co-parent, spouse's spouse)."""
    if direction == BESIDE:
        beyond = _next_state(chain, UP, None)
        return _next_state(beyond.chain, DOWN, sex) if beyond else None
    extended = extend(chain, _KINDS[direction], sex)
    pattern = pattern_of(extended)
    if not composable(pattern):
        return None
    return ChainState(extended, pattern, RECUSAL_ORDER.index(placement(pattern).recusal_class))


@lru_cache(maxsize=65_536)
def _within(pattern: str, max_steps: int, max_spouse: int) -> bool:
    return len(pattern) <= max_steps and pattern.count("X") <= max_spouse


def search(graph: KinGraph, ego: int, bounds: Bounds) -> dict[int, list[Label]]:
    """All labels of every person within the bounds, by person; the ego itself is not among them."""
    start = Label(ego, ChainState("", "", 0), FIRST_DAY, LAST_DAY, 0, 0, None, (ego,), (), -1)
    best: dict[tuple[int, str], list[Label]] = {}
    layers: list[list[tuple[int, str]]] = [[] for _ in range(bounds.max_steps + 1)]
    _expand(graph, start, bounds, best, layers)
    for layer in layers[1:]:
        for key in layer:
            for label in best[key]:
                if label.mark != APART:
                    _expand(graph, label, bounds, best, layers)
    found: dict[int, list[Label]] = {}
    for (person, _), labels in best.items():
        found.setdefault(person, []).extend(labels)
    return found


def _expand(
    graph: KinGraph,
    label: Label,
    bounds: Bounds,
    best: dict[tuple[int, str], list[Label]],
    layers: list[list[tuple[int, str]]],
) -> None:
    day, prefixes = bounds.day, bounds.prefixes
    chain, persons = label.state.chain, label.persons
    for packed in graph.neighbours[label.person]:
        person, edge, direction = unpack(packed)
        if person in persons:
            continue
        state = _next_state(chain, direction, graph.sex[person])
        if state is None or not _within(state.pattern, bounds.max_steps, bounds.max_spouse):
            continue
        if prefixes is not None and state.pattern not in prefixes:
            continue
        if graph.edge_mark[edge] == APART and label.edges:
            continue
        key = (person, state.chain)
        stepwise = (label.came, direction) in _STEPWISE
        for further in _through(graph, label, edge, direction, person, state):
            if day is not None and not further.first <= day <= further.last:
                continue
            if stepwise and _is_said_directly(graph, further, label.came):
                continue
            known = best.get(key)
            if known is None:
                best[key] = [further]
                layers[len(state.pattern)].append(key)
            else:
                _keep_best(graph, known, further)


def _through(graph: KinGraph, label: Label, edge: int, direction: int, person: int, state: ChainState) -> list[Label]:
    """The label one edge further, not where the times do not meet; a marriage ended by
    death goes on as such after the death.
    """
    first, last = max(label.first, graph.edge_from[edge]), min(label.last, graph.edge_to[edge])
    confidence = max(label.confidence, graph.edge_confidence[edge])
    mark = max(label.mark, graph.edge_mark[edge])
    persons, edges = (*label.persons, person), (*label.edges, edge)
    ended = graph.ended_by(edge)
    closes = ended if graph.edge_to[edge] <= label.last and graph.edge_to[edge] < LAST_DAY else label.ended
    if ended == "death":
        closes = label.ended
    found = []
    if first <= last:
        found.append(Label(person, state, first, last, confidence, mark, closes, persons, edges, direction))
    if ended == "death" and graph.edge_to[edge] < label.last:
        after = max(label.first, graph.edge_to[edge] + 1)
        found.append(Label(person, state, after, label.last, confidence, mark, "death", persons, edges, direction))
    return found


def _is_said_directly(graph: KinGraph, label: Label, came: int) -> bool:
    """Whether a step pattern only repeats a parenthood on record: the mother's husband is the father."""
    before = label.persons[-3]
    if (came, label.came) == (UP, MARRIED):
        child, parent = before, label.person
    elif (came, label.came) == (MARRIED, DOWN):
        child, parent = label.person, before
    else:
        return False
    return any(
        other == parent
        and way == UP
        and graph.edge_mark[edge] < STEP_NOT_RAISED
        and graph.edge_confidence[edge] <= label.confidence
        and graph.edge_from[edge] <= label.first
        and graph.edge_to[edge] >= label.last
        for other, edge, way in map(unpack, graph.neighbours[child])
    )


def _keep_best(graph: KinGraph, known: list[Label], new: Label) -> None:
    """Add `new` unless a known path of the same chain holds as long and is as well founded."""
    for at, old in enumerate(known):
        if _covers(old, new):
            if _covers(new, old) and _path_name(graph, new) < _path_name(graph, old):
                known[at] = new  # equal in all respects: the choice must not depend on the order of rows
            return
    known[:] = [old for old in known if not _covers(new, old)]
    known.append(new)


def _covers(one: Label, other: Label) -> bool:
    return (
        one.first <= other.first
        and one.last >= other.last
        and one.confidence <= other.confidence
        and one.mark <= other.mark
        and (one.ended is None or one.ended == other.ended)
    )


def _path_name(graph: KinGraph, label: Label) -> tuple[str, ...]:
    return tuple(graph.edge_key[edge] for edge in label.edges)
