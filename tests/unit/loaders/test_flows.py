"""Account statements: which way the money went, and when to the second."""

from __future__ import annotations

import pytest

from loaders.readers import Cell, CellKind
from loaders.values.moments import clean_clock, clean_moment
from loaders.values.result import Context
from tests.unit.loaders.conftest import TODAY, card, codes, column, number, take

HEAD = ["账号", "户名", "交易时间", "借贷标志", "交易金额", "对方账号", "对方户名", "摘要", "网点/终端号", "代办人"]


def line(**changes: object) -> list[object]:
    row = dict(zip(HEAD, [card(1), "张示例", "2024-03-15 09:30:15", "借", "500.00", card(2), "李示例", "转账", "", ""],
                   strict=True))
    return list({**row, **changes}.values())


def flows(*rows: list[object]) -> object:
    return take([HEAD, *rows, *(line(交易金额=str(100 + n)) for n in range(8))])


@pytest.mark.parametrize(
    ("text", "kind", "second"),
    [
        ("2024-03-15 09:30:15", CellKind.TEXT, 34215),
        ("2024/3/15 下午3:05", CellKind.TEXT, 54300),
        ("2024年3月15日 9时30分", CellKind.TEXT, 34200),
        ("20240315093015", CellKind.TEXT, 34215),
        ("20240315093015", CellKind.NUMBER, 34215),
        ("45366.5", CellKind.NUMBER, 43200),
        ("2024-03-15", CellKind.TEXT, None),
        ("2024-03-15 00:00:00", CellKind.TEXT, None),
        ("45366", CellKind.NUMBER, None),
    ],
)
def test_a_time_of_day_is_read_where_it_is_written_and_never_made_up(text: str, kind: CellKind, second: int) -> None:
    moment = clean_moment(Cell(text, kind), Context(TODAY)).value
    assert (str(moment.day.day), moment.second) == ("2024-03-15", second)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "second"), [("09:30:15", 34215), ("093015", 34215), ("93015", 34215), ("0.5", 43200), ("9点", None)]
)
def test_a_clock_column_is_seconds_of_the_day(text: str, second: int | None) -> None:
    cleaned = clean_clock(Cell(text, CellKind.TEXT), Context(TODAY))
    assert cleaned.value == second
    assert cleaned.flags == (() if second else ("time_unreadable",))


@pytest.mark.parametrize(
    ("word", "way"),
    [("借", "out"), ("贷", "in"), ("支出", "out"), ("收入", "in"), ("D", "out"), ("C", "in"), ("转入", "in")],
)
def test_the_bank_s_debit_takes_and_its_credit_adds(word: str, way: str) -> None:
    assert column(flows(line(借贷标志=word)), "direction")[0] == way


def test_a_line_that_does_not_say_which_way_it_went_is_rejected() -> None:
    result = flows(line(借贷标志=""))
    assert (result.loaded, result.rejected) == (8, 1)
    assert codes(result, "reject") == {"direction_unknown"}


def test_a_file_may_sign_its_amounts_instead() -> None:
    result = flows(line(借贷标志="", 交易金额="-500"), line(借贷标志="", 交易金额="300"))
    assert column(result, "direction")[:2] == ["out", "in"]
    assert codes(result, "flag") == set()


def test_a_negative_amount_with_a_direction_is_a_reversal() -> None:
    result = flows(line(交易金额="-500"))
    assert column(result, "amount")[0] == -50_000
    assert codes(result, "flag") == {"reversal"}


def test_separate_columns_for_out_and_in_are_one_amount_with_a_direction() -> None:
    head = ["账号", "户名", "交易日期", "交易时间", "支出金额", "收入金额", "对方账号", "对方户名", "摘要", "余额"]
    rows = [[card(1), "张示例", "2024-03-15", "09:30:15", "0.00", "600.00", "", "财政专户", "低保", "600"],
            [card(1), "张示例", "2024-03-16", "10:00:00", "500.00", "", card(2), "李示例", "转账", "100"],
            *([card(1), "张示例", "2024-03-17", "", "1", "", card(2), "李示例", "转账", "9"] for _ in range(5)),
            [card(1), "张示例", "2024-03-18", "", "", "", card(2), "李示例", "转账", "9"]]
    result = take([head, *rows])
    assert result.kind == "account_flows"
    assert column(result, "direction")[:2] == ["in", "out"]
    assert column(result, "amount")[:2] == [60_000, 50_000]
    assert column(result, "time")[:2] == [34215, 36000]
    assert result.rejected == 1


def test_cash_needs_no_counterparty_and_an_own_account_is_needed() -> None:
    result = flows(line(对方账号="", 对方户名="", 摘要="取现", 代办人="王代办"), line(账号=""))
    assert (result.loaded, result.rejected) == (9, 1)
    assert column(result, "agent")[0] == "王代办"
    assert codes(result, "flag") == set()


def test_no_account_number_stands_in_the_clean_table_in_clear() -> None:
    table = flows(line(摘要=f"转{card(2)}给{number(1)}")).tables["account_flows"]
    text = str(table.to_pydict())
    assert card(2) not in text
    assert number(1) not in text
