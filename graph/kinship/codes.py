"""GB/T 4761 codes of the relation to the household head: what the member is to the head.

`household_codes.tsv` holds the two-digit table of 2008 and the two codes (03, 98) that live on from 1984.
A chain runs from the head to the member; a code without a chain gives no edge. Mark `open`: adoptive or
step, not said which; mark `presumed`: the code is a collecting class.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from graph.kinship.letters import KinError, pattern_of
from graph.kinship.spelling import fold
from graph.kinship.terms import read_term

HEAD_CODES = frozenset({"01", "02"})
_ONE_DIGIT = {
    "0": ("02", "本人或户主"),
    "1": ("10", "配偶"),
    "2": ("20", "子"),
    "3": ("30", "女"),
    "4": ("40", "孙子女、外孙子女"),
    "5": ("50", "父母"),
    "6": ("60", "祖父母、外祖父母"),
    "7": ("70", "兄弟姐妹"),
    "8": ("80", "其他"),
    "9": ("80", "其他"),
}
_HEAD_WORDS = frozenset({"户主", "本人", "本人或户主", "自己", "申请人"})


@dataclass(frozen=True, slots=True)
class HouseholdRelation:
    """What a member is to the head.

    `chain` is empty for the head and for codes that give no edge; `basis_open`: adoptive or step, not said
    which; `presumed`: not certain by itself.
    """

    text: str
    label: str
    code: str | None = None
    chain: str = ""
    head: bool = False
    basis: str | None = None
    basis_open: bool = False
    presumed: bool = False


@cache
def household_codes() -> Mapping[str, HouseholdRelation]:
    """The two-digit table by code."""
    text = files("graph.kinship").joinpath("household_codes.tsv").read_text(encoding="utf-8")
    table = {}
    for line in text.splitlines()[1:]:
        code, label, chain, mark = line.split("\t")
        table[code] = HouseholdRelation(
            text=code,
            label=label,
            code=code,
            chain=chain,
            head=code in HEAD_CODES,
            basis_open=mark == "open",
            presumed=mark == "presumed",
        )
    return table


def one_digit_column(values: Iterable[str]) -> bool:
    """Whether a column uses the one-digit table: its codes have one digit throughout.

    In a column that also holds two-digit codes a single digit is a code whose leading zero was lost.
    """
    codes = [value.strip() for value in values if value and value.strip().isdigit()]
    return bool(codes) and all(len(code) == 1 for code in codes)


def read_relation(
    text: str | None, *, one_digit: bool = False, dialect: Mapping[str, tuple[str, ...]] | None = None
) -> HouseholdRelation:
    """A code or word of the relation column.

    Raises KinError for an unknown code or word, for a combined code of three or four digits, and for a word
    whose readings differ in kind.
    """
    word = fold(text or "").word
    if not word or word in _HEAD_WORDS:
        return HouseholdRelation(text or "", "户主", "02", head=True)
    if word.isdigit():
        return _read_code(word, one_digit=one_digit)
    for relation in household_codes().values():
        if word in relation.label.split("、") or word == relation.label:
            return relation
    return _read_word(word, dialect)


def _read_code(code: str, *, one_digit: bool) -> HouseholdRelation:
    if one_digit and code in _ONE_DIGIT:
        full, label = _ONE_DIGIT[code]
        found = household_codes()[full]
        return HouseholdRelation(code, label, full, found.chain, head=found.head)
    if len(code) in (3, 4):
        raise KinError(f"关系代码“{code}”是组合代码（combined_code）：各地顺序不一，须先在配置中说明")
    relation = household_codes().get(code.zfill(2)) if code != "0" else household_codes()["02"]
    if relation is None:
        raise KinError(f"关系代码“{code}”不在 GB/T 4761 表中：请核对原表")
    return relation


def _read_word(word: str, dialect: Mapping[str, tuple[str, ...]] | None) -> HouseholdRelation:
    term = read_term(word, dialect=dialect)
    if term.tie is not None or not term.readings:
        return HouseholdRelation(word, term.note or word)
    if term.ended is not None:
        return HouseholdRelation(word, f"{word}：婚姻关系已结束，不建立亲属边")
    chains = [reading.chain for reading in term.readings]
    patterns = {pattern_of(chain) for chain in chains}
    if len(patterns) > 1:
        raise KinError(f"“{word}”有几种意思（{'、'.join(chains)}）：请改写为规范称谓或登记本地用法")
    chain = chains[0] if len(chains) == 1 else patterns.pop()
    return HouseholdRelation(word, word, None, chain, basis=term.basis)
