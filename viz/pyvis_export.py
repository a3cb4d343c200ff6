"""One self-contained page of a subgraph, drawn by vis-network through pyvis.

Everything is in the file: script, style, data. It names no other host, runs no physics, and treats every name
as text.
"""

from __future__ import annotations

import html
import json
import re
from importlib.resources import files
from pathlib import Path

from pyvis.network import Network

from graph.model import SubEdge, Subgraph, SubNode
from viz.layout import generation_rows, positions
from viz.style import LEGEND, STANCE, edge_style, node_style

_OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {"dragNodes": True, "hover": True, "keyboard": {"enabled": True, "bindToWindow": False}},
    "nodes": {"margin": 8, "font": {"size": 14, "multi": False},
              "widthConstraint": {"minimum": 84, "maximum": 120}},
    "edges": {"font": {"size": 12, "background": "#ffffff", "strokeWidth": 0}},
}


def write_page(picture: Subgraph, path: Path, *, title: str) -> None:
    """Writes the page to ``path`` (UTF-8, self-contained). Names must already be fit to be shown."""
    path.write_text(page(picture, title=title), encoding="utf-8")


def page(picture: Subgraph, *, title: str) -> str:
    """The page as text."""
    network = Network(height="100%", width="100%", directed=True, cdn_resources="in_line")
    network.set_template_dir(str(files("viz")), "page.html.jinja")
    placed = positions(picture)
    for node in picture.nodes:
        network.add_node(node.key, **_node(node, placed[node.key]))
    for edge in picture.edges:
        network.add_edge(edge.start, edge.end, **_edge(edge))
    network.heading = html.escape(title)
    network.options = _OPTIONS
    network.conf = False
    return _fill(network.generate_html(), picture)


def _node(node: SubNode, at: tuple[float, float]) -> dict[str, object]:
    style = node_style(node.kind)
    caption = f"\n{node.caption}" if node.caption else ""
    sign = "" if node.kind in {"cadre", "person"} else f"〔{style.sign}〕"
    return {
        "label": f"{sign}{node.name}{caption}", "shape": style.shape, "x": at[0], "y": at[1], "physics": False,
        "borderWidth": style.border_width, "color": {"border": style.border, "background": style.fill},
        "person": node.name, "facts": [["类别", style.word], *([k, v] for k, v in node.facts)],
    }


def _edge(edge: SubEdge) -> dict[str, object]:
    style = edge_style(edge)
    number = f"{'①②③④⑤⑥⑦⑧⑨'[edge.step - 1]} " if edge.step else ""
    curve: dict[str, object] | bool = False
    if edge.kind in {"kin", "candidate", "maybe_same"}:
        curve = {"enabled": True, "type": "curvedCW", "roundness": 0.2}
    # On two lines: the labels of edges between the same two rows stand side by side.
    label = number + edge_words(edge).replace(" · ", "\n", 1)
    # Labels of straight edges are set by the page itself, where they do not cover one another.
    return {"label" if curve else "words": label, "color": style.color, "width": style.width, "dashes": style.dashes,
            "arrows": {"to": {"enabled": style.arrow, "scaleFactor": 0.5}}, "smooth": curve}


def edge_words(edge: SubEdge) -> str:
    """What stands on the edge: its words, and “12 笔 · 8,340.00 元” for money."""
    parts = [edge.words] if edge.words else []
    if edge.count is not None:
        parts.append(f"{edge.count} 笔")
    if edge.amount_fen is not None:
        parts.append(f"{edge.amount_fen / 100:,.2f} 元")
    return " · ".join(parts)


def _fill(text: str, picture: Subgraph) -> str:
    out = sum(count for _, count in picture.left_out)
    pieces = {
        "VIS-CSS": _asset("vis-network.css"), "VIS-JS": _asset("vis-network.min.js"), "STANCE": STANCE,
        "COUNT": f"显示 {len(picture.nodes)} 个对象、{len(picture.edges)} 条关系，未展开 {out} 个",
        "LEGEND": "".join(f"<li><b>{sign}</b>{word}</li>" for sign, word in LEGEND),
        "BANDS": json.dumps(generation_rows(picture), ensure_ascii=False), "TABLE": _table(picture),
    }
    return re.sub(r"/\*(" + "|".join(pieces) + r")\*/", lambda match: pieces[match[1]], text)


def _asset(name: str) -> str:
    """A file of vis-network without addresses: links in comments lose their scheme, name spaces are joined up."""
    text = (files("pyvis") / "templates" / "lib" / "vis-9.1.2" / name).read_text(encoding="utf-8")
    text = re.sub(r'"http://(www\.w3\.org[^"]*)"', r'("http:"+"//\1")', text)
    return re.sub(r"https?://", "", text).replace("</script", "<\\/script")


def _table(picture: Subgraph) -> str:
    names = {node.key: node.name for node in picture.nodes}
    rows = (f"<tr><td>{html.escape(names[e.start])}</td><td>{html.escape(edge_words(e) or e.kind)}</td>"
            f"<td>{html.escape(names[e.end])}</td></tr>" for e in picture.edges)
    return f"<table><tr><th>从</th><th>关系</th><th>到</th></tr>{''.join(rows)}</table>"
