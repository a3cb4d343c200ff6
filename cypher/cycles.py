"""Cycles of favours: each decided something for kin of the next, and the last for kin of the first.

The rule's query returns the edges (who signed, whose kin it was for); cycles of two to four deciders are found here,
since no single portable statement can close a circle of unknown length. How many such circles chance makes is told
by permutation: inside each town the kin are handed to other deciders at random, the signatures stay.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import networkx as nx
import numpy as np

from graph.port import Row

LONGEST = 4
COMPUTED = frozenset({"signers", "year", "ways", "length", "expected_words", "tier", "first_on", "last_on"})
"""Columns of a finding that are made here and not by the query."""
EDGE = ("decider", "favoured", "day")
"""Columns every edge must have; the others are lists and keys that the finding gathers."""
Decisions = dict[tuple[str, str], list[Row]]
"""The edges by (who decided, whose kin it was for)."""


@dataclass(frozen=True, slots=True)
class Circle:
    """Deciders of one circle, the year in which it closes, and the edges of every closing of that year."""

    deciders: tuple[str, ...]
    year: int
    edges: tuple[Row, ...]
    quick: bool

    @property
    def town(self) -> str:
        """Town of its first decision."""
        return str(min(self.edges, key=lambda e: (e["day"], str(e["decider"])))["town"])


def circles(edges: Iterable[Row], days: int, quick_days: int) -> list[Circle]:
    """All circles of two to ``LONGEST`` deciders whose decisions lie within ``days``.

    ``quick``: two deciders, both decisions within ``quick_days``.
    """
    return _circles(_decisions(edges), days, quick_days)


def _circles(decisions: Decisions, days: int, quick_days: int) -> list[Circle]:
    found: dict[tuple[tuple[str, ...], int], list[tuple[list[Row], bool]]] = defaultdict(list)
    for cycle in _cycles(decisions):
        steps = [decisions[step] for step in zip(cycle, [*cycle[1:], cycle[0]], strict=True)]
        for closing in sorted({_day(e) for step in steps for e in step}):
            window = [[e for e in step if closing - days <= _day(e) <= closing] for step in steps]
            if all(window) and any(_day(e) == closing for step in window for e in step):
                quick = len(cycle) == 2 and all(any(_day(e) >= closing - quick_days for e in step) for step in window)
                year = max(e["date"] for step in window for e in step).year  # type: ignore[union-attr, type-var]
                found[tuple(sorted(cycle)), year].append(([e for step in window for e in step], quick))
    return [Circle(deciders, year, _distinct(e for edges, _ in closings for e in edges), any(q for _, q in closings))
            for (deciders, year), closings in sorted(found.items())]


def _decisions(edges: Iterable[Row]) -> Decisions:
    found: Decisions = defaultdict(list)
    for edge in edges:
        found[str(edge["decider"]), str(edge["favoured"])].append(edge)
    return found


def _cycles(pairs: Iterable[tuple[str, str]]) -> list[list[str]]:
    core = _core(sorted(pairs))
    found = nx.simple_cycles(nx.DiGraph(core), length_bound=LONGEST) if core else ()
    return [cycle for cycle in found if len(cycle) > 1]


def _core(pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Pairs without those that lie on no circle because nobody favours the one or the other favours nobody."""
    starts, ends = {a for a, _ in pairs}, {b for _, b in pairs}
    kept = [(a, b) for a, b in pairs if a in ends and b in starts]
    return kept if len(kept) == len(pairs) else _core(kept)


def _day(edge: Row) -> int:
    return int(edge["day"])  # type: ignore[arg-type]


def _distinct(edges: Iterable[Row]) -> tuple[Row, ...]:
    kept = {(str(e["decider"]), str(e["favoured"]), _day(e), str(e["approvals"])): e for e in edges}
    return tuple(kept[key] for key in sorted(kept))


def by_chance(edges: Sequence[Row], days: int, draws: int, town: str) -> float:
    """Mean number of circles of a town when its kin belong to other deciders at random; the seed is the town's."""
    own = _decisions(e for e in edges if e["town"] == town)
    holders = sorted({person for pair in own for person in pair})
    random = np.random.default_rng(int(hashlib.sha256(town.encode()).hexdigest()[:8], 16))
    counted = 0
    for _ in range(draws):
        swapped = dict(zip(holders, random.permutation(holders).tolist(), strict=True))
        moved = {(decider, swapped[favoured]): decided for (decider, favoured), decided in own.items()}
        counted += len(_circles({pair: d for pair, d in moved.items() if pair[0] != pair[1]}, days, 0))
    return counted / draws


def finding_rows(edges: Sequence[Row], values: Mapping[str, Any]) -> list[Row]:
    """One row for each set of deciders and year."""
    found = circles(edges, values["days"], values["quick_days"])
    chance = {town: by_chance(edges, values["days"], values["draws"], town) for town in {c.town for c in found}}
    return [_row(circle, sum(c.town == circle.town for c in found), chance[circle.town], values["draws"])
            for circle in found]


def _row(circle: Circle, in_town: int, expected: float, draws: int) -> Row:
    gathered: Row = {name: _gather(name, circle.edges) for name in circle.edges[0]
                     if name not in (*EDGE, "date", "town", "tier")}
    dates: list[date] = [e["date"] for e in circle.edges]  # type: ignore[misc]
    return {**gathered, "signers": list(circle.deciders), "year": circle.year, "length": len(circle.deciders),
            "ways": len(circle.edges), "tier": "red" if circle.quick else "orange",
            "expected_words": f"全镇共 {in_town} 组，把亲属随机换给其他签字人 {draws} 次，平均出现 {expected:.2f} 组",
            "first_on": min(dates), "last_on": max(dates)}


def _gather(name: str, edges: Sequence[Row]) -> Any:
    values: list[Any] = [e[name] for e in edges if e[name] is not None]
    if name.endswith("_fen"):
        return sum(values)
    return [item for value in values for item in (value if isinstance(value, list) else [value])]
