"""The mess of the files about cars, homes, certificates, custody, births, posts, insurance and tax."""

from __future__ import annotations

from datetime import date

import pytest

from tests.unit.loaders.conftest import codes, column, number, take

SURNAMES = "赵钱孙李周吴郑王冯陈"


def rows_of(result: object, code: str) -> list[int]:
    return sorted(issue.row for issue in result.issues if issue.code == code)  # type: ignore[attr-defined]


def cars(*rows: list[object]) -> object:
    head = ["所有人", "身份证明号码", "号牌号码", "车辆类型", "初次登记日期", "机动车状态"]
    clean = [
        [f"{c}正常", number(i + 100), f"鲁M{i:05d}", "小型轿车", "2020-01-02", "正常"] for i, c in enumerate(SURNAMES)
    ]
    return take([head, *rows, *clean])


@pytest.mark.parametrize(
    ("written", "passenger"),
    [
        ("小型轿车", True),
        ("小型普通客车", True),
        ("微型越野客车", True),
        ("小型面包车", True),
        ("小型汽车", True),
        ("小型新能源汽车", True),
        ("轻型普通货车", False),
        ("低速货车", False),
        ("三轮汽车", False),
        ("普通二轮摩托车", False),
        ("残疾人专用汽车", False),
        ("大型普通客车", False),
        ("非营运", None),
    ],
)
def test_only_a_small_passenger_car_counts_as_one(written: str, passenger: bool | None) -> None:
    result = cars(["张甲", number(1), "鲁M12345", written, "2020-01-02", "正常"])
    assert column(result, "passenger")[0] is passenger
    assert rows_of(result, "vehicle_type_unclear") == ([2] if passenger is None else [])


def test_several_states_in_a_cell_are_a_list() -> None:
    result = cars(
        ["张甲", number(1), "鲁M00001", "小型轿车", "2010-01-02", "逾期未检验,达到报废标准"],
        ["张乙", number(2), "鲁M00002", "小型轿车", "2010-01-02", "达到报废标准、注销"],
        ["张丙", number(3), "鲁M00003", "小型轿车", "2010-01-02", "转出"],
    )
    assert column(result, "status")[:3] == [["逾期未检验", "达到报废标准"], ["达到报废标准", "注销"], ["转出"]]
    assert column(result, "gone")[:4] == [False, True, True, False]
    assert column(result, "unfit")[:4] == [True, True, False, False]


def test_an_organization_owns_a_car_under_its_own_code() -> None:
    result = cars(["大浦镇建筑有限公司", "91371621MA0123453D", "鲁M00001", "小型轿车", "2019-05-06", "正常"])
    assert column(result, "owner_is_entity")[0] is True
    assert column(result, "id")[0] is None
    assert not {code for code in codes(result) if code.startswith("id_")}


def homes(*rows: list[object]) -> object:
    head = ["权利人", "权利人证件号", "不动产权证号", "坐落", "房屋性质", "登记日期", "共有情况", "权属状态"]
    clean = [
        [f"{c}正常", number(i + 100), f"SL{i:05d}", "某小区", "商品房", "2020-01-02", "单独所有", "现势"]
        for i, c in enumerate(SURNAMES)
    ]
    return take([head, *rows, *clean])


def test_owners_in_one_cell_are_split_by_label_and_length() -> None:
    both = f"身份证:{number(1)},身份证:{number(2)}"
    result = homes(["张甲、李乙", both, "SL1", "某小区", "商品房", "2021-01-02", "按份共有30%、按份共有70%", "现势"])
    assert column(result, "owners")[:2] == ["张甲", "李乙"]
    assert len(set(column(result, "ids")[:2])) == 2
    assert column(result, "part")[:2] == [0.3, 0.7]
    assert (result.loaded, result.rejected) == (11, 0)  # type: ignore[attr-defined]


def test_owners_and_numbers_that_disagree_stay_without_a_number() -> None:
    result = homes(["张甲、李乙", number(1), "SL1", "某小区", "商品房", "2021-01-02", "共同共有", "现势"])
    assert column(result, "owners")[:2] == ["张甲", "李乙"]
    assert column(result, "ids")[:2] == [None, None]
    assert rows_of(result, "owner_ids_differ") == [2]
    assert result.rejected == 0  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("written", "kind"),
    [("商品房", "commodity"), ("市场化商品房", "commodity"), ("安置房", "resettlement"),
     ("易地扶贫搬迁", "resettlement"),
     ("宅基地", "self_built"), ("自建", "self_built"), ("商业服务", "other"), ("住宅", "unknown")],
)
def test_the_kind_of_a_home_is_read_and_never_guessed(written: str, kind: str) -> None:
    result = homes(["张甲", number(1), "SL1", "某小区", written, "2021-01-02", "单独所有", "现势"])
    assert column(result, "class")[0] == kind
    assert rows_of(result, "house_kind_unclear") == ([2] if kind == "unknown" else [])


