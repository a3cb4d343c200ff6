from __future__ import annotations

import pytest

from loaders.values.posts import offices, split_posts


def _roles(text: str, in_village: bool = True) -> list[tuple[str, str]]:
    return [(office.role, office.body) for office in offices(text, in_village)]


@pytest.mark.parametrize("text", ["书记兼主任", "村党支部书记、村委会主任", "书记主任一肩挑", "一肩挑"])
def test_two_posts_in_a_cell_are_two_offices(text: str) -> None:
    assert sorted(_roles(text)) == [("head", "committee"), ("secretary", "party")]


@pytest.mark.parametrize(
    ("text", "role", "body"),
    [
        ("村党支部副书记", "deputy_secretary", "party"),
        ("村委会副主任", "deputy_head", "committee"),
        ("村务监督委员会主任", "supervisor", "supervision"),
        ("村务监督委员会委员", "supervisor", "supervision"),
        ("自然村监事会成员", "supervisor", "natural_supervision"),
        ("报账员", "accountant", "finance"),
        ("村民小组长", "group_leader", "group"),
        ("理事长", "council", "council"),
        ("村委会委员", "committee_member", "committee"),
        ("会计（镇委托代理）", "accountant", "finance"),
        ("支书", "secretary", "party"),
        ("村文书", "clerk", "committee"),
        ("支部委员", "party_member", "party"),
    ],
)
def test_posts_of_a_village_have_their_role_and_body(text: str, role: str, body: str) -> None:
    assert _roles(text) == [(role, body)]


def test_an_unknown_post_is_kept_with_its_words() -> None:
    for text in ("护河使者", "妇女主任"):
        (office,) = offices(text, True)
        assert (office.post, office.role, office.known) == (text, "other", False)


def test_what_stands_in_brackets_stays_with_its_post() -> None:
    assert [office.post for office in offices("会计(镇、村委托代理)", True)] == ["会计(镇、村委托代理)"]
    assert split_posts("村会计兼报账员") == ["村会计", "报账员"]
    assert split_posts("书记兼护林员") == ["书记兼护林员"]


@pytest.mark.parametrize(
    ("text", "role"), [("镇民政办经办人", "staff"), ("镇民政办审核人", "reviewer"), ("分管副镇长(审批)", "approver")]
)
def test_work_for_the_township_is_no_village_office(text: str, role: str) -> None:
    (office,) = offices(text, False)
    assert office.town
    assert office.role == role
