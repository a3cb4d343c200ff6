"""From counts to verdicts: the raw tests of a statistical rule, gathered, and judged together.

A raw test is plain data: tests of several shards of a county are put together before ``judge`` controls the rate of
false discoveries over all of them. The same tests in any order give the same verdicts.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum

from cypher import statistics
from cypher.statistics import Stratum
from graph.port import Value

Values = Mapping[str, float]


class Verdict(StrEnum):
    """What a comparison says; *insufficient data* is an answer, and silence is not."""

    FAVOURED = "favoured"
    NOT_FAVOURED = "not_favoured"
    INSUFFICIENT = "insufficient_data"


VERDICT_WORDS = {Verdict.FAVOURED: "亲属明显多得", Verdict.NOT_FAVOURED: "亲属并未多得",
                 Verdict.INSUFFICIENT: "数据不足，不能判断"}
SETTINGS = ("min_hits", "p_max", "q_max", "min_rr", "register_coverage", "min_chosen", "weak_share", "power",
            "power_ratio")
"""Parameters of a statistical rule that its judging reads, not its query."""


@dataclass(frozen=True, slots=True)
class Test:
    """One comparison: who could be chosen and who was, in one unit (committee or approver), programme and year.

    ``family``: tests among which false discoveries are controlled. ``amounts``: fen of each chosen person by
    stratum label, where money is the statistic; ``kin_amount`` what kin received. ``members`` of the committee,
    ``known`` those of them whose kin are known. ``unstratified``: nothing tells the conditions of people apart.
    """

    rule: str
    identity: Mapping[str, Value]
    family: str
    strata: tuple[Stratum, ...]
    members: int
    known: int
    weak: int = 0
    unstratified: bool = False
    amounts: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    kin_amount: int = 0
    total_amount: int = 0

    @property
    def chosen(self) -> int:
        """Places given, n."""
        return sum(s.chosen for s in self.strata)

    @property
    def observed(self) -> int:
        """Places given to kin, k."""
        return sum(s.kin_chosen for s in self.strata)

    @property
    def expected(self) -> float:
        """Places kin would have had by chance."""
        return sum(s.expected for s in self.strata)

    @property
    def seed(self) -> int:
        """Seed of its permutations: of the identity alone, so that order and shards change nothing."""
        text = "\x1f".join([self.rule, *(f"{k}={v}" for k, v in sorted(self.identity.items()))])
        return int(hashlib.sha256(text.encode()).hexdigest()[:8], 16)

    def as_data(self) -> dict[str, object]:
        """Plain values for JSON."""
        return asdict(self)

    @staticmethod
    def from_data(data: Mapping[str, object]) -> Test:
        """The test of ``as_data``."""
        values = dict(data)
        strata = tuple(Stratum(**{**s, "weights": tuple(s["weights"])}) for s in values["strata"])  # type: ignore[attr-defined]
        amounts = {k: tuple(v) for k, v in dict(values["amounts"]).items()}  # type: ignore[call-overload]
        return Test(**{**values, "strata": strata, "amounts": amounts})  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Judged:
    """A test with its p (q after all tests are in), effect and verdict; ``why`` it is insufficient, in words."""

    test: Test
    p: float
    q: float | None
    kind: str
    verdict: Verdict
    why: str = ""
    effect: float | None = None
    odds: statistics.Odds | None = None
    power: float | None = None
    draws: int = 0

    @property
    def excess_fen(self) -> int:
        """Money of kin above their expected share of all money."""
        share = self.test.expected / self.test.chosen if self.test.chosen else 0.0
        return round(self.test.kin_amount - share * self.test.total_amount)

    def statistic(self) -> dict[str, object]:
        """The ``statistic`` of a warning: effect is the odds ratio, ``ratio`` that of the rates."""
        test, odds = self.test, self.odds
        return {
            "test": self.kind, "observed": test.observed, "expected": round(test.expected, 3), "p": self.p, "q": self.q,
            "effect": odds and round(odds.ratio, 3), "low": odds and round(odds.low, 3),
            "high": odds and round(odds.high, 3), "verdict": self.verdict.value,
            "ratio": None if self.effect is None else round(self.effect, 3), "chosen": test.chosen,
            "family": test.family, "excess_fen": self.excess_fen, "unstratified": test.unstratified,
            "power": None if self.power is None else round(self.power, 3), "reason": self.why or None,
            "seed": test.seed if self.draws else None, "draws": self.draws or None,
            "strata": [{"label": s.label, "eligible": s.eligible, "kin": s.kin, "chosen": s.chosen,
                        "kin_chosen": s.kin_chosen} for s in test.strata]}


def judge(tests: Iterable[Test], settings: Values) -> list[Judged]:
    """Verdicts of all tests of a sweep, in the order given."""
    judged = corrected([measured(test, settings) for test in tests])
    return [one if one.q is None else decided(one, settings) for one in judged]


def corrected(judged: Sequence[Judged]) -> list[Judged]:
    """The tests of a whole sweep with their q: false discoveries are controlled in each family and over the sweep."""
    families: dict[str, list[int]] = defaultdict(list)
    for place, one in enumerate(judged):
        if one.verdict is not Verdict.INSUFFICIENT:
            families[one.test.family].append(place)
    found = list(judged)
    rates = statistics.discovery_rates_over([[judged[i].p for i in places] for places in families.values()])
    for places, own in zip(families.values(), rates, strict=True):
        for place, q in zip(places, own, strict=True):
            found[place] = replace(judged[place], q=q)
    return found


def measured(test: Test, settings: Values) -> Judged:
    """p and, from the margins alone (never from the outcome), whether the test can say anything at all."""
    distribution = statistics.law(test.strata)
    why = _insufficient(test, settings, distribution)
    if why:
        return Judged(test, 1.0, None, "hypergeometric", Verdict.INSUFFICIENT, why)
    p = statistics.tail(distribution, test.observed)
    blank = Judged(test, p, None, "hypergeometric", Verdict.NOT_FAVOURED)
    return _weighed(blank) if p < settings["p_max"] * 5 else blank


def _weighed(one: Judged) -> Judged:
    """Where places differ in weight, the larger of both p-values counts: neither one big household nor one big sum
    can make a finding alone."""
    test = one.test
    if test.amounts:
        strata = [(s, test.amounts.get(s.label, ())) for s in test.strata if s.chosen]
        drawn = statistics.permute_amounts(strata, test.kin_amount, test.seed)
        return replace(one, p=max(one.p, drawn.p), kind="permutation", draws=drawn.draws)
    if any(weight > 1 for s in test.strata for weight in s.weights):
        reached = statistics.tail(statistics.reached_law(test.strata), sum(s.kin_persons for s in test.strata))
        return replace(one, p=max(one.p, reached))
    return one


def _insufficient(test: Test, settings: Values, distribution: statistics.Array) -> str:
    """Why nothing can be said, in words; empty when a test makes sense."""
    kin = sum(s.kin for s in test.strata)
    reasons = {
        "没有该村任职名册": test.members == 0,
        f"{test.members} 名干部中只有 {test.known} 名的亲属有登记或申报":
            test.known < settings["register_coverage"] * test.members,
        f"只有 {test.chosen} 个名额": test.chosen < settings["min_chosen"],
        "可享受的人中没有干部亲属": kin == 0,
        f"{test.chosen} 个领取人中 {test.weak} 个只按姓名相配": test.weak > settings["weak_share"] * test.chosen,
    }
    found = next((why for why, holds in reasons.items() if holds), "")
    return found or ("" if _could_show(test, kin, distribution) else "即使名额全给亲属也可能是偶然")


def _could_show(test: Test, kin: int, distribution: statistics.Array) -> bool:
    return statistics.tail(distribution, min(kin, test.chosen, len(distribution) - 1)) <= 0.05


def decided(one: Judged, settings: Values) -> Judged:
    """Favoured: every condition of a hit. Not favoured: no hit, though a real preference would have shown."""
    test, q = one.test, 1.0 if one.q is None else one.q
    effect = statistics.rate_ratio(test.strata)
    odds = statistics.odds(test.strata) if one.p < settings["p_max"] else None
    if (test.observed >= settings["min_hits"] and one.p < settings["p_max"] and q <= settings["q_max"]
            and odds is not None and odds.low > 1 and effect is not None and effect >= settings["min_rr"]):
        return replace(one, verdict=Verdict.FAVOURED, effect=effect, odds=odds)
    chance = statistics.power(test.strata, p_max=settings["p_max"], min_hits=int(settings["min_hits"]),
                              times=settings["power_ratio"])
    if chance >= settings["power"]:
        return replace(one, effect=effect, odds=odds, power=chance)
    return replace(one, verdict=Verdict.INSUFFICIENT, effect=effect, odds=odds, power=chance,
                   why=f"名额或亲属太少：机会若是他人的 {settings['power_ratio']:g} 倍，看得出的把握只有 {chance:.0%}")
