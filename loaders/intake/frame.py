"""The data rows of all sheets of one form as columns, and what is found out about them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from loaders.readers import Cell, CellKind, Column

Rows = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


@dataclass(slots=True)
class Frame:
    """Mapped columns of equal length; ``sheet`` (index of the sheet) and ``row`` (1-based) say where from."""

    columns: dict[str, Column]
    sheet: npt.NDArray[np.int32]
    row: npt.NDArray[np.int32]
    _distinct: dict[str, tuple[Rows, list[Cell]]] = field(default_factory=dict)

    def distinct(self, name: str) -> tuple[Rows, list[Cell]]:
        """Codes per row and distinct cells of a field; worked out once."""
        if name not in self._distinct:
            self._distinct[name] = self.columns[name].distinct()
        return self._distinct[name]

    def __len__(self) -> int:
        """Number of records."""
        return len(self.row)

    def take(self, rows: Rows) -> Frame:
        """The frame at the given positions, in that order."""
        return Frame(
            {name: column.take(rows) for name, column in self.columns.items()}, self.sheet[rows], self.row[rows]
        )

    def texts(self, name: str) -> list[str]:
        """Texts of a field; blanks where the file has no such column."""
        return self.columns[name].text.to_pylist() if name in self.columns else [""] * len(self)

    def blank(self, name: str) -> Mask:
        """Where a field holds nothing."""
        return self.columns[name].blank() if name in self.columns else np.ones(len(self), np.bool_)

    def cells(self, position: int) -> dict[str, Cell]:
        """The cells of one position."""
        return {name: column.cell(position) for name, column in self.columns.items()}


@dataclass(slots=True)
class Finding:
    """Positions of a frame where a code holds, for one field (None: for the row)."""

    code: str
    field: str | None
    positions: Rows


@dataclass(slots=True)
class Findings:
    """Flags and rejections of a frame's rows, gathered column by column."""

    flags: list[Finding] = field(default_factory=list)
    rejects: list[Finding] = field(default_factory=list)

    def flag(self, code: str, name: str | None, positions: Rows) -> None:
        """The rows are loaded and shown with the code."""
        if len(positions):
            self.flags.append(Finding(code, name, positions))

    def reject(self, code: str, name: str | None, positions: Rows) -> None:
        """The rows are not loaded."""
        if len(positions):
            self.rejects.append(Finding(code, name, positions))


def concat_columns(parts: Sequence[Column]) -> Column:
    """One column of several, kinds kept."""
    if len(parts) == 1:
        return parts[0]
    text = pa.concat_arrays([part.text for part in parts])
    if all(part.kinds is None for part in parts):
        return Column(text)
    kinds = [np.zeros(len(part), np.uint8) if part.kinds is None else part.kinds for part in parts]
    return Column(text, np.concatenate(kinds))


def blank_column(length: int) -> Column:
    """A column of empty cells."""
    return constant_column("", length)


def constant_column(text: str, length: int) -> Column:
    """The same text in every cell."""
    return Column(pa.DictionaryArray.from_arrays(pa.array(np.zeros(length, np.int32)), [text]).cast(pa.string()))


def concat_frames(frames: Sequence[Frame], names: Iterable[str]) -> Frame:
    """Frames one under another; a column that one of them lacks is blank there."""
    present = [name for name in names if any(name in frame.columns for frame in frames)]
    columns = {
        name: concat_columns([frame.columns.get(name) or blank_column(len(frame)) for frame in frames])
        for name in present
    }
    return Frame(
        columns, np.concatenate([frame.sheet for frame in frames]), np.concatenate([frame.row for frame in frames])
    )


def replace_rows(frame: Frame, records: Mapping[int, list[dict[str, Cell]]]) -> tuple[Frame, Rows]:
    """Each position in ``records`` becomes its list of records; order of the file kept.

    Returns the new frame and, for each new position, the old one.
    """
    if not records:
        return frame, np.arange(len(frame))
    kept = np.setdiff1d(np.arange(len(frame)), np.fromiter(records, np.int64))
    origin = np.array([p for p, group in records.items() for _ in group], np.int64)
    flat = [record for group in records.values() for record in group]
    names = dict.fromkeys([*frame.columns, *(name for record in flat for name in record)])
    made = Frame(
        {name: _column([record.get(name, Cell("", CellKind.TEXT)) for record in flat]) for name in names},
        frame.sheet[origin],
        frame.row[origin],
    )
    joined = concat_frames([frame.take(kept), made], names)
    origins = np.concatenate([kept, origin])
    order = np.argsort(origins, kind="stable")
    return joined.take(order), origins[order]


def _column(cells: Sequence[Cell]) -> Column:
    text = pa.array([cell.text for cell in cells], pa.string())
    kinds = np.fromiter((cell.kind for cell in cells), np.uint8, len(cells))
    return Column(text, kinds if kinds.any() else None)
