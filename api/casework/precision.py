"""What dispositions say about a rule: its measured share of confirmed findings, beside the promised one.

(confirmed + ½ partly) / decided, with Wilson's 95 % interval; shown as a number from ``LEAST_DECIDED`` on. Data errors
and what nobody could decide do not count, nor do reports that a later one took the place of.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from api.casework.transitions import Status
from api.records.case_tables import verifications
from api.records.tables import warnings
from cypher.rule import Rule

LEAST_DECIDED, LOW_SHARE, LOW_DECIDED = 20, 0.10, 30
PRIOR = 1 / 3
"""Confirmed share in public reports, where a rule promises none."""
_WORTH = {"confirmed": 1.0, "partly": 0.5, "not_confirmed": 0.0}
_Z = 1.959964


@dataclass(frozen=True, slots=True)
class Measured:
    """Decided findings of a rule and their confirmed share with its interval; ``share`` None below the least."""

    decided: int
    confirmed: int
    partly: int
    share: float | None
    low: float | None
    high: float | None

    @property
    def too_low(self) -> bool:
        """The rule should go back to trial."""
        return self.decided >= LOW_DECIDED and self.share is not None and self.share < LOW_SHARE


def measured(connection: Connection) -> dict[str, Measured]:
    """By rule name (``R02a``); rules nothing was decided about are left out."""
    labels: dict[str, Counter[str]] = defaultdict(Counter)
    for rule, limb, label in _labels(connection):
        labels[rule + (limb or "")][label] += 1
    return {name: _measure(counted) for name, counted in labels.items() if sum(counted.values())}


def _labels(connection: Connection) -> Iterable[tuple[str, str | None, str]]:
    reported = connection.execute(
        sa.select(warnings.c.rule, warnings.c.limb, verifications.c.label, verifications.c.warning)
        .join(verifications, verifications.c.finding == warnings.c.key)
        .where(verifications.c.superseded.is_(False), verifications.c.label.in_(list(_WORTH)))).all()
    yield from ((row.rule, row.limb, row.label) for row in reported)
    known = {row.warning for row in reported}
    dismissed = connection.execute(sa.select(warnings.c.key, warnings.c.rule, warnings.c.limb)
                                   .where(warnings.c.status == Status.DISMISSED.value))
    yield from ((row.rule, row.limb, "not_confirmed") for row in dismissed if row.key not in known)


def _measure(counted: Counter[str]) -> Measured:
    decided = sum(counted.values())
    share = sum(_WORTH[label] * count for label, count in counted.items()) / decided
    shown = decided >= LEAST_DECIDED
    low, high = wilson(share, decided) if shown else (None, None)
    return Measured(decided, counted["confirmed"], counted["partly"], share if shown else None, low, high)


def wilson(share: float, decided: int) -> tuple[float, float]:
    """Wilson's (1927) 95 % interval of a share; half successes make libraries for counts unfit."""
    centre = (share + _Z**2 / (2 * decided)) / (1 + _Z**2 / decided)
    half = _Z / (1 + _Z**2 / decided) * sqrt(share * (1 - share) / decided + _Z**2 / (4 * decided**2))
    return max(0.0, centre - half), min(1.0, centre + half)


def expected_share(rule: Rule | None, found: Measured | None) -> float:
    """Share to plan visits with: the measured one where there is one, else the promised, else the public one."""
    if found and found.share is not None:
        return found.share
    return (rule.meta.precision if rule else None) or PRIOR


def words(found: Measured | None) -> str:
    """The measured share for a person to read."""
    if found is None:
        return "尚无核查结果"
    if found.share is None:
        return f"已有 {found.decided} 件核查结果，满 {LEAST_DECIDED} 件才给出比例"
    back = "；比例过低，宜退回试运行" if found.too_low else ""
    return f"核实 {found.share:.0%}（95% 区间 {found.low:.0%} 至 {found.high:.0%}，{found.decided} 件）{back}"
