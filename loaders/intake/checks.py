"""What the columns of one file say about each other: empty required cells, test rows, conflicts, repeats."""

from __future__ import annotations

import re

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from graph.identifiers import is_filler_name
from loaders.intake.clean import Cleaner
from loaders.intake.frame import Findings, Frame, Mask, Rows
from loaders.readers import CellKind, FileRejected
from loaders.source import Form

MOJIBAKE = re.compile("\ufffd|锟斤拷|烫烫|屯屯|[\u00c0-\u00ff]{2}|[ÃÂåäæçè][\u0080-\u00bf]")
MOJIBAKE_SHARE = 0.01
TEST_WORD = re.compile(r"测试|^(test|demo|xxx+)\d*$", re.I)


def check_required(form: Form, cleaner: Cleaner) -> None:
    """Rows without a value that a row needs are rejected; where the form says so they are only flagged."""
    for name, spec in form.fields.items():
        if spec.when_blank == "keep" or (name not in cleaner.frame.columns and not spec.required):
            continue
        empty = np.asarray(cleaner.columns[name].is_null())
        if spec.when_blank == "reject":
            _reject_empty(name, spec.type, empty, cleaner)
        elif spec.type not in {"id", "acct", "uscc"}:
            code = "village_missing" if spec.type == "village" else "missing_value"
            cleaner.findings.flag(code, name, np.flatnonzero(empty & cleaner.frame.blank(name)))


def _reject_empty(name: str, kind: str, empty: Mask, cleaner: Cleaner) -> None:
    frame, findings = cleaner.frame, cleaner.findings
    blank = frame.blank(name)
    column = frame.columns.get(name)
    error = (
        column.kinds == CellKind.ERROR
        if column is not None and column.kinds is not None
        else np.zeros(len(empty), bool)
    )
    findings.reject("bad_cell", name, np.flatnonzero(empty & error))
    without = "no_amount" if kind == "money" else "missing_value"
    unreadable = {"money": "bad_amount", "date": "bad_date"}.get(kind, "missing_value")
    findings.reject(without, name, np.flatnonzero(empty & blank & ~error))
    findings.reject(unreadable, name, np.flatnonzero(empty & ~blank & ~error))


def check_test_rows(form: Form, cleaner: Cleaner) -> None:
    """测试 as a name, or a filler number beside a filler name."""
    fillers = {f.field: f.positions for f in cleaner.findings.flags if f.code == "id_filler"}
    for name, spec in form.fields.items():
        if spec.type != "name" or name not in cleaner.frame.columns or not spec.required:
            continue
        keys = cleaner.columns[f"{name}_key"].dictionary_encode()
        words = [key or "" for key in keys.dictionary.to_pylist()]
        codes = np.asarray(keys.indices.fill_null(0), np.int64)
        valid = np.asarray(keys.is_valid())
        is_test = np.fromiter((bool(TEST_WORD.search(word)) for word in words), np.bool_, len(words))
        is_filler = np.fromiter((is_filler_name(word) for word in words), np.bool_, len(words))
        test = _lookup(is_test, codes) & valid
        with_filler = np.zeros(len(cleaner.frame), np.bool_)
        for number, other in form.fields.items():
            if other.type == "id" and other.of == name and number in fillers:
                with_filler[fillers[number]] = True
        cleaner.findings.reject(
            "test_row", name, np.flatnonzero(test | (with_filler & _lookup(is_filler, codes) & valid))
        )


def _lookup(values: Mask, codes: Rows) -> Mask:
    return values[codes] if len(values) else np.zeros(len(codes), np.bool_)


def check_mojibake(form: Form, cleaner: Cleaner) -> None:
    """Raises FileRejected ``mojibake`` when more than 1 % of the names are damaged; fewer are flagged."""
    for name, spec in form.fields.items():
        if name not in cleaner.frame.columns or spec.type not in {"name", "text", "village"}:
            continue
        codes, cells = cleaner.frame.distinct(name)
        bad = np.fromiter((bool(MOJIBAKE.search(cell.text)) for cell in cells), np.bool_, len(cells))
        rows = np.flatnonzero(_lookup(bad, codes))
        if spec.type == "name" and spec.required and len(rows) > MOJIBAKE_SHARE * len(codes):
            first = int(cleaner.frame.row[rows[0]])
            raise FileRejected(
                "mojibake",
                f"{len(rows)} 行的姓名是乱码（如第 {first} 行），整个文件没有读入；"
                "请从原系统重新导出，不要经过转码工具",
            )
        cleaner.findings.flag("mojibake", name, rows)


