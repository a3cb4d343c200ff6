"""Region codes and village names."""

import pytest

from graph.identifiers import region_code, village_key


@pytest.mark.parametrize(
    ("text", "value", "level"),
    [
        ("37", "37", "province"),
        ("370000", "37", "province"),
        ("3716", "3716", "city"),
        ("371600", "3716", "city"),
        ("371621", "371621", "county"),
        ("371621000000", "371621", "county"),
        ("371621100", "371621100", "town"),
        ("371621100000", "371621100", "town"),
        ("371621100201", "371621100201", "village"),
        ("441900003000", "441900003", "town"),  # a city without counties
        (" '371621100201", "371621100201", "village"),
        ("371621100201.0", "371621100201", "village"),
    ],
)
def test_codes_lose_their_trailing_zeros_and_know_their_level(text, value, level):
    read = region_code(text)
    assert (read.value, read.level, read.flags, read.original) == (value, level, (), text)


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("", "region_missing"),
        ("无", "region_missing"),
        ("3716211", "region_length"),
        ("371621100201A", "region_length"),
        ("大浦村", "region_length"),
        ("000000", "region_length"),
        ("3.71621E+11", "region_truncated"),
    ],
)
def test_texts_that_are_no_code_say_why(text, flag):
    assert (region_code(text).value, region_code(text).flags) == (None, (flag,))


def test_twelve_digits_are_exact_in_a_numeric_cell():
    assert region_code("3.71621100201E+11", numeric_cell=True).value == "371621100201"


def test_an_unknown_province_keeps_its_code():
    assert (region_code("991621").value, region_code("991621").flags) == ("991621", ("region_unknown",))


@pytest.mark.parametrize(
    "name",
    [
        "大浦",
        "大浦村",
        "大浦村委会",
        "大浦村村委会",
        "大浦村民委员会",
        "大浦村村民委员会",
        "大浦社区",
        "大浦社区居委会",
        "大浦居委会",
        "大浦社区居民委员会",
        "大浦村股份经济合作社",
        "大浦村经济合作社",
        " 大 浦 村 ",
    ],
)
def test_village_names_fold_their_organs(name):
    assert village_key(name) == "大浦"


def test_a_name_of_organ_words_only_stays_whole():
    assert village_key("村委会") == "村委会"
    assert village_key("") == ""
