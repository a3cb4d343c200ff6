"""Every example of a citizen number in the domain notes, and the traps around them."""

from datetime import date

import pytest

from graph.identifiers import check_digit, citizen_number, column_is_truncated, split_citizen_numbers, to18

TODAY = date(2025, 6, 1)
GOOD = "372321198502140012"


@pytest.mark.parametrize(
    ("number", "birth"),
    [
        (GOOD, date(1985, 2, 14)),
        ("36220119700101001X", date(1970, 1, 1)),
        ("371621199001010017", date(1990, 1, 1)),  # county code younger than the birth year
        ("360902197001010012", date(1970, 1, 1)),
        ("360981197001010018", date(1970, 1, 1)),
        ("372321199501010018", date(1995, 1, 1)),
    ],
)
def test_a_valid_number_is_canonical_whatever_its_county_code(number, birth):
    read = citizen_number(number, today=TODAY)
    assert (read.value, read.quality, read.flags, read.birth) == (number, "id18", (), birth)
    assert (read.sex, read.kind, read.normalised, read.original) == ("M", "citizen", number, number)


@pytest.mark.parametrize(
    ("fifteen", "eighteen"),
    [("372321600101001", "372321196001010018"), ("362201700101001", "36220119700101001X")],
)
def test_fifteen_digits_become_eighteen_and_the_original_is_kept(fifteen, eighteen):
    read = citizen_number(fifteen, today=TODAY)
    assert (read.value, read.quality, read.original) == (eighteen, "id15", fifteen)
    assert to18(fifteen) == eighteen
    assert check_digit(eighteen[:17]) == eighteen[17]


@pytest.mark.parametrize("sequence", ["996", "997", "998", "999"])
def test_sequences_reserved_for_the_1800s_are_not_converted(sequence):
    read = citizen_number("372321600101" + sequence, today=TODAY)
    assert (read.value, read.quality, read.flags) == (None, "none", ("id15_century",))
    with pytest.raises(ValueError, match="1800"):
        to18("372321600101" + sequence)


@pytest.mark.parametrize(
    ("written", "clean"),
    [
        ("36220119700101001x", "36220119700101001X"),
        ("３７２３２１１９８５０２１４００１２", GOOD),
        ("３６２２０１１９７００１０１００１ｘ", "36220119700101001X"),
        ("'372321198502140012", GOOD),
        ("’372321198502140012", GOOD),
        (" 372321 19850214 0012\u3000", GOOD),
        ("\ufeff372321\u200b198502140012\n", GOOD),
        ("372321198502140012.0", GOOD),
    ],
)
def test_spelling_is_cleaned_without_a_flag(written, clean):
    read = citizen_number(written, today=TODAY)
    assert (read.value, read.quality, read.flags, read.original) == (clean, "id18", (), written)


@pytest.mark.parametrize(
    ("written", "clean"),
    [
        ("36220119700101001×", "36220119700101001X"),
        ("36220119700101001*", "36220119700101001X"),
        ("37232119850214OO12", GOOD),
        ("37232l19850214o0l2", GOOD),
    ],
)
def test_look_alikes_are_accepted_only_when_the_check_digit_then_holds(written, clean):
    read = citizen_number(written, today=TODAY)
    assert (read.value, read.flags) == (clean, ("id_char_fixed",))


def test_look_alikes_are_not_accepted_when_the_check_digit_fails():
    assert citizen_number("37232119850214OO21", today=TODAY).flags == ("id_length",)
    crossed = citizen_number("37232119850214001×", today=TODAY)
    assert (crossed.value, crossed.flags, crossed.normalised) == (None, ("id_checksum",), "37232119850214001×")


def test_a_wrong_check_digit_merges_nobody_but_keeps_the_text_for_the_finding():
    read = citizen_number(" 372321198502140021", today=TODAY)
    assert (read.value, read.quality, read.flags) == (None, "none", ("id_checksum",))
    assert read.normalised == "372321198502140021"


@pytest.mark.parametrize("day", ["19850230", "20260101", "18900101", "20251301"])
def test_impossible_future_and_too_old_birth_dates_are_refused(day):
    first17 = "372321" + day + "001"
    read = citizen_number(first17 + check_digit(first17), today=TODAY)
    assert (read.value, read.flags, read.birth) == (None, ("id_date",), None)


