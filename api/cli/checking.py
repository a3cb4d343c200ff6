"""``check``: a payment roster before it is paid."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from api.cli import context
from api.errors import DONE, FINDINGS
from graph.errors import InputError


def register(app: typer.Typer) -> None:
    """Adds the commands of this module."""
    app.command("check")(check)


def check(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="一份尚未发放的清册")],
    as_json: Annotated[bool, typer.Option("--json", help="输出一个 JSON 文档")] = False,
    unmasked: Annotated[bool, typer.Option("--unmasked", help="显示完整姓名；须写明理由，留痕")] = False,
    reason: Annotated[str | None, typer.Option("--reason", metavar="TEXT", help="理由")] = None,
) -> int:
    """发放前核查：逐行给出结论，再给全表一个结论。有建议暂缓的行时退出码为 1。"""
    from api.jobs.checking import check as run  # noqa: PLC0415

    if unmasked and not (reason or "").strip():
        raise InputError("查看完整姓名必须写明理由：--unmasked --reason \"…\"")
    if reason is not None and not unmasked:
        raise InputError("--reason 只与 --unmasked 一起用")
    if not file.is_file():
        raise InputError(f"找不到 {file}；请检查路径")
    with context.workspace() as workspace, context.progress() as progress:
        answer = run(workspace, file, reason=reason if unmasked else None, progress=progress)
    if as_json:
        context.put_json(answer)
    else:
        _print(answer)
    return FINDINGS if answer["roster"]["hold"] else DONE


def _print(answer: Mapping[str, Any]) -> None:
    from api.checks.verdicts import VERDICT_WORDS  # noqa: PLC0415
    from viz.style import STANCE  # noqa: PLC0415

    roster = answer["roster"]
    context.put(f"全表：{VERDICT_WORDS[roster['verdict']]}。共 {roster['rows']} 行：建议暂缓 {roster['hold']}，"
                f"建议复核 {roster['review']}，数据不足 {roster['insufficient_data']}。")
    for row in answer["rows"]:
        if row["verdict"] == "clear" and not row["findings"]:
            continue
        reason = f"（{row['reason']}）" if row["reason"] else ""
        context.put(f"  {row['sheet']} 第 {row['row']} 行 {row['name']}：{VERDICT_WORDS[row['verdict']]}{reason}")
        for finding in row["findings"]:
            due = f"；缺{finding['missing_filing']}" if finding["missing_filing"] else ""
            context.put(f"      {finding['rule']}{finding['limb'] or ''} {finding['explanation']}{due}")
    if roster["missing_filings"]:
        context.put(f"需要补办近亲属备案的行：{'、'.join(str(number) for number in roster['missing_filings'])}")
    for one in roster["concentration"]:
        if one["verdict"] == "favoured":
            context.put(f"{one['village_name']}{one['year']}年{one['program_name']}：最近一次比对中，"
                        f"{one['chosen']} 个名额有 {one['kin']} 个给了时任干部的亲属，按机会约 {one['expected']} 个")
    for rule in roster["not_run"]:
        context.put(f"未能完整运行 {rule['rule']}{rule['limb'] or ''}：{rule['reason'] or ''}")
    context.put(STANCE)
