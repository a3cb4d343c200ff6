"""Primitive kin edges: parent, spouse, sibling, each with basis, confidence and the time it holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

EdgeKind = Literal["parent", "spouse", "sibling"]
Confidence = Literal["asserted", "derived", "presumed", "candidate"]

CONFIDENCES: tuple[Confidence, ...] = ("asserted", "derived", "presumed", "candidate")
"""Best founded first: said by a register, certificate or declaration; one candidate; by default; shared
attribute (never counted)."""


@dataclass(frozen=True, slots=True)
class KinEdge:
    """One primitive tie. For `parent`, `a` is the parent of `b`.

    `basis` is blood, marriage, adoption, step, foster, sworn, or None while 养 or 继 is open. Both dates are
    inclusive, None is open. `ended_by` is divorce, death, adoption or correction (a corrected edge never
    held). `raised` (yes, no, unknown) matters for step edges.
    """

    kind: EdgeKind
    a: str
    b: str
    basis: str | None = "blood"
    confidence: Confidence = "asserted"
    valid_from: date | None = None
    valid_to: date | None = None
    ended_by: str | None = None
    raised: str | None = None
    key: str = ""


@dataclass(frozen=True, slots=True)
class VirtualPerson:
    """An unnamed person that only makes a path's class right; never matched, counted or shown as a person."""

    key: str
    sex: Literal["M", "F"] | None = None
