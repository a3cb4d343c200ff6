"""Titles say programme, time, place, batch and the day of the extract."""

from __future__ import annotations

from datetime import date

import pytest

from loaders.titles import read_title, title_facts


@pytest.mark.parametrize(
    ("title", "programme", "period", "town"),
    [
        ("彬江镇2023年耕地地力保护补贴发放表", "耕地地力保护补贴", "2023年", "彬江镇"),
        ("惠民县大浦镇上杨村2023年度第二批农村低保金发放清册", "农村低保金", "2023年度", "大浦镇"),
        ("2024年3月残疾人两项补贴资金发放花名册", "残疾人两项补贴", "2024年3月", None),
        ("2023年上半年高龄津贴发放明细表(截至2023年6月30日)", "高龄津贴", "2023年上半年", None),
        ("村干部花名册", None, None, None),
        ("单位:元", None, None, None),
    ],
)
def test_a_title_is_taken_apart(title: str, programme: str | None, period: str | None, town: str | None) -> None:
    facts = read_title(title)
    assert (facts.programme, facts.period, facts.town) == (programme, period, town)


def test_the_day_of_the_extract() -> None:
    assert read_title("截至2024年12月31日").as_of == date(2024, 12, 31)
    assert read_title("截止到2024-12-31").as_of == date(2024, 12, 31)
    assert read_title("截至2024年13月31日").as_of is None


def test_batch_and_part() -> None:
    assert read_title("农村低保金发放表(第二批)").batch == "第二批"
    assert read_title("农村低保金补发清册").part == "补发"
    assert read_title("农村低保金补发清册").programme == "农村低保金"
    assert read_title("2023年产业发展奖补发放清册").part is None


def test_the_title_comes_before_the_sheet_and_the_file() -> None:
    facts = title_facts(["大浦镇2023年高龄津贴发放表"], "彬江镇", "2022年补录")
    assert (facts.town, facts.period, facts.part) == ("大浦镇", "2023年", "补录")


def test_a_sheet_named_by_the_program_says_nothing() -> None:
    assert title_facts([], "Sheet1", "a").names() == frozenset()
    assert title_facts([], "彬江镇", "a").town == "彬江镇"
