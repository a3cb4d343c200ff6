"""Phones: only mobiles are compared."""

import pytest

from graph.identifiers import mobile_numbers


@pytest.mark.parametrize(
    "text",
    [
        "13812345678",
        "+86 138-1234-5678",
        "008613812345678",
        "013812345678",
        "8613812345678",
        "１３８１２３４５６７８",
        "138 1234 5678",
        "13812345678.0",
        "13812345678(儿子)",
        "电话13812345678",
    ],
)
def test_mobiles_are_eleven_digits_whatever_stands_around(text):
    (phone,) = mobile_numbers(text)
    assert (phone.value, phone.kind, phone.flags) == ("13812345678", "mobile", ())


@pytest.mark.parametrize(
    "text",
    [
        "13812345678/13987654321",
        "13812345678、13987654321",
        "13812345678；13987654321",
        "13812345678 13987654321",
        "138 1234 5678 139 8765 4321",
        "13812345678\n13987654321",
    ],
)
def test_several_in_a_cell_are_a_list(text):
    assert [phone.value for phone in mobile_numbers(text)] == ["13812345678", "13987654321"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0543-5321234", "05435321234"),
        ("(010)12345679", "01012345679"),
        ("5321234", "5321234"),
        ("661234", "661234"),
        ("0543-5321234转801", "05435321234"),
    ],
)
def test_area_codes_and_short_numbers_are_landlines(text, value):
    (phone,) = mobile_numbers(text)
    assert (phone.value, phone.kind) == (value, "landline")


def test_a_landline_beside_a_mobile_is_told_apart():
    assert [phone.kind for phone in mobile_numbers("0543-5321234 13812345678")] == ["landline", "mobile"]


@pytest.mark.parametrize("text", ["11111111111", "13800000000", "12345678901", "1381234567"])
def test_fillers_stand_for_nobody(text):
    (phone,) = mobile_numbers(text)
    assert (phone.value, phone.flags, phone.original) == (None, ("phone_filler",), text)


def test_numeric_cells_are_exact_and_e_notation_as_text_is_not():
    (phone,) = mobile_numbers("1.3812345678E+10", numeric_cell=True)
    assert phone.value == "13812345678"
    (phone,) = mobile_numbers("1.38E+10")
    assert (phone.value, phone.flags) == (None, ("phone_invalid",))


@pytest.mark.parametrize("text", ["", "无", "没有电话", "-"])
def test_no_phone_gives_an_empty_list(text):
    assert mobile_numbers(text) == ()


@pytest.mark.parametrize("text", ["138****5678", "138123456789012", "12812345678"])
def test_other_texts_are_flagged_and_never_guessed(text):
    (phone,) = mobile_numbers(text)
    assert (phone.value, phone.flags) == (None, ("phone_invalid",))
