"""Tables as departments keep them, before any mess, and the words for periods and batches."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from loaders.synthetic.model import AS_OF, Payment, Town

AS_OF_WORDS = f"截至{AS_OF.year}年{AS_OF.month}月{AS_OF.day}日"
_QUARTERS = "一二三四"
Row = tuple[Any, ...]


@dataclass
class Table:
    """One sheet: `rows` hold raw values (dates, fen, text) in the order of `fields`."""

    kind: str
    name: str
    title: str
    fields: tuple[str, ...]
    rows: list[Row]
    total: str = ""


@dataclass
class Delivery:
    """One file as a department hands it over."""

    kind: str
    folder: str
    stem: str
    tables: list[Table] = field(default_factory=list)


def period_words(period: str) -> str:
    """2023 → 2023年, 2023Q1 → 2023年第一季度, 2023-05 → 2023年5月."""
    if "Q" in period:
        return f"{period[:4]}年第{_QUARTERS[int(period[-1]) - 1]}季度"
    return f"{period[:4]}年{int(period[5:])}月" if "-" in period else f"{period}年"


def batch_of(p: Payment) -> tuple[str, str, str]:
    """Programme, period of the batch and part: relief of a month is paid in the batch of its quarter."""
    if p.program == "C03":
        month = int(p.period[5:])
        return p.program, f"{p.period[:4]}Q{(month + 2) // 3}", p.part
    return p.program, p.batch or p.period, p.part


def batch_code(key: tuple[str, str, str], town: Town) -> str:
    """A batch number such as A01-2023-101 or C01-202305-101-补发."""
    program, period, part = key
    return f"{program}-{period.replace('-', '')}-{town.code[-3:]}{town.index:03d}" + (f"-{part}" if part else "")


def sheet(kind: str, title: str, fields: str, rows: list[Row], name: str = "", total: str = "") -> Table:
    """A table from a blank-separated list of fields; `total` names the column its last row sums."""
    return Table(kind, name, title, tuple(fields.split()), rows, total)


def snapshot(kind: str, folder: str, town: str, words: str, fields: str, rows: list[Row]) -> Delivery:
    """A file of one sheet that describes the day of the extracts; title and file name say so."""
    stem = f"{town}{words}（{AS_OF_WORDS}）"
    return Delivery(kind, folder, stem, [sheet(kind, stem, fields, rows)])
