"""What each kind of file knows of its own mess."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest

from loaders.county import parse_county
from tests.unit.loaders.conftest import card, codes, column, number, take

SURNAMES = "赵钱孙李周吴郑王冯陈"


def rows_of(result: object, code: str) -> list[int]:
    return sorted(issue.row for issue in result.issues if issue.code == code)  # type: ignore[attr-defined]


def cadres(*rows: list[object]) -> object:
    head = ["乡镇", "村", "姓名", "身份证号", "职务", "任职时间", "离任时间"]
    return take(
        [
            head,
            *rows,
            *(
                ["大浦镇", "上杨村", f"{c}正常", number(i + 100), "会计", "2021-03-01", ""]
                for i, c in enumerate(SURNAMES)
            ),
        ]
    )


@pytest.mark.parametrize(
    ("post", "roles"),
    [
        ("书记兼主任", ["secretary", "head"]),
        ("村党支部书记、村委会主任", ["secretary", "head"]),
        ("书记主任一肩挑", ["secretary", "head"]),
        ("党支部副书记", ["deputy_secretary"]),
        ("监委会主任", ["supervisor"]),
        ("村委会委员", ["committee_member"]),
        ("村会计兼报账员", ["accountant", "accountant"]),
    ],
)
def test_two_posts_in_one_cell_are_two_offices(post: str, roles: list[str]) -> None:
    result = cadres(["大浦镇", "上杨村", "张甲", number(1), post, "2021-03-12", ""])
    assert column(result, "post_role")[: len(roles)] == roles
    assert column(result, "name")[len(roles)] == "赵正常"


def test_an_unknown_post_is_loaded_with_its_words_and_flagged() -> None:
    result = cadres(["大浦镇", "上杨村", "张甲", number(1), "护林员", "2021-03-12", ""])
    assert rows_of(result, "unknown_post") == [2]
    assert column(result, "post")[0] == "护林员"


def test_an_election_year_is_a_month_only_when_the_county_says_which() -> None:
    rows = [
        ["姓名", "身份证号", "村", "职务", "任职时间"],
        *([f"{c}某甲", number(i + 1), "上杨村", "书记", "2021年换届"] for i, c in enumerate(SURNAMES)),
    ]
    plain, configured = take(rows), take(rows, settings=parse_county("[elections]\n2021 = 3"))
    assert (column(plain, "from_precision")[0], "date_imprecise" in codes(plain)) == ("year", True)
    assert (column(configured, "from")[0], column(configured, "from_precision")[0]) == (date(2021, 3, 1), "month")


def relatives(*rows: list[object]) -> object:
    head = ["干部姓名", "干部身份证号", "与本人关系", "亲属姓名", "亲属身份证号", "备注"]
    clean = [["张甲", number(1), "妻子", f"{c}正常", number(i + 100), ""] for i, c in enumerate(SURNAMES)]
    return take([head, *rows, *clean])


def test_several_relatives_in_one_cell_are_split_only_by_a_repeated_pattern() -> None:
    result = relatives(
        ["张甲", number(1), "", "妻李某某 子张某某", "", ""], ["张甲", number(1), "亲属", "李某某、张某某", "", ""]
    )
    assert column(result, "relation")[:2] == ["妻", "子"]
    assert column(result, "rel_name")[:2] == ["李某某", "张某某"]
    assert [(i.code, i.row) for i in result.issues if i.severity == "reject"] == [("multi_value", 3)]  # type: ignore[attr-defined]


def test_a_relative_without_a_number_stays_without_one_and_no_relative_is_no_row() -> None:
    result = relatives(["张甲", number(1), "子", "张小", "", ""], ["王乙", number(2), "无", "", "", ""])
    assert column(result, "rel_id")[0] is None
    assert [row.reason for row in result.structural_rows if row.row == 3] == ["无此关系"]  # type: ignore[attr-defined]


def test_a_dead_relative_is_told_without_a_date() -> None:
    result = relatives(
        ["张甲", number(1), "父亲", "张老(已故)", "", ""], ["张甲", number(1), "母亲", "王老", "", "去世"]
    )
    assert column(result, "rel_name")[:2] == ["张老", "王老"]
    assert column(result, "rel_deceased")[:3] == [True, True, False]


def test_the_cadre_of_a_group_is_filled_down_together_with_the_number() -> None:
    result = relatives(["孙丙", number(3), "妻子", "李甲乙", "", ""], ["", "", "儿子", "孙小", "", ""])
    assert column(result, "cadre_id")[0] == column(result, "cadre_id")[1]
    assert column(result, "cadre_name")[1] == "孙丙"


def test_one_persons_form_names_its_cadre_in_the_slot() -> None:
    assert set(relatives(["张甲", number(1), "子", "张小", "", ""]).slot_parts) == {"cadre"}  # type: ignore[attr-defined]
    assert relatives(["王乙", number(2), "子", "王小", "", ""]).slot_parts == {}  # type: ignore[attr-defined]


def test_a_list_that_its_kind_keeps_apart_has_a_slot_of_its_own() -> None:
    wards = take([["机构名称", "入住人员", "身份证号"], ["大浦镇敬老院", "张甲", number(1)]], kind="institutions")
    assert wards.slot_parts == {"form": "wards"}


def register(*members: tuple[str, str, object], types: str = "家庭户") -> object:
    """Households of (户号, relation, id); filled up with plain ones."""
    head = ["户号", "姓名", "公民身份号码", "与户主关系", "村居", "户别"]
    rows = [[hh, f"张{SURNAMES[i % 10]}", person, rel, "上杨村", types] for i, (hh, rel, person) in enumerate(members)]
    return take([head, *rows])


def test_a_household_without_a_head_or_with_two_is_flagged() -> None:
    result = register(
        ("1", "02", number(1)),
        ("1", "10", number(2)),
        ("2", "20", number(3)),
        ("2", "30", number(4)),
        ("3", "户主", number(5)),
        ("3", "01", number(6)),
    )
    assert rows_of(result, "no_head") == [4, 5]
    assert rows_of(result, "two_heads") == [6, 7]


def test_one_blank_relation_in_first_position_is_the_head() -> None:
    result = register(("1", "", number(1)), ("1", "10", number(2)), ("2", "", number(3)), ("2", "", number(4)))
    assert column(result, "rel") == ["户主", "10", None, None]
    assert rows_of(result, "no_head") == [4, 5]


def test_collective_households_are_loaded_without_a_head() -> None:
    result = register(("1", "99", number(1)), ("1", "99", number(2)), types="集体户")
    assert result.loaded == 2  # type: ignore[attr-defined]
    assert "no_head" not in codes(result)
    assert "collective_household" in codes(result)


def test_a_person_in_two_households_is_kept_twice() -> None:
    result = register(("1", "02", number(1)), ("2", "02", number(1)))
    assert rows_of(result, "two_households") == [2, 3]


@pytest.mark.parametrize(
    ("written", "settled"),
    [
        (["2", "10", "20"], ["02", "10", "20"]),
        (["0", "1", "2"], ["0", "1", "2"]),
        (["02", "1", "3"], ["02", "01", "03"]),
        (["户主", "1", "2"], ["户主", "1", "2"]),
        (["02户主", "11夫", "20子"], ["户主", "夫", "子"]),
    ],
)
def test_relation_codes_are_settled_by_column(written: list[str], settled: list[str]) -> None:
    result = register(*(("1", rel, number(i + 1)) for i, rel in enumerate(written)))
    assert column(result, "rel") == settled


def test_one_digit_codes_without_a_head_are_ambiguous() -> None:
    result = register(("1", "1", number(1)), ("1", "2", number(2)))
    assert result.reason_code == "relation_code_ambiguous"  # type: ignore[attr-defined]


def test_sex_and_birth_columns_that_contradict_the_number_are_flagged() -> None:
    head = ["户号", "姓名", "公民身份号码", "与户主关系", "村居", "性别", "出生日期"]
    rows = [
        ["1", "张甲", number(1), "02", "上杨村", "女", "1970-01-01"],
        ["2", "张乙", number(2), "02", "上杨村", "女", "1971-01-01"],
    ]
    result = take([head, *rows])
    assert (rows_of(result, "id_sex_conflict"), rows_of(result, "id_birth_conflict")) == ([2], [3])


def test_fifteen_digit_numbers_are_the_same_person() -> None:
    old = number(1)[:6] + number(1)[8:17]
    result = register(("1", "02", number(1)), ("2", "02", old))
    assert column(result, "id")[0] == column(result, "id")[1]
    assert column(result, "id_quality") == ["id18", "id15"]


LEDGER = ["村名", "日期", "凭证号", "摘要", "科目", "借方金额", "贷方金额"]


def test_ledger_lines_are_filled_inside_their_voucher_and_balance() -> None:
    result = take(
        [
            ["上杨村2023年三资台账"],
            LEDGER,
            ["上杨村", "2023-03-01", "记-1", "付维修款", "管理费用", "500", ""],
            ["", "", "", "付维修款", "银行存款", "", "500"],
            ["上杨村", "2023-03-02", "记-2", "付水费", "管理费用", "80", ""],
            ["", "", "", "付水费", "银行存款", "", "70"],
        ]
    )
    assert column(result, "voucher") == ["记-1", "记-1", "记-2", "记-2"]
    assert column(result, "date")[1] == date(2023, 3, 1)
    assert rows_of(result, "unbalanced") == [5, 6]
    assert result.amount_fen == (500 + 500 + 80 + 70) * 100


@pytest.mark.parametrize("word", ["承前页", "过次页", "本月合计", "本年累计", "期初余额", "上年结转", "转 下 页"])
def test_carry_forwards_of_a_ledger_are_structural(word: str) -> None:
    result = take(
        [
            ["上杨村2023年三资台账"],
            LEDGER,
            ["上杨村", "2023-03-01", "记-1", "付款", "费用", "5", ""],
            ["上杨村", "2023-03-01", "", word, "", "5", ""],
        ]
    )
    assert (result.loaded, result.rejected) == (1, 0)


def test_an_entry_whose_summary_speaks_of_a_total_is_an_entry() -> None:
    result = take(
        [
            ["上杨村2023年三资台账"],
            LEDGER,
            ["上杨村", "2023-03-01", "记-1", "付水泥沙石等合计", "费用", "5", ""],
            ["上杨村", "2023-03-01", "记-1", "道路设计费", "费用", "", "5"],
        ]
    )
    assert result.loaded == 2


def test_amount_and_direction_become_debit_and_credit() -> None:
    head = ["村名", "日期", "凭证号", "摘要", "科目", "金额", "收支方向"]
    result = take(
        [
            head,
            ["上杨村", "2023-03-01", "1", "付款", "费用", "5", "支出"],
            ["上杨村", "2023-03-02", "2", "收租", "收入", "7", "收入"],
        ]
    )
    assert (column(result, "debit"), column(result, "credit")) == ([500, None], [None, 700])
    assert "unbalanced" not in codes(result)


ORGANIZATIONS = ["统一社会信用代码", "企业名称", "登记状态", "法定代表人", "成立日期", "注册资本", "股东", "出资比例"]


def test_capital_in_ten_thousands_and_old_codes_are_understood() -> None:
    result = take(
        [ORGANIZATIONS, ["371621100012345", "示例农资店", "存续", "张甲", "2018-05-01", "50万元人民币", "", ""]]
    )
    assert column(result, "registered") == [50_000_000]
    assert column(result, "uscc_kind") == ["old_code"]
    assert "old_code" in codes(result)


def test_shareholders_in_one_cell_are_split_and_shares_only_when_counts_agree() -> None:
    result = take(
        [
            ORGANIZATIONS,
            ["91371621MA0123453D", "示例建筑公司", "存续", "张甲", "2018-05-01", "", "张甲、李乙", "60%、40%"],
            ["54371621MJ01234562", "示例二公司", "存续", "张甲", "2018-05-01", "", "张甲、李乙、王丙", "60%、40%"],
        ]
    )
    assert column(result, "holder", "shareholders") == ["张甲", "李乙", "张甲", "李乙", "王丙"]
    assert column(result, "share", "shareholders") == [0.6, 0.4, None, None, None]
    assert "share_unclear" in codes(result)
    assert result.rows == result.loaded + result.structural + result.rejected


@pytest.mark.parametrize("shares", [("0.6", "0.4"), ("60", "40"), ("60%", "40%")])
def test_shares_are_fractions_whatever_the_column_is_written_in(shares: tuple[str, str]) -> None:
    head = ["统一社会信用代码", "企业名称", "股东", "股东证件号", "出资比例"]
    result = take(
        [
            head,
            *(
                ["91371621MA0123453D", "示例建筑公司", f"{c}甲", number(i + 1), share]
                for i, (c, share) in enumerate(zip("张李", shares, strict=True))
            ),
        ]
    )
    assert column(result, "share", "shareholders") == pytest.approx([0.6, 0.4])


def test_three_signer_columns_are_three_steps() -> None:
    head = ["申请编号", "事项", "申请人", "申请人身份证号", "经办人", "审核人", "审批人", "审批日期"]
    result = take([head, ["A1", "低保", "张甲", number(1), "王经办", "赵审核", "钱审批", "2023-05-01"]])
    assert column(result, "step", "approvals") == ["经办", "审核", "审批"]
    assert column(result, "signer", "approvals") == ["王经办", "赵审核", "钱审批"]
    assert (result.loaded, result.rejected) == (1, 0)


def test_two_signers_in_one_cell_are_two_and_staff_numbers_are_not_citizen_numbers() -> None:
    head = ["申请编号", "事项", "申请人", "申请人身份证号", "环节", "经办人", "工号", "办理时间"]
    result = take(
        [
            head,
            ["A1", "低保", "张甲", number(1), "入户", "王经办、李经办", "", "2023-05-01"],
            ["A1", "低保", "张甲", number(1), "审批", "钱审批", "GH007", "2023-05-02"],
            ["A1", "低保", "张甲", number(1), "审核", "孙审核", number(5), "2023-05-02"],
        ]
    )
    assert column(result, "signer")[:2] == ["王经办", "李经办"]
    assert column(result, "staff_no") == [None, None, "GH007", None]
    assert [key is not None for key in column(result, "staff_id")] == [False, False, False, True]


def test_cremation_and_cancellation_are_no_death_dates() -> None:
    head = ["姓名", "身份证号", "死亡日期", "火化日期", "注销日期"]
    result = take(
        [
            head,
            ["张甲", number(1), "", "2024-01-05", ""],
            ["张乙", number(2), "2024-01", "", "2024-02-01"],
            ["张丙", number(3), "2024-01-01", "", ""],
            ["张丁", number(4), "2024-01-01", "", ""],
            ["张戊", number(5), "", "", ""],
        ]
    )
    assert column(result, "death")[:2] == [None, date(2024, 1, 1)]
    assert column(result, "death_precision")[1] == "month"
    assert column(result, "cremated")[0] == date(2024, 1, 5)
    assert [(i.code, i.row) for i in result.issues if i.severity == "reject"] == [("missing_value", 6)]


def test_one_payroll_sheet_per_unit_names_the_unit() -> None:
    book = openpyxl.Workbook()
    book.active.title = "大浦镇中心小学"
    for row in (["姓名", "身份证号", "人员类别"], ["张甲", number(1), "在编"], ["李乙", number(2), ""]):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    result = take(out.getvalue(), "a.xlsx")
    assert column(result, "unit") == ["大浦镇中心小学"] * 2
    assert rows_of(result, "post_type_missing") == [3]


def test_filled_down_staff_cells_of_a_filing_are_one_staff_member() -> None:
    head = ["工作人员姓名", "工作人员身份证号", "救助对象姓名", "救助对象身份证号", "与工作人员关系", "备案日期"]
    result = take(
        [
            head,
            ["张甲", number(1), "李乙", number(2), "妻子", "2023-01-01"],
            ["", "", "张小", number(3), "儿子", "2023-01-01"],
        ]
    )
    assert len(set(column(result, "staff_id"))) == 1


def test_a_low_income_list_of_heads_alone_has_unknown_members() -> None:
    head = ["低保证号", "户主姓名", "身份证号", "保障人口", "起始年月", "村"]
    result = take([["2023年低保花名册"], head, ["D1", "张甲", number(1), "3", "2020-01", "上杨村"]])
    assert column(result, "rel", "low_income") == ["户主"]
    assert column(result, "covered_count", "low_income") == [3]
    assert "members_unknown" in codes(result)


CONTRACT = ["合同编号", "合同名称", "发包方", "承包方", "身份证号", "年租金", "签订日期", "承包期限", "面积"]


def test_a_term_in_years_is_computed_from_the_signing_day_and_flagged() -> None:
    result = take(
        [
            CONTRACT,
            ["H1", "机动地", "上杨村", "张甲", number(1), "1200", "2020-02-29", "5年", "10"],
            ["H2", "鱼塘", "上杨村", "示例公司", "91371621MA0123453D", "1200", "2020-03-01", "2020-2040", ""],
        ]
    )
    assert column(result, "to") == [date(2025, 3, 1), date(2040, 12, 31)]
    assert rows_of(result, "term_computed") == [2, 3]
    assert rows_of(result, "rent_unit_unclear") == [2]
    assert [key is not None for key in column(result, "party_id")] == [True, False]
    assert column(result, "party_code")[1] == "91371621MA0123453D"


def test_couples_are_man_and_woman_by_their_numbers() -> None:
    head = ["姓名", "身份证号", "配偶姓名", "配偶身份证号", "登记日期", "登记类型"]
    result = take([head, ["李女", number(2), "张男", number(1), "2015-05-20", "结婚"]])
    assert (column(result, "man", "marriages"), column(result, "woman", "marriages")) == (["张男"], ["李女"])


def test_a_wedding_date_needs_no_type_and_a_registration_date_does() -> None:
    head = ["男方姓名", "男方身份证号", "女方姓名", "女方身份证号"]
    row = ["张男", number(1), "李女", number(2), "2015-05-20"]
    assert column(take([[*head, "结婚日期"], row]), "type") == ["结婚"]
    assert take([[*head, "登记日期"], row]).reason_code == "missing_column:type"


def test_group_headings_tell_two_equal_headings_apart_and_without_them_the_file_is_refused() -> None:
    plain = ["姓名", "身份证号", "姓名", "身份证号", "登记日期", "登记类型"]
    body = ["张男", number(1), "李女", number(2), "2015-05-20", "结婚"]
    grouped = take(
        [["男方", "", "女方", "", "登记日期", "登记类型"], ["姓名", "身份证号", "姓名", "身份证号", "", ""], body]
    )
    assert column(grouped, "woman") == ["李女"]
    assert (
        take(
            [["干部姓名", "干部身份证号", "姓名", "姓名", "与本人关系"], ["甲甲", number(1), "乙乙", "丙丙", "子"]],
            kind="relatives",
        ).reason_code
        == "ambiguous_heading"
    )
    assert take([plain, body]).outcome == "rejected"


def test_alias_pairs_that_join_two_persons_are_flagged_and_kept() -> None:
    head = ["身份证号", "卡号", "内部账号"]
    result = take(
        [head, [number(1), card(1), card(11)], [number(2), card(2), card(11)], [number(3), card(3), card(13)]]
    )
    assert rows_of(result, "alias_conflict") == [2, 3]
    assert result.loaded == 3


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([["371621", "示例县", ""], ["371621101", "大浦镇", "371699"]], "region_parent_missing"),
        ([["371621101", "甲镇", "371621102"], ["371621102", "乙镇", "371621101"]], "region_cycle"),
        ([["371621", "示例县", ""], ["371621", "另一县", ""]], "region_two_names"),
    ],
)
def test_region_tables_that_contradict_themselves_are_refused(rows: list[list[str]], code: str) -> None:
    assert take([["区划代码", "名称", "上级代码"], *rows]).reason_code == code


def test_programme_classes_are_letters() -> None:
    head = ["项目编码", "项目名称", "类别", "发放方式", "责任单位", "执行起始", "别名"]
    result = take(
        [
            head,
            ["P1", "低保", "裁量类", "按户", "民政局", "2015", "农村低保、低保金"],
            ["P2", "其他", "甲", "按人", "民政局", "2015", ""],
        ]
    )
    assert column(result, "class") == ["C", None]
    assert column(result, "aliases")[0] == ["农村低保", "低保金"]
    assert rows_of(result, "class_unknown") == [3]


def test_a_relation_heading_says_whose_word_it_is() -> None:
    head = ["干部姓名", "干部身份证号", "干部系其", "亲属姓名", "亲属身份证号", "备注"]
    rows = [["张甲", number(1), "父亲", f"{c}正常", number(i + 100), ""] for i, c in enumerate(SURNAMES)]
    assert set(column(take([head, *rows]), "relation_of")) == {"cadre"}
    assert set(column(relatives(), "relation_of")) == {"relative"}
