"""Sheets that leave the service: text as text, no formula from a name, stance and watermark on every page.

Beside each file lies its manifest: hash, rows, filter, masked or not, and who took it when.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from api.casework.calendar import SHANGHAI
from viz.style import STANCE

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")
_OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who takes a file out, from which unit, when, and whether names are masked in it."""

    user: str
    unit: str = ""
    masked: bool = True
    case: str = ""
    at: datetime | None = None

    @property
    def words(self) -> str:
        """The watermark."""
        when = (self.at or datetime.now(UTC)).astimezone(SHANGHAI)
        parts = [self.user, self.unit, f"{when:%Y-%m-%d %H:%M}", self.case, "" if self.masked else "未脱敏"]
        return " ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: ``columns`` are headings with their widths, ``money`` the headings whose numbers are yuan."""

    title: str
    columns: Mapping[str, int]
    rows: Sequence[Sequence[str | int | float]]
    money: frozenset[str] = frozenset()
    note: str = ""


def write_sheets(path: Path, sheets: Iterable[Sheet], stamp: Stamp) -> None:
    """Writes the sheets; line 1 says stance and watermark, line 2 holds the headings."""
    # Opened here: the library's own error for a path that cannot be written is no OSError.
    with path.open("wb") as file, xlsxwriter.Workbook(file, _OPTIONS) as book:
        book.set_properties({"title": path.stem, "author": stamp.user, "company": stamp.unit,
                             "comments": f"{STANCE} {stamp.words}"})
        for sheet in sheets:
            _write(book, sheet, stamp)


def _write(book: Any, table: Sheet, stamp: Stamp) -> None:
    sheet = book.add_worksheet(table.title)
    bold = book.add_format({"bold": True, "text_wrap": True})
    text = book.add_format({"text_wrap": True, "num_format": "@"})
    money = book.add_format({"num_format": "#,##0.00"})
    sheet.write_string(0, 0, STANCE)
    sheet.write_string(0, min(8, len(table.columns) - 1), f"{table.note} {stamp.words}".strip())
    for column, (heading, width) in enumerate(table.columns.items()):
        sheet.set_column(column, column, width)
        sheet.write_string(1, column, heading, bold)
    headings = list(table.columns)
    for number, row in enumerate(table.rows, 2):
        for column, value in enumerate(row):
            if isinstance(value, (int, float)):
                sheet.write_number(number, column, value, money if headings[column] in table.money else None)
            else:
                sheet.write_string(number, column, harmless(value), text)
    sheet.freeze_panes(2, min(4, len(headings) - 1))
    if table.rows:
        sheet.autofilter(1, 0, len(table.rows) + 1, len(headings) - 1)
    sheet.set_landscape()
    sheet.repeat_rows(1)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_header(f"&R{_in_header(stamp.words)}")
    sheet.set_footer(f"&L{STANCE}&R&P/&N")


def _in_header(text: str) -> str:
    """Text of a page header: ``&`` begins a command there, and Excel takes at most 255 characters."""
    return text.replace("&", "&&")[:200]


def harmless(text: str) -> str:
    """Text that no spreadsheet program takes for a formula (an apostrophe in front says: text)."""
    return "'" + text if text.startswith(_DANGEROUS) else text


def write_manifest(path: Path, *, rows: int, filters: Mapping[str, Any], stamp: Stamp) -> dict[str, Any]:
    """Writes ``FILE.manifest.json`` and returns what it says."""
    manifest = {
        "file": path.name, "sha256": hashlib.sha256(path.read_bytes()).hexdigest(), "bytes": path.stat().st_size,
        "rows": rows, "filters": dict(filters), "masked": stamp.masked, "user": stamp.user, "unit": stamp.unit,
        "at": (stamp.at or datetime.now(UTC)).astimezone(SHANGHAI).isoformat(timespec="seconds"), "stance": STANCE,
    }
    target = path.with_name(f"{path.name}.manifest.json")
    target.write_text(json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return manifest


def lines(values: Iterable[Any]) -> str:
    """Distinct values that are something, one a line."""
    return "\n".join(dict.fromkeys(str(value) for value in values if value))
