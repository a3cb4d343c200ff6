"""A subgraph as GraphML, for Gephi, yEd and networkx."""

from __future__ import annotations

from pathlib import Path

import networkx as nx

from graph.model import Subgraph
from viz.layout import positions


def write_graphml(picture: Subgraph, path: Path) -> None:
    """Writes nodes with name, kind, position and edges with their words; names must be fit to be shown."""
    graph = nx.MultiDiGraph()
    placed = positions(picture)
    for node in picture.nodes:
        x, y = placed[node.key]
        graph.add_node(node.key, name=node.name, kind=node.kind, caption=node.caption, x=x, y=y)
    for edge in picture.edges:
        known = {"amount_fen": edge.amount_fen, "count": edge.count, "step": edge.step}
        graph.add_edge(edge.start, edge.end, kind=edge.kind, words=edge.words, strength=edge.strength,
                       ended=edge.ended, **{name: value for name, value in known.items() if value is not None})
    nx.write_graphml(graph, path)
