"""``sweep`` and ``warnings``: what was found."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.cli import context
from api.cli.days import read_day
from api.errors import DONE

_JSON = Annotated[bool, typer.Option("--json", help="输出一个 JSON 文档")]
_UNMASKED = Annotated[bool, typer.Option("--unmasked", help="显示完整姓名和号码；须写明理由，留痕")]
_REASON = Annotated[str | None, typer.Option("--reason", metavar="TEXT", help="理由")]


def register(app: typer.Typer) -> None:
    """Adds the commands of this module."""
    app.command("sweep")(sweep)
    app.command("warnings")(warnings)


def sweep(
    rule: Annotated[list[str] | None, typer.Option("--rule", metavar="R01", help="只报告这些规则，可写多次")] = None,
    region: Annotated[str | None, typer.Option(help="只报告区划代码以此开头的地方")] = None,
    as_of: Annotated[str | None, typer.Option("--as-of", metavar="YYYY-MM-DD", help="按哪一天计算")] = None,
    as_json: _JSON = False,
    unmasked: _UNMASKED = False,
    reason: _REASON = None,
) -> int:
    """运行规则，更新预警，按轻重列出。"""
    from api.cli.tables import print_sweep  # noqa: PLC0415
    from api.jobs.sweeping import sweep as run  # noqa: PLC0415
    from api.jobs.warning_list import warning_list  # noqa: PLC0415

    why = context.why(unmasked, reason)
    with context.workspace() as workspace, context.progress() as progress:
        swept = run(workspace, rules=rule or (), region=region, as_of=read_day("--as-of", as_of), progress=progress)
        docs = warning_list(workspace, keys=swept.keys, reason=why)
    if as_json:
        context.put_json({"sweep": swept.record, "warnings": docs})
    else:
        print_sweep(swept.record, docs, swept.changes)
    return DONE


def warnings(
    status: Annotated[list[str] | None, typer.Option("--status", help="状态，可写多次；默认所有未了结的")] = None,
    tier: Annotated[list[str] | None, typer.Option("--tier", help="等级 red orange yellow blue，可写多次")] = None,
    as_json: _JSON = False,
    xlsx: Annotated[Path | None, typer.Option("--xlsx", metavar="FILE", help="写成 .xlsx 清单")] = None,
    unmasked: _UNMASKED = False,
    reason: _REASON = None,
) -> int:
    """预警清单。"""
    from api.cli.tables import print_warnings  # noqa: PLC0415
    from api.jobs.ledgers import write_list  # noqa: PLC0415
    from api.jobs.warning_list import warning_list  # noqa: PLC0415

    with context.workspace() as workspace:
        docs = warning_list(workspace, statuses=status or (), tiers=tier or (), reason=context.why(unmasked, reason))
        if xlsx:
            write_list(workspace, docs, xlsx, masked=not unmasked,
                       filters={"status": status or [], "tier": tier or []})
    if xlsx and not as_json:
        context.put(f"已写入 {xlsx}，共 {len(docs)} 件")
    if as_json:
        context.put_json({"warnings": docs})
    elif not xlsx:
        print_warnings(docs)
    return DONE
