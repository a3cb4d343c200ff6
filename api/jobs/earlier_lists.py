"""``import-decisions``: a list of earlier dispositions, all of it or nothing, each fault with its row."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path

from api.casework.actors import command_line
from api.casework.deadlines import terms_of
from api.casework.earlier import Applied, Earlier, apply, store
from api.casework.particulars import Label, check_code, read_label
from api.records.database import writing
from api.wiring import Workspace
from cypher.catalog import load_catalog
from graph.errors import InputError
from graph.identifiers import citizen_number
from loaders.readers import FileRejected, Sheet, read_workbook

HEADINGS = ("规则编号", "身份证号", "核查结果", "处置日期", "不属实原因", "属实金额", "追缴金额", "说明")
_NEEDED = HEADINGS[:4]


@dataclass(frozen=True, slots=True)
class _Line:
    row: int
    cells: dict[str, str]


def import_decisions(workspace: Workspace, path: Path) -> Applied:
    """Reads, keeps and applies the list. Raises InputError that names every faulty row; then nothing is kept."""
    data = _bytes(path)
    lines = _lines(path)
    rules = {rule.meta.id for rule in load_catalog().rules}
    faults, found, numbers = [], [], []
    for line in lines:
        try:
            found.append(_read(line, rules))
            numbers.append(_number(line))
        except InputError as error:
            faults.append(f"第 {line.row} 行：{error}")
    if faults:
        raise InputError(f"{path.name} 有 {len(faults)} 行有误，全部没有导入：" + "；".join(faults[:20]))
    persons = workspace.vault.persons(numbers)
    workspace.vault.flush()
    actor = command_line(workspace.actor)
    with writing(workspace.engine).begin() as connection:
        kept = store(connection, hashlib.sha256(data).hexdigest(), [
            Earlier(**{**item, "person": person}) for item, person in zip(found, persons, strict=True)])  # type: ignore[arg-type]
        done = apply(connection, actor, terms_of(workspace.settings))
        workspace.audit.note_in(connection, "import-decisions", hashlib.sha256(data).hexdigest(), results=kept)
    done.stored = kept
    return done


def _bytes(path: Path) -> bytes:
    if not path.is_file():
        raise InputError(f"找不到文件 {path}；请检查路径")
    return path.read_bytes()


def _lines(path: Path) -> list[_Line]:
    try:
        sheets = [sheet for sheet in read_workbook(path).sheets if not sheet.hidden and sheet.height]
    except FileRejected as error:
        raise InputError(f"{path.name}：{error}") from error
    for sheet in sheets:
        for index in range(min(10, sheet.height)):
            cells = [cell.strip() for cell in sheet.row(index)]
            if set(_NEEDED) <= set(cells):
                return _below(sheet, index, cells)
    raise InputError(f"{path.name} 中找不到表头；必须有：{'、'.join(_NEEDED)}；可有：{'、'.join(HEADINGS[4:])}")


def _below(sheet: Sheet, head: int, headings: list[str]) -> list[_Line]:
    rows = ((index, sheet.row(index)) for index in range(head + 1, sheet.height))
    return [_Line(index + 1, {name: cell.strip() for name, cell in zip(headings, cells, strict=True) if name})
            for index, cells in rows if any(cell.strip() for cell in cells)]


def _read(line: _Line, rules: set[str]) -> dict[str, object]:
    cells = line.cells
    rule = cells["规则编号"].upper()
    if rule not in rules:
        raise InputError(f"没有规则“{rule}”；用 qinqing rules list 查看")
    label = read_label(cells["核查结果"])
    code = cells.get("不属实原因") or None
    if label is Label.NOT_CONFIRMED:
        check_code(code)
    return {"rule": rule, "label": label, "decided_on": _day(cells["处置日期"]), "row": line.row, "code": code,
            "confirmed_fen": _fen(cells.get("属实金额", "")), "recovered_fen": _fen(cells.get("追缴金额", "")),
            "note": cells.get("说明", "")}


def _number(line: _Line) -> str:
    number = citizen_number(line.cells["身份证号"]).value
    if number is None:
        raise InputError("身份证号无效，请核对号码和校验码")
    return number


def _day(text: str) -> date:
    for form in ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%Y-%m-%d %H:%M:%S"):
        try:
            return datetime.strptime(text, form).replace(tzinfo=None).date()
        except ValueError:
            continue
    raise InputError(f"处置日期“{text}”应写成 2025-06-30")


def _fen(text: str) -> int:
    if not text:
        return 0
    try:
        amount = Decimal(text.replace(",", "")) * 100
    except InvalidOperation:
        raise InputError(f"金额“{text}”应是以元为单位的数字") from None
    if not amount.is_finite() or amount != amount.to_integral_value() or amount < 0:
        raise InputError(f"金额“{text}”应是以元为单位、最多两位小数的数字")
    return int(amount)
