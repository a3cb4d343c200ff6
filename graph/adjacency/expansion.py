"""Which nodes and edges around a root are shown: ring by ring, best first, never more than the cap."""

from __future__ import annotations

from dataclasses import dataclass

from graph.adjacency.columns import Adjacency


@dataclass(frozen=True, slots=True)
class Selection:
    """Node numbers in the order they were chosen, edge numbers among them, hidden edges by node."""

    nodes: list[int]
    edges: list[int]
    hidden: dict[int, int]


def select(adjacency: Adjacency, root: int, hops: int, cap: int) -> Selection:
    """At most ``cap`` nodes within ``hops`` steps of the root, and the edges among them.

    When a ring does not fit, its places are dealt out in turns, one to each node of the ring before, each node
    offering its best tie next: a hub cannot crowd out the others, and costs no more than what is shown of it.
    """
    chosen: dict[int, None] = {root: None}
    ring = [root]
    for _ in range(hops):
        room = cap - len(chosen)
        if room <= 0 or not ring:
            break
        before = len(chosen)
        _next_ring(adjacency, ring, chosen, room)
        ring = list(chosen)[before:]
    return _among(adjacency, chosen)


def among(adjacency: Adjacency, nodes: list[int]) -> Selection:
    """These nodes, in this order, and the edges among them."""
    return _among(adjacency, dict.fromkeys(nodes))


def _next_ring(adjacency: Adjacency, ring: list[int], chosen: dict[int, None], room: int) -> None:
    first, others = adjacency.first, adjacency.others
    most = room + len(chosen)  # so many ties of one node always hold enough new nodes, if it has them
    spans = [others[first[n]:min(first[n + 1], first[n] + most)] for n in ring]
    if sum(map(len, spans)) <= room:
        for span in spans:
            chosen.update(dict.fromkeys(span))
        return
    cap, turn = len(chosen) + room, 0
    while spans:
        for span in spans:
            chosen[span[turn]] = None
            if len(chosen) == cap:
                return
        turn += 1
        spans = [span for span in spans if len(span) > turn]


def _among(adjacency: Adjacency, chosen: dict[int, None]) -> Selection:
    first, others, edges = adjacency.first, adjacency.others, adjacency.edges
    shown: dict[int, None] = {}
    hidden: dict[int, int] = {}
    for node in chosen:
        start, end = first[node], first[node + 1]
        hidden[node] = end - start
        # ties of a hub beyond this are found from their other end
        stop = min(end, start + 4 * len(chosen))
        for at in range(start, stop):
            if others[at] in chosen:
                shown[edges[at]] = None
    for edge in shown:
        hidden[adjacency.start[edge]] -= 1
        hidden[adjacency.end[edge]] -= 1
    return Selection(list(chosen), list(shown), {node: count for node, count in hidden.items() if count})
