"""Excel and OpenDocument workbooks -> sheets, by calamine; macros and formulas are never run."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

import numpy as np
import python_calamine as calamine

from loaders.readers.cells import CellKind, Column, FileRejected, Limits, Sheet, typed_column
from loaders.readers.sniff import CORRUPT, PROTECTED

CELL_ERROR = re.compile(rb'<c [^>]*?r="([A-Z]+)(\d+)"[^>]*? t="e"|<c t="e"[^>]*? r="([A-Z]+)(\d+)"')
FORMULA_WITHOUT_VALUE = re.compile(
    rb'<c [^>]*?r="([A-Z]+)(\d+)"(?![^>]*t="str")[^>]*>\s*<f[^>]*?(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v></v>)?\s*</c>'
)
_LIMITS = Limits()
LAST_ROW = re.compile(rb'<row [^>]*?r="(\d+)"')
FAR_COLUMN = re.compile(rb'<c r="([A-Z]{2,3})\d')
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def read_spreadsheet(data: bytes, kind: str) -> list[Sheet]:
    """Sheets of a workbook in book order; chart sheets are left out.

    Raises FileRejected ``protected``, ``corrupt`` or ``too_large``.
    """
    try:
        errors = _error_cells(data) if kind == "xlsx" else {}
        with calamine.load_workbook(io.BytesIO(data)) as book:
            return [
                _sheet(book, meta, errors.get(meta.name, []))
                for meta in book.sheets_metadata
                if meta.typ == calamine.SheetTypeEnum.WorkSheet
            ]
    except calamine.PasswordError as error:
        raise FileRejected("protected", PROTECTED) from error
    except (
        calamine.CalamineError,
        zipfile.BadZipFile,
        ElementTree.ParseError,
        OSError,
        ValueError,
        KeyError,
        EOFError,
    ) as error:
        raise FileRejected("corrupt", CORRUPT) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # a Rust panic is no Exception
            raise
        raise FileRejected("corrupt", CORRUPT) from error


def _sheet(book: calamine.CalamineWorkbook, meta: calamine.SheetMetadata, errors: list[tuple[int, int]]) -> Sheet:
    sheet = book.get_sheet_by_name(meta.name)
    rows = sheet.to_python(skip_empty_area=False)
    columns = [typed_column(values) for values in zip(*rows, strict=True)]
    for row, column in errors:
        if column < len(columns) and row < len(columns[column]):
            columns[column] = _with_error(columns[column], row)
    hidden = meta.visible != calamine.SheetVisibleEnum.Visible
    merges = [((a, b), (c, d)) for (a, b), (c, d) in sheet.merged_cell_ranges or []]
    return Sheet(meta.name, columns, hidden, merges)


def _with_error(column: Column, row: int) -> Column:
    kinds = np.zeros(len(column), np.uint8) if column.kinds is None else column.kinds
    kinds[row] = CellKind.ERROR
    return Column(column.text, kinds)


def _error_cells(data: bytes) -> dict[str, list[tuple[int, int]]]:
    """0-based cells that hold ``#REF!`` and the like or a formula that was never computed, by sheet name.

    Raises FileRejected ``too_large`` for a sheet whose used area could not be held in memory.
    """
    found = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name, path in _sheet_paths(archive):
            if path in archive.NameToInfo:
                xml = archive.read(path)
                _check_area(name, xml)
                if cells := list(_bad_cells(xml)):
                    found[name] = cells
    return found


def _check_area(name: str, xml: bytes) -> None:
    """One stray cell far down and far right would make the reader hold every cell between."""
    last = LAST_ROW.search(xml, max(xml.rfind(b"<row"), 0))
    rows = int(last.group(1)) if last else 0
    columns = max((column_index(letters.decode()) + 1 for letters in set(FAR_COLUMN.findall(xml))), default=26)
    if rows * columns > _LIMITS.sheet_area or columns > _LIMITS.columns:
        raise FileRejected(
            "too_large",
            f"工作表“{name}”的已用区域有 {rows} 行、{columns} 列，远处有零散的单元格，没有读入；"
            "请删除数据以外的行和列后另存再提交",
        )


def _bad_cells(xml: bytes) -> Iterator[tuple[int, int]]:
    patterns = [CELL_ERROR] if b't="e"' in xml else []
    if b"<f" in xml:
        patterns.append(FORMULA_WITHOUT_VALUE)
    for pattern in patterns:
        for match in pattern.finditer(xml):
            letters, digits = [part for part in match.groups() if part][:2]
            yield int(digits) - 1, column_index(letters.decode())


def column_index(letters: str) -> int:
    """0-based index of a column letter: A -> 0, AA -> 26."""
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - 64
    return index - 1


def _sheet_paths(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314  (see below)
    targets = {item.get("Id"): item.get("Target", "") for item in relations}
    # expat refuses entity bombs since 2.4.1, and the size of the archive was checked before
    for node in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter():  # noqa: S314
        if node.tag.endswith("}sheet"):
            target = targets.get(node.get(RELATION), "")
            yield node.get("name", ""), target.lstrip("/") if target.startswith("/") else f"xl/{target}"
