"""Each kind of mess a roster arrives with has the outcome that is written down for it."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest

from tests.unit.loaders.conftest import (
    ROSTER_HEADINGS,
    TODAY,
    card,
    codes,
    column,
    csv_bytes,
    number,
    person_row,
    roster,
    take,
)


def workbook(*sheets: tuple[str, list[list[object]]], merges: tuple[str, ...] = ()) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        for merge in merges:
            sheet.merge_cells(merge)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def reasons(result: object) -> dict[int, str]:
    return {row.row: row.reason for row in result.structural_rows}  # type: ignore[attr-defined]


def test_rows_are_loaded_structural_or_rejected() -> None:
    rows = [
        *roster(person_row(8, **{"金额(元)": ""})),
        ["", "", "", "", "", ""],
        ["合计", "", "", "", "804.00", ""],
        ["制表人:王某", "", "", "审核人:", "", ""],
    ]
    result = take(rows)
    assert (result.rows, result.loaded, result.structural, result.rejected) == (14, 8, 5, 1)
    for sheet in result.sheets:
        assert sheet.rows == sheet.loaded + sheet.structural + sheet.rejected


def test_title_unit_footer_and_blank_rows_are_structural_and_their_facts_are_used() -> None:
    rows = [
        ["彬江镇2023年耕地地力保护补贴发放表", "", "", "", "", ""],
        ["单位:万元", "", "", "", "", ""],
        ["", "", "", "", "", ""],
        ["村", "姓名", "身份证号", "银行卡号", "金额", "发放日期"],
        *(person_row(i, **{"金额(元)": "0.12"}) for i in range(3)),
        ["填表人: 王某  审核人: 李某", "", "", "", "", ""],
    ]
    result = take(rows)
    assert reasons(result) == {1: "标题", 2: "单位行", 3: "空行", 4: "表头", 8: "制表人、审核人等表尾"}
    assert column(result, "programme") == ["耕地地力保护补贴"] * 3
    assert column(result, "town") == ["彬江镇"] * 3
    assert column(result, "period") == ["2023"] * 3
    assert column(result, "amount") == [120_000] * 3


def test_headings_of_several_merged_rows_are_joined_and_repeats_are_structural() -> None:
    top = ["村", "姓名", "身份证号", "银行卡号", "补贴面积", "", "金额(元)", "发放日期"]
    low = ["", "", "", "", "确权", "扣除面积", "", ""]
    body = [
        ["上杨村", f"张{c}", number(i + 1), card(i), "2.5", "0", "100", "2023-07-01"] for i, c in enumerate("甲乙丙")
    ]
    rows = [["大浦镇2023年耕地地力保护补贴发放表"], top, low, *body[:2], top, low, body[2]]
    merges = ("A2:A3", "B2:B3", "C2:C3", "D2:D3", "E2:F2", "G2:G3", "H2:H3")
    for data in (workbook(("Sheet1", rows), merges=merges), csv_bytes(rows)):
        result = take(data)
        assert result.loaded == 3, result.reason
        assert column(result, "quantity") == [2.5] * 3
        assert [row for row, reason in reasons(result).items() if reason == "表头"] == [2, 3, 6, 7]


@pytest.mark.parametrize(
    "word", ["合计", "合 计", "合　计", "小计", "总计", "上杨村小计", "合计:", "合计(大写)", "本页合计", "合计 8 人"]
)
def test_total_rows_are_structural_wherever_the_word_stands(word: str) -> None:
    for place in (0, 1):
        row = ["", "", "", "", "804.00", ""]
        row[place] = word
        result = take([*roster(), row])
        assert (result.loaded, result.rejected) == (8, 0)
        assert reasons(result)[11] == "合计行"
        assert "total_mismatch" not in codes(result)


def test_a_total_that_does_not_add_up_is_flagged_with_both_figures() -> None:
    result = take([*roster(), ["合计", "", "", "", "900.00", ""]])
    [issue] = [issue for issue in result.issues if issue.code == "total_mismatch"]
    assert "900.00" in issue.message
    assert "804.00" in issue.message
    assert result.outcome == "loaded"


def test_subtotals_and_a_grand_total_are_both_understood() -> None:
    rows = roster()
    rows[6:6] = [["小计", "", "", "", "402.00", ""]]
    result = take([*rows, ["小计", "", "", "", "402.00", ""], ["合计", "", "", "", "804.00", ""]])
    assert "total_mismatch" not in codes(result)


def test_cells_merged_down_a_group_are_filled_but_never_persons_accounts_or_amounts() -> None:
    rows = roster()
    for row in rows[3:6]:
        row[0] = ""  # type: ignore[index]
    rows[4][2] = rows[4][3] = ""  # type: ignore[index]
    result = take(rows)
    assert column(result, "village") == ["上杨村"] * 8
    assert column(result, "id")[2] is None
    assert column(result, "acct")[2] is None
    assert {"id_missing", "acct_missing"} <= codes(result)


def test_a_blank_name_or_amount_is_never_filled_from_above() -> None:
    result = take(roster(person_row(8, 姓名=""), person_row(9, **{"金额(元)": ""})))
    assert result.rejected == 2
    assert codes(result, "reject") == {"missing_value", "no_amount"}


def test_each_sheet_has_its_own_headings_and_may_name_the_township() -> None:
    order = [3, 0, 5, 4, 2, 1]
    a = [ROSTER_HEADINGS, *(person_row(i) for i in range(3))]
    b = [[row[i] for i in order] for row in [ROSTER_HEADINGS, *(person_row(i + 3) for i in range(3))]]
    title = ["2023年耕地地力保护补贴发放表"]
    result = take(workbook(("大浦镇", [title, *a]), ("彬江镇", [title, *b])))
    assert column(result, "town") == ["大浦镇"] * 3 + ["彬江镇"] * 3
    assert column(result, "name") == [row[1] for row in a[1:]] + [person_row(i + 3)[1] for i in range(3)]


def test_a_further_sheet_without_headings_is_refused_row_by_row_and_an_explanation_is_set_aside() -> None:
    result = take(
        workbook(
            ("Sheet1", list(map(list, roster()))),
            ("说明", [["甲", "乙", "丙"]] * 2),
            ("Sheet3", [["上杨村", "张三", number(5), "1"]] * 3),
        )
    )
    assert [sheet.rejected for sheet in result.sheets] == [0, 0, 3]
    assert [sheet.structural for sheet in result.sheets] == [2, 2, 0]
    assert "sheet_unrecognised" in codes(result)


def test_a_formula_without_a_value_is_a_bad_cell() -> None:
    rows = [list(row) for row in roster(person_row(8, **{"金额(元)": "=1+1"}), person_row(9, 姓名="#N/A"))]
    result = take(workbook(("Sheet1", rows)))
    assert [(i.code, i.row) for i in result.issues if i.severity == "reject"] == [
        ("bad_cell", 12),
        ("bad_cell", 11),
    ] or {(i.code, i.row) for i in result.issues if i.severity == "reject"} == {("bad_cell", 11), ("bad_cell", 12)}


def test_damaged_text_rejects_the_file_above_one_percent_and_flags_the_row_below() -> None:
    assert take(roster(person_row(8, 姓名="锟斤拷"))).reason_code == "mojibake"
    many = [person_row(i, 身份证号=number(i % 900 + 1, f"19{50 + i // 900}0101")) for i in range(200)]
    few = take(roster(*many, person_row(9, 姓名="张\ufffd")))
    assert few.outcome == "loaded"
    assert "mojibake" in codes(few)


def test_a_number_stored_as_a_number_is_flagged_truncated_and_never_repaired() -> None:
    rows = [list(row) for row in roster()]
    rows[2][2] = 372321198502140012
    result = take(workbook(("Sheet1", rows)))
    assert column(result, "id")[0] is None
    assert column(result, "id_quality")[0] == "id_trunc"
    assert column(result, "id_trunc")[0] is not None
    assert "id_truncated" in codes(result)


def test_a_text_column_that_lost_its_tails_is_flagged_by_share() -> None:
    damaged = [person_row(i, 身份证号=number(i + 1)[:15] + "000") for i in range(8)]
    result = take(roster(*damaged, clean=0))
    assert set(column(result, "id_quality")) == {"id_trunc"}


@pytest.mark.parametrize("dirty", ["'{}", " {} ", "{} ", "\u200b{}", "＇{}"])
def test_numbers_with_apostrophes_and_spaces_are_the_same_person(dirty: str) -> None:
    result = take(roster(person_row(0, 身份证号=dirty.format(number(1)))))
    assert column(result, "id")[-1] == column(result, "id")[0]


def test_two_people_in_one_row_are_split_when_counts_agree_and_the_money_is_not_doubled() -> None:
    result = take(roster(person_row(8, 姓名="王大、李二", 身份证号=f"{number(50)}、{number(51)}")))
    assert column(result, "name")[-2:] == ["王大", "李二"]
    assert column(result, "amount")[-2:] == [10050, 0]
    assert column(result, "row")[-2:] == [11, 11]
    assert result.loaded == 9
    assert result.amount_fen == 9 * 10050


def test_two_people_with_one_number_are_rejected() -> None:
    result = take(roster(person_row(8, 姓名="王大、李二"), person_row(9, 身份证号=f"{number(50)}、{number(51)}")))
    assert [(i.code, i.row) for i in result.issues if i.severity == "reject"] == [
        ("multi_value", 11),
        ("multi_value", 12),
    ]


def test_amounts_below_zero_are_reversals() -> None:
    result = take(roster(person_row(8, **{"金额(元)": "(120.00)"})))
    assert column(result, "amount")[-1] == -12000
    assert "reversal" in codes(result)


def test_no_amount_is_rejected_unless_the_payment_failed() -> None:
    rows = [[*row, "失败退回" if i in {3, 4} else ""] for i, row in enumerate(roster())]
    rows[1][-1] = "发放状态"
    rows[3][4], rows[4][4], rows[5][4] = "", "0", "0"
    result = take(rows)
    assert result.rejected == 1
    assert codes(result, "reject") == {"no_amount"}


def test_units_in_headings_and_in_cells_are_honoured() -> None:
    rows = roster()
    rows[1] = ["村", "姓名", "身份证号", "银行卡号", "金额（万元）", "发放日期"]
    rows[2][4], rows[3][4] = "0.05", "500元"  # type: ignore[index]
    amounts = column(take(rows), "amount")
    assert amounts[:2] == [50_000, 50_000]


def test_without_a_unit_yuan_is_assumed_and_an_odd_median_is_told() -> None:
    rows = roster(*(person_row(8, **{"金额(元)": "0.12"}) for _ in range(20)))
    rows[1] = ["村", "姓名", "身份证号", "银行卡号", "金额", "发放日期"]
    assert "unit_assumed" in codes(take(rows))
    assert "unit_assumed" not in codes(take(roster()))


def test_paid_and_due_amounts_are_both_kept_and_the_paid_one_counts() -> None:
    rows = [[*row[:4], "100", row[4], row[5]] for row in roster()[2:]]
    head = ["村", "姓名", "身份证号", "银行卡号", "应发金额", "实发金额", "发放日期"]
    result = take([["大浦镇2023年耕地地力保护补贴发放表"], head, *rows])
    assert set(column(result, "amount")) == {10050}
    assert set(column(result, "due")) == {10000}


def test_quantity_times_rate_that_is_not_the_amount_is_flagged() -> None:
    rows = [[*row, "2.01", "50"] for row in roster()[2:]]
    rows[0][-1] = "70"
    result = take([["大浦镇2023年耕地地力保护补贴发放表"], [*ROSTER_HEADINGS, "补贴面积(亩)", "补贴标准"], *rows])
    assert [i.row for i in result.issues if i.code == "quantity_mismatch"] == [3]


def test_an_account_that_is_the_own_number_is_no_account() -> None:
    result = take(roster(person_row(8, 银行卡号=number(9))))
    assert column(result, "acct")[-1] is None
    assert column(result, "acct_last4")[-1] is None
    assert "acct_is_id" in codes(result)


def test_impossible_required_dates_reject_and_optional_ones_only_flag() -> None:
    result = take(roster(person_row(8, 发放日期="2023-02-30")))
    assert result.rejected == 0
    assert {"date_impossible", "date_missing"} <= codes(result)
    cadres = [
        ["姓名", "身份证号", "村", "职务", "任职时间"],
        *([f"张{c}", number(i + 1), "上杨村", "会计", "2021-03-01"] for i, c in enumerate("甲乙丙")),
        ["李四四", number(9), "上杨村", "会计", "1899-01-01"],
    ]
    assert codes(take(cadres), "reject") == {"bad_date"}


def test_exact_repeats_are_loaded_flagged_and_counted() -> None:
    result = take(roster(person_row(0), person_row(0, 银行卡号=card(99))))
    assert result.loaded == 10
    assert [i.row for i in result.issues if i.code == "repeat"] == [11]


def test_test_rows_are_rejected_and_a_real_person_with_a_common_name_is_not() -> None:
    result = take(
        roster(
            person_row(8, 姓名="测试"),
            person_row(9, 姓名="张三", 身份证号="111111111111111111"),
            person_row(10, 姓名="张三", 身份证号=number(77)),
        )
    )
    assert [(i.code, i.row) for i in result.issues if i.severity == "reject"] == [("test_row", 11), ("test_row", 12)]


def test_one_number_with_two_names_is_kept_twice_and_flagged() -> None:
    result = take(roster(person_row(0, 姓名="李不同")))
    assert result.loaded == 9
    assert sorted(i.row for i in result.issues if i.code == "id_name_conflict") == [3, 11]


def test_variant_spellings_of_one_name_are_no_conflict() -> None:
    result = take(roster(person_row(8, 姓名="肖　葉"), person_row(8, 姓名="萧叶")))
    assert "id_name_conflict" not in codes(result)
    assert column(result, "name")[-1] == "萧叶"


def test_the_day_a_file_describes_comes_from_its_title() -> None:
    rows = roster()
    rows[0] = ["大浦镇2023年耕地地力保护补贴发放表(截至2023年12月31日)"]
    assert take(rows).as_of == date(2023, 12, 31)
    assert take(roster()).as_of is None
    assert "as_of_missing" in {issue.code for issue in take(roster()).issues}


def test_batch_and_part_come_from_title_or_file_name() -> None:
    result = take(roster(), "大浦镇耕地补贴第二批补发.csv")
    assert result.facts.part == "补发"
    assert column(result, "batch")[0] == "第二批"
    assert result.slot_parts["programme"] == "耕地地力保护补贴"


def test_no_citizen_number_account_or_phone_is_in_a_clean_table_or_an_issue() -> None:
    rows = [
        [*row, f"电话13912345678,号{number(3)},卡{card(4)}", "13912345678"]
        for row in roster(
            person_row(8, 姓名=f"王{number(60)}"),
            person_row(9, 身份证号=number(61)[:17] + "0"),
            person_row(10, 发放日期=number(62)),
            person_row(11, 银行卡号="12"),
        )
    ]
    rows[0], rows[1] = rows[0][:1], [*ROSTER_HEADINGS, "备注", "联系电话"]
    result = take(rows)
    shown = str(result.tables["rosters"].to_pylist()) + str(result.issues)
    for secret in (*(number(i) for i in (1, 3, 60, 61, 62)), card(1), card(4), "13912345678"):
        assert secret not in shown


def test_the_same_file_gives_the_same_result_twice() -> None:
    assert take(roster()).tables["rosters"].equals(take(roster()).tables["rosters"])
    assert TODAY.year == 2024
