"""Sentences: facts, optional parts, tokens instead of names."""

from datetime import date

import pytest

from cypher.explain import fill, render, yuan


def test_names_stay_tokens_until_the_caller_fills_them() -> None:
    text = render("{cadre}的亲属{recipients}", {"cadre": "k1", "recipients": ["k2", "k3"]})
    assert "k1" in text
    assert fill(text, lambda kind, key: f"〈{kind} {key}〉") == "〈person k1〉的亲属〈person k2〉、〈person k3〉"


def test_values_are_said_in_words() -> None:
    row = {"amount_fen": 1234567, "on": date(2024, 3, 1), "roles": ["head"], "flag": True, "none": None}
    said = ["12,345.67元", "2024年3月1日", "村委会主任", "是", "（不详）"]
    assert [render(f"{{{name}}}", row) for name in row] == said


def test_codes_of_posts_shares_circles_and_origins_are_said_in_words() -> None:
    row = {"posts": ["legal_rep", "supervisor"], "shares": [1.0, 0.335], "scope": "DIBAO_LOCAL.hainan",
           "origins": ["default"], "member_roles": ["committee_member"]}
    said = ["法定代表人、监事", "100%、33.5%", "低保近亲属备案（海南）", "国家规定的默认名单", "村委会委员"]
    assert [render(f"{{{name}}}", row) for name in row] == said


def test_an_optional_part_goes_when_one_of_its_values_is_missing() -> None:
    assert render("甲[，任{role}][，共{n}笔]。", {"role": None, "n": 0}) == "甲。"
    assert render("甲[，任{role}]。", {"role": "head"}) == "甲，任村委会主任。"


def test_a_long_list_shows_its_first_members_and_the_count() -> None:
    assert render("{steps}", {"steps": [f"第{i}步" for i in range(7)]}) == "第0步、第1步、第2步、第3步、第4步等 7 个"


@pytest.mark.parametrize(("fen", "said"), [(0, "0元"), (5, "0.05元"), (100, "1元"), (-123456, "-1,234.56元")])
def test_money_is_said_in_yuan(fen: int, said: str) -> None:
    assert yuan(fen) == said


def test_sentences_read_aloud_without_form_language() -> None:
    day = date(2024, 3, 1)
    assert render("[转入村集体账户：{to_village}。]", {"to_village": True}) == "转入村集体账户。"
    assert render("（{first_on}至{last_on}）", {"first_on": day, "last_on": day}) == "（2024年3月1日）"
    assert render("（{months}）", {"months": [day]}) == "（2024年3月）"
    assert render("合同{contract}", {"contract": "k"}) == "合同“⟦contract:k⟧”"
    assert render("{recipients}", {"recipients": list("abcdef")}).endswith("等 6 人")
