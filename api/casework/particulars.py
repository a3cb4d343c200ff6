"""What a decision says beyond its reason: one record for every action, checked where the action is carried out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from graph.errors import InputError


class Label(StrEnum):
    """What a check on the ground came to, per finding (`workflow.md` §5)."""

    CONFIRMED = "confirmed"
    PARTLY = "partly"
    NOT_CONFIRMED = "not_confirmed"
    DATA_ERROR = "data_error"
    UNDECIDED = "undecided"


LABEL_WORDS: dict[Label, str] = {
    Label.CONFIRMED: "属实", Label.PARTLY: "部分属实", Label.NOT_CONFIRMED: "不属实", Label.DATA_ERROR: "数据错误",
    Label.UNDECIDED: "无法认定",
}
REASON_CODES: dict[str, str] = {
    "F01": "按户发放到户主卡", "F02": "任职或亲属关系不在该时段", "F03": "普惠项目", "F04": "已备案并回避",
    "F05": "监护、供养机构或代管账户", "F06": "身份被冒用注册企业", "F07": "财产、企业数据过时", "F08": "同名不同人",
    "F09": "证件号码位数或残缺", "F10": "卡号与折号", "F11": "区划代码变更、并村", "F12": "代收代缴",
    "F13": "政策允许兼享", "F14": "冲正、退回、补发", "F15": "合计行、测试行", "entitled": "符合条件",
    "recused": "已备案并回避（核实）", "wrong_person": "认错了人", "wrong_rule": "规则不适用",
}
"""Why a finding was not confirmed: the fifteen filters of the catalogue, and four that only a person can tell."""

UNSPECIFIED = "unspecified"
BY_HAND = "seen:"
"""Kinds of evidence that a person brought, in a warning's signature: a sweep keeps them."""
EXTENSION_GROUNDS: dict[str, str] = {"abroad": "证据在境外", "court": "法院审理中", "disaster": "灾害"}
"""The only reasons for which a clock may be paused (`workflow.md` §3)."""


@dataclass(frozen=True, slots=True)
class Result:
    """Outcome of the check of one finding. ``finding`` is a warning's key; "" stands for the warning's own.

    Money in 分; ``confirmed_fen`` must be said (0 counts) when the label is confirmed or partly. ``note`` lists what
    the outcome rests on: vouchers seen, people asked, the visit.
    """

    label: Label
    note: str
    finding: str = ""
    code: str | None = None
    confirmed_fen: int | None = None
    recovered_fen: int = 0


@dataclass(frozen=True, slots=True)
class Particulars:
    """Fields of the actions; each action takes its own and ignores none: an unfitting one is an error there.

    assign: ``unit``, ``handler``, ``task``, ``due_on`` · dismiss: ``code`` · merge: ``into`` · split: ``part`` ·
    extend: ``ground``, ``days`` · grant: ``days`` · report: ``results`` · rectify: ``due_on`` · finish: ``remedy``,
    ``recovered_fen`` · reopen: ``evidence`` · snooze: ``due_on`` as the day it comes back · retier: ``tier``.
    """

    unit: str = ""
    handler: str | None = None
    task: str = ""
    due_on: date | None = None
    code: str | None = None
    into: str | None = None
    part: str | None = None
    ground: str | None = None
    days: int | None = None
    results: tuple[Result, ...] = ()
    remedy: str = ""
    recovered_fen: int | None = None
    evidence: tuple[str, ...] = ()
    tier: str | None = None


def check_code(code: str | None) -> str:
    """A known reason code, or ``unspecified``. Raises InputError with the known ones."""
    if code is None:
        return UNSPECIFIED
    if code not in REASON_CODES:
        known = "、".join(f"{name}（{words}）" for name, words in REASON_CODES.items())
        raise InputError(f"没有“{code}”这个排除原因；可用：{known}")
    return code


def read_label(text: str) -> Label:
    """The label named by a program or in Chinese. Raises InputError with the known ones."""
    for label, words in LABEL_WORDS.items():
        if text in (label.value, words):
            return label
    known = "、".join(f"{label.value}（{words}）" for label, words in LABEL_WORDS.items())
    raise InputError(f"没有“{text}”这个核查结果；可用：{known}")