def test_age_130_is_the_last_accepted_one():
    oldest = "372321" + "18940602" + "001"
    older = "372321" + "18940601" + "001"
    assert citizen_number(oldest + check_digit(oldest), today=TODAY).quality == "id18"
    assert citizen_number(older + check_digit(older), today=TODAY).flags == ("id_date",)


def test_the_fifteen_digit_form_of_an_impossible_date_is_not_converted():
    read = citizen_number("372321850230001", today=TODAY)
    assert (read.value, read.quality, read.flags) == (None, "none", ("id_date",))
    assert read.normalised == "372321850230001"


@pytest.mark.parametrize(
    "text", ["37232119850214001", "3723211985021400122", "37232119850214A012", "372321********0012", "12345678"]
)
def test_other_lengths_and_letters_inside_are_flagged(text):
    read = citizen_number(text, today=TODAY)
    assert (read.value, read.quality, "id_length" in read.flags) == (None, "none", True)


@pytest.mark.parametrize(
    "text",
    ["111111111111111111", "123456789012345678", "111111111111111", "123456199001011234", "234567890123456"],
)
def test_fillers_stand_for_nobody(text):
    read = citizen_number(text, today=TODAY)
    assert (read.value, read.normalised, read.quality) == (None, None, "none")
    assert "id_filler" in read.flags


@pytest.mark.parametrize("text", ["", "  ", "无", "待补", "1234", "123456", "身份证丢失", "N/A", "-", "'"])
def test_blanks_words_and_stumps_are_missing_numbers(text):
    read = citizen_number(text, today=TODAY)
    assert (read.value, read.quality, read.flags, read.kind) == (None, "none", ("id_missing",), "none")
    assert read.normalised is None


@pytest.mark.parametrize("number", ["810000199001010019", "830000199001010012"])
def test_residence_permits_are_valid_numbers_of_non_citizens(number):
    read = citizen_number(number, today=TODAY)
    assert (read.value, read.quality, read.kind, read.flags) == (number, "id18", "non_citizen", ())


def test_foreigners_with_permanent_residence_are_non_citizens():
    first17 = "911156" + "19900101" + "001"
    read = citizen_number(first17 + check_digit(first17), today=TODAY)
    assert (read.quality, read.kind, read.flags) == ("id18", "non_citizen", ())


@pytest.mark.parametrize("text", ["E12345678", "g 1234567890", "军字第1234567号", "H12345678", "T370123456"])
def test_other_documents_are_kept_as_such(text):
    read = citizen_number(text, today=TODAY)
    assert (read.value, read.quality, read.flags, read.kind) == (None, "other", ("id_other_kind",), "other")
    assert read.normalised


def test_an_unknown_province_is_information_only():
    first17 = "662321" + "19850214" + "001"
    read = citizen_number(first17 + check_digit(first17), today=TODAY)
    assert (read.quality, read.flags) == ("id18", ("region_unknown",))


@pytest.mark.parametrize(
    ("text", "numeric"),
    [
        ("372321198502140000", True),
        ("372321198502140000", False),  # text, but the check digit fails: damaged before it became text
        ("372321198502140032.0", True),
        ("372321198502140032.0", False),
        ("372321198502139968.0", True),
        ("3.72321198502140E+17", False),
        ("3.7232119850214e+17", True),  # a printed float leaves its last zero out
        (repr(float(372321198502140012)), True),
        (f"{float(372321198502140012):.0f}", True),
    ],
)
def test_a_number_that_went_through_a_spreadsheet_keeps_fifteen_digits(text, numeric):
    read = citizen_number(text, numeric_cell=numeric, today=TODAY)
    assert (read.value, read.quality, read.flags) == (None, "id_trunc", ("id_truncated",))
    assert (read.first15, read.birth, read.sex) == ("372321198502140", date(1985, 2, 14), "U")


