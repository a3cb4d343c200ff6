"""county.toml: typed values; an unknown key names the known ones."""

from __future__ import annotations

from datetime import date

import pytest

from graph.errors import InputError
from loaders.county import CountySettings, parse_county

FULL = """
region = "371621"
[filing]
scope = "DIBAO_LOCAL.hainan"
grace_days = 45
[scopes]
recusal_beyond_list = true
YUNNAN = ["X", "P", "C"]
[tender]
limits_yuan = [50000, 200000]
[rules.R08]
unrelated_red = 5
[rules.R36]
limit = 1000
[rules.R36.2024]
limit = 2000
[[exclusive]]
programs = ["低保", "特困"]
from = "2020"
[[permitted]]
programs = ["低保", "残疾人两项补贴"]
from = 2021-01-01
[elections]
2021 = 3
[[dialect]]
term = "外甥"
chains = ["ZS", "DS"]
[legal]
verified = ["ccp-discipline-2023:124"]
[headings.rosters]
"到手的钱" = "amount"
"""


def test_every_documented_key_is_read() -> None:
    county = parse_county(FULL)
    assert county.region == "371621"
    assert (county.filing.scope, county.filing.grace_days) == ("DIBAO_LOCAL.hainan", 45)
    assert (county.scopes.recusal_beyond_list, county.scopes.patterns) == (True, {"YUNNAN": ("X", "P", "C")})
    assert county.tender.limits_yuan == (50000, 200000)
    assert county.exclusive[0].from_ == date(2020, 1, 1)
    assert county.permitted[0].from_ == date(2021, 1, 1)
    assert county.elections == {2021: 3}
    assert county.dialect[0].chains == ("ZS", "DS")
    assert county.legal.verified == ("ccp-discipline-2023:124",)
    assert county.headings == {"rosters": {"到手的钱": "amount"}}


def test_parameters_hold_from_their_year() -> None:
    county = parse_county(FULL)
    assert county.parameters("R08") == {"unrelated_red": 5}
    assert [county.parameters("R36", year)["limit"] for year in (2023, 2024, 2025)] == [1000, 2000, 2000]
    assert county.parameters("R99") == {}


def test_an_empty_file_gives_the_defaults() -> None:
    assert parse_county("") == CountySettings()
    assert CountySettings().filing.grace_days == 30


@pytest.mark.parametrize(
    ("text", "wrong", "known"),
    [
        ("regoin = '371621'", "regoin", "region"),
        ("[filing]\ngrace = 1", "filing.grace", "grace_days"),
        ("[tender]\nlimits = [1]", "tender.limits", "limits_yuan"),
        ("[scopes]\nbeyond = true", "beyond", "recusal_beyond_list"),
        ("[[dialect]]\nterm = 'a'\nchains = ['ZS']\nword = 1", "word", "chains"),
        ("[[exclusive]]\nprograms = ['a', 'b']\nuntil = 1", "until", "from"),
        ("[rules.foo]\nx = 1", "foo", "rules.R08"),
        ("[rules.R36.first]\nlimit = 1", "first", "年份"),
    ],
)
def test_an_unknown_key_is_an_error_that_names_the_known_ones(text: str, wrong: str, known: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_county(text)
    assert wrong in str(caught.value)
    assert known in str(caught.value)


@pytest.mark.parametrize(
    "text", ["region = '37'", "[elections]\n2021 = 13", "[filing]\ngrace_days = -1", "region = ", "[scopes]\nA = ['Q']"]
)
def test_a_wrong_value_is_an_error(text: str) -> None:
    with pytest.raises(InputError):
        parse_county(text)
