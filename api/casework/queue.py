"""This week's visits: which cases to check with a stated capacity, and what that leaves out and why.

Order: expected true findings of a case (sum over its warnings of score band × the rule's confirmed share) in steps
of a tenth; between equals the town visited least so far, then money in powers of ten, then the oldest fact.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from api.casework.cases import Case, as_data
from api.casework.transitions import Status
from graph.errors import InputError
from graph.model import Tier

BAND = {Tier.BLUE: 0.2, Tier.YELLOW: 0.4, Tier.ORANGE: 0.6, Tier.RED: 0.8}
TO_VISIT = (Status.NEW, Status.REOPENED, Status.TRIAGE, Status.ASSIGNED)
_SHOWN_LEFT_OUT = 20


@dataclass(frozen=True)
class Visit:
    """A case with the number of true findings a visit is expected to bring."""

    case: Case
    expected: float

    @cached_property
    def step(self) -> float:
        """Expected findings in tenths: smaller differences are no reason to go one place rather than another."""
        return round(self.expected, 1)

    @cached_property
    def magnitude(self) -> int:
        """Money in powers of ten (yuan)."""
        return int(math.log10(1 + abs(self.case.amount_fen) / 100))

    @cached_property
    def town(self) -> str:
        """Town of the case."""
        return self.case.town

    @cached_property
    def rest(self) -> tuple[object, ...]:
        """What decides between visits of equal step and equally visited towns."""
        return (-self.magnitude, self.case.oldest or "9999", self.case.id)


def plan(cases: Iterable[Case], shares: Mapping[str, float], capacity: int) -> tuple[list[Visit], list[Visit]]:
    """The visits in order, and those left out in the order they would have come. Raises InputError."""
    if capacity < 1:
        raise InputError(f"--capacity 应是正整数，收到 {capacity}")
    everything = [Visit(case, expected(case, shares)) for case in cases]
    review = [v for v in everything if v.case.tier is Tier.BLUE]
    # Within a town the order never changes: only the first of each town can be the next visit.
    towns: dict[str, deque[Visit]] = defaultdict(deque)
    for visit in sorted((v for v in everything if v.case.tier is not Tier.BLUE), key=lambda v: (-v.step, v.rest)):
        towns[visit.town].append(visit)
    chosen: list[Visit] = []
    visited: Counter[str] = Counter()
    while len(chosen) < capacity and (heads := [waiting[0] for waiting in towns.values() if waiting]):
        best = min(heads, key=lambda v: _order(v, visited))
        chosen.append(towns[best.town].popleft())
        visited[best.town] += 1
    left = [visit for waiting in towns.values() for visit in waiting]
    return chosen, sorted(left, key=lambda v: _order(v, visited)) + sorted(review, key=lambda v: _order(v, visited))


def expected(case: Case, shares: Mapping[str, float]) -> float:
    """Expected true findings of a visit to the case."""
    return sum(BAND[Tier(w["tier"])] * shares[w["rule"] + (w["limb"] or "")] for w in case.warnings)


def _order(visit: Visit, visited: Counter[str]) -> tuple[object, ...]:
    return (-visit.step, visited[visit.town], *visit.rest)


def as_answer(chosen: list[Visit], left: list[Visit], capacity: int) -> dict[str, Any]:
    """The plan for JSON: the visits, and what was left out, counted and the first of it named."""
    last = chosen[-1] if chosen else None
    return {
        "capacity": capacity, "expected_findings": round(sum(v.expected for v in chosen), 1),
        "visits": [{**as_data(v.case), "expected": round(v.expected, 2), "town": v.town} for v in chosen],
        "left_out": {
            "cases": len(left), "by_tier": dict(Counter(v.case.tier.value for v in left)),
            "by_town": dict(Counter(v.town for v in left)),
            "amount_fen": sum(v.case.amount_fen for v in left),
            "expected_findings": round(sum(v.expected for v in left), 1),
            "first": [{"case": v.case.id, "tier": v.case.tier.value, "title": v.case.warnings[0]["title"],
                       "expected": round(v.expected, 2), "town": v.town, "amount_fen": v.case.amount_fen,
                       "why": _why(v, last)} for v in left[:_SHOWN_LEFT_OUT]]}}


def _why(visit: Visit, last: Visit | None) -> str:
    if visit.case.tier is Tier.BLUE:
        return "蓝色：留待季度复核，不安排专门走访"
    if last is None or visit.step < last.step:
        return f"预期核实 {visit.expected:.2f} 件，低于已安排的最后一件（{last.expected if last else 0:.2f} 件）"
    if visit.magnitude < last.magnitude:
        return "预期相当，金额较小"
    return "预期相当，所在乡镇已有安排或发生较晚"
