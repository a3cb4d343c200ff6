"""One door for all formats."""

from __future__ import annotations

from pathlib import Path

from loaders.readers.cells import FileRejected, Limits, Sheet, Workbook
from loaders.readers.decoding import decode
from loaders.readers.delimited import read_delimited
from loaders.readers.html_table import read_html
from loaders.readers.sniff import sniff
from loaders.readers.spreadsheet import read_spreadsheet


def read_workbook(source: Path | bytes, name: str = "", limits: Limits | None = None) -> Workbook:
    """Reads a file of any supported format; ``name`` (default: of the path) names the sheet of a text file.

    Raises FileRejected: ``unsupported_format, protected, corrupt, zip_bomb, too_large, encoding, empty``.
    """
    limits = limits or Limits()
    data, name = _bytes(source, name, limits)
    kind = sniff(data, name, limits)
    book = (
        _text(data, kind, Path(name).stem) if kind in {"text", "html"} else Workbook(read_spreadsheet(data, kind), kind)
    )
    _check_size(book.sheets, limits)
    return book


def _bytes(source: Path | bytes, name: str, limits: Limits) -> tuple[bytes, str]:
    if isinstance(source, bytes):
        return source, name
    try:
        size = source.stat().st_size
        if size > limits.file_bytes:
            raise FileRejected(
                "too_large",
                f"文件有 {size >> 20} MB，超过上限 {limits.file_bytes >> 20} MB；请按乡镇或年度拆成几个文件",
            )
        return source.read_bytes(), name or source.name
    except OSError as error:
        raise FileRejected("unreadable", f"文件打不开：{error.strerror}；请核对路径和权限") from error


def _text(data: bytes, kind: str, stem: str) -> Workbook:
    text, encoding = decode(data)
    if kind == "html":
        return Workbook(read_html(text, stem), kind, encoding)
    sheet, notes = read_delimited(text, stem)
    return Workbook([sheet], kind, encoding, notes)


def _check_size(sheets: list[Sheet], limits: Limits) -> None:
    rows = sum(sheet.height for sheet in sheets)
    if rows == 0:
        raise FileRejected("empty", "文件里没有任何数据行，请核对后重新导出")
    if rows > limits.rows:
        raise FileRejected("too_large", f"文件有 {rows} 行，超过上限 {limits.rows} 行，请按乡镇或年度拆成几个文件")
