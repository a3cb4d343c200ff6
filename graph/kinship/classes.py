"""What a pattern is: the kind of kin, its place in the civil-service list, generations and degree.

Sources: 民法典 1045, 1048, 1072, 1111; 公务员回避规定 5. A blood path is P^u C^d with one common ancestor at
the top; generations (代) are max(u, d) + 1, the degree (亲等) is u + d; in-laws have neither.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from graph.kinship.letters import composable

KinClass = Literal["spouse", "lineal", "collateral", "affinity", "none"]
RecusalClass = Literal["spouse", "lineal", "collateral3", "near_affine", "lineal_beyond_list", "none"]
Basis = Literal["blood", "marriage", "adoption", "step", "foster", "sworn"]
Raised = Literal["yes", "no", "unknown"]

RECUSAL_ORDER: tuple[RecusalClass, ...] = (
    "spouse",
    "lineal",
    "collateral3",
    "near_affine",
    "lineal_beyond_list",
    "none",
)
"""Closest first: of several paths the one whose class stands first wins."""

NEAR_AFFINE = frozenset({"XP", "XPC", "XPCX", "CX", "CXP", "PCX", "PPCX", "PCCX", "PPCCX"})
STEP_AS: dict[str, str] = {"XC": "C", "PX": "P", "PXC": "PC"}
"""Patterns of step kin, and the blood pattern they count as when the child was raised there."""

UNRELATED_BASES = frozenset({"foster", "sworn"})
"""Ties without legal kinship: one hop only, never composed."""


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a pattern stands: kind of kin, civil-service class, and for blood kin generations and degree."""

    class_: KinClass
    recusal_class: RecusalClass
    generations: int | None = None
    degree: int | None = None


NOT_KIN = Placement("none", "none")
_AFFINITY = Placement("affinity", "none")


@cache
def placement(pattern: str, basis: str | None = None, raised: str | None = None) -> Placement:
    """Place `pattern`; `basis` and `raised` matter for step, foster and sworn ties."""
    if not composable(pattern) or basis in UNRELATED_BASES:
        return NOT_KIN
    if basis == "step" and raised == "no":
        return _AFFINITY
    if pattern == "X":
        return Placement("spouse", "spouse")
    if "X" not in pattern:
        return _blood(pattern.count("P"), pattern.count("C"))
    if basis == "step" and raised == "yes" and pattern in STEP_AS:
        counted = placement(STEP_AS[pattern])
        return Placement("affinity", counted.recusal_class)
    return Placement("affinity", "near_affine") if pattern in NEAR_AFFINE else _AFFINITY


def _blood(up: int, down: int) -> Placement:
    generations, degree = max(up, down) + 1, up + down
    if up == 0 or down == 0:
        return Placement("lineal", "lineal" if degree <= 2 else "lineal_beyond_list", generations, degree)
    near = up <= 2 and down <= 2
    return Placement("collateral", "collateral3" if near else "none", generations, degree)


def default_basis(pattern: str) -> Basis:
    """A chain with a marriage in it rests on marriage, any other on blood."""
    return "marriage" if "X" in pattern else "blood"
