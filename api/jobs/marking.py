"""A checked roster as the department's own file: its sheets and headings as they stood, two columns added.

The verdict of each row stands beside the row, so that the clerk who made the file finds his place. A first sheet
says what was checked, what could not be, and that no verdict stops a payment by itself.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from pathlib import PurePath
from typing import Any

import xlsxwriter

from api.casework.sheets import Stamp, harmless
from api.checks.verdicts import VERDICT_WORDS
from loaders.headers import Match
from loaders.intake.recognise import SheetPlan, recognise
from loaders.readers import CellKind, Sheet, read_workbook
from viz.style import STANCE

ADDED = ("核查结论", "核查说明")
COVER = "核查结果说明"
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_MOST_CHARACTERS = 32_000  # of one cell
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", "_"))
_TINTS = {"hold": "#F6D5D2", "review": "#FBE9C8", "insufficient_data": "#E4E8EC"}


def marked(data: bytes, name: str, answer: Mapping[str, Any], headings: Mapping[str, Mapping[str, str]],
           stamp: Stamp) -> bytes:
    """The .xlsx of a roster with a verdict for each row. ``answer`` is that of the check of these very bytes.

    ``headings``: further headings that a person confirmed, kind → (heading → field), as the check read it. What the
    answer leaves out (names, kin) is not in the file either. Raises FileRejected when the bytes are no roster.
    """
    plan = recognise(read_workbook(data, name), PurePath(name).stem, "rosters", headings)
    verdicts = {(row["sheet"], row["row"]): row for row in answer["rows"]}
    packed = io.BytesIO()
    with xlsxwriter.Workbook(packed, _OPTIONS) as book:
        book.set_properties({"title": PurePath(name).stem, "author": stamp.user, "company": stamp.unit,
                             "comments": f"{STANCE} {stamp.words}"})
        _cover(book, answer, stamp)
        names = {COVER}
        for item in plan.sheets:
            _sheet(book, _free(item.sheet.name, names), item, verdicts)
    return packed.getvalue()


def _cover(book: Any, answer: Mapping[str, Any], stamp: Stamp) -> None:
    sheet = book.add_worksheet(COVER)
    sheet.set_column(0, 0, 100, book.add_format({"text_wrap": True}))
    roster = answer["roster"]
    counts = [row["verdict"] for row in answer["rows"]]
    lines = [
        STANCE, stamp.words,
        f"核查日期 {answer['as_of']}，数据版本 {answer['data_version']}。共 {roster['rows']} 行："
        + "，".join(f"{words} {counts.count(name)} 行" for name, words in VERDICT_WORDS.items()) + "。",
        f"每张表最右边两列“{'”“'.join(ADDED)}”是核查所加，其余各列与报送的文件一致。",
        "结论只是提示，是否发放由责任单位核实后决定；“未见异常”也不免除正常审核。",
        *_silent(roster["not_run"]),
    ]
    for number, text in enumerate(lines):
        sheet.write_string(number, 0, harmless(text))


def _silent(outcomes: Iterable[Mapping[str, Any]]) -> list[str]:
    """Rules that did not run: silence about them is not innocence."""
    found = [f"规则 {one['rule']}{one['limb'] or ''} 未运行：{one['reason']}" for one in outcomes]
    return ["以下规则没有运行，这部分没有核查：", *found] if found else []


def _sheet(book: Any, title: str, item: SheetPlan, verdicts: Mapping[tuple[str, int], Mapping[str, Any]]) -> None:
    source = item.sheet
    page = book.add_worksheet(title)
    if source.hidden:
        page.hide()
    _copy(book, page, source)
    if item.match is not None:
        _mark(book, page, source, item.match, verdicts)


def _copy(book: Any, page: Any, source: Sheet) -> None:
    """Every cell as it stood: numbers as numbers, the rest as text, so that no long number loses its tail."""
    text = book.add_format({"num_format": "@"})
    for at, column in enumerate(source.columns):
        page.set_column(at, at, 16)
        for row in range(source.height):
            cell = column.cell(row)
            number = _number(cell.text) if cell.kind is CellKind.NUMBER else None
            if number is not None:
                page.write_number(row, at, number)
            elif cell.text:
                page.write_string(row, at, harmless(cell.text), text)


def _number(text: str) -> float | None:
    """A number that a cell can hold without loss; a citizen number stored as a number stays text."""
    try:
        return float(text) if len(text.strip("-").replace(".", "")) <= 15 else None
    except ValueError:
        return None


def _mark(book: Any, page: Any, source: Sheet, match: Match,
          verdicts: Mapping[tuple[str, int], Mapping[str, Any]]) -> None:
    bold = book.add_format({"bold": True, "border": 1})
    wrap = {name: book.add_format({"text_wrap": True, "border": 1, **({"bg_color": tint} if tint else {})})
            for name, tint in {**dict.fromkeys(VERDICT_WORDS, ""), **_TINTS}.items()}
    first = len(source.columns)
    page.set_column(first, first, 12)
    page.set_column(first + 1, first + 1, 80)
    for offset, heading in enumerate(ADDED):
        page.write_string(match.body_row - 1, first + offset, heading, bold)
    for row in range(match.body_row, source.height):
        verdict = verdicts.get((source.name, row + 1))
        if verdict is not None:
            shape = wrap[verdict["verdict"]]
            page.write_string(row, first, VERDICT_WORDS[verdict["verdict"]], shape)
            page.write_string(row, first + 1, harmless(words_of(verdict))[:_MOST_CHARACTERS], shape)
    page.freeze_panes(match.body_row, 0)


def words_of(row: Mapping[str, Any]) -> str:
    """Why a row has its verdict: a line for each finding, as much of it as the reader may see."""
    lines = [_finding(one) for one in row["findings"]]
    return "\n".join(dict.fromkeys([*lines, *([row["reason"]] if row.get("reason") else [])]))


def _finding(one: Mapping[str, Any]) -> str:
    name = f"{one['rule']}{one['limb'] or ''}"
    lack = f"缺：{one['missing_filing']}" if one["missing_filing"] else ""
    parts = [one.get("explanation") or one["rule_title"], lack,
             "、".join(f"《{clause['title']}》{clause['article']}" for clause in one["legal"])]
    return f"{name} " + "；".join(part.rstrip("。") for part in parts if part) + "。"


def _free(name: str, taken: set[str]) -> str:
    """A name that a sheet may have (31 characters, some not allowed), not used yet."""
    plain = name.translate(_FORBIDDEN).strip("'")[:31] or "工作表"
    found, number = plain, 2
    while found.lower() in {one.lower() for one in taken}:
        found, number = f"{plain[:27]}_{number}", number + 1
    taken.add(found)
    return found
