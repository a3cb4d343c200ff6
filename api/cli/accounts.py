"""``user`` and ``key``: people and machines that may come in."""

from __future__ import annotations

import csv
from dataclasses import astuple
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli import context
from api.errors import DONE, say

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

    from api.people.accounts import Grant
    from api.wiring import Workspace

_JSON = Annotated[bool, typer.Option("--json", help="输出一个 JSON 文档")]
_NAME = Annotated[str, typer.Argument(metavar="NAME", help="账号")]
_ROLE = Annotated[str, typer.Option("--role", help="角色，如 commission 或 纪委管理员")]
_AREAS = Annotated[list[str] | None, typer.Option("--area", help="所辖区划代码（前缀），可写多次")]
_DEPARTMENT = Annotated[str, typer.Option("--department", help="部门（民生资金责任单位）")]
_RIGHTS = Annotated[list[str] | None, typer.Option("--right", help="另加的权限：head export approve rule_editor")]


def register(app: typer.Typer) -> None:
    """Adds the commands of this module."""
    user = typer.Typer(help="账号", no_args_is_help=True)
    for name, command in (("add", user_add), ("grant", user_grant), ("import", user_import), ("list", user_list),
                          ("disable", user_disable), ("reset", user_reset)):
        user.command(name)(command)
    key = typer.Typer(help="接口密钥", no_args_is_help=True)
    for word, action in (("add", key_add), ("list", key_list), ("revoke", key_revoke)):
        key.command(word)(action)
    app.add_typer(user, name="user")
    app.add_typer(key, name="key")


def user_add(
    name: _NAME,
    full_name: Annotated[str, typer.Option("--name", help="姓名")],
    role: _ROLE,
    unit: Annotated[str, typer.Option("--unit", help="单位")] = "",
    area: _AREAS = None,
    department: _DEPARTMENT = "",
    person: Annotated[str | None, typer.Option("--person", help="本人证件号或人员键，亲属回避用，号码不保存")] = None,
    right: _RIGHTS = None,
) -> int:
    """新建账号并授角色；打印一次性的启用码。"""
    from api.jobs.people import person_key  # noqa: PLC0415
    from api.people import accounts  # noqa: PLC0415
    from api.records.database import writing  # noqa: PLC0415

    with context.workspace(create=True) as workspace:
        key = person_key(workspace, person) if person else None
        with writing(workspace.engine).begin() as connection:
            code = accounts.add(connection, name, full_name=full_name, unit=unit, person=key, by=workspace.actor)
            accounts.grant(connection, name, _grant(role, area, department, right), by=workspace.actor, alone=True)
            workspace.audit.note_in(connection, "user-add", name, role=role)
    context.put(f"已建账号 {name}，启用码 {code}（只显示这一次，本人首次登录时设口令）")
    return DONE


def user_grant(name: _NAME, role: _ROLE, area: _AREAS = None, department: _DEPARTMENT = "",
               right: _RIGHTS = None) -> int:
    """改一个账号的角色和范围；其登录随即失效。"""
    from api.people import accounts  # noqa: PLC0415
    from api.records.database import writing  # noqa: PLC0415

    with context.workspace() as workspace, writing(workspace.engine).begin() as connection:
        accounts.grant(connection, name, _grant(role, area, department, right), by=workspace.actor, alone=True)
        workspace.audit.note_in(connection, "grant", name, role=role)
    context.put(f"已授权 {name}")
    return DONE


def user_import(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="账号名单 .xlsx 或 .csv")],
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE.csv", help="启用码写到哪里（默认打印）")] = None,
) -> int:
    """导入一份账号名单，全部成功或全不导入；给出每个账号的启用码。"""
    from api.casework.actors import command_line  # noqa: PLC0415
    from api.jobs.people import person_key  # noqa: PLC0415
    from api.people.importing import import_accounts  # noqa: PLC0415

    with context.workspace(create=True) as workspace, _ready(workspace).begin() as connection:
        invited = import_accounts(connection, file, by=command_line(workspace.actor),
                                  person_of=lambda text: person_key(workspace, text))
        workspace.audit.note_in(connection, "user-import", file.name, results=len(invited))
        if out:
            # Written before the transaction ends: codes that nobody has would be useless.
            with out.open("x", encoding="utf-8-sig", newline="") as target:
                csv.writer(target).writerows([("账号", "姓名", "单位", "启用码"), *map(astuple, invited)])
            out.chmod(0o600)
    if not out:
        for item in invited:
            context.put(f"{item.name}\t{item.full_name}\t{item.unit}\t{item.code}")
    say(f"已导入 {len(invited)} 个账号" + (f"，启用码在 {out}；发完请销毁" if out else ""))
    return DONE


