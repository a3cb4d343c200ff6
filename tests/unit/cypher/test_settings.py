"""What a county sets wins over a default; what nobody set keeps a rule from running."""

import pytest

from cypher.errors import RuleFileWrong
from cypher.settings import CountySettings, ParamMissing, bind
from tests.unit.cypher.making import made_rule


def rule(param: str):
    return made_rule(extra=f"// params.x = {{ words = \"某参数\", {param} }}\n")


def value(param: str, county: dict[str, object]) -> object:
    return bind(rule(param), CountySettings(county))[0].values["x"]


def test_the_county_wins_over_the_default() -> None:
    assert value('type = "int", default = 3', {}) == 3
    assert value('type = "int", default = 3', {"rules": {"R90": {"x": 5}}}) == 5
    assert value('type = "ints", setting = "tender.limits_yuan", unit = "yuan"',
                 {"tender": {"limits_yuan": [50000, 200000]}}) == [5000000, 20000000]


def test_without_default_and_setting_the_rule_cannot_run_and_says_which() -> None:
    with pytest.raises(ParamMissing, match=r"某参数.*filing\.scope"):
        value('type = "text", setting = "filing.scope"', {})


def test_the_region_switches_a_provincial_rule() -> None:
    param = 'type = "bool", region_prefix = "37"'
    assert value(param, {"region": "371621"}) is True
    assert value(param, {"region": "360902"}) is False


@pytest.mark.parametrize("wrong", ["五", True, 1.5, [1]])
def test_a_value_of_the_wrong_type_is_refused(wrong: object) -> None:
    with pytest.raises(RuleFileWrong, match="应为 int"):
        value('type = "int", default = 3', {"rules": {"R90": {"x": wrong}}})


def test_a_scope_must_be_known_and_a_county_s_own_one_filled_in() -> None:
    param = 'type = "scope", setting = "filing.scope"'
    assert value(param, {"filing": {"scope": "DIBAO_LOCAL.guyuan"}}) == "DIBAO_LOCAL.guyuan"
    with pytest.raises(RuleFileWrong, match=r"DIBAO_LOCAL\.hainan"):
        value(param, {"filing": {"scope": "DIBAO"}})
    with pytest.raises(ParamMissing, match="YUNNAN"):
        value(param, {"filing": {"scope": "YUNNAN"}})
    assert value(param, {"filing": {"scope": "YUNNAN"}, "scopes": {"YUNNAN": ["X", "C"]}}) == "YUNNAN"


def test_dated_values_hold_from_their_year_on() -> None:
    county = {"rules": {"R90": {"x": 1, "2022": {"x": 2}, "2024": {"x": 3}}}}
    bindings = bind(rule('type = "int", default = 0'), CountySettings(county))
    found = {year: [b.values["x"] for b in bindings if b.covers(year)] for year in (2000, 2021, 2022, 2023, 2024, 2030)}
    assert found == {2000: [1], 2021: [1], 2022: [2], 2023: [2], 2024: [3], 2030: [3]}
