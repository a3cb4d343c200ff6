"""Pictures on the wire: nodes with their places, edges, how much was left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from pydantic import BaseModel

from api.web.homes import Home
from graph.model import Subgraph
from viz.layout import generation_rows, positions
from viz.style import LEGEND, STANCE


class GraphNode(BaseModel):
    """``x``, ``y``: centre in px, the root's row at 0; ``kind`` as in the legend.

    ``household`` (a pseudonymous key) and ``village`` (its code): by them cards can be put together; ``head`` of it.
    """

    key: str
    label: str
    kind: str
    name: str
    caption: str
    generation: int | None
    facts: list[tuple[str, str]]
    minor: bool
    household: str | None = None
    head: bool = False
    village: str = ""
    village_name: str = ""
    x: float
    y: float


class GraphEdge(BaseModel):
    """``strength``: asserted derived presumed candidate; ``step`` numbers the path of a warning.

    ``valid_from``, ``valid_to`` are inclusive; null is open or not known. Of payments they are the first and last day.
    """

    start: str
    end: str
    kind: str
    words: str
    strength: str
    ended: bool
    amount_fen: int | None
    count: int | None
    step: int | None
    valid_from: date | None = None
    valid_to: date | None = None


class GraphTold(BaseModel):
    """A ranked and capped piece of the graph. ``left_out``: by node, how many ties are not shown."""

    root: str
    nodes: list[GraphNode]
    edges: list[GraphEdge]
    left_out: dict[str, int]
    rows: list[tuple[str, float]]
    legend: list[tuple[str, str]]
    stance: str = STANCE


def told(picture: Subgraph, minors: frozenset[str], homes: Mapping[str, Home]) -> GraphTold:
    """The picture as it crosses the wire."""
    places = positions(picture)
    nodes = [GraphNode(**_node(asdict(node)), **asdict(homes.get(node.key, Home())), minor=node.key in minors,
                       x=places[node.key][0], y=places[node.key][1]) for node in picture.nodes]
    return GraphTold(root=picture.root, nodes=nodes, edges=[GraphEdge(**asdict(edge)) for edge in picture.edges],
                     left_out=dict(picture.left_out), rows=generation_rows(picture), legend=list(LEGEND))


def _node(values: dict[str, Any]) -> dict[str, Any]:
    return {**values, "facts": list(values["facts"])}
