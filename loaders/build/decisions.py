"""Decisions of people about persons, as the journal keeps them: merge, split, confirm, reject, undo.

Applied in order. A later split of the same two takes a merge back; an undo takes one decision back by number.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from graph.errors import InputError
from graph.kinship.edges import EdgeKind

DecisionKind = Literal["merge", "split", "confirm", "reject", "undo"]
RELATIONS: tuple[EdgeKind, ...] = ("parent", "spouse", "sibling")


@dataclass(frozen=True)
class Decision:
    """One decision. ``a`` and ``b`` are person keys; a merge makes ``a`` the person ``b``.

    ``relation`` of a confirmed tie: parent (``a`` of ``b``), spouse, sibling, or None for "the same person".
    """

    seq: int
    kind: DecisionKind
    a: str = ""
    b: str = ""
    relation: EdgeKind | None = None
    undoes: int | None = None


@dataclass(frozen=True)
class Decided:
    """What the decisions come to: who is whom, who is surely not whom, which ties are confirmed."""

    merged: Mapping[str, str] = field(default_factory=dict)
    apart: frozenset[tuple[str, str]] = frozenset()
    ties: tuple[Decision, ...] = ()


def read_decision(seq: int, kind: DecisionKind, payload: Mapping[str, Any]) -> Decision:
    """A decision from a journal entry. Raises InputError for an unknown relation or a missing person."""
    a, b = str(payload.get("a") or ""), str(payload.get("b") or "")
    relation = payload.get("relation")
    if kind != "undo" and not (a and b):
        raise InputError(f"第 {seq} 条人工决定缺少人员，请检查记录")
    if relation is not None and relation not in RELATIONS:
        raise InputError(f"第 {seq} 条人工决定的关系 {relation} 不认识，应为 {'、'.join(RELATIONS)}")
    return Decision(seq, kind, a, b, relation, payload.get("undoes"))


def decided(decisions: Sequence[Decision]) -> Decided:
    """Folds the decisions in order."""
    ordered = sorted(decisions, key=lambda d: d.seq)
    undone = {d.undoes for d in ordered if d.kind == "undo"}
    standing = [d for d in ordered if d.kind != "undo" and d.seq not in undone]
    merges: dict[tuple[str, str], None] = {}
    apart: set[tuple[str, str]] = set()
    ties: dict[tuple[EdgeKind | None, str, str], Decision] = {}
    for d in standing:
        same = d.kind == "merge" or (d.kind == "confirm" and d.relation is None)
        if same:
            merges[d.a, d.b] = None
            apart -= {(d.a, d.b), (d.b, d.a)}
        elif d.kind == "split":
            merges.pop((d.a, d.b), None)
            merges.pop((d.b, d.a), None)
            apart.add((d.a, d.b))
        elif d.kind == "confirm":
            ties[d.relation, d.a, d.b] = d
        elif d.relation is None:
            apart.add((d.a, d.b))
        else:
            ties.pop((d.relation, d.a, d.b), None)
    return Decided(_chained(merges), frozenset(apart), tuple(ties.values()))


def _chained(merges: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Each merged person to the last of its chain; a circle ends at the person named as target last."""
    into: dict[str, str] = {}
    for a, b in merges:
        target = _end(into, b)
        if target != a and _end(into, a) != target:
            into[_end(into, a)] = target
    return {a: _end(into, a) for a in into}


def _end(into: Mapping[str, str], key: str) -> str:
    while key in into:
        key = into[key]
    return key
