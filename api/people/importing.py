"""A list of accounts (`.xlsx`, `.csv`): all of it or nothing, each fault with its row."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.engine import Connection

from api.casework.actors import Actor
from api.people import accounts
from api.people.accounts import Grant
from graph.errors import InputError
from loaders.readers import Sheet, read_workbook

_HEADINGS = {"name": ("账号",), "full_name": ("姓名",), "unit": ("单位", "所在单位"), "role": ("角色",),
             "areas": ("区划", "所辖区划", "区划代码"), "department": ("部门",), "person": ("证件号", "身份证号"),
             "rights": ("权限",)}
_NEEDED = ("name", "full_name", "role")
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Invited:
    """One account made: its activation code is shown here and nowhere else."""

    name: str
    full_name: str
    unit: str
    code: str


def import_accounts(connection: Connection, path: Path, *, by: Actor,
                    person_of: Callable[[str], str]) -> list[Invited]:
    """Makes and grants every account of the list, in the caller's transaction.

    ``person_of`` turns a citizen number into the key of the graph; the number is not kept. Raises InputError that
    names the first rows with a fault; nothing is imported then.
    """
    invited, faults = [], []
    for number, row in _rows(path):
        try:
            invited.append(_one(connection, row, by, person_of))
        except InputError as error:
            faults.append(f"第 {number} 行：{error}")
    if faults:
        more = f"；另有 {len(faults) - _SHOWN} 行" if len(faults) > _SHOWN else ""
        raise InputError(f"{path} 没有导入：{'；'.join(faults[:_SHOWN])}{more}")
    return invited


def _one(connection: Connection, row: Mapping[str, str], by: Actor, person_of: Callable[[str], str]) -> Invited:
    person = person_of(row["person"]) if row.get("person") else None
    given = Grant(accounts.read_role(row["role"]), tuple(_split(row.get("areas", ""))), row.get("department", ""),
                  accounts.read_rights(_split(row.get("rights", "")))).checked(person)
    code = accounts.add(connection, row["name"], full_name=row["full_name"], unit=row.get("unit", ""), person=person,
                        by=by.name)
    accounts.grant(connection, row["name"], given, by=by.name, alone=by.unrestricted)
    return Invited(row["name"], row["full_name"], row.get("unit", ""), code)


def _rows(path: Path) -> list[tuple[int, dict[str, str]]]:
    sheets = [sheet for sheet in read_workbook(path).sheets if not sheet.hidden and sheet.height]
    if not sheets:
        raise InputError(f"{path} 里没有数据")
    cells = _cells(sheets[0])
    places = {field: at for at, text in enumerate(cells[0]) for field, names in _HEADINGS.items() if text in names}
    missing = [_HEADINGS[field][0] for field in _NEEDED if field not in places]
    if missing:
        raise InputError(f"{path} 第 1 行缺少表头 {'、'.join(missing)}；表头为 "
                         f"{'、'.join(names[0] for names in _HEADINGS.values())}")
    found = [(number, {field: row[at] for field, at in places.items()}) for number, row in enumerate(cells[1:], 2)
             if any(row)]
    if not found:
        raise InputError(f"{path} 只有表头，没有账号")
    return found


def _cells(sheet: Sheet) -> list[tuple[str, ...]]:
    columns = [[str(text).strip() for text in column.text.to_pylist()] for column in sheet.columns]
    return list(zip(*columns, strict=True))


def _split(text: str) -> list[str]:
    return [part for part in re.split(r"[\s,，、;；]+", text) if part]
