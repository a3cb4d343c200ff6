"""What only a file of circumstances knows: kinds of cars, homes, certificates and custody; births."""

from __future__ import annotations

import re
from collections.abc import Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from loaders.intake.clean import Cleaner
from loaders.intake.columns import Check, Headings, derive, flag_where, mask_of

NO_PASSENGER = re.compile(
    r"货|摩托|拖拉机|三轮|挂车|农用|低速|专用|特种|特型|作业|轮式|大型|中型|残疾|代步|电动自行车|轻便"
)
PASSENGER = re.compile(r"轿车|小客车|小汽车|越野|面包|SUV|MPV|乘用|(小型|微型).*(客|汽车|车$)", re.I)
VEHICLE_GONE = r"(^|[^到])报废$|已报废|强制报废|注销|转出|过户|灭失|已转移"
VEHICLE_UNFIT = r"逾期|达到报废|未检验"
HOUSE_GONE = r"注销|转移|历史|灭失|作废|征收|^是$"
HOUSES = {
    "commodity": r"商品|市场化",
    "resettlement": r"安置|搬迁|拆迁|回迁|移民",
    "other": r"商业|车库|车位|商铺|办公|工业|仓储|厂房|承包|林地|耕地",
    "self_built": r"自建|宅基地|农村|村民|集体|批准拨用",
}
CERTIFICATES = {
    "veteran": r"优抚|退役|军|烈|复员",
    "disability": r"残",
    "student": r"学籍|学生|在校|入学|在读",
    "illness": r"重病|重大疾病|大病|慢性?病|特殊病",
    "hardship": r"脱贫|困难|监测|低收入|就业|零就业",
}
CUSTODY = {
    "acquitted": r"无罪|不起诉|撤销案件|撤案|错拘|错误",
    "community": r"社区|缓刑|假释|监外|取保|监视居住",
    "prison": r"徒刑|服刑|监狱|死缓|收监|收押|戒毒|强戒|管教",
    "detention": r"拘|逮捕|羁押|看守|留置|在押",
}
_LEVELS = ("一壹1ⅠI", "二贰2Ⅱ", "三叁3Ⅲ", "四肆4Ⅳ", "五5", "六6", "七7", "八8", "九9", "十")
LEVELS = {sign: n for n, signs in enumerate(_LEVELS, 1) for sign in signs}


def kind_of(text: str, kinds: Mapping[str, str], otherwise: str) -> str:
    """The first kind whose words stand in a text."""
    return next((kind for kind, words in kinds.items() if re.search(words, text)), otherwise)


def grade_of(text: str) -> int | None:
    """The number of a level: 二级 → 2."""
    return next((LEVELS[sign] for sign in text if sign in LEVELS), None)


def part_of(text: str) -> float | None:
    """A share from 0 to 1: 单独所有, 50%, 1/2, 0.5; None where the text does not say (共同共有)."""
    if match := re.search(r"(\d+(?:\.\d+)?)\s*[%％]", text):
        share = float(match.group(1)) / 100
    elif match := re.search(r"(\d+)\s*/\s*(\d+)", text):
        share = int(match.group(1)) / int(match.group(2)) if int(match.group(2)) else -1.0
    elif match := re.search(r"(\d+)分之(\d+)", text):
        share = int(match.group(2)) / int(match.group(1)) if int(match.group(1)) else -1.0
    elif match := re.fullmatch(r"\s*([01](?:\.\d+)?)\s*", text):
        share = float(match.group(1))
    else:
        return 1.0 if re.search(r"单独|独有|独自", text) else None
    return share if 0 < share <= 1 else None


def _passenger(text: str) -> bool | None:
    if NO_PASSENGER.search(text):
        return False
    return True if PASSENGER.search(text) else None


def _vehicles(cleaner: Cleaner, headings: Headings) -> None:  # noqa: ARG001
    columns = cleaner.columns
    derive(cleaner, "passenger", "type", _passenger, pa.bool_())
    unclear = np.asarray(columns["passenger"].is_null()) & np.asarray(columns["type"].is_valid())
    flag_where(cleaner, "vehicle_type_unclear", "type", unclear)
    states = pc.fill_null(pc.binary_join(columns["status"], ","), "")
    parts = [[part for part in text.split(",") if part] for text in states.to_pylist()]
    columns["gone"] = pa.array([any(re.search(VEHICLE_GONE, part) for part in group) for group in parts])
    columns["unfit"] = pa.array([any(re.search(VEHICLE_UNFIT, part) for part in group) for group in parts])


def _houses(cleaner: Cleaner, headings: Headings) -> None:  # noqa: ARG001
    derive(cleaner, "class", "kind", lambda text: kind_of(text, HOUSES, "unknown"), pa.string())
    derive(cleaner, "part", "share", part_of, pa.float64())
    unclear = mask_of(pc.equal(cleaner.columns["class"], "unknown"))
    flag_where(cleaner, "house_kind_unclear", "kind", unclear)
    cleaner.columns["gone"] = pa.array(mask_of(pc.match_substring_regex(cleaner.columns["status"], HOUSE_GONE)))


def _certificates(cleaner: Cleaner, headings: Headings) -> None:  # noqa: ARG001
    derive(cleaner, "class", "kind", lambda text: kind_of(text, CERTIFICATES, "other"), pa.string())
    derive(cleaner, "grade", "level", grade_of, pa.int64())
    flag_where(cleaner, "certificate_kind_unknown", "kind", mask_of(pc.equal(cleaner.columns["class"], "other")))
    _reversed(cleaner)


def _custody(cleaner: Cleaner, headings: Headings) -> None:  # noqa: ARG001
    derive(cleaner, "class", "kind", lambda text: kind_of(text, CUSTODY, "other"), pa.string())
    flag_where(cleaner, "custody_kind_unknown", "kind", mask_of(pc.equal(cleaner.columns["class"], "other")))
    _reversed(cleaner)


def _reversed(cleaner: Cleaner) -> None:
    """An end before its beginning: the row is refused, because nobody can say which of the two is wrong."""
    wrong = mask_of(pc.less(cleaner.columns["to"], cleaner.columns["from"]))
    cleaner.findings.reject("interval_reversed", "to", np.flatnonzero(wrong))


def _births(cleaner: Cleaner, headings: Headings) -> None:  # noqa: ARG001
    """A child is known by number, else by name and birth date."""
    columns = cleaner.columns
    nameless = np.asarray(columns["child"].is_null()) | np.asarray(columns["birth"].is_null())
    unnumbered = np.asarray(columns["child_id"].is_null())
    cleaner.findings.reject("child_unknown", "child", np.flatnonzero(nameless & unnumbered))


CIRCUMSTANCES: dict[str, Check] = {
    "vehicles": _vehicles,
    "houses": _houses,
    "certificates": _certificates,
    "custody": _custody,
    "births": _births,
}