def check_entities(form: Form, cleaner: Cleaner) -> None:
    """An organization has no citizen number, so none is missing or damaged; its own code may stand in the column."""
    for finding in cleaner.findings.flags:
        spec = form.fields.get(finding.field or "")
        entity = cleaner.columns.get(f"{spec.of}_is_entity") if spec is not None and spec.type == "id" else None
        if entity is not None and finding.code.startswith("id_"):
            finding.positions = finding.positions[~np.asarray(entity)[finding.positions]]


def check_accounts(form: Form, cleaner: Cleaner) -> None:
    """An account equal to the row's own citizen number is no account."""
    for name, spec in form.fields.items():
        if spec.type != "acct" or spec.of not in cleaner.secrets or name not in cleaner.secrets:
            continue
        same = np.asarray(pc.fill_null(pc.equal(cleaner.secrets[name], cleaner.secrets[spec.of]), False))
        if same.any():
            cleaner.findings.flag("acct_is_id", name, np.flatnonzero(same))
            for column in (name, f"{name}_last4", f"{name}_kind"):
                cleaner.columns[column] = pc.if_else(pa.array(same), None, cleaner.columns[column])


def check_persons(form: Form, cleaner: Cleaner) -> None:
    """The same number with different names; sex and birth columns that contradict the number."""
    for number, spec in form.fields.items():
        if spec.type != "id" or spec.of is None or f"{spec.of}_key" not in cleaner.columns:
            continue
        conflicts = several_names(cleaner.secrets[number], cleaner.columns[f"{spec.of}_key"])
        cleaner.findings.flag("id_name_conflict", number, conflicts)
    if "id_sex" in cleaner.columns and "sex" in cleaner.columns:
        _check_sex(cleaner)
    if "id_birth" in cleaner.columns and "birth" in cleaner.columns:
        differs = pc.and_(
            pc.not_equal(cleaner.columns["id_birth"], cleaner.columns["birth"]),
            pc.equal(cleaner.columns["birth_precision"], "day"),
        )
        cleaner.findings.flag("id_birth_conflict", "birth", np.flatnonzero(np.asarray(pc.fill_null(differs, False))))


def _check_sex(cleaner: Cleaner) -> None:
    said = cleaner.columns["sex"]
    for word, sex in (("男", "F"), ("女", "M")):
        wrong = pc.and_(pc.starts_with(said, word), pc.equal(cleaner.columns["id_sex"], sex))
        cleaner.findings.flag("id_sex_conflict", "sex", np.flatnonzero(np.asarray(pc.fill_null(wrong, False))))


def several_names(numbers: pa.Array, names: pa.Array) -> Rows:
    """Positions whose number stands with more than one name."""
    valid = np.asarray(numbers.is_valid()) & np.asarray(names.is_valid())
    rows = np.flatnonzero(valid)
    if not len(rows):
        return rows
    left = _codes(numbers.take(pa.array(rows)))
    pairs = np.unique(left * len(names) + _codes(names.take(pa.array(rows))))
    times = np.bincount(pairs // len(names), minlength=int(left.max()) + 1)
    return rows[times[left] > 1]


def _codes(array: pa.Array) -> Rows:
    return np.asarray(array.dictionary_encode().indices, np.int64)


def check_repeats(frame: Frame, findings: Findings) -> None:
    """Rows equal in every mapped cell to an earlier one: loaded, flagged, counted."""
    if len(frame) < 2 or not frame.columns:
        return
    mixed: npt.NDArray[np.uint64] = np.zeros(len(frame), np.uint64)
    generator = np.random.default_rng(0)
    for name in sorted(frame.columns):
        codes, cells = frame.distinct(name)
        mixed ^= generator.integers(0, 2**64, len(cells), np.uint64)[codes]
        mixed *= np.uint64(0x9E3779B97F4A7C15)
    order = np.argsort(mixed, kind="stable")
    same = np.zeros(len(frame), np.bool_)
    same[order[1:]] = mixed[order[1:]] == mixed[order[:-1]]
    findings.flag("repeat", None, np.flatnonzero(same))
