"""The shortest way between two nodes of the mirror, from both ends at once, never through a crowd."""

from __future__ import annotations

from graph.adjacency.columns import Adjacency

CROWD = 500
"""A node with more ties than this is no link between people: half the county shares a programme's account."""


def shortest(adjacency: Adjacency, start: int, end: int, steps: int, blocked: frozenset[int]) -> list[int] | None:
    """Nodes from ``start`` to ``end`` over at most ``steps`` ties and no ``blocked`` node; None without a way."""
    if start == end:
        return [start]
    before: dict[int, int] = {start: start}
    after: dict[int, int] = {end: end}
    rings = [start], [end]
    for _ in range(steps):
        first = len(rings[0]) <= len(rings[1])
        ring, seen, other = (rings[0], before, after) if first else (rings[1], after, before)
        grown, met = _grow(adjacency, ring, seen, other, blocked)
        if met is not None:
            return [*reversed(_back(before, met)), *_back(after, met)[1:]]
        if not grown:
            return None
        rings = (grown, rings[1]) if first else (rings[0], grown)
    return None


def _grow(adjacency: Adjacency, ring: list[int], seen: dict[int, int], other: dict[int, int],
          blocked: frozenset[int]) -> tuple[list[int], int | None]:
    """The next ring, and the node where both searches met."""
    grown: list[int] = []
    for node in ring:
        if adjacency.degree(node) > CROWD:
            continue
        for there in adjacency.others[adjacency.first[node]:adjacency.first[node + 1]]:
            if there in seen or there in blocked:
                continue
            seen[there] = node
            if there in other:
                return grown, there
            grown.append(there)
    return grown, None


def _back(came_from: dict[int, int], node: int) -> list[int]:
    """From ``node`` back to where its search began."""
    found = [node]
    while came_from[node] != node:
        node = came_from[node]
        found.append(node)
    return found
