"""What may be shown to the public: payments as counts and sums, results of complaints; never a warning, never a person.

A cell that fewer than five persons stand behind is suppressed, and no total is given from which it could be computed:
a rare case in a small place names somebody (`privacy.md` §2).
"""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from api.casework.complaint_texts import check_publishable
from api.casework.sheets import harmless
from api.records.case_tables import complaints
from graph.port import GraphReader

LEAST = 5
"""Persons behind a cell, at the least."""
_SPAN = "MATCH (p:Payment) RETURN min(p.paid_on) AS first, max(p.paid_on) AS last"
_SUMS = """
MATCH (p:Payment) WHERE p.paid_on >= $first AND p.paid_on < $next
RETURN p.town AS town, p.program AS program, count(DISTINCT p.recipient) AS persons, sum(p.amount_fen) AS amount_fen
ORDER BY town, program
"""
_NAMES = "MATCH (n:%s) RETURN n.key AS key, n.name AS name ORDER BY key"
PAID = ("年度", "乡镇", "项目", "领取人数", "金额（元）")
RESULTS = ("编号", "收件月份", "结果")


@dataclass(frozen=True, slots=True)
class Table:
    """A table for the public: its name, headings, rows of text, and how many rows were suppressed."""

    name: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    suppressed: int = 0

    def csv(self) -> bytes:
        """UTF-8 with BOM, as spreadsheet programs want it; no cell is taken for a formula."""
        text = io.StringIO()
        writer = csv.writer(text)
        writer.writerow(self.headings)
        writer.writerows([harmless(cell) for cell in row] for row in self.rows)
        return text.getvalue().encode("utf-8-sig")


def payments(reader: GraphReader, least: int = LEAST) -> Table:
    """Persons and yuan by year, township and programme; a small cell says 少于 5 and no amount."""
    (span,) = reader.read(_SPAN)
    towns, programs = _names(reader, "Town"), _names(reader, "Program")
    rows, small = [], 0
    for year in _years(span["first"], span["last"]):
        for row in reader.read(_SUMS, {"first": date(year, 1, 1), "next": date(year + 1, 1, 1)}):
            persons, amount = int(str(row["persons"])), int(str(row["amount_fen"]))
            hidden = persons < least
            small += hidden
            rows.append((str(year), towns.get(str(row["town"]), str(row["town"] or "不详")),
                         programs.get(str(row["program"]), str(row["program"])),
                         f"少于{least}" if hidden else str(persons), "—" if hidden else f"{amount / 100:.2f}"))
    return Table("发放统计", PAID, tuple(rows), small)


def results(connection: Connection) -> Table:
    """Results of complaints that a second person approved. Raises InputError when one holds a number of a person."""
    query = (sa.select(complaints.c.number, complaints.c.received_on, complaints.c.result)
             .where(complaints.c.approved_by.is_not(None), complaints.c.result.is_not(None))
             .order_by(complaints.c.number))
    rows = []
    for number, received, text in connection.execute(query):
        check_publishable(text)
        rows.append((number, f"{received:%Y-%m}", text))
    return Table("信访结果", RESULTS, tuple(rows))


def page(title: str, tables: Iterable[Table]) -> str:
    """One page that holds everything itself and refers to no other place."""
    parts = "".join(
        f"<h2>{html.escape(table.name)}</h2><table><tr>{_cells(table.headings, 'th')}</tr>"
        + "".join(f"<tr>{_cells(row, 'td')}</tr>" for row in table.rows) + "</table>" for table in tables)
    return (f'<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>{html.escape(title)}</title>'
            "<style>body{font-family:sans-serif;margin:2em}table{border-collapse:collapse}"
            "td,th{border:1px solid #999;padding:.2em .6em;text-align:left}</style>"
            f"<h1>{html.escape(title)}</h1><p>人数少于 {LEAST} 的格不公布数字。</p>{parts}</html>\n")


def _cells(cells: Iterable[str], tag: str) -> str:
    return "".join(f"<{tag}>{html.escape(cell)}</{tag}>" for cell in cells)


def _names(reader: GraphReader, label: str) -> Mapping[str, str]:
    return {str(row["key"]): str(row["name"] or row["key"]) for row in reader.read(_NAMES % label)}


def _years(first: object, last: object) -> range:
    return range(first.year, last.year + 1) if isinstance(first, date) and isinstance(last, date) else range(0)
