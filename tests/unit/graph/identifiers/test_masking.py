"""Masking for working screens."""

import pytest

from graph.identifiers import mask_account, mask_citizen_number, mask_mobile, mask_name


@pytest.mark.parametrize(
    ("name", "masked"), [("张小三", "张*三"), ("张三", "张*"), ("欧阳小明", "欧**明"), ("张", "*"), ("", "")]
)
def test_names_keep_first_and_last_character(name, masked):
    assert mask_name(name) == masked


@pytest.mark.parametrize(
    ("name", "masked"), [("张小三", "张**"), ("张三", "张**"), ("欧阳小明", "欧**"), ("张", "***")]
)
def test_relatives_outside_a_warning_keep_the_surname_only(name, masked):
    assert mask_name(name, relative=True) == masked


@pytest.mark.parametrize(
    ("number", "masked"),
    [
        ("372321198502140012", "372321********0012"),
        ("372321600101001", "372321******001"),
        ("E12345678", "*******78"),
        ("1234", "****"),
        ("", ""),
    ],
)
def test_citizen_numbers_hide_the_birth_date(number, masked):
    assert mask_citizen_number(number) == masked


@pytest.mark.parametrize(
    ("number", "masked"), [("6217000000000000012", "****0012"), ("1234", "****"), ("", "****")]
)
def test_accounts_show_the_last_four_digits(number, masked):
    assert mask_account(number) == masked


@pytest.mark.parametrize(
    ("number", "masked"), [("13812341234", "138****1234"), ("05435321234", "*********34"), ("110", "***")]
)
def test_mobiles_hide_the_middle(number, masked):
    assert mask_mobile(number) == masked
