from __future__ import annotations

from itertools import permutations

from loaders.resolve.accounts import Alias, joined
from loaders.resolve.organizations import keys_of
from loaders.resolve.programs import Named, Programs


def test_a_programme_is_known_by_name_alias_code_and_under_a_year() -> None:
    programs = Programs([Named("DB", "农村居民最低生活保障金", ("低保金",))])
    assert {
        programs.resolve(text) for text in ("农村居民最低生活保障金", "低保金", "DB", "2023年低保金", "低保金 ")
    } == {"DB"}


def test_a_near_match_of_a_programme_is_no_match() -> None:
    assert Programs([Named("DB", "低保金")]).resolve("低保") is None


def test_a_name_two_programmes_share_means_neither() -> None:
    assert Programs([Named("A", "补贴"), Named("B", "补贴")]).resolve("补贴") is None


def test_accounts_joined_in_a_chain_are_one_in_every_order_of_rows() -> None:
    pairs = [Alias("c1", "i1", "p"), Alias("c2", "i1", "p"), Alias("c2", "i2", None)]
    assert {tuple(sorted(joined(order).canonical.items())) for order in permutations(pairs)} == {
        (("c1", "c1"), ("c2", "c1"), ("i1", "c1"), ("i2", "c1"))
    }


def test_accounts_of_two_people_are_not_joined_and_told() -> None:
    classes = joined([Alias("c1", "i1", "p"), Alias("c2", "i1", "q")])
    assert not classes.canonical
    assert {pair.card for pair in classes.conflicts} == {"c1", "c2"}


def test_a_name_belongs_to_the_one_code_that_bears_it() -> None:
    keys = keys_of([("91X", "甲公司"), ("", "甲公司"), ("", "乙社")], lambda name: f"made:{name}")
    assert keys["", "甲公司"] == "91X"
    assert keys["", "乙社"] == "made:乙社"


def test_two_codes_of_one_name_leave_the_bare_name_by_itself() -> None:
    keys = keys_of([("91X", "甲公司"), ("92Y", "甲公司"), ("", "甲公司")], lambda name: f"made:{name}")
    assert keys["", "甲公司"] == "made:甲公司"
