"""Laws that hold for every identifier."""

from datetime import date, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from graph.identifiers import (
    Pseudonyms,
    account_number,
    check_digit,
    citizen_number,
    credit_check_character,
    credit_code,
    luhn_holds,
    mask_citizen_number,
    mobile_numbers,
    person_name,
    region_code,
    same_name,
    to18,
)
from graph.identifiers.folding import FOLDING
from graph.identifiers.organization import ALPHABET

TODAY = date(2025, 6, 1)
PSEUDONYMS = Pseudonyms(b"a key for tests only, 32 bytes!!")
REGIONS = st.sampled_from(["371621", "372321", "362201", "360902", "110101", "650102"])
BIRTHS = st.dates(date(1900, 1, 1), date(2025, 5, 31))
SEQUENCES = st.integers(0, 999).map(lambda n: f"{n:03d}")


@st.composite
def numbers(draw):
    first17 = draw(REGIONS) + f"{draw(BIRTHS):%Y%m%d}" + draw(SEQUENCES)
    return first17 + check_digit(first17)


@st.composite
def fifteens(draw):
    sequence = draw(st.integers(0, 995).map(lambda n: f"{n:03d}"))
    return draw(REGIONS) + f"{draw(st.dates(date(1900, 1, 1), date(1999, 12, 31))):%y%m%d}" + sequence


def read(text, **options):
    return citizen_number(text, today=TODAY, **options)


@given(numbers(), st.integers(0, 16), st.integers(1, 9))
def test_every_single_digit_error_is_caught(number, position, change):
    wrong = number[:position] + str((int(number[position]) + change) % 10) + number[position + 1 :]
    assert read(wrong).value is None


@given(numbers(), st.sampled_from("0123456789X"))
def test_every_wrong_check_character_is_caught(number, character):
    assume(character != number[17])
    assert read(number[:17] + character).value is None


@given(numbers())
def test_every_well_made_number_is_valid_unless_it_is_a_filler(number):
    judged = read(number)
    assert judged.value == number
    assert judged.birth == date(int(number[6:10]), int(number[10:12]), int(number[12:14]))


@given(fifteens())
def test_fifteen_digits_convert_to_a_valid_number_of_the_same_person(fifteen):
    full = to18(fifteen)
    assert full[:6] + full[8:17] == fifteen
    assert read(full).value == full == read(fifteen).value
    assert PSEUDONYMS.person(read(full).value) == PSEUDONYMS.person(read(fifteen).value)


@given(numbers())
def test_a_number_read_as_floating_point_is_never_taken_for_a_whole_one(number):
    assume(number.isdigit())
    for printed in (repr(float(number)), f"{float(number):.0f}", f"{float(number):.1f}"):
        assert read(printed, numeric_cell=True).value is None
        assert account_number(printed, numeric_cell=True).value is None


@given(numbers())
def test_what_a_spreadsheet_stored_keeps_its_fifteen_digits_however_it_is_printed(number):
    assume(number.isdigit())
    stored = float(number[:15] + "000")
    for printed in (repr(stored), f"{stored:.0f}", f"{stored:.1f}", number[:15] + "000"):
        assert read(printed, numeric_cell=True).first15 == number[:15]


SPELLINGS = st.sampled_from(
    [
        str.lower,
        lambda n: "'" + n,
        lambda n: n[:6] + " " + n[6:14] + "\u3000" + n[14:],
        lambda n: n.translate({ord(c): chr(ord(c) + 0xFEE0) for c in "0123456789X"}),
        lambda n: "\u200b" + n + "\r\n",
        lambda n: n + "(身份证)",
        lambda n: n.replace("X", "×"),
    ]
)


@given(numbers(), SPELLINGS)
def test_cleaned_spellings_give_the_same_pseudonym(number, spell):
    judged = read(spell(number))
    assume("id_truncated" not in judged.flags)
    assert PSEUDONYMS.person(judged.value) == PSEUDONYMS.person(number)


ODD_NUMBERS = st.from_regex(r"[0-9OlX×* ']{14,20}", fullmatch=True)