def test_a_truncated_number_whose_check_digit_holds_by_chance_is_still_damaged_in_a_numeric_cell():
    text = "372321196001030000"
    assert citizen_number(text, today=TODAY).quality == "id18"
    assert citizen_number(text, numeric_cell=True, today=TODAY).first15 == "372321196001030"
    assert citizen_number(text, column_truncated=True, today=TODAY).first15 == "372321196001030"


def test_intact_numbers_of_a_damaged_column_stay_valid():
    assert citizen_number(GOOD, column_truncated=True, today=TODAY).quality == "id18"
    assert citizen_number("36220119700101001X", numeric_cell=True, today=TODAY).quality == "id18"


def test_six_digits_of_e_notation_are_no_number():
    read = citizen_number("3.72321E+17", today=TODAY)
    assert (read.value, read.quality, read.first15) == (None, "none", None)
    assert read.flags == ("id_truncated", "id_missing")
    assert citizen_number("3.72321E+17", numeric_cell=True, today=TODAY).flags == ("id_truncated", "id_missing")


def test_a_damaged_number_with_an_impossible_date_has_no_first_fifteen():
    read = citizen_number("372321198502300000", numeric_cell=True, today=TODAY)
    assert (read.quality, read.flags, read.first15) == ("none", ("id_truncated", "id_date"), None)


@pytest.mark.parametrize("text", ["372321600101001", "372321600101001.0", "3.72321600101001E+14"])
def test_fifteen_digits_survive_a_numeric_cell(text):
    read = citizen_number(text, numeric_cell=True, today=TODAY)
    assert (read.value, read.quality) == ("372321196001010018", "id15")


def test_a_column_is_truncated_above_five_per_cent():
    good, bad = [GOOD] * 95, ["372321198502140000"] * 5
    assert not column_is_truncated(good + bad)
    assert column_is_truncated([*good, *bad, "372321196001030000"])
    assert column_is_truncated([GOOD] * 10 + ["3.72321E+17"])
    assert not column_is_truncated([])
    assert not column_is_truncated(["372321600101000", "无"])


@pytest.mark.parametrize(
    "text",
    [
        "372321198502140012(身份证)",
        "身份证号：372321198502140012",
        "372321198502140012（本人）",
        "372321198502140012，张三",
    ],
)
def test_one_number_among_words_is_extracted(text):
    read = citizen_number(text, today=TODAY)
    assert (read.value, read.flags) == (GOOD, ("id_extracted",))


def test_the_same_number_written_twice_is_one_number():
    text = "372321196001010018（旧372321600101001）"
    assert citizen_number(text, today=TODAY).value == "372321196001010018"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("372321198502140012、36220119700101001x", [GOOD, "36220119700101001X"]),
        ("372321198502140012 372321600101001", [GOOD, "372321600101001"]),
        ("372321198502140012\n无", [GOOD, "无"]),
        ("372321198502140012/本人", [GOOD]),
        ("372321198502140012；372321198502140021", [GOOD, "372321198502140021"]),
        (GOOD, [GOOD]),
        ("", []),
    ],
)
def test_a_cell_splits_into_one_part_per_person(text, parts):
    assert [part.upper() for part in split_citizen_numbers(text)] == parts


@pytest.mark.parametrize("text", ["372321198502140012、36220119700101001X", "372321198502140012 372321600101001"])
def test_several_numbers_are_nobodys(text):
    read = citizen_number(text, today=TODAY)
    assert (read.value, read.flags) == (None, ("multi_value",))


@pytest.mark.parametrize(
    "wrong", ["", "37232119850214001X", "３７２３２１１９８５０２１４００１", "3723211985021400"]
)
def test_check_digits_are_computed_from_seventeen_digits_only(wrong):
    with pytest.raises(ValueError, match="17"):
        check_digit(wrong)


@pytest.mark.parametrize("wrong", ["", "37232160010100A", GOOD])
def test_only_fifteen_digits_convert(wrong):
    with pytest.raises(ValueError, match="15"):
        to18(wrong)


def test_the_seventeenth_digit_says_the_sex():
    first17 = "372321" + "19850214" + "002"
    assert citizen_number(first17 + check_digit(first17), today=TODAY).sex == "F"
    assert citizen_number(GOOD, today=TODAY).sex == "M"
