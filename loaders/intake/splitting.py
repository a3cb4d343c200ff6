"""Several persons in one row -> one record each; counts that disagree reject the row."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

import numpy as np
import pyarrow.compute as pc

from graph.identifiers import citizen_number, person_name, split_citizen_numbers
from loaders.intake.frame import (
    Findings,
    Frame,
    Rows,
    replace_rows,
)
from loaders.readers import Cell, CellKind
from loaders.source import Form

SEVERAL = re.compile(r"[、,,;;/\n]+")
NAME_MARKS = re.compile(r"[、,,;;/\n]+|(?<=[\u4e00-\u9fff]{2})\s+(?=[\u4e00-\u9fff]{2})")
LIKE_A_NAME = re.compile("[\u3400-\u9fff\U00020000-\U0010ffff]{2}")
SPLIT_TYPES = {"acct", "rel", "money", "phone", "number"}


def holding(frame: Frame, name: str, pattern: str) -> Rows:
    """Positions whose cell of a field matches an RE2 pattern."""
    column = frame.columns.get(name)
    if column is None:
        return np.zeros(0, np.int64)
    return np.flatnonzero(np.asarray(pc.match_substring_regex(column.text, pattern)))


def moved(findings: Findings, origin: Rows) -> None:
    """Findings made before rows were split follow their rows."""
    for group in (findings.flags, findings.rejects):
        for finding in group:
            finding.positions = np.flatnonzero(np.isin(origin, finding.positions))


def split_persons(form: Form, frame: Frame, findings: Findings) -> Frame:
    """k names with k numbers in one row are k persons; other counts reject the row (``multi_value``)."""
    for number, spec in form.fields.items():
        if spec.type == "id" and spec.of and form.fields[spec.of].required and number in frame.columns:
            frame = _split_pair(form, frame, findings, number, spec.of)
    return frame


def _split_pair(form: Form, frame: Frame, findings: Findings, number: str, name: str) -> Frame:
    suspects = np.union1d(
        holding(frame, number, r"[0-9Xx].*[0-9Xx]\D*[^0-9Xx]\D*\d{14}|\S{29}"),
        holding(frame, name, r"[、,，;；/\n]|\S{2}[\s\x{3000}]+\S{2}"),
    )
    records: dict[int, list[dict[str, Cell]]] = {}
    rejected = []
    for position in suspects.tolist():
        cells = frame.cells(position)
        names, numbers = split_names(cells, name, entity=form.fields[name].entity), numbers_of(cells, number)
        if len(names) <= 1 and len(numbers) <= 1:
            continue
        if len(names) == len(numbers):
            records[position] = _share_out(form, cells, {name: names, number: numbers})
        elif len(names) > 1 or "multi_value" in citizen_number(cells[number].text).flags:
            rejected.append(position)
    findings.reject("multi_value", number, np.array(rejected, np.int64))
    frame, origin = replace_rows(frame, records)
    moved(findings, origin)
    findings.flag("split_row", None, np.flatnonzero(np.isin(origin, np.fromiter(records, np.int64))))
    return frame


def split_names(cells: Mapping[str, Cell], name: str, *, entity: bool = False) -> list[str]:
    """The persons' names in a cell; one organization stays one."""
    text = cells[name].text.strip() if name in cells else ""
    if entity and person_name(text).is_entity:
        return [text]
    parts = [part.strip() for part in NAME_MARKS.split(text) if part.strip()]
    return parts if all(LIKE_A_NAME.match(part) for part in parts) else [text]


def numbers_of(cells: Mapping[str, Cell], number: str) -> list[str]:
    """The citizen numbers in a cell, one text each."""
    return split_citizen_numbers(cells[number].text)


def _share_out(form: Form, cells: Mapping[str, Cell], parts: Mapping[str, Sequence[str]]) -> list[dict[str, Cell]]:
    """One record per person. A cell with as many parts is shared out; one amount stays with the first person."""
    count = len(next(iter(parts.values())))
    records: list[dict[str, Cell]] = [dict(cells) for _ in range(count)]
    for name, cell in cells.items():
        spec = form.fields.get(name)
        split = [part.strip() for part in SEVERAL.split(cell.text) if part.strip()]
        if name in parts:
            shares = list(parts[name])
        elif spec is not None and spec.type in SPLIT_TYPES and len(split) == count:
            shares = split
        elif spec is not None and spec.type == "money" and cell.text.strip():
            shares = [cell.text, *["0"] * (count - 1)]
        else:
            continue
        for record, share in zip(records, shares, strict=True):
            record[name] = Cell(share, cell.kind if share == cell.text else CellKind.TEXT)
    return records


def replicate(
    frame: Frame, findings: Findings, name: str, split: Callable[[str], list[str]], code: str | None, positions: Rows
) -> Frame:
    """Cells of one field that hold several values: one record for each."""
    records = {}
    for position in positions.tolist():
        cells = frame.cells(position)
        parts = split(cells[name].text)
        if len(parts) > 1:
            records[position] = [{**cells, name: Cell(part, CellKind.TEXT)} for part in parts]
    frame, origin = replace_rows(frame, records)
    moved(findings, origin)
    if code:
        findings.flag(code, name, np.flatnonzero(np.isin(origin, np.fromiter(records, np.int64))))
    return frame
