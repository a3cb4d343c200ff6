"""Blood kinship at any distance: the nearest common ancestors of two persons.

For the outward search a bound is needed; two lines of parents need none.
"""

from __future__ import annotations

from graph.kinship.classes import RECUSAL_ORDER, placement
from graph.kinship.letters import Step, letters, pattern_of
from graph.kinship.pedigree import APART, STEP_NOT_RAISED, UP, KinGraph, unpack

Line = tuple[int, ...]
"""Persons from one person up to an ancestor, both included."""


def blood_chain(graph: KinGraph, a: str, b: str, *, day: int) -> str | None:
    """The closest blood chain from `a` to `b` holding on a day (ordinal), None without a common ancestor.

    Closest by recusal class, then steps, then generations, then the letters.
    """
    first, second = graph.index(a), graph.index(b)
    if first is None or second is None or first == second:
        return None
    up, down = ancestors(graph, first, day), ancestors(graph, second, day)
    if len(down) < len(up):
        shared = [person for person in down if person in up]
    else:
        shared = [person for person in up if person in down]
    chains = (_chain(graph, up[person], down[person]) for person in shared)
    return min(chains, key=closeness_of, default=None)


def closeness_of(chain: str) -> tuple[int, int, int, str]:
    """Sort key of a chain: recusal class, steps, generations, letters."""
    pattern = pattern_of(chain)
    place = placement(pattern)
    return RECUSAL_ORDER.index(place.recusal_class), len(pattern), place.generations or 0, chain


def ancestors(graph: KinGraph, person: int, day: int) -> dict[int, Line]:
    """Every ancestor with the shortest line up to it; the person itself with a line of one."""
    lines: dict[int, Line] = {person: (person,)}
    layer = [person]
    while layer:
        above: list[int] = []
        for child in layer:
            for parent in _parents(graph, child, day):
                if parent not in lines:
                    lines[parent] = (*lines[child], parent)
                    above.append(parent)
        layer = above
    return lines


def _parents(graph: KinGraph, child: int, day: int) -> list[int]:
    ends = map(unpack, graph.neighbours[child])
    return sorted(
        person
        for person, edge, direction in ends
        if direction == UP
        and graph.edge_mark[edge] not in (STEP_NOT_RAISED, APART)
        and graph.edge_from[edge] <= day <= graph.edge_to[edge]
    )


def _chain(graph: KinGraph, up: Line, down: Line) -> str:
    rising = [Step("P", graph.sex[person]) for person in up[1:]]
    falling = [Step("C", graph.sex[person]) for person in reversed(down[:-1])]
    return letters([*rising, *falling])
