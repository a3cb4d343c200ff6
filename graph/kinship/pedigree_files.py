"""A pedigree given as files: persons, edges and the pairs to be read.

`P.csv` person,sex(M/F/U),birth,death · `E.csv` kind(parent|spouse),a,b,from,to (a is the parent of b) ·
`PAIRS.tsv` a,b. A heading row may stand on top or not; comma or tab; dates are YYYY, YYYY-MM or YYYY-MM-DD.
"""

from __future__ import annotations

import csv
import re
from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from graph.kinship.edges import EdgeKind, KinEdge
from graph.kinship.letters import KinError
from graph.kinship.pedigree import KinGraph

_DATE = re.compile(r"^(\d{4})(?:[-/.年]?(\d{1,2})(?:[-/.月]?(\d{1,2})日?|月)?|年)?$")
_KINDS: dict[str, EdgeKind] = {"parent": "parent", "spouse": "spouse", "sibling": "sibling"}
_SEXES = {"M": "M", "F": "F", "男": "M", "女": "F", "U": "U", "": "U", "未知": "U"}


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table and where it stands, for messages."""

    cells: Mapping[str, str]
    file: str
    number: int

    def error(self, what: str) -> KinError:
        """A refusal that says the file and the row."""
        return KinError(f"{self.file} 第 {self.number} 行：{what}")


def read_table(path: Path, columns: Sequence[str], *, required: int = 1) -> list[Row]:
    """Rows of a comma- or tab-separated file under these column names, with or without a heading row.

    Raises KinError when the file cannot be read or a row lacks one of the first `required` columns.
    """
    rows = _cells(path)
    names = list(columns)
    start = 0
    heading = [cell.strip().lower() for cell in rows[0]] if rows else []
    if set(columns[:required]) <= set(heading):
        names, start = heading, 1
    table = []
    for number, cells in enumerate(rows[start:], start + 1):
        if not any(cell.strip() for cell in cells):
            continue
        row = Row({name: cell.strip() for name, cell in zip(names, cells, strict=False)}, str(path), number)
        for column in columns[:required]:
            if not row.cells.get(column):
                raise row.error(f"缺少“{column}”，应有 {'、'.join(columns)}")
        table.append(row)
    return table


def read_pedigree(people: Path, edges: Path) -> KinGraph:
    """The graph of a pedigree. A marriage that ends when one of the two was dead was ended by death."""
    sexes: dict[str, str] = {}
    deaths: dict[str, date] = {}
    for row in read_table(people, ("person", "sex", "birth", "death")):
        person, sex = row.cells["person"], row.cells.get("sex", "").upper()
        if sex not in _SEXES:
            raise row.error(f"性别“{sex}”无法识别：请用 M、F 或 U")
        sexes[person] = _SEXES[sex]
        died = _day(row, "death", last=False)
        if died:
            deaths[person] = died
    rows = read_table(edges, ("kind", "a", "b", "from", "to"), required=3)
    return KinGraph(sexes, [_edge(row, deaths) for row in rows])


def _edge(row: Row, deaths: Mapping[str, date]) -> KinEdge:
    kind = _KINDS.get(row.cells["kind"].lower())
    if kind is None:
        raise row.error(f"边的种类“{row.cells['kind']}”无法识别：请用 parent 或 spouse")
    a, b = row.cells["a"], row.cells["b"]
    began, ended = _day(row, "from", last=False), _day(row, "to", last=True)
    by_death = ended is not None and any(ended >= deaths[person] for person in (a, b) if person in deaths)
    if kind != "spouse" and by_death:
        ended = None  # a death ends no parenthood
    reason = None if ended is None else "death" if by_death else "divorce" if kind == "spouse" else "adoption"
    return KinEdge(
        kind,
        a,
        b,
        basis="marriage" if kind == "spouse" else "blood",
        valid_from=began,
        valid_to=ended,
        ended_by=reason,
        key=f"{kind}:{a}:{b}:{row.number}",
    )


def _day(row: Row, column: str, *, last: bool) -> date | None:
    """The date of a cell; of a bare year or month its first or last day."""
    text = row.cells.get(column, "")
    if not text:
        return None
    found = _DATE.match(text)
    try:
        if found is None:
            raise ValueError(text)
        year, month, day = (int(part) if part else None for part in found.groups())
        month = month or (12 if last else 1)
        return date(year or 0, month, day or (monthrange(year or 0, month)[1] if last else 1))
    except ValueError:
        raise row.error(f"日期“{text}”无法识别：请写成 YYYY-MM-DD") from None


def _cells(path: Path) -> list[list[str]]:
    try:
        raw = path.read_bytes()
    except OSError:
        raise KinError(f"读不到文件 {path}：请检查路径和权限") from None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = raw.decode("gb18030")
        except UnicodeDecodeError:
            raise KinError(f"文件 {path} 的编码无法识别：请另存为 UTF-8") from None
    delimiter = "\t" if "\t" in text.partition("\n")[0] else ","
    try:
        return list(csv.reader(text.splitlines(), delimiter=delimiter))
    except csv.Error as error:
        raise KinError(f"文件 {path} 不是可读的表格：{error}") from None
