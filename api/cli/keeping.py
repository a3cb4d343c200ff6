"""``backup`` and ``restore``: a copy of the whole workspace, keys apart."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.cli import context
from api.errors import DONE

_JSON = Annotated[bool, typer.Option("--json", help="输出一个 JSON 文档")]


def register(app: typer.Typer) -> None:
    """Adds the commands of this module."""
    app.command("backup")(backup)
    app.command("restore")(restore)
    retention = typer.Typer(help="按保存期限删除：一人提出，另一人批准", no_args_is_help=True)
    retention.command("propose")(retention_propose)
    retention.command("approve")(retention_approve)
    app.add_typer(retention, name="retention")


def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="备份写到哪个新文件")],
    as_json: _JSON = False,
) -> int:
    """把整个工作区备份成一个加密文件；两把密钥不在其中，须另行保管。"""
    from api.jobs.backing_up import backup as run  # noqa: PLC0415

    with context.workspace() as workspace:
        manifest = run(workspace, file)
        home = workspace.settings.home
    if as_json:
        context.put_json({"file": str(file), "files": len(manifest["files"]), "rows": manifest["rows"]})
    else:
        context.put(f"已备份到 {file}：{len(manifest['files'])} 个文件，{sum(manifest['rows'].values()):,} 行记录。"
                    f"请另行保管 {home / 'pseudonym.key'} 和 {home / 'vault.key'}，没有它们备份打不开。")
    return DONE


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="备份文件")],
    as_json: _JSON = False,
) -> int:
    """把备份恢复到 --home 指的文件夹：其中先放好 pseudonym.key 和 vault.key，别无他物。"""
    from api.jobs.backing_up import restore as run  # noqa: PLC0415

    manifest = run(context.settings(), file)
    if as_json:
        context.put_json({"home": str(context.settings().home), "made": manifest["made"], "rows": manifest["rows"]})
    else:
        context.put(f"已恢复 {manifest['made']} 的备份：{len(manifest['files'])} 个文件，"
                    f"{sum(manifest['rows'].values()):,} 行记录。请运行 qinqing doctor 和 qinqing audit verify 核对。")
    return DONE


def retention_propose(as_json: _JSON = False) -> int:
    """列出到期可删的内容，等另一人批准。"""
    from api.jobs.retaining import propose_deletion  # noqa: PLC0415

    with context.workspace() as workspace:
        found = propose_deletion(workspace)
    if as_json:
        context.put_json({"id": found.id, "count": found.count, "hash": found.hash, "items": found.items})
    else:
        context.put(f"删除清单 {found.id}：{found.count} 项，校验值 {found.hash}；须由另一人批准")
    return DONE


def retention_approve(
    number: Annotated[int, typer.Argument(metavar="ID", help="删除清单编号")],
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="理由（必填）")] = "",
) -> int:
    """批准并执行一份删除清单；提出人自己不能批准。"""
    from api.jobs.retaining import approve_deletion  # noqa: PLC0415

    with context.workspace() as workspace:
        done = approve_deletion(workspace, number, reason=reason)
    context.put(f"已删除 {done.count} 项，校验值 {done.hash} 已记入审计日志")
    return DONE
