"""Who a mention without a number may be: a scored question, within one village, likeliest first."""

import pytest

from loaders.resolve.people import LEAST, Known, alike

NAMES = ["张建国", "张建军", "李秀英", "王芳", "王方", "赵子龙", *(f"钱{chr(0x4E00 + i)}二" for i in range(90))]
VILLAGE = [Known(f"p{n}", name, "v", handles=frozenset({f"acct{n}"})) for n, name in enumerate(NAMES)]


def test_an_equal_name_is_a_question_and_a_shared_account_makes_it_likelier():
    [plain] = alike([Known("m", "李秀英", "v")], VILLAGE)
    [shared] = alike([Known("m", "李秀英", "v", handles=frozenset({"acct2"}))], VILLAGE)
    assert plain.person == shared.person == "p2"
    assert LEAST <= plain.probability < shared.probability
    assert "同一账户或电话" in shared.reason


def test_a_name_with_one_wrong_character_needs_something_more():
    assert alike([Known("m", "李秀荣", "v")], VILLAGE) == []
    [found] = alike([Known("m", "李秀荣", "v", handles=frozenset({"acct2"}))], VILLAGE)
    assert found.person == "p2"
    assert "差一字" in found.reason


def test_another_village_another_surname_or_a_two_character_name_raises_no_question():
    assert alike([Known("m", "李秀英", "w")], VILLAGE) == []
    assert alike([Known("m", "孙秀英", "v", handles=frozenset({"acct2"}))], VILLAGE) == []
    assert [f.person for f in alike([Known("m", "王芳", "v")], VILLAGE)] == ["p3"]


@pytest.mark.parametrize(("digits", "asked"), [("372399196504010", True), ("372399197001010", False)])
def test_other_first_digits_speak_against(digits, asked):
    people = [Known("p", "张建国", "v", digits="372399196504010"), *VILLAGE[1:]]
    assert bool(alike([Known("m", "张建国", "v", digits=digits)], people)) is asked


def test_many_of_one_name_share_the_probability_and_at_most_three_are_asked():
    people = [*VILLAGE, *(Known(f"q{n}", "李秀英", "v") for n in range(3))]
    found = alike([Known("m", "李秀英", "v")], people)
    assert len(found) <= 3
    assert all(f.probability < 0.5 for f in found)
