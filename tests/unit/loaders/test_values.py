"""Cleaners bring a cell to its canonical form or say why not; they never guess."""

from __future__ import annotations

from datetime import date

import pytest

from loaders.readers import Cell, CellKind
from loaders.values.dates import clean_date
from loaders.values.money import capital_fen, clean_money, independent_fen
from loaders.values.periods import clean_period
from loaders.values.plain import clean_area, clean_code, clean_flag, clean_int, clean_list, clean_text
from loaders.values.result import Context, tidy

AS_OF = Context(date(2024, 6, 30))


def text(value: str) -> Cell:
    return Cell(value, CellKind.TEXT)


@pytest.mark.parametrize(
    ("written", "fen"),
    [
        ("1,234.50", 123450),
        ("1，234.50", 123450),
        ("￥1234.5", 123450),
        ("¥ 1,234.50元", 123450),
        ("1200元整", 120000),
        ("1.2万", 1200000),
        ("1.2万元", 1200000),
        ("壹仟贰佰元整", 120000),
        ("人民币壹万贰仟元整", 1200000),
        ("(120.00)", -12000),
        ("（120.00）", -12000),
        ("−120", -12000),
        ("-120", -12000),
        ("－120", -12000),
        ("１２０．５", 12050),
        ("50万元人民币", 50000000),
        ("0", 0),
        (".5", 50),
        ("1e3", 100000),
        ("贰拾元伍角", 2050),
        ("叁佰零伍元零贰分", 30502),
    ],
)
def test_amounts_are_cleaned_to_fen(written: str, fen: int) -> None:
    assert clean_money(text(written), AS_OF).value == fen


@pytest.mark.parametrize("written", ["abc", "12元3", "1.2.3", "十几元", "1/2", "12%", "9" * 30])
def test_an_amount_that_cannot_be_read_is_no_amount(written: str) -> None:
    cleaned = clean_money(text(written), AS_OF)
    assert (cleaned.value, cleaned.flags) == (None, ("bad_amount",))


@pytest.mark.parametrize("written", ["", " ", "-", "—", "无", "/"])
def test_a_blank_amount_is_nothing_and_no_fault(written: str) -> None:
    assert clean_money(text(written), AS_OF) == (None, (), None)


def test_figures_win_over_capitals_that_disagree() -> None:
    assert clean_money(text("1300.00(壹仟贰佰元整)"), AS_OF)[:2] == (130000, ("amount_conflict",))
    assert clean_money(text("1200.00(壹仟贰佰元整)"), AS_OF)[:2] == (120000, ())


def test_more_than_two_decimals_are_rounded_and_flagged() -> None:
    assert clean_money(text("33.333"), AS_OF)[:2] == (3333, ("amount_rounded",))


@pytest.mark.parametrize(
    ("words", "fen"), [("玖", 900), ("壹拾万零伍佰元整", 10_050_000), ("壹亿元", 10_000_000_000), ("拾元", 1000)]
)
def test_capitals_are_read(words: str, fen: int) -> None:
    assert capital_fen(words) == fen


def test_the_independent_reading_only_reads_plain_figures() -> None:
    assert independent_fen("1,234.50", None) == 123450
    assert independent_fen("0.5", "万元") == 500_000
    assert independent_fen("1.2万", None) is None


@pytest.mark.parametrize(
    "written",
    [
        "2021-07-01",
        "2021/7/1",
        "2021.7.1",
        "20210701",
        "2021年7月1日",
        "二〇二一年七月一日",
        "44378",
        "2021-07-01 00:00:00",
        "２０２１年７月１日",
        "2021年07月01日 10:30",
        "2021-7-1 ",
        "2021年7月1号",
    ],
)
def test_dates_of_every_style_are_one_day(written: str) -> None:
    assert clean_date(text(written), AS_OF)[:2] == ((date(2021, 7, 1), "day"), ())


@pytest.mark.parametrize(
    ("written", "precision"),
    [
        ("2021年7月", "month"),
        ("2021-07", "month"),
        ("202107", "month"),
        ("2021", "year"),
        ("2021年", "year"),
        ("2021年换届", "year"),
    ],
)
def test_less_than_a_day_keeps_its_precision(written: str, precision: str) -> None:
    assert clean_date(text(written), AS_OF).value[1] == precision  # type: ignore[index]


