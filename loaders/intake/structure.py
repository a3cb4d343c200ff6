"""Which rows under the headings are no data: blank rows, repeated headings, totals, carry-forwards, footers."""

from __future__ import annotations

import re

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from loaders.headers import Match
from loaders.intake.frame import Mask
from loaders.readers import Sheet
from loaders.source import Form
from loaders.vocabulary import normalise

WIDE = "\\s\u3000"
SPACE = f"[{WIDE}]*"
PLACE_OR_TIME = r"(?:\S{0,8}(?:页|月|季|季度|年|年度|村|组|镇|乡|批|期|日|社区|街道|户|县))?"
TOTAL = (
    rf"^{SPACE}{PLACE_OR_TIME}[合总小累共]{SPACE}计[{WIDE}:：]*(?:[(（][^()（）]*[)）])?"
    rf"{SPACE}(?:人民币.*|大写.*|\d+{SPACE}[人户笔].*)?$"
)
_CARRIED_WORDS = (
    "承前页",
    "过次页",
    "转下页",
    "接上页",
    "承上页",
    "上年结转",
    "结转下年",
    "期初余额",
    "期末余额",
    "年初余额",
    "月初余额",
)
CARRIED = f"^{SPACE}(?:{'|'.join(SPACE.join(word) for word in _CARRIED_WORDS)}){SPACE}$"
_SIGNERS = (
    "制表|填表|填报|审核|审批|复核|经办|负责|主管|单位负责|村负责|分管|盖章|公章|制单|打印|注|备注|说明|"
    "联系人|监督电话|举报电话|公示"
)
FOOTER = (
    rf"^{SPACE}[(（]?(?:(?:{_SIGNERS}|会计|出纳)[^:：]{{0,8}}[:：(（]|"
    rf"(?:制表|填表|审核|审批|复核|经办)人?{SPACE}$|"
    rf"(?:制表|填表|审核|审批|复核)人?[{WIDE}]|[第共]{SPACE}\d+{SPACE}页|(?:单位)?[(（]?(?:盖章|公章))"
)
UNIT = rf"^{SPACE}(?:金额)?单位{SPACE}[:：]"
LONG_DIGITS = r"\d{15}"
SERIALS = {"序号", "编号", "no"}


def structural_reasons(sheet: Sheet, match: Match, form: Form, titles: set[str]) -> dict[str, Mask]:
    """Reason -> mask over the rows under the headings; a row has at most one reason (the first that holds)."""
    start, length = match.body_row, sheet.height - match.body_row
    columns = [column.text.slice(start) for column in sheet.columns]
    filled = [~column.blank()[start:] for column in sheet.columns]
    first = _first_filled(columns, filled, length)
    count = np.sum(filled, axis=0) if filled else np.zeros(length, np.int64)
    candidates = ~_with_person(columns, match, form)
    sparse = (count <= max(3, len(match.columns) // 2)) & candidates
    reasons = {
        "blank": _blank(match, filled, count),
        "heading": _repeats(sheet, match, columns, length),
        "carried": _any_match(columns, candidates, CARRIED, ("页", "结", "余")),
        "total": _any_match(columns, candidates, TOTAL, ("计",)),
        "unit": _matches(first, UNIT) & sparse,
        "title": _in(first, titles) & (count == 1),
        "footer": _matches(first, FOOTER) & sparse,
        "none": _no_relative(match, columns, length),
    }
    return _exclusive(reasons, length)


def _no_relative(match: Match, columns: list[pa.Array], length: int) -> Mask:
    """A declaration line that says 无 or names nobody."""
    if not {"relation", "rel_name"} <= match.columns.keys():
        return np.zeros(length, np.bool_)
    relation, name = (columns[match.columns[field]] for field in ("relation", "rel_name"))
    nobody = _matches(name, rf"^{SPACE}(?:无|没有|/|-)?{SPACE}$")
    return nobody & _matches(relation, rf"^{SPACE}(?:无|没有|无亲属|/|-)?{SPACE}$")


def _exclusive(reasons: dict[str, Mask], length: int) -> dict[str, Mask]:
    taken = np.zeros(length, np.bool_)
    for reason, mask in reasons.items():
        reasons[reason] = mask & ~taken
        taken |= mask
    return reasons


def _first_filled(columns: list[pa.Array], filled: list[Mask], length: int) -> pa.Array:
    first: pa.Array = pa.nulls(length, pa.string())
    for column, has in zip(columns, filled, strict=True):
        first = pc.coalesce(first, pc.if_else(pa.array(has), column, None))
    return pc.fill_null(first, "")


def _matches(texts: pa.Array, pattern: str) -> Mask:
    return np.asarray(pc.match_substring_regex(texts, pattern))


def _any_match(columns: list[pa.Array], candidates: Mask, pattern: str, signs: tuple[str, ...]) -> Mask:
    """Candidate rows with a column that matches; ``signs`` are plain texts one of which every match holds."""
    found = np.zeros(len(candidates), np.bool_)
    rows = np.flatnonzero(candidates)
    for column in columns:
        texts = column if len(rows) == len(candidates) else column.take(pa.array(rows))
        hits = np.zeros(len(rows), np.bool_)
        for sign in signs:
            hits |= np.asarray(pc.match_substring(texts, sign))
        if hits.any():
            found[rows[hits]] |= _matches(texts.filter(pa.array(hits)), pattern)
    return found


def _in(texts: pa.Array, values: set[str]) -> Mask:
    return np.asarray(pc.is_in(texts, value_set=pa.array(sorted(values), pa.string())))


def _with_person(columns: list[pa.Array], match: Match, form: Form) -> Mask:
    """Rows that carry a person's number are data whatever else they say."""
    found = np.zeros(len(columns[0]) if columns else 0, np.bool_)
    for name, index in match.columns.items():
        if form.fields[name].type in {"id", "uscc"}:
            found |= _matches(columns[index], LONG_DIGITS)
    return found


def _blank(match: Match, filled: list[Mask], count: npt.NDArray[np.int64]) -> Mask:
    """Nothing at all, or nothing but a serial number that was filled in beforehand."""
    serial = np.zeros(len(count), np.int64)
    for index, heading in enumerate(match.headings):
        if heading.parts and heading.parts[-1].lower() in SERIALS and index not in match.columns.values():
            serial += filled[index]
    return count - serial <= 0


def _repeats(sheet: Sheet, match: Match, columns: list[pa.Array], length: int) -> Mask:
    """Rows equal to one of the heading rows in most of its cells."""
    found = np.zeros(length, np.bool_)
    for row in range(match.first_row, match.body_row):
        equal = np.zeros(length, np.int64)
        texts = [(i, text) for i, text in enumerate(sheet.row(row)) if text.strip()]
        for i, text in texts:
            equal += np.asarray(pc.equal(columns[i], text))
        if len(texts) > 1:
            found |= equal >= max(2, 0.6 * len(texts))
    return found


def above_headings(sheet: Sheet, match: Match) -> list[tuple[int, str, str]]:
    """(0-based row, reason, text) of the rows before the body: titles, unit rows, blanks, headings."""
    rows = []
    for index in range(match.body_row):
        text = " ".join(dict.fromkeys(cell.strip() for cell in sheet.row(index) if cell.strip()))
        if index >= match.first_row:
            reason = "heading"
        elif not text:
            reason = "blank"
        else:
            reason = "unit" if re.match(UNIT, normalise(text)) else "title"
        rows.append((index, reason, text))
    return rows
