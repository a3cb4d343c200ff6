"""Invoices, labour rolls, bid files, investigators, and what leases and vouchers may say in how many ways."""

from __future__ import annotations

from datetime import date

import pytest

from loaders.intake.money_kinds import rent_by_spread
from tests.unit.loaders.test_kinds import CONTRACT, codes, column, number, rows_of, take


def test_an_invoice_is_recognised_by_its_headings_and_needs_no_code() -> None:
    head = ["发票代码", "发票号码", "开票日期", "销方", "购方", "金额"]
    result = take([head, ["", "24372000000012345678", "2024-03-08", "示例农资经营部", "上杨村村民委员会", "380"]])
    assert result.kind == "invoices"
    assert column(result, "number") == ["24372000000012345678"]
    assert column(result, "amount") == [38000]


def test_an_invoice_without_a_number_is_not_loaded() -> None:
    head = ["发票代码", "发票号码", "开票日期", "销方", "购方", "金额"]
    result = take(
        [head, ["037", "", "2024-03-08", "甲店", "上杨村", "380"], ["037", "1", "2024-03-08", "甲店", "上杨村", "1"]]
    )
    assert [issue.code for issue in result.issues if issue.severity == "reject"] == ["missing_value"]


def test_a_roll_of_labour_is_one_row_a_person_and_day() -> None:
    head = ["村名", "凭证号", "姓名", "身份证号", "用工日期", "用工地点", "金额", "领款人签字"]
    result = take([head, ["上杨村", "记-1", "张甲", number(1), "2024-03-08", "沟渠清淤", "120", "李乙"]])
    assert result.kind == "labour"
    assert column(result, "sign") == ["李乙"]
    assert column(result, "date") == [date(2024, 3, 8)]


def test_bid_files_are_their_own_sheet_of_the_contracts() -> None:
    head = ["标段编号", "招标人", "投标人", "统一社会信用代码", "投标人电话", "保证金账号", "投标报价"]
    row = ["H1", "上杨村", "示例建筑有限公司", "91371621MA0123453D", "13800000001", "6217000000000000079", "98000"]
    result = take([head, row])
    assert result.kind == "contracts"
    assert column(result, "bidder", "bids") == ["示例建筑有限公司"]
    assert column(result, "price", "bids") == [9800000]
    assert column(result, "deposit", "bids")[0].startswith("a")


def test_an_investigator_is_a_user_and_a_person() -> None:
    result = take([["用户名", "姓名", "身份证号", "科室"], ["wang01", "王甲", number(1), "第一审查调查室"]])
    assert result.kind == "investigators"
    assert column(result, "user") == ["wang01"]
    assert column(result, "id")[0].startswith("p")


def _leases(heading: str, *rows: tuple[str, str]) -> list[list[str]]:
    head = [heading if name == "年租金" else name for name in CONTRACT]
    return [
        head,
        *(
            ["H" + str(k), "机动地", "上杨村", "张甲", number(1), rent, "2020-03-01", "5年", area]
            for k, (rent, area) in enumerate(rows)
        ),
    ]


def test_a_rent_per_mu_is_told_by_its_heading() -> None:
    assert column(take(_leases("年租金(元/亩)", ("600", "10"))), "rent_basis") == ["unit"]
    assert column(take(_leases("年租金(元)", ("6000", "10"))), "rent_basis") == ["total"]


def test_a_rent_whose_heading_does_not_say_is_unclear_and_flagged_for_one_row() -> None:
    result = take(_leases("年租金", ("6000", "10")))
    assert column(result, "rent_basis") == ["unclear"]
    assert rows_of(result, "rent_unit_unclear") == [2]


def test_a_whole_column_of_rents_beside_areas_says_what_it_holds() -> None:
    result = take(_leases("年租金", ("5200", "10"), ("16000", "30"), ("25500", "50"), ("2600", "5"), ("10600", "20")))
    assert set(column(result, "rent_basis")) == {"total"}
    assert "rent_unit_unclear" not in codes(result)
    result = take(_leases("年租金", ("520", "10"), ("540", "30"), ("510", "50"), ("530", "5"), ("505", "20")))
    assert set(column(result, "rent_basis")) == {"unit"}


@pytest.mark.parametrize(
    ("amounts", "areas", "said"),
    [
        ([100, 200, 300, 400], [1.0, 2.0, 3.0, 4.0], "unclear"),  # four rows are too few
        ([100, 110, 120, 130, 140], [1.0, 1.1, 1.2, 1.3, 1.4], "unclear"),  # sizes too much alike
        ([100, 900, 150, 2000, 300], [1.0, 2.0, 9.0, 3.0, 40.0], "unclear"),  # neither reading fits
        ([100, 200, 400, 800, 1600], [1.0, 2.0, 4.0, 8.0, 16.0], "total"),
        ([100, 100, 100, 101, 99], [1.0, 2.0, 4.0, 8.0, 16.0], "unit"),
        ([100, 210, 390, 800, 300, 250], [1.0, 2.0, 4.0, 8.0, 9.0, 7.5], "total"),  # two cheap leases hide nothing
    ],
)
def test_rents_by_spread(amounts: list[int], areas: list[float], said: str) -> None:
    assert rent_by_spread(amounts, areas, ["亩"] * len(amounts)) == said
