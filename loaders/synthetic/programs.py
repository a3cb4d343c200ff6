"""The programme catalogue: 36 policies, 21 of them paid to people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Program:
    """A policy; `standard` and `ceiling` in fen, `cycle` one of month, quarter, year."""

    code: str
    name: str
    kind: str
    payee: str
    department: str
    cycle: str
    standard: int = 0
    ceiling: int = 0
    aliases: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    ages: tuple[int, int] = (0, 0)
    asset_test: bool = False
    level: str = ""
    paid: bool = True
    start: date = date(2016, 1, 1)


_H, _P, _U = "按户", "按人", "按项目"
_AGRI, _CIVIL, _FIN, _HOUSE = "农业农村局", "民政局", "财政局", "住房和城乡建设局"

PROGRAMS: tuple[Program, ...] = (
    Program("A01", "耕地地力保护补贴", "A", _H, _AGRI, "year", 13379, aliases=("地力补贴", "耕地地力补贴")),
    Program("A02", "实际种粮农民一次性补贴", "A", _H, _AGRI, "year", 1322, aliases=("种粮一次性补贴",)),
    Program("A03", "玉米大豆生产者补贴", "A", _H, _AGRI, "year", 3850, aliases=("生产者补贴",)),
    Program("A04", "大中型水库移民后期扶持", "A", _P, "水利局", "year", 60000, aliases=("移民直补",),
            marks=("两卡两折", "分期发放")),
    Program("A05", "城乡居民医保参保补助", "A", _P, "医疗保障局", "year", 38000, aliases=("参保补助",)),
    Program("A06", "征地补偿费", "A", _H, "自然资源局", "year", aliases=("征地补偿", "土地征收补偿")),
    Program("A07", "土地流转费", "A", _H, _AGRI, "year", aliases=("土地流转租金", "土地租金")),
    Program("B01", "困难残疾人生活补贴", "B", _P, _CIVIL, "quarter", 54000, aliases=("残疾人生活补贴",),
            level="残疾一级至四级"),
    Program("B02", "重度残疾人护理补贴", "B", _P, _CIVIL, "quarter", 48000, aliases=("残疾人护理补贴",),
            excludes=("经济困难老年人养老护理补贴",), level="残疾一级、二级"),
    Program("B03", "高龄津贴", "B", _P, _CIVIL, "quarter", 30000, aliases=("老年人高龄津贴",), ages=(80, 0)),
    Program("B04", "农村计划生育家庭奖励扶助", "B", _P, "卫生健康局", "year", 96000, aliases=("计生奖扶",),
            ages=(60, 0)),
    Program("B05", "孤儿基本生活费", "B", _P, _CIVIL, "quarter", 420000, aliases=("孤儿生活费",), ages=(0, 18)),
    Program("B06", "雨露计划", "B", _P, "乡村振兴局", "year", 300000, aliases=("雨露计划补助",),
            level="学籍"),
    Program("B07", "丧葬补助金", "B", _P, _CIVIL, "year", 100000, aliases=("丧葬补助",), marks=("丧葬抚恤",)),
    Program("C01", "农村最低生活保障金", "C", _H, _CIVIL, "month", aliases=("低保", "农村低保", "低保金"),
            excludes=("特困人员救助供养金",), asset_test=True),
    Program("C02", "特困人员救助供养金", "C", _P, _CIVIL, "quarter", 300000, aliases=("特困", "五保供养", "特困供养"),
            excludes=("农村最低生活保障金",), asset_test=True),
    Program("C03", "临时救助金", "C", _H, _CIVIL, "quarter", 0, 1000000, aliases=("临时救助",), asset_test=True),
    Program("C04", "农村危房改造补助", "C", _H, _HOUSE, "year", 0, 3000000, aliases=("危房改造", "危改补助"),
            marks=("分期发放",), asset_test=True),
    Program("C05", "产业发展奖补", "C", _H, "乡村振兴局", "year", 0, 500000, aliases=("产业奖补",)),
    Program("C06", "春节走访慰问金", "C", _P, _CIVIL, "year", 50000, aliases=("春节慰问", "慰问金"),
            marks=("定额发放",)),
    Program("C07", "自然灾害生活救助", "C", _H, "应急管理局", "year", 20000, aliases=("灾害救助",),
            marks=("定额发放",)),
    Program("D01", "农机购置补贴", "B", _H, _AGRI, "year", paid=False),
    Program("D02", "能繁母猪补贴", "B", _H, _AGRI, "year", paid=False),
    Program("D03", "公益性岗位补贴", "C", _P, "人力资源和社会保障局", "month", paid=False),
    Program("D04", "优抚对象抚恤", "B", _P, "退役军人事务局", "month", paid=False),
    Program("D05", "经济困难老年人养老护理补贴", "B", _P, _CIVIL, "month", aliases=("养老护理补贴",), paid=False),
    Program("D06", "城乡居民基本养老金", "A", _P, "人力资源和社会保障局", "month", paid=False),
    Program("D07", "退耕还林补助", "A", _H, "自然资源局", "year", paid=False),
    Program("D08", "小额信贷贴息", "C", _H, "乡村振兴局", "year", paid=False),
    Program("D09", "农村厕所改造奖补", "C", _U, _HOUSE, "year", paid=False),
    Program("D10", "农村公路养护补助", "C", _U, "交通运输局", "year", paid=False),
    Program("D11", "村级运转保障经费", "A", _U, _FIN, "year", paid=False),
    Program("D12", "高标准农田建设", "C", _U, _AGRI, "year", paid=False),
    Program("D13", "人居环境整治奖补", "C", _U, _AGRI, "year", paid=False),
    Program("D14", "一事一议财政奖补", "C", _U, _FIN, "year", paid=False),
    Program("D15", "农业保险保费补贴", "A", _U, _FIN, "year", paid=False),
)  # fmt: skip
BY_CODE = {p.code: p for p in PROGRAMS}
CYCLE_WORDS = {"month": "按月", "quarter": "按季", "year": "按年"}


def periods(program: Program, year: int) -> list[str]:
    """The periods of a year: 2023, 2023Q2 or 2023-05."""
    if program.cycle == "year":
        return [str(year)]
    if program.cycle == "quarter":
        return [f"{year}Q{q}" for q in range(1, 5)]
    return [f"{year}-{m:02d}" for m in range(1, 13)]


def bounds(period: str) -> tuple[date, date]:
    """First day and a day in the last month of a period."""
    year = int(period[:4])
    if "Q" in period:
        q = int(period[-1])
        return date(year, q * 3 - 2, 1), date(year, q * 3, 28)
    if "-" in period:
        return date(year, int(period[5:]), 1), date(year, int(period[5:]), 28)
    return date(year, 1, 1), date(year, 12, 28)


def pay_day(program: Program, period: str) -> date:
    """The day a period is paid on: inside the period for months and quarters, in its season for years."""
    year = int(period[:4])
    if "Q" in period:
        return date(year, int(period[-1]) * 3, 20)
    if "-" in period:
        return date(year, int(period[5:]), 12)
    months = {"A01": (6, 18), "A02": (7, 9), "A03": (11, 5), "A04": (8, 16), "A05": (12, 2), "B06": (10, 12),
              "C06": (1, 14), "C07": (9, 3), "C04": (11, 20), "C05": (10, 25)}  # fmt: skip
    month, day = months.get(program.code, (9, 22))
    return date(year, month, day)
