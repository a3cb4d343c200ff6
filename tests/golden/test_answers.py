"""The list is right: planted cases are found, innocent look-alikes are not named above their tier."""

from __future__ import annotations

from collections import Counter

import pytest

from api.cli.tables import TIER_WORDS
from tests.golden.answers import compare


def check(place):
    return compare(place.answers, place.warnings, {rule["id"] for rule in place.swept.record["rules"]})


def test_every_planted_case_of_a_village_is_found_and_no_innocent_named(village):
    result = check(village)
    assert result.planted > 0
    assert result.innocent > 0
    assert result.missed == []
    assert result.wronged == []


@pytest.mark.slow
@pytest.mark.parametrize(("seed", "mess"), [(1, "normal"), (7, "heavy"), (23, "none")])
def test_every_planted_case_of_a_town_is_found_and_no_innocent_named(make_place, seed, mess):
    result = check(make_place("town", seed=seed, mess=mess))
    assert result.missed == []
    assert result.wronged == []


def test_scores_do_not_pile_up_at_the_top(village):
    scores = Counter(warning["score"] for warning in village.warnings)
    assert scores[max(scores)] <= 0.05 * len(village.warnings)


def test_every_active_rule_says_what_became_of_it(village):
    outcomes = {rule["outcome"] for rule in village.swept.record["rules"]}
    assert outcomes <= {"hits", "no_hits", "partial", "not_run"}
    for rule in village.swept.record["rules"]:
        assert rule["outcome"] != "not_run" or rule["reason"]


def test_every_warning_points_to_rows_of_files_and_explains_itself(village):
    for warning in village.warnings:
        assert warning["evidence"], warning["rule"]
        assert all(source["file"] and source["row"] for source in warning["evidence"])
        assert warning["tier"] in TIER_WORDS
        assert warning["explanation"].endswith("。")
        assert "⟦" not in warning["title"] + warning["explanation"]
        assert warning["legal"] or warning["rule"] in {"R50"}


def test_no_warning_calls_anybody_guilty(village):
    never = ("违规", "违法", "贪污", "嫌疑", "问题干部", "涉案", "实锤", "黑名单", "有罪")
    texts = [w["title"] + w["explanation"] + "".join(w["verify"]) for w in village.warnings]
    assert [(word, text) for text in texts for word in never if word in text] == []
