"""What the rows above the headings, the sheet's name and the file's name say about the whole sheet."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

NUMERAL = "〇零一二三四五六七八九十"
AS_OF = re.compile(r"截[至止]到?(?:于)?[::]?\s*(\d{4})[年.\-/](\d{1,2})[月.\-/](\d{1,2})日?")
UNIT = re.compile(r"单位[::]\s*(?:人民币)?\s*(万元|元|角|分)")
AREA_UNIT = re.compile(r"单位[::].*?(亩|平方米|㎡|公顷)")
PERIOD = re.compile(
    r"(20\d\d|19\d\d)\s*(?:年度?|(?=[-.]\d{1,2}(?!\d)))\s*"
    r"((?:[-.]?\d{1,2}月?(?:份)?\s*(?:[-至到~—]+\s*\d{1,2}月(?:份)?)?)|上半年|下半年|第?[一二三四1-4]季度)?"
)
BATCH = re.compile(rf"第\s*([{NUMERAL}\d]+)\s*批次?")
PART = re.compile(r"补发(?!放)|补录|追加|续发")
TOWN = re.compile(r"(?:^|[省市县区])([\u4e00-\u9fff]{1,7}?(?:镇|乡|街道|办事处))")
VILLAGE = re.compile(r"(?:镇|乡|街道|办事处|^)([\u4e00-\u9fff]{1,7}?(?:村|社区))(?!级|民|集体|委|务|干|两)")
NO_VILLAGE = {"农村", "全村", "本村", "乡村", "各村"}
COUNTY = re.compile(r"^[\u4e00-\u9fff]{2,8}?(?:省|市|县|区)(?=[\u4e00-\u9fff])")
TAIL = re.compile(
    r"(?:资金|补助|补贴)?(?:一卡通|打卡)?(?:(?:发放|公示|汇总|花名|明细|打卡|登记|统计|信息|到户|"
    r"人员|对象|享受|分户|备案|补发)*"
    r"(?:清册|花名册|名册|明细表|发放表|公示表|汇总表|打卡表|登记表|统计表|明细|名单|台账|表|册))+$"
)
KEEP_IN_NAME = re.compile(r"^(资金|补助|补贴)")
MONEY_WORD = re.compile(r"(补贴|补助|津贴|奖励|奖补|奖扶|低保|保障|救助|养老金|供养|抚恤|慰问|资金|金|补偿|贴息|报酬)$")
DEFAULT_SHEET = re.compile(r"^(sheet|工作表|table)\s*-?\d*$", re.I)


@dataclass(frozen=True, slots=True)
class TitleFacts:
    """Facts of a whole sheet; None where nothing is said.

    ``unit`` of money (元, 万元), ``as_of`` the day the extract describes, ``part`` 补发, 补录, 第n批, ``sheet`` the
    sheet's name where somebody gave it one.
    """

    programme: str | None = None
    period: str | None = None
    town: str | None = None
    village: str | None = None
    batch: str | None = None
    part: str | None = None
    unit: str | None = None
    as_of: date | None = None
    sheet: str | None = None

    def names(self) -> frozenset[str]:
        """Names of the facts that are there."""
        return frozenset(name for name in self.__slots__ if getattr(self, name) is not None)

    def filled_from(self, other: TitleFacts) -> TitleFacts:
        """These facts, with the other's where this says nothing."""
        return replace(self, **{name: getattr(other, name) for name in self.__slots__ if getattr(self, name) is None})


def title_facts(titles: Iterable[str], sheet: str, file_stem: str) -> TitleFacts:
    """Facts of the title rows first, then of the sheet's name, then (part, batch, as_of) of the file's name."""
    facts = TitleFacts()
    for title in titles:
        facts = facts.filled_from(read_title(title))
    if not DEFAULT_SHEET.match(sheet):
        named = read_title(sheet)
        town = sheet if re.fullmatch(r"[\u4e00-\u9fff]{1,8}(镇|乡|街道|办事处)", sheet) else named.town
        named = replace(named, town=town, programme=None if town == sheet else named.programme, sheet=sheet)
        facts = facts.filled_from(named)
    named = read_title(file_stem)
    return facts.filled_from(TitleFacts(part=named.part, batch=named.batch, as_of=named.as_of, period=named.period))


@lru_cache(maxsize=16384)  # a sheet's first rows are asked about for each kind that they may head
def read_title(text: str) -> TitleFacts:
    """Facts in one title, e.g. "彬江镇2023年耕地地力保护补贴发放表"."""
    text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    bare = COUNTY.sub("", AS_OF.sub("", text))
    period, batch, part = PERIOD.search(bare), BATCH.search(bare), PART.search(bare)
    town, village, unit = TOWN.search(bare), VILLAGE.search(bare), UNIT.search(text)
    return TitleFacts(
        programme=_programme(bare),
        period=period.group(0).strip() if period else None,
        town=town.group(1) if town else None,
        village=village.group(1) if village and village.group(1) not in NO_VILLAGE else None,
        batch=f"第{batch.group(1)}批" if batch else None,
        part=part.group(0) if part else (batch.group(0) if batch else None),
        unit=unit.group(1) if unit else None,
        as_of=_day(AS_OF.search(text)),
    )


def _day(match: re.Match[str] | None) -> date | None:
    if match is None:
        return None
    try:
        return date(*(int(part) for part in match.groups()))
    except ValueError:
        return None


def _programme(text: str) -> str | None:
    """The name of a programme left when place, time, batch and the word for the list are cut away."""
    text = re.sub(r"[((][^()()]*[))]", "", text)
    text = PERIOD.sub("", BATCH.sub("", PART.sub("", text)))
    text = COUNTY.sub("", text)
    for pattern in (TOWN, VILLAGE):
        match = pattern.search(text)
        if match and match.start() <= 1 and match.group(1) not in NO_VILLAGE:
            text = text[match.end() :]
    text = re.sub(r"^[-—_·、,.:\s度]+|[-—_·、,.:\s]+$", "", text)
    name = _without_tail(text)
    return name if 2 <= len(name) <= 30 and MONEY_WORD.search(name) else None


def _without_tail(text: str) -> str:
    match = TAIL.search(text)
    if not match:
        return text
    kept = KEEP_IN_NAME.match(match.group(0))
    name = text[: match.start()] + (kept.group(0) if kept else "")
    return re.sub(r"(补贴|补助)资金$", r"\1", name) if len(name) > 4 else name
