"""Bank accounts: Luhn classifies and never rejects."""

import pytest

from graph.identifiers import account_number, luhn_holds

CARD = "6217000000000000012"
OWN = "372321198502140012"


@pytest.mark.parametrize(
    ("number", "kind", "luhn"),
    [
        (CARD, "card", True),
        ("601234567890123456", "passbook", False),
        ("6217000000000000013", "passbook", False),
        ("12345678901", "unknown", False),
        ("1234567890123456789012345", "unknown", False),
    ],
)
def test_luhn_and_shape_classify_and_never_reject(number, kind, luhn):
    read = account_number(number)
    assert (read.value, read.kind, read.luhn, read.flags) == (number, kind, luhn, ())


def test_eighteen_digits_beginning_with_60_are_a_passbook_even_if_luhn_holds():
    number = next(n for d in range(10) if luhn_holds(n := f"60123456789012345{d}"))
    assert account_number(number).kind == "passbook"


@pytest.mark.parametrize(
    "written", ["6217 0000 0000 0000 012", "6217-0000-0000-0000-012", "'" + CARD, CARD + ".0"]
)
def test_spaces_hyphens_apostrophes_and_point_zero_are_stripped(written):
    if written.endswith(".0"):
        assert int(float(CARD)) != int(CARD)  # digits that no float can have printed
    read = account_number(written)
    assert (read.value, read.flags, read.original) == (CARD, (), written)


@pytest.mark.parametrize("own", [OWN, " 372321198502140012", "３７２３２１１９８５０２１４００１２"])
def test_an_account_equal_to_the_own_citizen_number_is_missing(own):
    read = account_number(OWN, own_id=own)
    assert (read.value, read.flags) == (None, ("acct_is_id",))


def test_the_old_form_and_the_damaged_form_of_the_own_number_are_no_account_either():
    assert account_number("372321600101001", own_id="372321196001010018").flags == ("acct_is_id",)
    assert account_number("372321196001010018", own_id="372321600101001").flags == ("acct_is_id",)
    assert account_number("36220119700101001x", own_id="36220119700101001X").flags == ("acct_is_id",)
    assert account_number("372321198502140000", numeric_cell=True, own_id=OWN).flags == ("acct_is_id",)


def test_somebody_elses_number_is_compared_with_the_own_one_only():
    assert account_number("372321198502140012", own_id="372321197001010019").value == "372321198502140012"


@pytest.mark.parametrize("text", ["A12345678", "123456789", "AB1C2D3E4"])
def test_nine_characters_are_a_social_card_and_no_account(text):
    read = account_number(text)
    assert (read.value, read.flags) == (None, ("acct_is_sscard",))


@pytest.mark.parametrize("text", ["1234", "12345678", "1" * 13 + "2" * 13])
def test_lengths_outside_ten_to_twenty_five_are_flagged(text):
    read = account_number(text)
    assert (read.value, read.flags, read.original) == (None, ("acct_length",), text)


@pytest.mark.parametrize(
    ("text", "numeric"),
    [
        ("6.217E+18", False),
        ("6.217E+18", True),
        (CARD, True),
        ("6217000000000000000", True),
        ("6217000000000001024.0", False),
    ],
)
def test_numbers_beyond_fifteen_digits_are_lost_in_numeric_cells_and_e_notation(text, numeric):
    read = account_number(text, numeric_cell=numeric)
    assert (read.value, read.flags) == (None, ("acct_truncated",))


def test_short_accounts_survive_a_numeric_cell():
    assert account_number("123456789012345.0", numeric_cell=True).value == "123456789012345"


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("", "acct_missing"),
        ("无", "acct_missing"),
        ("0", "acct_missing"),
        ("6217****0012", "acct_masked"),
        ("0000000000000000", "acct_filler"),
        ("6217000000000000012、601234567890123456", "multi_value"),
    ],
)
def test_texts_that_stand_for_no_account_say_why(text, flag):
    read = account_number(text)
    assert (read.value, read.flags) == (None, (flag,))


def test_an_account_among_words_is_extracted_and_letters_are_kept():
    assert account_number(f"{CARD}（农商行）").flags == ("acct_extracted",)
    assert account_number(f"{CARD}（农商行）").value == CARD
    assert account_number("NRA12345678901").flags == ("acct_letters",)
