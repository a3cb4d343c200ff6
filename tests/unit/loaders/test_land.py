"""Land register, machines, herds: units, joint households, transfers and their terms."""

from __future__ import annotations

from datetime import date

import pytest

from loaders.county import parse_county
from loaders.intake.land_kinds import term
from loaders.values.addresses import door
from loaders.values.result import Context
from tests.unit.loaders.conftest import TODAY, card, codes, column, number, take
from tests.unit.loaders.test_kinds import rows_of

HEAD = [
    "行政村",
    "地块编码",
    "承包方代表",
    "承包方证件号码",
    "实测面积(㎡)",
    "合同面积",
    "流转面积",
    "流转方向",
    "受让方",
    "流转期限",
]


def parcels(*rows: list[object], head: list[str] = HEAD) -> object:
    return take(
        [head, *rows, *(["上杨村", f"{n}", "李示例", number(n), "2000.01", "3", "", "", "", ""] for n in range(9))]
    )


def test_square_metres_become_mu_and_both_areas_are_kept() -> None:
    result = parcels(["上杨村", "371621101201000001", "张示例", number(50), "2000.01", "2.80", "", "", "", ""])
    assert result.kind == "parcels"
    assert (column(result, "measured")[0], column(result, "contract_area")[0]) == (3.0, 2.8)
    assert codes(result, "flag") == {"area_converted"}


def test_a_unit_in_the_cell_counts_before_the_heading() -> None:
    result = parcels(["上杨村", "1", "张示例", number(50), "1公顷", "", "", "", "", ""])
    assert column(result, "measured")[0] == 15.0


def test_a_transfer_needs_its_direction() -> None:
    result = parcels(
        ["上杨村", "1", "张示例", number(50), "2000", "", "2.5", "流出", "王五", "2022-2027"],
        ["上杨村", "2", "张示例", number(50), "2000", "", "1.5", "流入", "", ""],
        ["上杨村", "3", "张示例", number(50), "2000", "", "1.5", "", "", ""],
    )
    assert column(result, "moved_out")[:3] == [2.5, None, None]
    assert column(result, "moved_in")[:3] == [None, 1.5, None]
    assert column(result, "transfer_to")[0] == date(2027, 12, 31)
    assert "transfer_direction" in codes(result, "flag")


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("2022-2027", (date(2022, 1, 1), date(2027, 12, 31))),
        ("2022年至2027年", (date(2022, 1, 1), date(2027, 12, 31))),
        ("2022-03-01至2027-02-28", (date(2022, 3, 1), date(2027, 2, 28))),
        ("2022年3月1日至2027年2月28日", (date(2022, 3, 1), date(2027, 2, 28))),
        ("长期", (None, None)),
        ("5年", (None, None)),
    ],
)
def test_a_term_is_read_or_told_unreadable(text: str, span: tuple[date | None, date | None]) -> None:
    assert term(text, Context(TODAY)) == span


def test_several_contractors_with_their_numbers_are_one_record_each() -> None:
    result = parcels(["上杨村", "1", "张示例、李四", f"{number(50)}、{number(51)}", "2000.01", "", "", "", "", ""])
    assert column(result, "contractor")[:2] == ["张示例", "李四"]


def test_an_area_heading_of_a_roster_is_an_area_and_a_head_count_is_none() -> None:
    def roster(heading: str) -> object:
        head = ["村", "姓名", "身份证号", "银行卡号", heading, "金额(元)", "发放日期"]
        rows = [
            ["上杨村", f"张{c}", number(n), card(n), "2000.01", "100", "2023-07-01"] for n, c in enumerate("甲乙丙丁")
        ]
        return take([["2023年耕地地力保护补贴"], head, *rows])

    assert column(roster("补贴面积"), "area")[0] == 2000.01
    assert column(roster("补贴面积(㎡)"), "area")[0] == 3.0
    assert column(roster("人数"), "area")[0] is None


def test_a_machine_list_keeps_its_numbers_and_its_sum() -> None:
    head = ["购机人", "身份证号", "机具型号", "出厂编号", "发动机号", "发票号码", "经销企业", "补贴金额", "日期"]
    rows = [
        [f"张{c}", number(n), "1804", f"TJ{n}", f"D{n}", f"00{n}", "示例农机有限公司", "350", "2024-04-08"]
        for n, c in enumerate("甲乙丙丁")
    ]
    result = take(
        [head, *rows, ["示例农机专业合作社", "", "1804", "TJ9", "", "009", "示例农机有限公司", "350", "2024-04-08"]]
    )
    assert (result.kind, result.rejected, result.amount_fen) == ("machinery", 0, 175_000)
    assert column(result, "buyer_is_entity")[-1] is True


def test_a_herd_list_may_name_its_animal_in_the_title() -> None:
    head = ["乡镇", "行政村名称", "户主", "身份证号", "联系电话", "存栏"]
    rows = [["大浦镇", "上杨村", f"张{c}", number(n), "13912345678", "60头"] for n, c in enumerate("甲乙丙丁")]
    result = take([["2024年大浦镇能繁母猪养殖户名册"], head, *rows])
    assert (result.kind, column(result, "heads")[0]) == ("livestock", 60)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("大浦镇上杨村12号", "上杨村12号"),
        ("大浦镇 上杨村 １２号", "上杨村12号"),
        ("上杨村12号院3号", "上杨村12号院3号"),
        ("东关小区3号楼2单元501室", "东关小区3号楼2单元501室"),
        ("东关小区3号楼", None),
        ("上杨村", None),
        ("大浦镇敬老院1号", None),
        ("安置区5号", None),
        ("", None),
    ],
)
def test_only_an_exact_door_is_an_address(text: str, found: str | None) -> None:
    assert door(text) == found


def test_the_county_names_what_many_share_and_how_large_its_mu_is() -> None:
    text = (
        '[shared]\nphones = ["13800001111"]\naddresses = ["上杨村1号"]\n[land]\nmu_factors = { "371621101201" = 1.2 }\n'
    )
    settings = parse_county(text)
    assert settings.land.mu_factors == {"371621101201": 1.2}
    assert settings.shared.phones == ("13800001111",)


SPLIT = [
    *("征收项目", "被征地单位", "批复日期", "公示日期"),
    *("补偿费总额(万元)", "村集体留存(万元)", "分配到户(万元)", "征地批文"),
]


def test_an_approved_split_is_recognised_by_its_headings_in_whatever_unit() -> None:
    result = take([SPLIT, ["环城东路", "上杨村", "2023-11-08", "2023-10-25", "430", "86", "344", "征字7号"]])
    assert result.kind == "compensation"
    assert [column(result, name) for name in ("amount", "collective", "household")] == [
        [430000000],
        [86000000],
        [344000000],
    ]
    assert column(result, "approved") == [date(2023, 11, 8)]
    assert not codes(result, "flag") - {"as_of_missing"}


def test_parts_that_do_not_add_up_are_flagged_and_kept_as_written() -> None:
    result = take(
        [
            SPLIT,
            ["环城东路", "上杨村", "2023-11-08", "", "430", "86", "300", ""],
            ["河堤", "上杨村", "", "2023-10-25", "430", "86", "", ""],
            ["学校", "上杨村", "", "", "430", "", "430", ""],
        ]
    )
    assert column(result, "household") == [300000000, None, 430000000]
    assert rows_of(result, "split_unbalanced") == [2]
    assert rows_of(result, "split_undated") == [4]
    assert rows_of(result, "missing_value") == [4]
    assert result.rejected == 0
