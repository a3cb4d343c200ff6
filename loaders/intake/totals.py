"""Sums of money: proved in 分 against an independent reading, and compared with the file's own 合计 rows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from loaders.headers import Match
from loaders.intake.frame import Frame, Mask
from loaders.readers import FileRejected, Sheet
from loaders.values.money import independent_fen


@dataclass(frozen=True, slots=True)
class TotalMismatch:
    """A 合计 row (1-based) whose figure differs from the rows it should add up; both in 分."""

    row: int
    stated_fen: int
    loaded_fen: int


def prove_sum(frame: Frame, name: str, unit: str | None, loaded: Mask, cleaned: pa.Array) -> None:
    """Raises FileRejected ``amount_proof`` when plain figures of the loaded rows do not add up to what was read."""
    rows = np.flatnonzero(loaded & np.asarray(cleaned.is_valid()))
    codes, cells = frame.distinct(name)
    codes = codes[rows]
    plain = [independent_fen(cell.text, unit) for cell in cells]
    known = np.fromiter((value is not None for value in plain), np.bool_, len(plain))
    figures = np.fromiter((value or 0 for value in plain), np.int64, len(plain))
    if not len(rows):
        return
    mask = known[codes]
    expected = int(figures[codes][mask].sum())
    got = int(np.asarray(cleaned.take(pa.array(rows)))[mask].sum())
    if expected != got:
        raise FileRejected(
            "amount_proof",
            f"金额核对不上：原表 {expected / 100:.2f} 元，读入 {got / 100:.2f} 元，"
            "整个文件没有载入；"
            "请把金额列改成数字格式后重新报送",
        )


def compare_totals(
    sheet: Sheet,
    match: Match,
    name: str,
    unit: str | None,
    total_rows: npt.NDArray[np.int64],
    amounts: npt.NDArray[np.int64],
) -> list[TotalMismatch]:
    """合计 rows whose figure is no sum of loaded rows.

    ``total_rows`` 0-based rows under the headings; ``amounts`` loaded 分 per such row, 0 elsewhere. A subtotal
    adds what stands since the last total, a total everything so far: either is accepted.
    """
    column = sheet.columns[match.columns[name]]
    running = np.concatenate([[0], np.cumsum(amounts)])
    found, last, last_full = [], 0, 0
    for row in total_rows.tolist():
        stated = independent_fen(column.text[row + match.body_row].as_py(), unit)
        sums = [int(running[row] - running[start]) for start in (last, last_full, 0)]
        if stated is not None and stated not in sums:
            best = min(sums, key=lambda value: abs(value - stated))
            found.append(TotalMismatch(row + match.body_row + 1, stated, best))
        last = row
        if stated is not None and stated == sums[1]:
            last_full = row
    return found
