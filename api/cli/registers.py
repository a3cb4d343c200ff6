"""``ledger``, ``report``, ``publish``: what the office keeps, tells the joint meeting, and shows the public."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.cli import context
from api.cli.days import read_month
from api.errors import DONE

_JSON = Annotated[bool, typer.Option("--json", help="输出一个 JSON 文档")]


def register(app: typer.Typer) -> None:
    """Adds the commands of this module."""
    app.command("ledger")(ledger)
    app.command("report")(report)
    app.command("publish")(publish)


def ledger(
    xlsx: Annotated[Path | None, typer.Option("--xlsx", metavar="FILE", help="写成 .xlsx")] = None,
    year: Annotated[int | None, typer.Option("--year", help="只要这一年编号的")] = None,
    as_json: _JSON = False,
    unmasked: Annotated[bool, typer.Option("--unmasked", help="显示完整姓名；须写明理由，留痕")] = False,
    reason: Annotated[str | None, typer.Option("--reason", metavar="TEXT", help="理由")] = None,
) -> int:
    """台账：研判过的每件预警和每件信访各一行，按编号排列。"""
    from api.jobs.ledgers import ledger_lines, write_ledger  # noqa: PLC0415

    why = context.why(unmasked, reason)
    with context.workspace() as workspace:
        if xlsx is not None:
            count = write_ledger(workspace, xlsx, year=year, reason=why)
            context.put_json({"file": str(xlsx), "rows": count}) if as_json else context.put(
                f"已写入 {xlsx}，共 {count} 行")
            return DONE
        lines = ledger_lines(workspace, year=year, reason=why)
    if as_json:
        context.put_json({"ledger": lines})
        return DONE
    for line in lines:
        context.put("  ".join(str(line[name]) for name in (
            "预警编号", "风险等级", "逾期状态", "村", "交办单位", "承办人", "办结期限", "核查结果", "销号日期", "备注")
            if line[name]))
    context.put(f"共 {len(lines)} 行")
    return DONE


def report(
    month: Annotated[str, typer.Argument(metavar="MONTH", help="月份，如 2026-03")],
    xlsx: Annotated[Path | None, typer.Option("--xlsx", metavar="FILE", help="写成 .xlsx")] = None,
    as_json: _JSON = False,
) -> int:
    """联席会议月报：新增、核查、属实、排除原因、销号、追缴、逾期；按规则、按乡镇。"""
    from api.casework.monthly import FIGURES, document  # noqa: PLC0415
    from api.jobs.ledgers import month_figures, write_month  # noqa: PLC0415

    with context.workspace() as workspace:
        figures = month_figures(workspace, read_month(month))
        if xlsx is not None:
            write_month(workspace, figures, xlsx)
    if as_json:
        context.put_json(document(figures))
        return DONE
    for name, words in FIGURES.items():
        value = figures.total[name]
        context.put(f"{words}：{value / 100:,.2f}" if name.endswith("_fen") else f"{words}：{value}")
    for words, count in figures.reasons.most_common():
        context.put(f"  排除原因 {words}：{count}")
    if xlsx is not None:
        context.put(f"已写入 {xlsx}")
    return DONE


def publish(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="写到哪个新文件夹")],
    as_json: _JSON = False,
) -> int:
    """写出可以公开的内容：发放统计（人数少于 5 的不公布）和经二人同意的信访结果；没有预警，没有姓名。"""
    from api.jobs.publishing import publish as run  # noqa: PLC0415

    with context.workspace() as workspace:
        manifest = run(workspace, folder)
    if as_json:
        context.put_json(manifest)
    else:
        context.put(f"已写出 {folder}：{'、'.join(manifest['files'])}；{manifest['suppressed']} 格因人数少没有公布数字")
    return DONE
