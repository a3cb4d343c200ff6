"""The clause is that of the day of the fact, never of today."""

from datetime import date

from cypher.legal import choose, read_clauses
from cypher.settings import CountySettings

NOWHERE = CountySettings()


def keys(asked: list[str], *days: date, county: CountySettings = NOWHERE) -> list[str]:
    return [c.key for c in choose(asked, days, county)]


def test_facts_before_2024_cite_the_discipline_text_of_2018() -> None:
    asked = ["ccp-discipline-2023:124"]
    assert keys(asked, date(2023, 12, 31)) == ["ccp-discipline-2018:114"]
    assert keys(asked, date(2024, 1, 1)) == asked
    assert keys(asked, date(2018, 9, 30)) == []


def test_the_organisation_law_is_not_cited_for_facts_before_it() -> None:
    assert keys(["collective-econ-2024:35.2"], date(2025, 4, 30)) == []
    assert keys(["collective-econ-2024:35.2"], date(2025, 5, 1)) == ["collective-econ-2024:35.2"]


def test_provincial_clauses_are_cited_in_the_province_only() -> None:
    asked, day = ["shandong-voc-2012:16"], date(2024, 1, 1)
    assert keys(asked, day, county=CountySettings({"region": "371621"})) == asked
    assert keys(asked, day, county=CountySettings({"region": "360902"})) == []


def test_the_filing_rule_is_the_one_of_the_configured_scope() -> None:
    asked = ["dibao-guyuan-2022", "dibao-hainan-2015"]
    county = CountySettings({"filing": {"scope": "DIBAO_LOCAL.hainan"}})
    assert keys(asked, date(2024, 1, 1), county=county) == ["dibao-hainan-2015"]


def test_a_clause_is_unverified_until_the_county_confirms_it() -> None:
    asked, day = ["gov-sanction-2020:33"], [date(2024, 1, 1)]
    assert [c.verified for c in choose(asked, day, NOWHERE)] == [False]
    confirmed = CountySettings({"legal": {"verified": asked}})
    assert [c.verified for c in choose(asked, day, confirmed)] == [True]


def test_no_clause_ends_before_it_begins() -> None:
    assert all(c.valid_to is None or c.valid_from <= c.valid_to for c in read_clauses().values())
