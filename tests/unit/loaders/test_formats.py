"""One roster in every format gives the same facts; the real type is decided by content."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from datetime import date

import openpyxl
import pytest
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

from loaders.readers import CellKind, read_workbook
from tests.unit.loaders.conftest import Row, csv_bytes, roster, take

FACTS = ("programme", "town", "village", "name", "id", "acct", "amount", "pay_date", "period", "row")


def as_xlsx(rows: Sequence[Row]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    book.active.merge_cells("A1:F1")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_xls(rows: Sequence[Row]) -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Sheet1")
    for i, row in enumerate(rows):
        for j, cell in enumerate(row):
            sheet.write(i, j, cell)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_ods(rows: Sequence[Row]) -> bytes:
    document = OpenDocumentSpreadsheet()
    table = Table(name="Sheet1")
    for row in rows:
        line = TableRow()
        for cell in row:
            box = TableCell(valuetype="string")
            box.addElement(P(text=str(cell)))
            line.addElement(box)
        table.addElement(line)
    document.spreadsheet.addElement(table)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def as_html(rows: Sequence[Row]) -> bytes:
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<html><head><meta charset='utf-8'></head><body><table>{body}</table></body></html>".encode()


FORMATS: dict[str, Callable[[Sequence[Row]], bytes]] = {
    "xlsx": as_xlsx,
    "xls": as_xls,
    "ods": as_ods,
    "html named xls": as_html,
    "csv utf-8": csv_bytes,
    "csv utf-8 bom": lambda rows: csv_bytes(rows, "utf-8-sig"),
    "csv gb18030": lambda rows: csv_bytes(rows, "gb18030"),
    "csv utf-16": lambda rows: csv_bytes(rows, "utf-16"),
    "csv utf-16 without bom": lambda rows: csv_bytes(rows, "utf-16-le"),
    "tab": lambda rows: csv_bytes(rows, "gb18030", "\t"),
    "bar": lambda rows: csv_bytes(rows, "utf-8", "|"),
    "semicolon": lambda rows: csv_bytes(rows, "utf-8", ";"),
}


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_roster_gives_the_same_facts_in_every_format(form: str) -> None:
    expected = take(roster()).tables["rosters"].select(FACTS).to_pylist()
    result = take(FORMATS[form](roster()), "wrong-name.xls")
    assert result.outcome == "loaded", result.reason
    assert result.tables["rosters"].select(FACTS).to_pylist() == expected


def test_the_encoding_is_told() -> None:
    assert take(csv_bytes(roster(), "gb18030")).encoding == "GB18030"


def test_a_long_regular_text_is_read_like_a_short_one() -> None:
    rows = [
        ["标题"],
        ["单位:元"],
        ["村", "姓名"],
        *([f"村{i}", f"名{i}"] for i in range(500)),
        ["合计"],
        ["制表人:王", "", "多"],
    ]
    text = csv_bytes(rows)
    sheet = read_workbook(text, "a.csv").sheets[0]
    assert sheet.height == len(rows)
    assert sheet.row(3)[:2] == ["村0", "名0"]
    assert sheet.row(502)[:2] == ["村499", "名499"]
    assert sheet.row(503)[0] == "合计"


def test_a_line_break_inside_quotes_stays_in_its_cell() -> None:
    rows = [["村", "姓名"], *([f"村\n{i}", "甲"] for i in range(500))]
    sheet = read_workbook(csv_bytes(rows), "a.csv").sheets[0]
    assert sheet.height == 501
    assert sheet.row(500)[0] == "村\n499"


def test_a_quote_without_its_partner_does_not_swallow_the_file() -> None:
    lines = ["村,姓名", '村0,"甲', *(f"村{i},乙" for i in range(1, 300))]
    book = read_workbook("\n".join(lines).encode(), "a.csv")
    assert book.sheets[0].height == len(lines)
    assert book.notes


def test_a_number_in_a_numeric_cell_is_known_and_read_to_fifteen_digits() -> None:
    cell = read_workbook(as_xlsx([["身份证号"], [372321198502140012]])).sheets[0].columns[0].cell(1)
    assert cell == ("372321198502140000", CellKind.NUMBER)


def test_cells_keep_their_kind() -> None:
    book = read_workbook(as_xlsx([["a"], [date(2021, 7, 1)], [1.5], [True], ["x"]]))
    kinds = [book.sheets[0].columns[0].cell(i) for i in range(1, 5)]
    assert kinds == [
        ("2021-07-01", CellKind.DATE),
        ("1.5", CellKind.NUMBER),
        ("是", CellKind.BOOL),
        ("x", CellKind.TEXT),
    ]


def test_error_cells_and_formulas_without_a_value_are_errors() -> None:
    book = openpyxl.Workbook()
    book.active.append(["a", "b"])
    book.active.append(["=1+1", "#REF!"])
    out = io.BytesIO()
    book.save(out)
    columns = read_workbook(out.getvalue()).sheets[0].columns
    assert [column.cell(1).kind for column in columns] == [CellKind.ERROR, CellKind.ERROR]


def test_a_hidden_sheet_is_read_and_flagged() -> None:
    book = openpyxl.load_workbook(io.BytesIO(as_xlsx(roster())))
    hidden = book.create_sheet("藏")
    for row in roster():
        hidden.append(list(row))
    hidden.sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    result = take(out.getvalue())
    assert [(i.code, i.sheet) for i in result.issues if i.code == "hidden"] == [("hidden", "藏")]
    assert result.loaded == 16
