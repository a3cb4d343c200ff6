"""A selection of nodes and edges as the subgraph that pictures are made of."""

from __future__ import annotations

from collections import deque

from graph.adjacency.columns import Adjacency
from graph.adjacency.edges import Edges
from graph.adjacency.expansion import Selection
from graph.adjacency.nodes import Nodes
from graph.adjacency.ties import shown_words
from graph.model import SubEdge, Subgraph, SubNode

_STEP = {"parent": 1, "spouse": 0, "sibling": 0}
"""Generations from the start of a primitive kin edge to its end."""


def draw(selection: Selection, nodes: Nodes, edges: Edges, adjacency: Adjacency, offices: frozenset[int]) -> Subgraph:
    """The subgraph; names are whole, to mask them is the caller's."""
    root = selection.nodes[0]
    generations = _generations(root, selection.edges, edges, adjacency)
    return Subgraph(
        nodes.keys[root],
        tuple(node(number, nodes, offices, generations.get(number)) for number in selection.nodes),
        tuple(_edge(number, nodes, edges, adjacency) for number in selection.edges),
        tuple((nodes.keys[number], count) for number, count in selection.hidden.items()),
    )


def node(number: int, nodes: Nodes, offices: frozenset[int], generation: int | None = None) -> SubNode:
    """One node; whoever holds or held an office is drawn as a cadre."""
    kind = "cadre" if number in offices else nodes.kind(number)
    return SubNode(nodes.keys[number], nodes.label(number), kind, nodes.name(number), nodes.caption(number),
                   generation)


def _edge(number: int, nodes: Nodes, edges: Edges, adjacency: Adjacency) -> SubEdge:
    count, amount = edges.payments(number)
    first, last = edges.span(number)
    return SubEdge(nodes.keys[adjacency.start[number]], nodes.keys[adjacency.end[number]], edges.kind(number),
                   shown_words(edges.words(number)), edges.strength(number), edges.ended(number), amount, count,
                   valid_from=first, valid_to=last)


def _generations(root: int, shown: list[int], edges: Edges, adjacency: Adjacency) -> dict[int, int]:
    """Generation of each person that primitive kin edges of the picture join to the root."""
    steps: dict[int, list[tuple[int, int]]] = {}
    for number in shown:
        if (step := _STEP.get(edges.kind(number))) is not None:
            start, end = adjacency.start[number], adjacency.end[number]
            steps.setdefault(start, []).append((end, step))
            steps.setdefault(end, []).append((start, -step))
    found = {root: 0} if root in steps else {}
    queue = deque(found)
    while queue:
        here = queue.popleft()
        for there, step in steps[here]:
            if there not in found:
                found[there] = found[here] + step
                queue.append(there)
    return found
