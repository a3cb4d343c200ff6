"""One palette and one legend, for Python exports and the browser alike.

Colours follow the contrast table of the interface design: edges and marks at least 3:1, text at least 4.5:1.
Colour never stands alone: each kind has a shape and a character too.
"""

from __future__ import annotations

from dataclasses import dataclass

from graph.model import SubEdge


@dataclass(frozen=True, slots=True)
class NodeStyle:
    """How a kind of node is drawn: word of the legend, character, colours, vis-network shape."""

    word: str
    sign: str
    border: str
    fill: str
    shape: str = "box"
    border_width: int = 1


@dataclass(frozen=True, slots=True)
class EdgeStyle:
    """How an edge is drawn; ``dashes`` is vis-network's pattern or False."""

    color: str
    width: float
    dashes: list[int] | bool = False
    arrow: bool = False


NODE_STYLES: dict[str, NodeStyle] = {
    "cadre": NodeStyle("干部", "干", "#17212b", "#ffffff", border_width=3),
    "person": NodeStyle("亲属及相关人员", "人", "#586572", "#ffffff"),
    "account": NodeStyle("账户", "户", "#0a6aa6", "#e9f3fa"),
    "organization": NodeStyle("单位", "企", "#8a5200", "#fcf3e6"),
    "program": NodeStyle("项目", "项", "#00725a", "#e6f4f0"),
    "approval": NodeStyle("审批", "批", "#8d3f6c", "#f9edf4"),
    "contract": NodeStyle("合同", "合", "#8d3f6c", "#f9edf4"),
    "payment": NodeStyle("发放", "发", "#00725a", "#e6f4f0"),
    "village": NodeStyle("村", "村", "#586572", "#eceff2"),
}

_PATH = "#0b57a4"
_LINE = "#7b8894"
_CERTAIN = ("asserted", "derived")


def node_style(kind: str) -> NodeStyle:
    """Style of a kind of node; raises KeyError for a kind nobody declared."""
    return NODE_STYLES[kind]


def edge_style(edge: SubEdge) -> EdgeStyle:
    """Numbered path edges are thick and blue; what is not certain or has ended is dashed."""
    dashed = edge.ended or edge.strength not in _CERTAIN
    dashes: list[int] | bool = [6, 4] if dashed else False
    arrow = edge.kind in {"pays", "owns", "runs", "serves"}
    if edge.step is not None:
        return EdgeStyle(_PATH, 4.0, dashes, arrow)
    return EdgeStyle(_LINE, 2.5 if edge.kind == "spouse" else 1.3, dashes, arrow)


LEGEND: tuple[tuple[str, str], ...] = (
    *((style.sign, style.word) for style in NODE_STYLES.values()),
    ("━", "本预警路径"),
    ("┅", "推断或已终止，须核实"),
)

STANCE = "预警由数据比对产生，只提示需要核对的事项，不是问题认定。"
