"""An HTML page saved as .xls -> sheets: each table with more than one row is one."""

from __future__ import annotations

from html.parser import HTMLParser

from loaders.readers.cells import Range, Sheet, text_column

MAX_SPAN = 10_000


class _Tables(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[tuple[dict[tuple[int, int], str], list[Range]]] = []
        self._cells: dict[tuple[int, int], str] = {}
        self._merges: list[Range] = []
        self._taken: set[tuple[int, int]] = set()
        self._row = -1
        self._at: tuple[int, int] | None = None
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._depth += 1
            if self._depth == 1:
                self._cells, self._merges, self._taken, self._row = {}, [], set(), -1
                self.tables.append((self._cells, self._merges))
        elif tag == "tr" and self._depth == 1:
            self._row += 1
            self._at = None
        elif tag in {"td", "th"} and self._depth == 1:
            self._open(dict(attrs))
        elif tag == "br" and self._at is not None:
            self._cells[self._at] += "\n"

    def _open(self, attrs: dict[str, str | None]) -> None:
        row, column = max(self._row, 0), 0
        while (row, column) in self._taken:
            column += 1
        down, right = _span(attrs.get("rowspan")), _span(attrs.get("colspan"))
        self._taken.update((row + i, column + j) for i in range(down) for j in range(right))
        if down > 1 or right > 1:
            self._merges.append(((row, column), (row + down - 1, column + right - 1)))
        self._at = (row, column)
        self._cells[self._at] = ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "table":
            self._depth = max(0, self._depth - 1)
        if tag in {"td", "th", "tr", "table"}:
            self._at = None

    def handle_data(self, data: str) -> None:
        if self._at is not None:
            self._cells[self._at] += data


def _span(text: str | None) -> int:
    return min(max(int(text), 1), MAX_SPAN) if text and text.strip().isdigit() else 1


def read_html(text: str, name: str) -> list[Sheet]:
    """Sheets of the tables in a page; merged cells become ``merges``."""
    parser = _Tables()
    parser.feed(text)
    parser.close()
    sheets = []
    for number, (cells, merges) in enumerate(parser.tables, start=1):
        if cells and max(row for row, _ in cells) > 0:
            sheets.append(_sheet(cells, merges, name if number == 1 else f"{name}-{number}"))
    return sheets


def _sheet(cells: dict[tuple[int, int], str], merges: list[Range], name: str) -> Sheet:
    height = max(row for row, _ in cells) + 1
    width = max(column for _, column in cells) + 1
    columns = [text_column([cells.get((row, column), "").strip() for row in range(height)]) for column in range(width)]
    return Sheet(name, columns, merges=merges)