@given(st.text(max_size=40) | numbers() | fifteens() | ODD_NUMBERS, st.booleans())
def test_any_text_gets_a_verdict_and_normalising_twice_changes_nothing(text, numeric):
    judged = read(text, numeric_cell=numeric)
    assert judged.quality in {"id18", "id15", "id_trunc", "other", "none"}
    assert (judged.value is not None) == (judged.quality in {"id18", "id15"})
    assert (judged.first15 is not None) == (judged.quality == "id_trunc")
    assert judged.original == text
    if judged.value and not judged.value.endswith("000"):
        assert read(judged.value).value == judged.value


@given(st.text(max_size=30) | st.from_regex(r"[0-9A-Z*' -]{8,27}", fullmatch=True), st.booleans())
def test_normalising_other_numbers_twice_changes_nothing(text, numeric):
    account = account_number(text, numeric_cell=numeric).value
    assert account is None or account_number(account).value == account
    code = credit_code(text, numeric_cell=numeric).value
    assert code is None or credit_code(code).value == code
    region = region_code(text, numeric_cell=numeric).value
    assert region is None or region_code(region).value == region
    for phone in mobile_numbers(text, numeric_cell=numeric):
        assert phone.value is None or mobile_numbers(phone.value)[0].value == phone.value


@given(st.text(max_size=12) | st.text("张葉閆□?·•. (大)A1小明已故", max_size=8))
def test_a_name_key_is_stable_and_equal_to_itself(text):
    name = person_name(text)
    assert name.bare_key == name.key.replace("·", "")
    assert name.key.translate(FOLDING) == name.key
    if name.bare_key:
        assert same_name(name.key, name.key) == ("rare_character" if name.has_wildcard else "equal")


@given(st.text("张王小明□·阿卜杜热", max_size=8), st.text("张王小明□·阿卜杜热", max_size=8))
def test_comparing_names_does_not_depend_on_the_order(a, b):
    assert same_name(a, b) == same_name(b, a)


@given(st.text("0123456789", min_size=15, max_size=18), st.integers(0, 17), st.integers(1, 9))
def test_luhn_catches_every_single_digit_error(payload, position, change):
    number = next(n for d in range(10) if luhn_holds(n := payload + str(d)))
    position %= len(number)
    wrong = number[:position] + str((int(number[position]) + change) % 10) + number[position + 1 :]
    assert not luhn_holds(wrong)


@given(st.text(ALPHABET, min_size=17, max_size=17), st.integers(0, 16), st.sampled_from(ALPHABET))
def test_credit_codes_catch_every_single_character_error(first17, position, character):
    code = first17 + credit_check_character(first17)
    assume(code[1:] != code[:-1] and not code.isdigit() and character != code[position])
    assert credit_code(code).value == code
    assert credit_code(code[:position] + character + code[position + 1 :]).value is None


@given(st.text("0123456789", min_size=10, max_size=12))
def test_the_key_of_the_same_digits_differs_by_kind(digits):
    keys = {
        PSEUDONYMS.account(digits)[1:],
        PSEUDONYMS.phone(digits)[1:],
        PSEUDONYMS.fact(digits)[1:],
        PSEUDONYMS.organization(digits)[1:],
        PSEUDONYMS.weak_person(digits, "", slot="")[1:],
    }
    assert len(keys) == 5


@given(
    st.lists(st.none() | st.integers() | st.text(max_size=5), max_size=5),
    st.lists(st.none() | st.integers() | st.text(max_size=5), max_size=5),
)
def test_facts_have_equal_keys_only_if_their_parts_are_equal(a, b):
    assert (PSEUDONYMS.fact("payment", *a) == PSEUDONYMS.fact("payment", *b)) == (a == b)


@given(numbers())
def test_a_masked_number_shows_no_birth_date(number):
    assert mask_citizen_number(number) == number[:6] + "********" + number[14:]


@given(BIRTHS)
def test_nobody_is_born_tomorrow(day):
    first17 = f"372321{day:%Y%m%d}001"
    number = first17 + check_digit(first17)
    assert citizen_number(number, today=day).value == number
    assert citizen_number(number, today=day - timedelta(days=1)).flags == ("id_date",)