@pytest.mark.parametrize(
    ("written", "flag"),
    [
        ("1899-01-01", "date_range"),
        ("2099-01-01", "date_range"),
        ("2021-02-30", "date_impossible"),
        ("2021-13-07", "date_impossible"),
        ("99.7.1", "date_impossible"),
        ("农历五月初三", "date_lunar"),
        ("腊月廿三", "date_lunar"),
        ("2021-7至12月", "date_period"),
        ("2021年上半年", "date_period"),
        ("去年", "date_unreadable"),
    ],
)
def test_what_is_no_day_is_kept_as_text_with_its_reason(written: str, flag: str) -> None:
    assert clean_date(text(written), AS_OF) == (None, (flag,), written)


def test_two_digit_years_are_flagged() -> None:
    assert clean_date(text("21.7.1"), AS_OF)[:2] == ((date(2021, 7, 1), "day"), ("date_two_digit",))


def test_the_day_that_never_was_is_impossible() -> None:
    assert clean_date(Cell("0", CellKind.NUMBER), AS_OF).flags == ("date_impossible",)
    assert clean_date(text("1900-01-00"), AS_OF).flags == ("date_impossible",)


def test_a_numeric_year_and_first_decimal_is_not_taken_for_january() -> None:
    assert clean_date(Cell("2021.1", CellKind.NUMBER), AS_OF).value[1] == "year"  # type: ignore[index]


def test_only_ends_of_terms_may_lie_years_ahead() -> None:
    ahead = Context(date(2024, 6, 30), future=True)
    assert clean_date(text("2040-01-01"), AS_OF).value is None
    assert clean_date(text("2040-01-01"), ahead).value is not None
    assert clean_date(text("2099-12-31"), ahead).flags == ("date_range",)


def test_an_open_end_is_no_date() -> None:
    assert clean_date(text("至今"), AS_OF) == (None, (), None)


@pytest.mark.parametrize(
    ("written", "label", "last"),
    [
        ("2023", "2023", date(2023, 12, 31)),
        ("2023年度", "2023", date(2023, 12, 31)),
        ("2023年上半年", "2023H1", date(2023, 6, 30)),
        ("2023-07至12月", "2023-07..2023-12", date(2023, 12, 31)),
        ("2023年7-9月", "2023-07..2023-09", date(2023, 9, 30)),
        ("2023年第三季度", "2023Q3", date(2023, 9, 30)),
        ("2023-02", "2023-02", date(2023, 2, 28)),
        ("202302", "2023-02", date(2023, 2, 28)),
        ("2023-02-01", "2023-02", date(2023, 2, 28)),
        ("2023年1月至2024年2月", "2023-01..2024-02", date(2024, 2, 29)),
    ],
)
def test_periods_have_a_label_and_their_days(written: str, label: str, last: date) -> None:
    period = clean_period(text(written), AS_OF).value
    assert (period.label, period.end) == (label, last)  # type: ignore[union-attr, attr-defined]


def test_a_bare_month_needs_the_year_of_the_title() -> None:
    assert clean_period(text("7月"), AS_OF).flags == ("period_unreadable",)
    assert clean_period(text("7月"), Context(date(2024, 6, 30), year=2023)).value.label == "2023-07"  # type: ignore[attr-defined]


@pytest.mark.parametrize("written", ["2023-13", "2023-09至03月", "若干"])
def test_a_period_that_cannot_be_is_none(written: str) -> None:
    assert clean_period(text(written), AS_OF)[:2] == (None, ("period_unreadable",))


def test_plain_values() -> None:
    assert clean_flag(text("中共党员"), AS_OF).value is True
    assert clean_flag(text("群众"), AS_OF).value is False
    assert clean_flag(text("也许"), AS_OF).flags == ("bad_flag",)
    assert clean_int(text("3张"), AS_OF).value == 3
    assert clean_int(text("3.5"), AS_OF).flags == ("bad_number",)
    assert clean_area(text("1000平方米"), AS_OF)[:2] == (1.5, ("area_converted",))
    assert clean_code(text(" 00 12 "), AS_OF).value == "0012"
    assert clean_list(text("甲、乙;丙\n丁"), AS_OF).value == ["甲", "乙", "丙", "丁"]


def test_numbers_of_persons_in_free_text_are_masked() -> None:
    cleaned = clean_text(text("付张三371621199001010017工资,电话13912345678"), AS_OF)
    assert cleaned.flags == ("text_redacted",)
    assert "371621199001010017" not in str(cleaned.value)
    assert "13912345678" not in str(cleaned.value)


def test_csv_text_marks_and_control_characters_are_cut() -> None:
    assert tidy('="0012"') == "0012"
    assert tidy("'0012") == "0012"
    assert tidy("张\u200b三\x00　") == "张三"
