"""What a reader hands on: sheets made of columns, every cell a text and the kind of cell it stood in.

Columns, not rows: a county roster has a million rows but few distinct values per column, so everything
downstream works on distinct values and spreads the answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import IntEnum
from math import isfinite
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from graph.errors import InputError

Kinds = npt.NDArray[np.uint8]
Range = tuple[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True, slots=True)
class NearForm:
    """What a file almost is: the kind, fields that no heading names, headings that mean nothing to it."""

    kind: str
    form: str
    missing: tuple[str, ...]
    unmapped: tuple[str, ...]


class FileRejected(InputError):
    """Nothing of the file can be loaded; ``code`` for programs, the message says what a clerk can do.

    ``near``: where headings alone are wanting, what a person may be asked to say of them.
    """

    def __init__(self, code: str, message: str, near: NearForm | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.near = near


class CellKind(IntEnum):
    """The kind of cell a text stood in; a long number in a NUMBER cell has lost its tail."""

    TEXT = 0
    NUMBER = 1
    DATE = 2
    BOOL = 3
    ERROR = 4


class Cell(NamedTuple):
    """One distinct value of a column."""

    text: str
    kind: CellKind


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes above which a file is refused before it is opened."""

    file_bytes: int = 1 << 30
    unzipped_bytes: int = 3 << 30
    zip_ratio: int = 200
    rows: int = 12_000_000
    columns: int = 2_000
    sheet_area: int = 60_000_000


@dataclass(frozen=True, slots=True)
class Column:
    """A column: ``text`` without nulls (blank is ""), ``kinds`` per cell or None when all are TEXT."""

    text: pa.Array
    kinds: Kinds | None = None

    def __len__(self) -> int:
        """Number of cells."""
        return len(self.text)

    def cell(self, row: int) -> Cell:
        """The cell at a 0-based row."""
        kind = CellKind.TEXT if self.kinds is None else CellKind(int(self.kinds[row]))
        return Cell(self.text[row].as_py(), kind)

    def take(self, rows: npt.NDArray[np.int64]) -> Column:
        """The column at the given 0-based rows, in that order."""
        if len(rows) and rows[-1] - rows[0] + 1 == len(rows) and bool((np.diff(rows) == 1).all()):
            return self.cut(int(rows[0]), len(rows))
        return Column(self.text.take(pa.array(rows)), None if self.kinds is None else self.kinds[rows])

    def cut(self, start: int, length: int) -> Column:
        """``length`` cells from a 0-based row on, without copying."""
        return Column(
            self.text.slice(start, length), None if self.kinds is None else self.kinds[start : start + length]
        )

    def blank(self) -> npt.NDArray[np.bool_]:
        """Which cells hold nothing; an error cell is not blank."""
        empty = np.asarray(pc.or_(pc.equal(self.text, ""), pc.utf8_is_space(self.text)), np.bool_)
        return empty if self.kinds is None else empty & (self.kinds != CellKind.ERROR)

    def distinct(self) -> tuple[npt.NDArray[np.int64], list[Cell]]:
        """Codes per row and the distinct cells they stand for."""
        encoded = self.text.dictionary_encode()
        codes = np.asarray(encoded.indices, dtype=np.int64)
        texts = encoded.dictionary.to_pylist()
        if self.kinds is None:
            return codes, [Cell(text, CellKind.TEXT) for text in texts]
        pairs, codes = np.unique(codes * len(CellKind) + self.kinds, return_inverse=True)
        cells = [Cell(texts[p // len(CellKind)], CellKind(p % len(CellKind))) for p in pairs.tolist()]
        return codes.astype(np.int64), cells


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet; row 0 of the columns is row 1 of the sheet as a spreadsheet program shows it."""

    name: str
    columns: list[Column]
    hidden: bool = False
    merges: list[Range] = field(default_factory=list)

    @property
    def height(self) -> int:
        """Number of rows."""
        return len(self.columns[0]) if self.columns else 0

    def row(self, index: int) -> list[str]:
        """Texts of a 0-based row."""
        return [column.text[index].as_py() for column in self.columns]


@dataclass(frozen=True, slots=True)
class Workbook:
    """A file that could be read: its sheets, its real ``format`` and, for text, its ``encoding``."""

    sheets: list[Sheet]
    format: str
    encoding: str | None = None
    notes: list[str] = field(default_factory=list)


def text_column(values: Sequence[str]) -> Column:
    """A column of text cells."""
    return Column(pa.array(values, pa.string()))


def typed_column(values: Sequence[object]) -> Column:
    """A column of cells as a spreadsheet library gives them (str, float, int, bool, dates)."""
    if all(type(v) is str for v in values):
        return Column(pa.array([clean_surrogates(v) for v in values], pa.string()))  # type: ignore[arg-type]
    pairs = [plain_text(v) for v in values]
    kinds = np.fromiter((kind for _, kind in pairs), np.uint8, len(pairs))
    return Column(pa.array([text for text, _ in pairs], pa.string()), kinds)


def plain_text(value: object) -> tuple[str, CellKind]:
    """Text and kind of one typed cell value."""
    if isinstance(value, str):
        return clean_surrogates(value), CellKind.TEXT
    if value is None:
        return "", CellKind.TEXT
    if isinstance(value, bool):
        return ("是" if value else "否"), CellKind.BOOL
    if isinstance(value, int | float):
        return number_text(value), CellKind.NUMBER
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    return str(value), CellKind.DATE if isinstance(value, date | time | timedelta) else CellKind.TEXT


def number_text(value: float) -> str:
    """A number as the 15 significant digits a spreadsheet keeps, then zeros; never E-notation."""
    if abs(value) < 1e15 and value == int(value):
        return str(int(value))
    return format(Decimal(format(value, ".15g")), "f") if isfinite(value) else str(value)


def clean_surrogates(text: str) -> str:
    """Lone surrogates cannot be stored as UTF-8: shown as U+FFFD, which later counts as damage."""
    return (
        text
        if text.isascii() or not _has_surrogate(text)
        else text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    )


def _has_surrogate(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False