def user_list(as_json: _JSON = False) -> int:
    """列出账号、角色和范围。"""
    from api.people import accounts  # noqa: PLC0415

    with context.workspace() as workspace:
        found = accounts.listed(workspace.engine)
    if as_json:
        context.put_json({"users": found})
        return DONE
    for row in found:
        areas = "、".join(area or "全县" for area in row["areas"] or ())
        context.put(f"{row['name']}\t{row['full_name']}\t{row['unit']}\t{row['role'] or '未授角色'}\t{areas}"
                    f"\t{row['department'] or ''}\t{row['state']}")
    context.put(f"共 {len(found)} 个账号")
    return DONE


def user_disable(name: _NAME) -> int:
    """停用一个账号；其登录随即失效。"""
    from api.people import accounts  # noqa: PLC0415
    from api.records.database import writing  # noqa: PLC0415

    with context.workspace() as workspace, writing(workspace.engine).begin() as connection:
        accounts.disable(connection, name)
        workspace.audit.note_in(connection, "user-disable", name)
    context.put(f"已停用 {name}")
    return DONE


def user_reset(name: _NAME) -> int:
    """口令或第二因素丢失、账号锁定时：换一个新的启用码。"""
    from api.people import accounts  # noqa: PLC0415
    from api.records.database import writing  # noqa: PLC0415

    with context.workspace() as workspace, writing(workspace.engine).begin() as connection:
        code = accounts.reset(connection, name)
        workspace.audit.note_in(connection, "user-reset", name)
    context.put(f"{name} 的新启用码 {code}（只显示这一次）")
    return DONE


def key_add(
    name: Annotated[str, typer.Argument(metavar="NAME", help="谁在用，用来做什么")],
    scope: Annotated[list[str], typer.Option("--scope", help="可问什么：checks risk rosters sources sweeps，可写多次")],
    sees: Annotated[str, typer.Option("--sees", help="verdict 只看结论；masked 另看隐去姓名的说明和依据")] = "verdict",
    area: _AREAS = None,
    days: Annotated[int | None, typer.Option("--days", min=1, help="有效天数（默认不过期）")] = None,
) -> int:
    """新建接口密钥；只显示这一次。"""
    from api.people import keys  # noqa: PLC0415
    from api.records.database import writing  # noqa: PLC0415

    with context.workspace() as workspace, writing(workspace.engine).begin() as connection:
        text = keys.add(connection, name, scopes=scope, sees=sees, areas=area or [""], days=days, by=workspace.actor)
        workspace.audit.note_in(connection, "key-add", text.split("_")[1], scopes=sorted(scope))
    context.put(text)
    return DONE


def key_list(as_json: _JSON = False) -> int:
    """列出接口密钥（不含密钥本身）。"""
    from api.people import keys  # noqa: PLC0415

    with context.workspace() as workspace:
        found = keys.listed(workspace.engine)
    if as_json:
        context.put_json({"keys": found})
        return DONE
    for row in found:
        state = "已吊销" if row["revoked_at"] else "在用"
        context.put(f"{row['id']}\t{row['name']}\t{'、'.join(row['scopes'])}\t{row['sees']}\t{state}")
    return DONE


def key_revoke(name: Annotated[str, typer.Argument(metavar="ID", help="密钥编号，见 qinqing key list")]) -> int:
    """吊销一个接口密钥，立即生效。"""
    from api.people import keys  # noqa: PLC0415
    from api.records.database import writing  # noqa: PLC0415

    with context.workspace() as workspace, writing(workspace.engine).begin() as connection:
        keys.revoke(connection, name)
        workspace.audit.note_in(connection, "key-revoke", name)
    context.put(f"已吊销 {name}")
    return DONE


def _ready(workspace: Workspace) -> Engine:
    """The database for writing, once the key of the pseudonyms was read: its check is a transaction of its own."""
    from api.records.database import writing  # noqa: PLC0415

    _ = workspace.pseudonyms
    return writing(workspace.engine)


def _grant(role: str, areas: list[str] | None, department: str, rights: list[str] | None) -> Grant:
    from api.people import accounts  # noqa: PLC0415

    return accounts.Grant(accounts.read_role(role), tuple(areas or ()), department, accounts.read_rights(rights or ()))
