"""The question of favouritism in numbers: were relatives chosen more often than people in the same condition?

Places are drawn without replacement inside strata of people in the same condition. With N eligible, K of them kin,
and n chosen, the number of kin chosen follows the hypergeometric law; over strata the laws are convolved, never
pooled. All p-values are one-sided: P(X >= observed).

Odds ratio: Mantel and Haenszel (1959), interval of Robins, Breslow and Greenland (1986). False discoveries: Benjamini
and Hochberg (1995), over several families Benjamini and Bogomolov (2014). Sequential Monte Carlo p-values, for sums of
money: Besag and Clifford (1991), exact at any number of draws.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln

Array = NDArray[np.float64]
BATCH = 10_000
ENOUGH = 200
"""Draws that reach the observed value after which a permutation may stop."""
MOST_DRAWS = 200_000
"""p can then be as small as 0.000005; the first of a thousand tests needs 0.00005 for five percent of false ones."""


@dataclass(frozen=True, slots=True)
class Stratum:
    """People (or households) in the same condition.

    ``eligible`` N, ``kin`` K of them kin, ``chosen`` n, ``kin_chosen`` k. ``weights``: kin persons in each of the
    K households, where households are drawn; ``kin_persons`` those in the k chosen ones.
    """

    label: str
    eligible: int
    kin: int
    chosen: int
    kin_chosen: int
    weights: tuple[int, ...] = ()
    kin_persons: int = 0

    @property
    def expected(self) -> float:
        """Kin among the chosen if kin were treated like everybody else."""
        return self.chosen * self.kin / self.eligible if self.eligible else 0.0


def law(strata: Sequence[Stratum]) -> Array:
    """P(X = 0), P(X = 1), … of the number of kin chosen, exact."""
    return reduce(np.convolve, [_hypergeometric(s.eligible, s.kin, s.chosen) for s in strata], np.ones(1))


def _hypergeometric(eligible: int, kin: int, chosen: int) -> Array:
    """The law of one stratum; by logarithms of factorials, ten times as fast as a frozen scipy distribution."""
    found = np.zeros(min(kin, chosen) + 1)
    k = np.arange(max(0, chosen + kin - eligible), len(found))
    found[k] = np.exp(_log_choose(kin, k) + _log_choose(eligible - kin, chosen - k) - _log_choose(eligible, chosen))
    return found


def _log_choose(n: int, k: int | NDArray[np.int64]) -> Array:
    return np.asarray(gammaln(n + 1) - gammaln(np.asarray(k) + 1) - gammaln(n - np.asarray(k) + 1))


def reached_law(strata: Sequence[Stratum]) -> Array:
    """P(X = 0), P(X = 1), … of the number of kin *persons* reached when households are drawn, exact."""
    return reduce(np.convolve, [_reached(s) for s in strata if s.chosen], np.ones(1))


def _reached(stratum: Stratum) -> Array:
    """Chosen kin households follow the hypergeometric law; which they are, every set of that size equally likely.

    ``sets[j, w]``: chance that j of the households looked at so far, drawn at random, hold w kin persons.
    """
    number = _hypergeometric(stratum.eligible, stratum.kin, stratum.chosen)
    sets = np.zeros((len(number), sum(stratum.weights) + 1))
    sets[0, 0] = 1.0
    for looked_at, weight in enumerate(stratum.weights, start=1):
        share = np.minimum(np.arange(1, len(number)) / looked_at, 1.0)[:, None]
        with_it = np.zeros_like(sets[1:])
        with_it[:, weight:] = sets[:-1, :sets.shape[1] - weight]
        sets[1:] = (1 - share) * sets[1:] + share * with_it
    return number @ sets


def tail(distribution: Array, observed: int) -> float:
    """P(X >= observed)."""
    return min(1.0, float(distribution[max(0, observed):].sum())) if observed > 0 else 1.0


def favoured_law(strata: Sequence[Stratum], times: float) -> Array:
    """The law of the number of kin chosen if each place went to kin ``times`` as readily (Wallenius)."""
    from scipy.stats import nchypergeom_wallenius  # noqa: PLC0415 - half a second that most commands need not wait for

    laws = [nchypergeom_wallenius.pmf(np.arange(min(s.kin, s.chosen) + 1), s.eligible, s.kin, s.chosen, times)
            if 0 < s.kin < s.eligible and 0 < s.chosen < s.eligible else _hypergeometric(s.eligible, s.kin, s.chosen)
            for s in strata]
    return reduce(np.convolve, laws, np.ones(1))


def power(strata: Sequence[Stratum], *, p_max: float, min_hits: int, times: float) -> float:
    """Chance to see p < ``p_max`` with at least ``min_hits`` kin, if kin are chosen ``times`` as readily."""
    distribution = law(strata)
    tails = distribution[::-1].cumsum()[::-1]
    seen = np.flatnonzero(tails < p_max)
    if not len(seen):
        return 0.0
    return tail(favoured_law(strata, times), max(int(seen[0]), min_hits))


@dataclass(frozen=True, slots=True)
class Drawn:
    """A p-value by permutation, the number of draws it rests on and the seed that gives them again."""

    p: float
    draws: int
    seed: int


def permute_amounts(strata: Sequence[tuple[Stratum, Sequence[int]]], to_kin: int, seed: int) -> Drawn:
    """Amounts (fen) of the chosen given to people of the stratum anew; the statistic is the money of kin."""
    def draw(random: np.random.Generator) -> Array:
        money = np.zeros(BATCH)
        for stratum, amounts in strata:
            shuffled = random.permuted(np.tile(np.asarray(amounts, dtype=np.float64), (BATCH, 1)), axis=1)
            sums = np.concatenate([np.zeros((BATCH, 1)), shuffled.cumsum(axis=1)], axis=1)
            kin = random.hypergeometric(stratum.kin, stratum.eligible - stratum.kin, stratum.chosen, size=BATCH)
            money += sums[np.arange(BATCH), kin]
        return money

    return _sequential(draw, to_kin, seed)


def _sequential(draw: Callable[[np.random.Generator], Array], observed: float, seed: int) -> Drawn:
    """Draws until ``ENOUGH`` reach the observed value or ``MOST_DRAWS`` are made.

    Stopping at the h-th success after l draws, h/l is an exact p-value, and so is (1 + successes)/(1 + draws) at the
    end: P(p <= a) never exceeds a.
    """
    random = np.random.default_rng(seed)
    reached = made = 0
    while made < MOST_DRAWS:
        success = draw(random) >= observed - 1e-9
        if made and reached + success.sum() >= ENOUGH:
            at = int(np.flatnonzero(success)[ENOUGH - reached - 1]) + 1
            return Drawn(ENOUGH / (made + at), made + at, seed)
        reached, made = reached + int(success.sum()), made + BATCH
        if reached >= ENOUGH:
            return Drawn((1 + reached) / (1 + made), made, seed)
    return Drawn((1 + reached) / (1 + made), made, seed)


@dataclass(frozen=True, slots=True)
class Odds:
    """Pooled odds ratio with its 95 % interval."""

    ratio: float
    low: float
    high: float


def odds(strata: Sequence[Stratum]) -> Odds | None:
    """Mantel–Haenszel odds ratio over strata, 0.5 added where a cell is empty; None without a comparison."""
    from statsmodels.stats.contingency_tables import StratifiedTable  # noqa: PLC0415 - a second to import

    tables = [np.array([[s.kin_chosen, s.kin - s.kin_chosen],
                        [s.chosen - s.kin_chosen, s.eligible - s.kin - s.chosen + s.kin_chosen]], dtype=np.float64)
              for s in strata if 0 < s.kin < s.eligible and 0 < s.chosen < s.eligible]
    if not tables:
        return None
    table = StratifiedTable([t + 0.5 if (t == 0).any() else t for t in tables])
    low, high = table.oddsratio_pooled_confint()
    return Odds(float(table.oddsratio_pooled), float(low), float(high))


def rate_ratio(strata: Sequence[Stratum]) -> float | None:
    """(k/K) / ((n − k)/(N − K)) over all strata; None where nobody else could be, or was, chosen."""
    n, k = sum(s.chosen for s in strata), sum(s.kin_chosen for s in strata)
    eligible, kin = sum(s.eligible for s in strata), sum(s.kin for s in strata)
    if not kin or eligible == kin:
        return None
    others = max(n - k, 0.5) / (eligible - kin)
    return (k / kin) / others


def discovery_rates(p_values: Sequence[float]) -> list[float]:
    """q-values of Benjamini and Hochberg, in the order given."""
    if not p_values:
        return []
    from statsmodels.stats.multitest import multipletests  # noqa: PLC0415 - as above

    return [float(q) for q in multipletests(list(p_values), method="fdr_bh")[1]]


def discovery_rates_over(families: Sequence[Sequence[float]]) -> list[list[float]]:
    """q-values where tests fall into families (programmes) and false discoveries are controlled over all of them.

    Each family is corrected by itself; its smallest q is its Simes p-value, and these are corrected over the families.
    At level a, R of m families stand out, and within those what has q <= a R/m is called (Benjamini and Bogomolov
    2014): then at most a of what a family says is false on average, and where nothing is true at all, anything is
    called in at most a of the sweeps. Many programmes without anything to see do not dilute one with much.
    """
    own = [discovery_rates(family) for family in families]
    simes = sorted(min(q) for q in own if q)

    def over_all(q: float) -> float:
        return min(1.0, *(len(simes) * max(p, q) / k for k, p in enumerate(simes, start=1)))

    return [[over_all(q) for q in family] for family in own]
