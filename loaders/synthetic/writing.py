"""Writes a delivery as a file: headings, title and unit rows, totals, footers, .xlsx or text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any

import xlsxwriter

from loaders.synthetic.headings import HEADINGS, IDS, MONEY, NAMES
from loaders.synthetic.mess import NumericCell, Style, cell_text, choose_style, yuan
from loaders.synthetic.tables import Delivery, Table

_CREATED = datetime(2025, 1, 6, 9, 0, 0)
SHEET_ROWS_AS_TEXT = 6000
"""Longer tables are handed over as text files."""
_PROVED = frozenset((
    "amount", "debit", "credit", "monthly", "rent", "labour_pay", "paid_out", "paid_in", "collective", "household",
))  # fmt: skip
"""Columns of money that a load proves and adds up."""
_NUMBERS = MONEY | {"quantity", "area", "share", "age_min", "age_max"}


@dataclass
class Written:
    """A file as written, for the answers."""

    path: str
    kind: str
    rows: int
    amount: int
    rejected: int = 0


class Writer:
    """Writes deliveries below a folder in the style of a mess level; with a ``pool``, in its processes."""

    def __init__(self, folder: Path, seed: int, mess: str, pool: Executor | None = None) -> None:
        self.folder, self.seed, self.mess, self._pool = folder, seed, mess, pool
        self.files: list[Written] = []
        self._begun: list[Future[None]] = []

    def write(self, delivery: Delivery) -> Written:
        """Writes one delivery: long tables as text, the rest as workbooks, some of them as text too.

        It is on disk after the next ``settle``.
        """
        rng = Random(f"{self.seed}:{delivery.folder}/{delivery.stem}")
        style = choose_style(rng, self.mess)
        folder = self.folder / delivery.folder
        folder.mkdir(parents=True, exist_ok=True)
        single = len(delivery.tables) == 1
        long = single and len(delivery.tables[0].rows) > SHEET_ROWS_AS_TEXT
        if long or (single and self.mess != "none" and rng.random() < 0.25):
            suffix = {",": "csv", "\t": "tsv", "|": "txt"}[style.delimiter]
            done = self._write(write_text, folder / f"{delivery.stem}.{suffix}", delivery.tables, style, rng)
        else:
            done = self._write(write_workbook, folder / f"{delivery.stem}.xlsx", delivery.tables, style, rng)
        self.files.append(done)
        return done

    def settle(self) -> None:
        """Waits until all that was written is on disk; raises what went wrong."""
        for writing in self._begun:
            writing.result()
        self._begun.clear()

    def _write(self, way: Way, path: Path, tables: list[Table], style: Style, rng: Random) -> Written:
        if self._pool is None:
            way(path, tables, style, rng)
        else:
            self._begun.append(self._pool.submit(way, path, tables, style, rng))
        amount = sum(
            row[i] or 0
            for t in tables
            for i, f in enumerate(t.fields)
            if f in _PROVED
            for row in t.rows
        )
        return Written(str(path.relative_to(self.folder)), tables[0].kind, sum(len(t.rows) for t in tables), amount)


def write_text(path: Path, tables: list[Table], style: Style, rng: Random) -> None:
    """A single table as delimited text."""
    with path.open("w", encoding=style.encoding, newline="") as out:
        for row in lines(tables[0], style, rng):
            out.write(style.delimiter.join(quote(c, style.delimiter) for c in row) + "\r\n")


def write_workbook(path: Path, tables: list[Table], style: Style, rng: Random) -> None:
    """Tables as the sheets of a workbook."""
    merge = style.merge and all(len(t.rows) <= 300 for t in tables)
    book = xlsxwriter.Workbook(str(path), {"in_memory": True, "strings_to_urls": False})
    book.set_properties({"created": _CREATED})
    for k, plain in enumerate(tables):
        table = plain if style.plain or k == 0 else other_order(plain, rng)
        sheet = book.add_worksheet(table.name or f"Sheet{k + 1}")
        rows = lines(table, style, rng)
        write_rows(sheet, [f in _NUMBERS for f in table.fields], rows)
        if merge:
            merge_groups(sheet, table, 1 + style.layout + (style.layout and has_money(table)))
        if style.hide and k:
            sheet.hide()
    book.close()


Way = Callable[[Path, list[Table], Style, Random], None]


def write_rows(sheet: Any, numeric: list[bool], rows: Iterable[list[str]]) -> None:
    """Cells as text, but figures in the columns of figures as numbers."""
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if not text:
                continue
            if isinstance(text, NumericCell) or (numeric[c] and is_number(text)):
                sheet.write_number(r, c, float(text))
            else:
                sheet.write_string(r, c, text)


def merge_groups(sheet: Any, table: Table, first: int) -> None:
    """Merges equal town and village cells below one another; `first` is the first data row."""
    for name in ("town", "village"):
        if name not in table.fields or table.kind != "rosters":
            continue
        c = table.fields.index(name)
        start = 0
        for n in range(1, len(table.rows) + 1):
            if n == len(table.rows) or table.rows[n][c] != table.rows[start][c]:
                if n - start > 1:
                    sheet.merge_range(first + start, c, first + n - 1, c, table.rows[start][c])
                start = n


def other_order(table: Table, rng: Random) -> Table:
    """The same table with its columns in another order, as each sheet of a workbook may have them."""
    order = list(range(len(table.fields)))
    rng.shuffle(order)
    fields = tuple(table.fields[i] for i in order)
    return Table(table.kind, table.name, table.title, fields, [tuple(r[i] for i in order) for r in table.rows])


def has_money(table: Table) -> bool:
    """Whether the sheet says its unit."""
    return "amount" in table.fields or "debit" in table.fields


def is_number(text: str) -> bool:
    """Whether a cell can stand as a number in a workbook."""
    return text.replace(".", "", 1).lstrip("-").isdigit()


def quote(text: str, delimiter: str) -> str:
    """A field of a delimited file, quoted where it must be."""
    if delimiter in text or '"' in text or "\n" in text:
        return '"' + text.replace('"', '""') + '"'
    return text


def header_row(table: Table, style: Style, rng: Random) -> list[str]:
    """Headings for the fields: the plain ones, or one of those each department may use."""
    words = HEADINGS[table.kind]
    heads = [words[f][0] if style.plain else rng.choice(words[f]) for f in table.fields]
    taken: set[str] = set()
    for i, h in enumerate(heads):
        if h in taken:
            heads[i] = next(w for w in words[table.fields[i]] if w not in taken)
        taken.add(heads[i])
    return heads


def lines(table: Table, style: Style, rng: Random) -> Iterator[list[str]]:
    """All rows of a sheet as text, top to bottom."""
    heads = header_row(table, style, rng)
    kinds = ["money" if f in MONEY else "id" if f in IDS else "name" if f in NAMES else "plain" for f in table.fields]
    width = len(heads)
    if style.layout:
        yield [table.title] + [""] * (width - 1)
        if has_money(table):
            yield ["单位：元"] + [""] * (width - 1)
    yield heads
    every = style.repeat_header if len(table.rows) < SHEET_ROWS_AS_TEXT else 0
    for n, row in enumerate(table.rows):
        if every and n and n % every == 0:
            yield heads
        yield [cell_text(v, k, style, rng) for v, k in zip(row, kinds, strict=True)]
    if table.total and not style.plain:
        yield _totals(table, width)
    if style.footer:
        yield ["制表人：李会计  审核人：王主任"] + [""] * (width - 1)


def _totals(table: Table, width: int) -> list[str]:
    cells = [""] * width
    cells[0] = "合计"
    column = table.fields.index(table.total)
    cells[column] = yuan(sum(row[column] for row in table.rows))
    return cells
