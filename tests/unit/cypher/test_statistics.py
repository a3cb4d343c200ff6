"""The numbers of favouritism are the catalogue's, and a p-value is one: P(p <= a) never exceeds a."""

from collections import Counter
from itertools import combinations

import numpy as np
import pytest
from scipy.stats import hypergeom

from cypher.statistics import (
    Stratum,
    discovery_rates,
    law,
    odds,
    permute_amounts,
    power,
    rate_ratio,
    reached_law,
    tail,
)


def village(chosen: int, kin_chosen: int = 0) -> Stratum:
    return Stratum("村民", 460, 23, chosen, kin_chosen)


@pytest.mark.parametrize(("observed", "expected"), [(3, 0.0713), (4, 0.0135), (5, 0.00187), (7, 1.52e-5)])
def test_the_catalogues_oracles_hold(observed, expected):
    assert tail(law([village(20)]), observed) == pytest.approx(expected, rel=5e-3)


@pytest.mark.parametrize(("places", "at_least_one", "for_five_percent"),
                         [(5, 0.23, 2), (10, 0.40, 3), (20, 0.65, 4), (40, 0.88, 5), (100, 1.0, 9)])
def test_the_catalogues_base_rates_hold(places, at_least_one, for_five_percent):
    distribution = law([village(places)])
    assert tail(distribution, 1) == pytest.approx(at_least_one, abs=0.012)
    assert tail(distribution, for_five_percent) < 0.05 <= tail(distribution, for_five_percent - 1)


def test_strata_turn_a_hit_into_none():
    strata = [Stratum("低收入", 40, 9, 14, 4), Stratum("其他", 420, 14, 6, 1)]
    assert sum(s.expected for s in strata) == pytest.approx(3.35, abs=0.005)
    assert tail(law(strata), 5) == pytest.approx(0.19, abs=0.005)


def test_a_law_is_scipys_and_sums_to_one():
    for eligible, kin, chosen in [(460, 23, 20), (30, 30, 4), (12, 3, 12), (9, 0, 4), (50, 20, 45)]:
        found = law([Stratum("", eligible, kin, chosen, 0)])
        assert found == pytest.approx(hypergeom(eligible, kin, chosen).pmf(np.arange(len(found))), abs=1e-12)
        assert found.sum() == pytest.approx(1)


def test_p_values_of_random_allocations_never_come_out_small_too_often():
    random = np.random.default_rng(7)
    shapes = [[(120, 30, 15)], [(40, 9, 14), (420, 14, 6)], [(60, 25, 30), (20, 2, 5), (200, 11, 9)]]
    for shape in shapes:
        distribution = law([Stratum("", n, k, c, 0) for n, k, c in shape])
        drawn = sum(random.hypergeometric(k, n - k, c, size=4000) for n, k, c in shape)
        p = np.array([tail(distribution, int(x)) for x in drawn])
        for a in (0.001, 0.01, 0.05, 0.2):
            assert (p <= a).mean() <= a + 3 * np.sqrt(a / 4000)


def test_the_law_of_kin_reached_is_that_of_all_ways_to_draw_households():
    first, second = (4, 1, 1, 2), (3, 3)
    strata = [Stratum("", 7, 4, 3, 0, first), Stratum("", 5, 2, 2, 0, second)]
    ways = Counter(sum(one) + sum(other) for one in combinations([0] * 3 + list(first), 3)
                   for other in combinations([0] * 3 + list(second), 2))
    found = reached_law(strata)
    assert {n: p for n, p in enumerate(found) if p > 1e-12} == pytest.approx(
        {n: count / ways.total() for n, count in ways.items()})


def test_one_kin_a_household_is_the_law_of_households():
    assert reached_law([Stratum("", 460, 23, 20, 5, (1,) * 23, 5)])[:21] == pytest.approx(law([village(20)]))


def test_p_values_of_kin_reached_never_come_out_small_too_often():
    random = np.random.default_rng(11)
    weights = (5, 4, 1, 1, 1, 2, 1, 3)
    everybody = np.array([0] * 52 + list(weights))
    distribution = reached_law([Stratum("", 60, 8, 12, 0, weights)])
    p = np.array([tail(distribution, int(random.choice(everybody, 12, replace=False).sum())) for _ in range(2000)])
    for a in (0.01, 0.05, 0.2):
        assert (p <= a).mean() <= a + 3 * np.sqrt(a / 2000)


def test_one_large_sum_to_kin_is_as_likely_as_its_share_of_the_people():
    stratum = Stratum("", 50, 10, 5, 1)
    assert permute_amounts([(stratum, [900_000, 10, 10, 10, 10])], 900_000, 5).p == pytest.approx(0.2, abs=0.02)


def test_the_odds_of_one_table_are_its_cross_product():
    found = odds([Stratum("", 100, 20, 30, 12)])
    assert found is not None
    assert found.ratio == pytest.approx((12 * 62) / (8 * 18))
    assert found.low < found.ratio < found.high
    assert odds([Stratum("", 10, 0, 3, 0)]) is None


def test_the_ratio_of_rates_compares_kin_with_others():
    assert rate_ratio([Stratum("", 100, 20, 30, 12)]) == pytest.approx((12 / 20) / (18 / 80))
    assert rate_ratio([Stratum("", 5, 5, 2, 2)]) is None


@pytest.mark.parametrize(("times", "places"), [(3, 60), (5, 30)])
def test_planted_favouritism_is_found_with_the_power_stated(times, places):
    """Each place goes to kin ``times`` as readily; the share of finds is the power."""
    stratum = Stratum("", 300, 45, places, 0)
    stated = power([stratum], p_max=0.01, min_hits=3, times=times)
    random, distribution = np.random.default_rng(times), law([stratum])
    found = 0
    for _ in range(800):
        kin, others, k = 45, 255, 0
        for _ in range(places):
            if random.random() < times * kin / (times * kin + others):
                kin, k = kin - 1, k + 1
            else:
                others -= 1
        found += k >= 3 and tail(distribution, k) < 0.01
    assert found / 800 == pytest.approx(stated, abs=0.055)
    assert stated > 0.5


def test_false_discoveries_stay_within_the_promised_rate():
    """Half the comparisons are planted; among those called, few are not."""
    random = np.random.default_rng(5)
    shares = []
    for _ in range(60):
        truth = random.random(200) < 0.3
        k = np.where(truth, random.hypergeometric(23, 437, 20, size=200) + random.binomial(6, 0.8, size=200),
                     random.hypergeometric(23, 437, 20, size=200))
        distribution = law([village(20)])
        q = discovery_rates([tail(distribution, min(int(x), 20)) for x in k])
        called = np.array(q) <= 0.05
        shares.append((called & ~truth).sum() / max(1, called.sum()))
    assert np.mean(shares) <= 0.05 + 0.01
    assert discovery_rates([]) == []
