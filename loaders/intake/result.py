"""Cleaned columns and findings -> the clean table, the issues and the account of every row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pyarrow as pa

from graph.identifiers import mask_account, mask_citizen_number, mask_mobile, mask_name
from loaders.intake.clean import Cleaner
from loaders.intake.frame import Finding, Frame, Mask
from loaders.intake.messages import sentence
from loaders.intake.model import Issue, Severity
from loaders.readers import CellKind
from loaders.source import Form
from loaders.values.plain import redact

SHOWN = 40
QUIET = {"percent"}


def rejected_mask(frame: Frame, rejects: Sequence[Finding]) -> Mask:
    """Positions that are not loaded: of a row that was split, one bad part rejects the whole row."""
    bad = np.zeros(len(frame), np.bool_)
    for finding in rejects:
        bad[finding.positions] = True
    if bad.any():
        keys = frame.sheet.astype(np.int64) << 32 | frame.row
        bad |= np.isin(keys, keys[bad])
    return bad


def clean_table(cleaner: Cleaner, sheet_names: Sequence[str], keep: Mask) -> pa.Table:
    """The typed columns of the loaded positions with ``sheet``, ``row`` and ``flags``."""
    frame = cleaner.frame
    names = pa.DictionaryArray.from_arrays(pa.array(frame.sheet), list(sheet_names)).cast(pa.string())
    columns = {
        **cleaner.columns,
        "sheet": names,
        "row": pa.array(frame.row),
        "flags": flag_lists(len(frame), cleaner.findings.flags),
    }
    table = pa.table(columns)
    return table if keep.all() else table.filter(pa.array(keep))


def flag_lists(length: int, findings: Sequence[Finding]) -> pa.ListArray:
    """list<string> of the codes of each position, in order and without repeats."""
    codes = sorted({finding.code for finding in findings} - QUIET)
    number = {code: index for index, code in enumerate(codes)}
    pairs = [finding.positions * len(codes) + number[finding.code] for finding in findings if finding.code in number]
    flat = np.unique(np.concatenate(pairs)) if pairs else np.zeros(0, np.int64)
    counts = np.bincount(flat // max(len(codes), 1), minlength=length)
    offsets = np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)
    values = pa.DictionaryArray.from_arrays(pa.array(flat % max(len(codes), 1)), pa.array(codes, pa.string()))
    return pa.ListArray.from_arrays(pa.array(offsets), values.cast(pa.string()))


def row_issues(
    cleaner: Cleaner, form: Form, sheet_names: Sequence[str], headings: Sequence[dict[str, str]], bad: Mask
) -> Iterator[Issue]:
    """One issue per finding and row, values masked; flags of rejected rows are left to their rejection."""
    for severity, findings in (("reject", cleaner.findings.rejects), ("flag", cleaner.findings.flags)):
        for finding in findings:
            if finding.code not in QUIET:
                yield from _issues(severity, finding, cleaner.frame, form, sheet_names, headings, bad)  # type: ignore[arg-type]


def _issues(
    severity: Severity,
    finding: Finding,
    frame: Frame,
    form: Form,
    sheet_names: Sequence[str],
    headings: Sequence[dict[str, str]],
    bad: Mask,
) -> Iterator[Issue]:
    message = sentence(finding.code)
    positions = finding.positions if severity == "reject" else finding.positions[~bad[finding.positions]]
    column = frame.columns.get(finding.field) if finding.field else None
    kind = form.fields[finding.field].type if finding.field and finding.field in form.fields else "text"
    seen = set()
    for position in positions.tolist():
        sheet, row = int(frame.sheet[position]), int(frame.row[position])
        if (sheet, row) in seen:
            continue
        seen.add((sheet, row))
        heading = headings[sheet].get(finding.field, finding.field) if finding.field else None
        value = None if column is None else masked(column.cell(position).text, kind, column.cell(position).kind)
        yield Issue(severity, finding.code, message, sheet_names[sheet], row, heading, value)


def masked(text: str, kind: str, cell: CellKind = CellKind.TEXT) -> str:
    """A cell as an issue may show it."""
    if cell == CellKind.ERROR:
        return "#错误值"
    short = text if len(text) <= SHOWN else text[:SHOWN] + "…"
    if kind == "id":
        return mask_citizen_number(short.strip())
    if kind == "acct":
        return mask_account(short.strip())
    if kind == "phone":
        return mask_mobile(short.strip())
    if kind == "name":
        return mask_name(redact(short.strip()))
    return redact(short)
