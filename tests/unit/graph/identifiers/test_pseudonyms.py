"""Keyed pseudonyms."""

import hashlib
import hmac

import pytest

from graph.identifiers import Pseudonyms, new_key

KEY = bytes(range(32))
NUMBER = "372321198502140012"


@pytest.fixture
def names():
    return Pseudonyms(KEY)


def test_a_person_key_is_hmac_sha256_under_a_subkey_of_the_kind(names):
    subkey = hmac.new(KEY, b"qinqing/person", hashlib.sha256).digest()
    assert names.person(NUMBER) == "p" + hmac.new(subkey, NUMBER.encode(), hashlib.sha256).hexdigest()[:24]


def test_equal_key_and_number_give_equal_pseudonyms_and_another_key_does_not(names):
    assert names.person(NUMBER) == Pseudonyms(KEY).person(NUMBER)
    assert names.person(NUMBER) != Pseudonyms(new_key()).person(NUMBER)


def test_the_same_digits_have_unrelated_keys_by_kind(names):
    person, account = names.person(NUMBER), names.account(NUMBER)
    assert (person[0], account[0]) == ("p", "a")
    assert person[1:] != account[1:]
    assert names.phone("13812345678")[1:] != names.account("13812345678")[1:]


@pytest.mark.parametrize(
    "text", ["", "372321600101001", "36220119700101001x", " 372321198502140012", NUMBER + "\n"]
)
def test_texts_that_are_not_canonical_are_refused_before_hashing(names, text):
    with pytest.raises(ValueError, match="citizen_number"):
        names.person(text)


def test_accounts_and_phones_are_refused_unless_canonical(names):
    with pytest.raises(ValueError, match="account_number"):
        names.account("6217 0000 0000 0000 012")
    with pytest.raises(ValueError, match="mobile_numbers"):
        names.phone("138-1234-5678")


def test_parts_of_a_fact_cannot_run_into_one_another(names):
    rows = [
        ("ab", "c"),
        ("a", "bc"),
        ("abc",),
        ("abc", None),
        ("abc", ""),
        ("a", 1),
        ("a", "1"),
        ("a", -1),
        ('a","b',),
        ("a", "b"),
    ]
    assert len({names.fact("payment", *row) for row in rows}) == len(rows)
    assert names.fact("payment", "a") != names.fact("voucher", "a")


def test_a_weak_person_takes_the_best_handle(names):
    everything = names.weak_person(
        "张三",
        "371621100201",
        first15="372321198502140",
        account="1234567890",
        phone="13812345678",
        slot="r",
        ordinal=1,
    )
    assert everything == names.weak_person("张三", "371621100201", first15="372321198502140")
    by_account = names.weak_person("张三", "371621100201", account="1234567890", phone="13812345678")
    assert by_account == names.weak_person("张三", "371621100201", account="1234567890")
    assert by_account != everything
    assert everything.startswith("w")


def test_equal_weak_persons_of_one_slot_are_told_apart_by_ordinal(names):
    first = names.weak_person("张三", "371621100201", slot="roster/2024", ordinal=0)
    assert first != names.weak_person("张三", "371621100201", slot="roster/2024", ordinal=1)
    assert first != names.weak_person("张三", "371621100202", slot="roster/2024", ordinal=0)
    with pytest.raises(ValueError, match="稳定的键"):
        names.weak_person("张三", "371621100201")


def test_handles_of_different_kinds_do_not_meet(names):
    by_account = names.weak_person("张三", "371621100201", account="13812345678")
    assert by_account != names.weak_person("张三", "371621100201", phone="13812345678")


def test_bulk_variants_agree_with_single_ones(names):
    numbers = [NUMBER, "36220119700101001X"]
    assert names.persons(numbers) == [names.person(n) for n in numbers]
    assert names.accounts(["1234567890"]) == [names.account("1234567890")]
    assert names.phones(["13812345678"]) == [names.phone("13812345678")]
    assert names.facts("payment", [("a", 1), ("b", 2)]) == [
        names.fact("payment", "a", 1),
        names.fact("payment", "b", 2),
    ]


def test_organisations_are_told_apart_by_county(names):
    assert names.organization("惠农合作社", "371621") != names.organization("惠农合作社", "360902")
    assert names.organization("惠农合作社", "371621").startswith("o")


def test_keys_have_the_length_they_need():
    assert len(new_key()) == 32
    assert new_key() != new_key()
    with pytest.raises(ValueError, match="密钥"):
        Pseudonyms(b"short")
