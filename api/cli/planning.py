"""``queue``, ``coverage``: where to go this week, and what was checked at all."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated, Any

import typer

from api.cli import context
from api.errors import DONE

_JSON = Annotated[bool, typer.Option("--json", help="输出一个 JSON 文档")]


def register(app: typer.Typer) -> None:
    """Adds the commands of this module."""
    app.command("queue")(queue)
    app.command("coverage")(coverage)


def queue(
    capacity: Annotated[int, typer.Option("--capacity", metavar="N", help="本周能核查几件")],
    as_json: _JSON = False,
    unmasked: Annotated[bool, typer.Option("--unmasked", help="显示完整姓名；须写明理由，留痕")] = False,
    reason: Annotated[str | None, typer.Option("--reason", metavar="TEXT", help="理由")] = None,
) -> int:
    """本周核查安排：先去哪几件，略去了哪些、为什么。"""
    from api.jobs.planning import queue as run  # noqa: PLC0415

    with context.workspace() as workspace:
        answer = run(workspace, capacity, reason=context.why(unmasked, reason))
    if as_json:
        context.put_json(answer)
    else:
        context.put("\n".join(_queue_lines(answer)))
    return DONE


def coverage(
    as_json: _JSON = False,
    xlsx: Annotated[Path | None, typer.Option("--xlsx", metavar="FILE", help="写成 .xlsx")] = None,
) -> int:
    """覆盖情况：每个村、每个项目查了什么，数据截至哪天，哪些没能查。"""
    from api.jobs.covering import cover  # noqa: PLC0415

    with context.workspace() as workspace:
        answer = cover(workspace)
    if xlsx:
        from api.casework.coverage_workbook import write_coverage  # noqa: PLC0415
        from api.casework.sheets import Stamp  # noqa: PLC0415

        write_coverage(answer, xlsx, Stamp(workspace.actor))
    if as_json:
        context.put_json(answer)
    else:
        context.put("\n".join([*_coverage_lines(answer), *([f"已写入 {xlsx}"] if xlsx else [])]))
    return DONE


def _queue_lines(answer: dict[str, Any]) -> list[str]:
    lines = [f"{number:>3}. 〔{_TIERS[v['tier']]}〕{v['title']}（{len(v['warnings'])} 条预警，"
             f"{v['amount_fen'] / 100:,.2f} 元，预期核实 {v['expected']:.2f} 件，编号 {v['case'][:8]}）"
             for number, v in enumerate(answer["visits"], 1)]
    left = answer["left_out"]
    lines.append(f"安排 {len(answer['visits'])} 件，预期核实 {answer['expected_findings']:g} 件。"
                 f"未安排 {left['cases']} 件（{_counts(left['by_tier'])}）。")
    return lines + [f"     未安排 {one['case'][:8]} {one['title']}：{one['why']}" for one in left["first"][:5]]


def _coverage_lines(answer: dict[str, Any]) -> list[str]:
    states = Counter(row["state_words"] for row in answer["rows"])
    lines = [f"{words}：{count} 处" for words, count in states.most_common()]
    missing = Counter((n["rule"], n["reason"]) for row in answer["rows"] for n in row["not_run"])
    lines += [f"  {rule} 在 {count} 处未查：{reason}" for (rule, reason), count in missing.most_common(10)]
    lines.append(f"共 {len(answer['rows'])} 处（村 × 项目），按 {answer['sweep']['as_of']} 的全县比对；"
                 "未运行不等于没有问题。逐处情况请用 --xlsx 或 --json。")
    return lines


_TIERS = {"red": "红", "orange": "橙", "yellow": "黄", "blue": "蓝"}


def _counts(by_tier: dict[str, int]) -> str:
    return "，".join(f"{words} {by_tier[tier]}" for tier, words in _TIERS.items() if by_tier.get(tier)) or "无"
