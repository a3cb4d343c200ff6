"""Numbers of made-up people, cards and organisations carry right check digits."""

from datetime import date
from random import Random

import pytest

from loaders.synthetic.identity import Issuer, citizen_check, credit_check, fifteen, luhn_check
from loaders.synthetic.mess import capital_amount, day_text, excel_damaged


@pytest.mark.parametrize("number", ["372321198502140012", "36220119700101001X", "371621199001010017"])
def test_the_check_character_of_known_citizen_numbers_is_found(number: str) -> None:
    assert citizen_check(number[:17]) == number[17]


def test_the_check_characters_of_a_known_credit_code_and_card_are_found() -> None:
    assert credit_check("91110000600037341") == "L"
    assert luhn_check("621700000000000001") == "2"


def test_an_issuer_never_gives_a_number_twice() -> None:
    issuer = Issuer(Random("a"), "371699", "372399", 3, 14)
    numbers = [issuer.citizen(date(1970, 1, 1), sex) for sex in "MF" * 300]
    assert len(set(numbers)) == 600
    assert all(citizen_check(n[:17]) == n[17] for n in numbers)
    assert all(int(n[16]) % 2 == (k % 2 == 0) for k, n in enumerate(numbers))


def test_issuers_of_two_towns_never_give_the_same_number() -> None:
    towns = [Issuer(Random("a"), "371699", "372399", part, 14) for part in (0, 1)]
    first, second = ({t.citizen(date(1970, 1, 1), "M") for _ in range(20)} for t in towns)
    assert not first & second


def test_the_old_form_of_a_number_has_fifteen_digits() -> None:
    assert fifteen("372321196001010018") == "372321600101001"


def test_amounts_and_dates_can_be_written_in_characters() -> None:
    assert capital_amount(120000) == "壹仟贰佰元整"
    assert capital_amount(100500) == "壹仟零伍元整"
    assert day_text(date(2021, 7, 1), "hanzi") == "二〇二一年七月一日"
    assert day_text(date(2021, 12, 21), "hanzi") == "二〇二一年十二月二十一日"


def test_what_excel_keeps_of_a_number_ends_in_zeros() -> None:
    assert excel_damaged("372321198502140012") == "372321198502140000"