@pytest.mark.parametrize(
    ("written", "part"),
    [("单独所有", 1.0), ("共同共有", None), ("50%", 0.5), ("1/3", 1 / 3), ("二分之一", None), ("3分之1", 1 / 3),
     ("1/0", None), ("0.25", 0.25)],
)
def test_a_share_is_a_fraction_or_unknown(written: str, part: float | None) -> None:
    result = homes(["张甲", number(1), "SL1", "某小区", "商品房", "2021-01-02", written, "现势"])
    assert column(result, "part")[0] == part


def test_a_certificate_has_a_kind_a_grade_and_a_term() -> None:
    head = ["姓名", "身份证号", "证件类型", "残疾等级", "发证日期", "有效期至"]
    rows = [
        ["张甲", number(1), "残疾人证", "二级", "2015-03-01", "2025-02-28"],
        ["张乙", number(2), "学籍", "高二", "2023-09-01", ""],
        ["张丙", number(3), "独生子女证", "", "2001-09-01", ""],
        ["张丁", number(4), "退役军人证", "", "2020-09-01", "2010-01-01"],
    ]
    plenty = [
        [f"{c}正常", number(i + 50), "残疾人证", "三级", "2016-01-01", "2036-01-01"] for i, c in enumerate(SURNAMES)
    ]
    result = take([head, *rows, *plenty])
    assert result.kind == "certificates"
    assert column(result, "class")[:3] == ["disability", "student", "other"]
    assert column(result, "grade")[:3] == [2, 2, None]
    assert rows_of(result, "certificate_kind_unknown") == [4]
    assert [i.row for i in result.issues if i.code == "interval_reversed" and i.severity == "reject"] == [5]


@pytest.mark.parametrize(
    ("written", "kind"),
    [("有期徒刑", "prison"), ("刑事拘留", "detention"), ("社区矫正", "community"), ("缓刑", "community"),
     ("取保候审", "community"), ("宣告无罪", "acquitted"), ("不起诉决定", "acquitted"), ("其他", "other")],
)
def test_community_correction_and_acquittal_are_no_custody(written: str, kind: str) -> None:
    head = ["姓名", "身份证号", "羁押日期", "释放日期", "羁押类型"]
    rows = [[f"{c}某某", number(i), "2023-04-11", "2024-10-10", written] for i, c in enumerate(SURNAMES)]
    assert column(take([head, *rows]), "class")[0] == kind


def test_a_birth_needs_a_number_or_a_name_with_a_day() -> None:
    head = ["新生儿姓名", "新生儿身份证号", "出生日期", "母亲姓名", "母亲身份证号", "父亲姓名", "父亲身份证号"]
    mother, father = ["李某", number(2)], ["张某", number(1)]
    rows = [["张小甲", "", "2023-05-06", *mother, *father], ["张小乙", "", "", *mother, *father]]
    plenty = [["", number(i, "20150101"), "", *mother, *father] for i in range(10, 19)]
    result = take([head, *rows, *plenty])
    assert result.kind == "births"
    assert [i.row for i in result.issues if i.severity == "reject"] == [3]
    assert (result.loaded, result.rejected) == (10, 1)


def test_posts_come_with_wages_or_in_two_sheets() -> None:
    people = [[f"{c}某某", number(i)] for i, c in enumerate(SURNAMES)]
    listed = take([
        ["姓名", "身份证号", "岗位名称", "用工单位", "上岗时间", "人员类别"],
        *([*p, "保洁员", "上杨村", "2023-01-01", "脱贫户"] for p in people),
    ])
    paid = take([
        ["姓名", "身份证号", "工资", "发放月份", "出勤天数"], *([*p, "600", "2024-03", "0"] for p in people),
    ])
    assert (listed.kind, list(listed.tables)) == ("posts", ["posts"])
    assert (paid.kind, list(paid.tables)) == ("posts", ["post_wages"])
    assert paid.tables["post_wages"]["attendance"].to_pylist()[0] == 0
    assert paid.tables["post_wages"]["month_from"].to_pylist()[0] == date(2024, 3, 1)
    # Wages stand beside the list of posts, they do not replace it.
    assert (listed.slot_parts, paid.slot_parts) == ({}, {"form": "post_wages", "month": "2024-03"})


def test_insurance_and_tax_are_told_apart_from_payroll_and_registry() -> None:
    people = [[f"{c}某某", number(i)] for i, c in enumerate(SURNAMES)]
    insured = take([
        ["姓名", "身份证号", "缴费单位", "统一社会信用代码", "参保时间", "停保时间", "险种"],
        *([*p, "大浦建筑有限公司", "91371621MA0123453D", "2020-05", "", "职工养老"] for p in people),
    ])
    taxed = take([
        ["纳税人名称", "纳税人识别号", "年度", "纳税额(万元)", "从业人数"],
        *([f"大浦{c}记商行", "91371621MA0123453D", "2023年度", "0.52", "3人"] for c in SURNAMES),
    ])
    assert (insured.kind, taxed.kind) == ("insurance", "tax")
    assert column(taxed, "paid")[0] == 520_000
    assert (column(taxed, "year")[0], column(taxed, "staff")[0]) == (2023, 3)
