"""Unified credit codes and the old codes."""

import pytest

from graph.identifiers import credit_check_character, credit_code, registering_body

CODES = ["91110000600037341L", "N2371621MF01234511", "54371621MJ01234562", "91371621MA0123453D"]


@pytest.mark.parametrize("code", CODES)
def test_valid_codes_are_canonical_and_carry_the_organisation_code(code):
    read = credit_code(code)
    assert (read.value, read.kind, read.flags, read.organisation_code) == (code, "uscc", (), code[8:17])
    assert credit_check_character(code[:17]) == code[17]


@pytest.mark.parametrize(
    "written", ["91371621ma0123453d", " '91371621MA0123453D ", "９１３７１６２１ＭＡ０１２３４５３Ｄ"]
)
def test_spelling_is_cleaned(written):
    assert (credit_code(written).value, credit_code(written).flags) == ("91371621MA0123453D", ())


@pytest.mark.parametrize(
    ("written", "clean"),
    [
        ("91371621MAO123453D", "91371621MA0123453D"),
        ("9I371621MA0I23453D", "91371621MA0123453D"),
        ("N237162IMF0IZ345II", "N2371621MF01234511"),
    ],
)
def test_o_i_z_are_read_as_digits_only_when_the_check_then_holds(written, clean):
    assert (credit_code(written).value, credit_code(written).flags) == (clean, ("uscc_char_fixed",))
    assert credit_code(written[:-1] + "0").flags == ("uscc_checksum",)


def test_a_wrong_check_character_matches_nothing():
    read = credit_code("91371621MA0123453E")
    assert (read.value, read.kind, read.flags) == (None, "none", ("uscc_checksum",))


@pytest.mark.parametrize(
    ("written", "code"),
    [("MA012345-3", "MA0123453"), ("600037341", "600037341"), ("371621000012345", "371621000012345")],
)
def test_old_codes_are_kept(written, code):
    read = credit_code(written)
    assert (read.value, read.kind, read.flags) == (code, "old_code", ())


def test_an_old_organisation_code_links_to_positions_9_to_17_of_the_new_code():
    assert credit_code("60003734-1").organisation_code == credit_code("91110000600037341L").organisation_code
    assert credit_code("371621000012345").organisation_code is None
    assert credit_code("60003734-2").flags == ("old_code_checksum",)


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("", "uscc_missing"),
        ("无", "uscc_missing"),
        ("0" * 18, "uscc_filler"),
        ("9.11E+17", "uscc_truncated"),
        ("9137162", "uscc_length"),
        (f"{CODES[0]}、{CODES[1]}", "multi_value"),
    ],
)
def test_texts_that_are_no_code_say_why(text, flag):
    assert (credit_code(text).value, credit_code(text).flags) == (None, (flag,))


def test_digits_lost_in_a_numeric_cell_are_not_a_code():
    assert credit_code("911100001000013000", numeric_cell=True).flags == ("uscc_truncated",)


def test_a_code_among_words_is_extracted():
    read = credit_code("91371621MA0123453D（已换证）")
    assert (read.value, read.flags) == ("91371621MA0123453D", ("uscc_extracted",))


@pytest.mark.parametrize(
    ("code", "body"),
    [
        (CODES[0], "market"),
        (CODES[1], "agriculture"),
        (CODES[2], "civil_affairs"),
        ("11371621004000000A", "establishment"),
        ("", "other"),
        ("Y", "other"),
    ],
)
def test_the_first_character_names_the_registering_body(code, body):
    assert registering_body(code) == body


def test_check_characters_refuse_letters_outside_the_alphabet():
    with pytest.raises(ValueError, match="I、O、S、V、Z"):
        credit_check_character("91371621MAO123453")
