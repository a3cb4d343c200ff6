"""Positions computed once: generations as rows, couples side by side, money and units below.

The ordering inside the rows follows the barycentre heuristic of layered drawing (Sugiyama, Tagawa and Toda
1981): a family stands under the middle of its parents, as far as its neighbours leave room. Everything is
deterministic: the same picture gives the same positions.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import networkx as nx

from graph.model import SubEdge, Subgraph

COLUMN = 184  # px between the centres of two neighbours
COUPLE = 176  # px between the centres of a couple
ROW = 160  # px between generations
_SWEEPS = 6
_BLOOD = ("parent",)

Positions = dict[str, tuple[float, float]]


def positions(picture: Subgraph) -> Positions:
    """Centre of every node in px, root row at y = 0; no two nodes overlap."""
    rows = _rows(picture)
    units = {level: _units(keys, picture.edges) for level, keys in rows.items()}
    near = _neighbours(picture.edges)
    x: dict[str, float] = {}
    for level in sorted(units):
        _place(units[level], x, near)
    for sweep in range(_SWEEPS):
        for level in sorted(units, reverse=sweep % 2 == 0):
            _place(units[level], x, near)
    shift = x.get(picture.root, 0.0)
    order = {level: index for index, level in enumerate(sorted(rows))}
    root_row = order[_level_of(picture, picture.root)]
    return {key: (x[key] - shift, float((order[level] - root_row) * ROW))
            for level, keys in rows.items() for key in keys}


def generation_rows(picture: Subgraph) -> list[tuple[str, float]]:
    """Words and y of each row that holds persons, from the eldest down, and of the rows below."""
    placed = positions(picture)
    words: dict[float, str] = {}
    for node in picture.nodes:
        y = placed[node.key][1]
        words.setdefault(y, "资金与单位" if node.generation is None else _generation_word(node.generation))
    return [(words[y], y) for y in sorted(words)]


def _generation_word(generation: int) -> str:
    if generation == 0:
        return "同辈"
    side = "长" if generation < 0 else "晚"
    return f"{side}{'一二三四五六'[min(abs(generation), 6) - 1]}辈"


def _level_of(picture: Subgraph, key: str) -> float:
    return next(level for level, keys in _rows(picture).items() if key in keys)


def _rows(picture: Subgraph) -> dict[float, list[str]]:
    """Row number → keys. What is no person stands below the youngest generation, one row a step of money."""
    rows: dict[float, list[str]] = defaultdict(list)
    generations = [node.generation for node in picture.nodes if node.generation is not None]
    lowest = max(generations, default=0)
    depth = _depths(picture)
    for node in picture.nodes:
        level = node.generation if node.generation is not None else lowest + depth[node.key]
        rows[float(level)].append(node.key)
    return dict(rows)


def _depths(picture: Subgraph) -> dict[str, int]:
    """Distance of each thing from the nearest person, at least one; three rows at most."""
    graph = nx.Graph([(e.start, e.end) for e in picture.edges])
    persons = [n.key for n in picture.nodes if n.generation is not None and n.key in graph]
    distance = nx.multi_source_dijkstra_path_length(graph, persons) if persons else {}
    return {n.key: min(int(distance.get(n.key, 1)) or 1, 3) for n in picture.nodes if n.generation is None}


def _units(keys: list[str], edges: Iterable[SubEdge]) -> list[list[str]]:
    """Couples (and people married twice, in the middle of theirs) as one unit of neighbours."""
    row = set(keys)
    marriages = nx.Graph()
    marriages.add_nodes_from(keys)
    marriages.add_edges_from((e.start, e.end) for e in edges
                             if e.kind == "spouse" and e.start in row and e.end in row)
    return [_chain(marriages.subgraph(group), keys) for group in nx.connected_components(marriages)]


def _chain(couple: nx.Graph, keys: list[str]) -> list[str]:
    """Members of a unit so that husband and wife touch: a walk from an end of the chain of marriages."""
    rank = {key: index for index, key in enumerate(keys)}
    ends = sorted(couple.nodes, key=lambda key: (couple.degree[key], rank[key]))
    return list(nx.dfs_preorder_nodes(couple, ends[0], sort_neighbors=lambda ns: sorted(ns, key=rank.__getitem__)))


def _neighbours(edges: Iterable[SubEdge]) -> dict[str, list[str]]:
    """Keys each node wants to stand near, marriages apart (those are units)."""
    near: dict[str, list[str]] = defaultdict(list)
    for edge in edges:
        if edge.kind != "spouse":
            weight = 3 if edge.kind in _BLOOD else 1
            near[edge.start] += [edge.end] * weight
            near[edge.end] += [edge.start] * weight
    return near


def _place(units: list[list[str]], x: dict[str, float], near: dict[str, list[str]]) -> None:
    """Orders the units of a row by where their neighbours stand and sets them without overlap."""
    def wish(unit: list[str]) -> float:
        seen = [x[other] for key in unit for other in near[key] if other in x]
        return sum(seen) / len(seen) if seen else x.get(unit[0], 0.0)

    wishes = {id(unit): wish(unit) for unit in units}
    units.sort(key=lambda unit: (wishes[id(unit)], unit[0]))
    starts = _spread([(wishes[id(unit)], _width(unit)) for unit in units])
    for unit, start in zip(units, starts, strict=True):
        for index, key in enumerate(unit):
            x[key] = start + index * COUPLE


def _width(unit: list[str]) -> float:
    return (len(unit) - 1) * COUPLE


def _spread(wanted: list[tuple[float, float]]) -> list[float]:
    """Left ends of the units, nearest to their wishes without overlap.

    Pool-adjacent-violators (Ayer et al. 1955): units that push each other share one offset, the mean of what
    they want.
    """
    pools: list[tuple[float, int, float]] = []  # mean offset, members, width taken by the pool so far
    widths = [width for _, width in wanted]
    offset = 0.0
    for (wish, width) in wanted:
        mean, count = wish - width / 2 - offset, 1
        while pools and pools[-1][0] >= mean:
            earlier, members, _ = pools.pop()
            mean = (mean * count + earlier * members) / (count + members)
            count += members
        pools.append((mean, count, offset))
        offset += width + COLUMN
    means = [mean for mean, count, _ in pools for _ in range(count)]
    taken = [sum(widths[:i]) + i * COLUMN for i in range(len(wanted))]
    return [mean + before for mean, before in zip(means, taken, strict=True)]
