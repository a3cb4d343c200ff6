"""Verdicts: favoured, not favoured, and insufficient data as an answer; shards together say what the whole says."""

import json
import random
from dataclasses import replace

import numpy as np
import pytest

from cypher.judging import Test, Verdict, corrected, judge, measured
from cypher.statistics import Stratum, discovery_rates

Test.__test__ = False  # type: ignore[attr-defined]
LIMITS = {"min_hits": 3, "p_max": 0.01, "q_max": 0.05, "min_rr": 2.0, "register_coverage": 0.8, "min_chosen": 5,
          "weak_share": 0.1, "power": 0.8, "power_ratio": 3.0}


def comparison(village="v", *strata, **more):
    given = {"members": 3, "known": 3, **more}
    return Test("R03", {"village": village, "program": "奖补", "year": 2024}, "奖补",
                strata or (Stratum("户", 460, 23, 20, 5),), **given)


def verdict(test):
    return judge([test], LIMITS)[0].verdict


def test_five_of_twenty_places_is_favoured_and_says_so_in_numbers():
    [found] = judge([comparison()], LIMITS)
    assert found.verdict is Verdict.FAVOURED
    told = found.statistic()
    assert (told["observed"], told["expected"], told["chosen"]) == (5, 1.0, 20)
    assert told["p"] == pytest.approx(0.00187, rel=5e-3)
    assert told["low"] > 1


@pytest.mark.parametrize(("test", "why"), [
    (comparison("v", Stratum("户", 460, 23, 4, 4)), "4 个名额"),
    (comparison("v", Stratum("户", 460, 0, 20, 0)), "没有干部亲属"),
    (comparison("v", Stratum("户", 30, 20, 6, 6)), "偶然"),
    (comparison(members=4, known=3), "4 名干部中只有 3 名"),
    (comparison(members=0, known=0), "任职名册"),
    (comparison(weak=3), "只按姓名相配"),
    (comparison("v", Stratum("户", 460, 23, 20, 1)), "把握"),
])
def test_insufficient_data_is_an_answer_with_a_reason(test, why):
    [found] = judge([test], LIMITS)
    assert found.verdict is Verdict.INSUFFICIENT
    assert why in found.why


def test_a_comparison_that_would_have_shown_a_preference_clears():
    [found] = judge([comparison("v", Stratum("户", 300, 60, 80, 16))], LIMITS)
    assert found.verdict is Verdict.NOT_FAVOURED
    assert found.power >= 0.8


def test_a_big_clan_alone_is_no_finding():
    assert verdict(comparison("v", Stratum("户", 300, 150, 60, 33))) is Verdict.NOT_FAVOURED


def test_one_household_of_many_kin_makes_no_finding():
    crowded = Stratum("户", 100, 8, 20, 4, (9, 9, 9, 9, 1, 1, 1, 1), 4)
    plain = Stratum("户", 100, 8, 20, 4, (1,) * 8, 4)
    assert judge([comparison("v", crowded)], LIMITS)[0].p > judge([comparison("v", plain)], LIMITS)[0].p


def test_shards_in_any_order_and_through_json_give_the_verdicts_of_the_whole():
    drawn = np.random.default_rng(2).hypergeometric(40, 160, 30, size=40)
    tests = [comparison(f"v{i:02d}", Stratum("户", 200, 40, 30, int(k) + 8 * (i % 5 == 0), (2,) * 40, 2 * int(k)))
             for i, k in enumerate(drawn)]
    whole = {one.test.identity["village"]: one.statistic() for one in judge(tests, LIMITS)}
    shards = [json.loads(json.dumps([t.as_data() for t in part])) for part in (tests[:13], tests[13:])]
    merged = [Test.from_data(data) for shard in shards for data in shard]
    random.Random(1).shuffle(merged)
    again = {one.test.identity["village"]: one.statistic() for one in judge(merged, LIMITS)}
    assert json.dumps(again, sort_keys=True) == json.dumps(whole, sort_keys=True)


def test_more_comparisons_ask_more_of_each():
    weak = Stratum("户", 460, 23, 20, 5)
    none = Stratum("户", 460, 23, 40, 1)
    alone = judge([comparison("a", weak)], LIMITS)[0]
    among = judge([comparison("a", weak), *(comparison(f"b{i}", none) for i in range(60))], LIMITS)[0]
    assert alone.verdict is Verdict.FAVOURED
    assert among.q > alone.q
    assert among.verdict is not Verdict.FAVOURED


def test_many_programmes_ask_more_of_each_and_the_rate_holds_over_the_sweep():
    """Eight programmes of five villages where nobody is favoured. Corrected each by itself, some call."""
    random = np.random.default_rng(3)
    tests = [replace(comparison(f"v{i}", Stratum("户", 120, 40, 40, 0)), family=f"f{i % 8}") for i in range(40)]
    called = alone = 0
    for k in random.hypergeometric(40, 80, 40, size=(600, 40)):
        drawn = [replace(t, strata=(Stratum("户", 120, 40, 40, int(n)),)) for t, n in zip(tests, k, strict=True)]
        judged = corrected([measured(t, LIMITS) for t in drawn])
        families = [[one.p for one in judged if one.test.family == f"f{i}"] for i in range(8)]
        called += any(one.q <= 0.05 for one in judged)
        alone += any(q <= 0.05 for own in families for q in discovery_rates(own))
    assert called / 600 <= 0.05
    assert alone / 600 > 0.05


def test_a_programme_with_nothing_to_see_hides_none_with_much():
    """One village of thirty gets 10 of 20 places in one programme; another programme has three hundred comparisons."""
    clear = [comparison(f"v{i}", Stratum("户", 460, 23, 20, 10 if i == 0 else 1)) for i in range(30)]
    quiet = [replace(comparison(f"w{i}", Stratum("户", 460, 23, 40, 2)), family="other") for i in range(300)]
    found = [one for one in judge([*clear, *quiet], LIMITS) if one.verdict is Verdict.FAVOURED]
    assert [one.test.identity["village"] for one in found] == ["v0"]
