"""Delimited text -> one sheet. The regular body goes through Arrow; ragged head and tail through ``csv``."""

from __future__ import annotations

import csv
import io
from collections import Counter
from itertools import zip_longest

import pyarrow as pa
import pyarrow.csv as arrow_csv

from loaders.readers.cells import Column, FileRejected, Limits, Sheet, text_column

DELIMITERS = "\t|,;，"
SAMPLE = 60
TAIL = 40
RUNAWAY_LINES = 50
_MOST_COLUMNS = Limits().columns
csv.field_size_limit(64 << 20)


def read_delimited(text: str, name: str) -> tuple[Sheet, list[str]]:
    """One sheet called ``name`` and notes; a record is a row, as in a spreadsheet program.

    Raises FileRejected ``too_large`` for a record of more columns than any form can have.
    """
    text = text.replace("\x00", "")
    delimiter = find_delimiter(text)
    columns = _fast(text, delimiter) if len(delimiter.encode()) == 1 else None
    notes: list[str] = []
    if columns is None:
        columns, notes = _slow(text, delimiter)
    return Sheet(name, columns), notes


def find_delimiter(text: str) -> str:
    """The delimiter that cuts most of the first lines into the same number (> 1) of cells."""
    lines = [line for line in text[:200_000].splitlines()[:SAMPLE] if line.strip()]
    best = (0.0, 0, ",")
    for delimiter in DELIMITERS:
        widths = Counter(len(row) for row in csv.reader(lines, delimiter=delimiter))
        width, times = max(widths.items(), key=lambda item: (item[1] if item[0] > 1 else 0, item[0]))
        if width > 1:
            best = max(best, (times / len(lines), width, delimiter))
    return best[2]


def _fast(text: str, delimiter: str) -> list[Column] | None:
    """Columns by Arrow when all but some first and last lines are regular; None otherwise."""
    lines = text.count("\n")
    if lines < 2 * SAMPLE:
        return None
    head_end, head = _head(text, delimiter)
    tail_start, tail = _tail(text, delimiter)
    width = Counter(len(row) for row in head[-SAMPLE // 2 :]).most_common(1)[0][0]
    if any(len(row) != width for row in head[-SAMPLE // 2 :]) or width < 2 or tail_start <= head_end:
        return None
    body = text[head_end:tail_start]
    table = _arrow(body, delimiter, width)
    if table is None or max(map(len, tail), default=0) > width or max(map(len, head)) > width:
        return None
    return [_join(head, table.column(i), tail, i) for i in range(width)]


def _head(text: str, delimiter: str) -> tuple[int, list[list[str]]]:
    """The first records, cut by ``csv``, and where the rest begins."""
    position, lines = 0, []
    for _ in range(SAMPLE):
        end = text.find("\n", position) + 1
        lines.append(text[position:end])
        position = end
    if sum(line.count('"') for line in lines) % 2:
        return len(text), [[]]
    rows = list(csv.reader(lines, delimiter=delimiter))
    return position, rows


def _tail(text: str, delimiter: str) -> tuple[int, list[list[str]]]:
    position = len(text)
    for _ in range(TAIL):
        position = text.rfind("\n", 0, position - 1) + 1
    rest = text[position:]
    if rest.count('"') % 2:
        return 0, []
    return position, list(csv.reader(io.StringIO(rest), delimiter=delimiter))


def _arrow(body: str, delimiter: str, width: int) -> pa.Table | None:
    names = [str(i) for i in range(width)]
    quoted = '"' in body
    try:
        return arrow_csv.read_csv(
            pa.BufferReader(body.encode()),
            read_options=arrow_csv.ReadOptions(column_names=names, block_size=8 << 20),
            parse_options=arrow_csv.ParseOptions(
                delimiter=delimiter,
                quote_char='"' if quoted else False,
                newlines_in_values=quoted,
                ignore_empty_lines=False,
            ),
            convert_options=arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False
            ),
        )
    except pa.ArrowInvalid:
        return None


def _join(head: list[list[str]], body: pa.ChunkedArray, tail: list[list[str]], index: int) -> Column:
    first, last = ([row[index] if index < len(row) else "" for row in part] for part in (head, tail))
    parts = [pa.array(first, pa.string()), *body.chunks, pa.array(last, pa.string())]
    return Column(pa.concat_arrays(parts))


def _slow(text: str, delimiter: str) -> tuple[list[Column], list[str]]:
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    notes = []
    if any(cell.count("\n") > RUNAWAY_LINES for row in rows for cell in row):
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quoting=csv.QUOTE_NONE))
        notes.append("文件里有不成对的引号，已把引号当作普通字符读取")
    width = max(map(len, rows), default=0)
    if width > _MOST_COLUMNS:
        raise FileRejected("too_large", f"有一行多达 {width} 列，不像是表格，没有读入；请核对分隔符或重新导出")
    return [text_column(values) for values in zip_longest(*rows, fillvalue="")], notes
