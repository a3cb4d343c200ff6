"""Writes a delivery as a file: headings, title and unit rows, totals, footers, .xlsx or text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from random import Random

import xlsxwriter

from loaders.synthetic.headings import HEADINGS, IDS, MONEY, NAMES
from loaders.synthetic.mess import Style, cell_text, choose_style, yuan
from loaders.synthetic.tables import Delivery, Table

_CREATED = datetime(2025, 1, 6, 9, 0, 0)
SHEET_ROWS_AS_TEXT = 6000
"""Longer tables are handed over as text files."""
_NUMBERS = MONEY | {"quantity", "area", "share", "age_min", "age_max"}


@dataclass
class Written:
    """A file as written, for the answers."""

    path: str
    kind: str
    rows: int
    amount: int


class Writer:
    """Writes deliveries below a folder in the style of a mess level."""

    def __init__(self, folder: Path, seed: int, mess: str) -> None:
        self.folder, self.seed, self.mess = folder, seed, mess
        self.files: list[Written] = []

    def write(self, delivery: Delivery) -> list[Written]:
        """Writes one delivery (text files hold one table each) and lists what was written."""
        rng = Random(f"{self.seed}:{delivery.folder}/{delivery.stem}")
        style = choose_style(rng, self.mess)
        folder = self.folder / delivery.folder
        folder.mkdir(parents=True, exist_ok=True)
        long = any(len(t.rows) > SHEET_ROWS_AS_TEXT for t in delivery.tables)
        as_text = long or (self.mess != "none" and len(delivery.tables) == 1 and rng.random() < 0.25)
        if not as_text:
            path = folder / f"{delivery.stem}.xlsx"
            self._workbook(path, delivery.tables, style, rng)
            done = [self._note(path, delivery.tables)]
        else:
            done = [self._text(folder, delivery, table, style, rng) for table in delivery.tables]
        self.files += done
        return done

    def _note(self, path: Path, tables: list[Table]) -> Written:
        amount = sum(
            row[i] or 0
            for t in tables
            for i, f in enumerate(t.fields)
            if f in ("amount", "debit", "credit", "monthly")
            for row in t.rows
        )
        return Written(str(path.relative_to(self.folder)), tables[0].kind, sum(len(t.rows) for t in tables), amount)

    def _text(self, folder: Path, delivery: Delivery, table: Table, style: Style, rng: Random) -> Written:
        tail = f"-{table.name}" if table.name and len(delivery.tables) > 1 else ""
        suffix = {",": "csv", "\t": "tsv", "|": "txt"}[style.delimiter]
        path = folder / f"{delivery.stem}{tail}.{suffix}"
        with path.open("w", encoding=style.encoding, newline="") as out:
            for row in lines(table, style, rng):
                out.write(style.delimiter.join(quote(c, style.delimiter) for c in row) + "\r\n")
        return self._note(path, [table])

    def _workbook(self, path: Path, tables: list[Table], style: Style, rng: Random) -> None:
        book = xlsxwriter.Workbook(
            str(path),
            {
                "constant_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
            },
        )
        book.set_properties({"created": _CREATED})
        for k, table in enumerate(tables):
            sheet = book.add_worksheet(table.name or f"Sheet{k + 1}")
            numeric = [f in _NUMBERS for f in table.fields]
            for r, row in enumerate(lines(table, style, rng)):
                for c, text in enumerate(row):
                    if text:
                        if c < len(numeric) and numeric[c] and is_number(text):
                            sheet.write_number(r, c, float(text))
                        else:
                            sheet.write_string(r, c, text)
        book.close()


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
        if "amount" in table.fields or "debit" in table.fields:
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
