"""``scheduler`` and ``runs``: sweeps on a timetable, and what became of them."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli import context
from api.errors import DONE, say

if TYPE_CHECKING:
    from api.jobs.runs import Run


def register(app: typer.Typer) -> None:
    """Adds the commands of this module."""
    app.command("scheduler")(scheduler)
    app.command("runs")(runs)


def scheduler(
    once: Annotated[bool, typer.Option("--once", help="只补做现在该做的，做完即结束")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="与 --once 一起：输出一个 JSON 文档")] = False,
) -> int:
    """按 config.toml 的 schedule 定时比对、计算期限；载入之后也比对。一直运行，直到停止。"""
    from api.jobs import scheduler as timing  # noqa: PLC0415

    if once:
        with context.workspace() as workspace:
            settings = workspace.settings
        done = timing.catch_up(settings, _quiet if as_json else _tell)
        if as_json:
            context.put_json({"runs": [asdict(item) for item in done]})
        elif not done:
            context.put("现在没有该做的")
        return DONE
    say("定时服务已启动；按 Ctrl-C 停止")
    timing.run_forever(context.settings(), _tell)
    return DONE


def runs(
    as_json: Annotated[bool, typer.Option("--json", help="输出一个 JSON 文档")] = False,
    limit: Annotated[int, typer.Option("--limit", help="最近几次")] = 20,
) -> int:
    """最近的定时运行：何时、结果、原因、清单送到哪里。"""
    from api.jobs.runs import recorded  # noqa: PLC0415

    with context.workspace() as workspace:
        found = recorded(workspace, limit=limit)
    if as_json:
        context.put_json({"runs": [asdict(item) for item in found]})
    else:
        for item in found:
            _tell(item)
    return DONE


def _tell(run: Run) -> None:
    from api.casework.calendar import SHANGHAI  # noqa: PLC0415
    from api.jobs.runs import OUTCOME_WORDS, TASK_WORDS, TRIGGER_WORDS  # noqa: PLC0415

    words = f"{TASK_WORDS[run.task]}（{TRIGGER_WORDS[run.trigger]}）{OUTCOME_WORDS[run.outcome]}"
    counts = f"新增 {run.detail['opened']}，重新打开 {run.detail['reopened']}" if "opened" in run.detail else ""
    sent = "；".join(f"{way} {said}" for way, said in run.detail.get("sent", {}).items())
    parts = [f"{run.started.astimezone(SHANGHAI):%Y-%m-%d %H:%M}", words, run.reason, counts, sent]
    context.put("  ".join(part for part in parts if part))


def _quiet(_: Run) -> None:
    return None
