"""Rows under the headings -> a frame: mapped columns, title facts in place of missing columns, groups filled down."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from loaders.headers import Match
from loaders.intake.frame import Frame, Mask, constant_column
from loaders.readers import Column, Sheet
from loaders.source import Form
from loaders.titles import TitleFacts

DITTO = ("同上", "〃", "″", '"')


def sheet_frame(sheet: Sheet, index: int, match: Match, form: Form, facts: TitleFacts, data: Mask) -> Frame:
    """The data rows of one sheet (``data`` masks the rows under the headings)."""
    rows = np.flatnonzero(data) + match.body_row
    columns = {name: sheet.columns[column].take(rows) for name, column in match.columns.items()}
    blanks = {
        name: column.blank() | _ditto(column)
        for name, column in columns.items()
        if form.fields[name].fill or form.fields[name].fill_with
    }
    for name, blank in blanks.items():
        partner = form.fields[name].fill_with
        where = blank & blanks.get(partner, blank) if partner else blank
        columns[name] = fill_down(columns[name], blank, where)
    for name, spec in form.fields.items():
        fact = getattr(facts, spec.fact) if spec.fact else None
        if fact:
            columns[name] = _fact_column(columns.get(name), fact, len(rows))
    length = len(rows)
    return Frame(columns, np.full(length, index, np.int32), (rows + 1).astype(np.int32))


def fill_down(column: Column, blank: Mask, where: Mask) -> Column:
    """Cells ``where`` take the last cell above that is not ``blank``; nothing above, nothing filled."""
    if not where.any():
        return column
    last = np.maximum.accumulate(np.where(blank, -1, np.arange(len(column))))
    source = np.where(where & (last >= 0), last, np.arange(len(column)))
    return column.take(source)


def _ditto(column: Column) -> Mask:
    return np.asarray(pc.is_in(column.text, value_set=pa.array(DITTO)))


def _fact_column(column: Column | None, fact: str, length: int) -> Column:
    """The fact where the file says nothing itself."""
    if column is None:
        return constant_column(fact, length)
    blank = column.blank()
    if not blank.any():
        return column
    text = pc.if_else(pa.array(blank), fact, column.text)
    return Column(text, column.kinds)
