"""``decide``, ``history``, ``attach``, ``reminders``: what people decide about a warning, and what became of it."""

from __future__ import annotations

from dataclasses import asdict
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Annotated

import typer

from api.casework.particulars import Particulars, Result, read_label
from api.cli import context
from api.cli.days import read_day
from api.errors import DONE, say
from graph.errors import InputError

_JSON = Annotated[bool, typer.Option("--json", help="输出一个 JSON 文档")]
_KEY = Annotated[str, typer.Argument(metavar="KEY", help="预警编号，或其开头（至少 6 位）")]


def register(app: typer.Typer) -> None:
    """Adds the commands of this module."""
    app.command("decide")(decide)
    app.command("history")(history)
    app.command("attach")(attach)
    app.command("reminders")(reminders)
    app.command("form")(form)
    app.command("import-decisions")(import_decisions)


def decide(  # noqa: PLR0913, PLR0917 - one option a particular; each action takes its own
    key: _KEY,
    action: Annotated[str, typer.Argument(metavar="ACTION", help="triage dismiss assign … close；写错时列出全部")],
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="理由（必填）；反馈时是核查依据")] = "",
    unit: Annotated[str, typer.Option("--unit", help="assign：承办单位")] = "",
    handler: Annotated[str | None, typer.Option("--handler", help="assign：承办人账号")] = None,
    task: Annotated[str, typer.Option("--task", help="assign：要核查什么")] = "",
    due: Annotated[str | None, typer.Option(
        "--due", metavar="YYYY-MM-DD", help="assign、rectify：办结期限；snooze：暂缓到哪一天")] = None,
    code: Annotated[str | None, typer.Option("--code", help="dismiss、report：原因 F01…F15 entitled …")] = None,
    into: Annotated[str | None, typer.Option("--into", help="merge：并入哪一件")] = None,
    part: Annotated[str | None, typer.Option("--part", help="split：拆出哪一件")] = None,
    ground: Annotated[str | None, typer.Option("--ground", help="extend：abroad、court 或 disaster")] = None,
    days: Annotated[int | None, typer.Option("--days", help="extend、grant：延长几个工作日")] = None,
    result: Annotated[str | None, typer.Option(
        "--result", help="report：属实、部分属实、不属实、数据错误、无法认定")] = None,
    amount: Annotated[str | None, typer.Option("--amount", metavar="元", help="report：属实金额")] = None,
    recovered: Annotated[str | None, typer.Option("--recovered", metavar="元", help="report、finish：追缴金额")] = None,
    also: Annotated[list[str] | None, typer.Option(
        "--also", metavar="疑点=结果[=元]", help="report：并入的其他疑点的结果，可写多次")] = None,
    remedy: Annotated[str, typer.Option("--remedy", help="finish：整改情况")] = "",
    evidence: Annotated[list[str] | None, typer.Option("--evidence", help="reopen：新证据的种类，可写多次")] = None,
    tier: Annotated[str | None, typer.Option("--tier", help="retier：red orange yellow blue")] = None,
    as_json: _JSON = False,
) -> int:
    """处理一件预警：研判、排除、交办、核查……销号；也用于暂缓、备注、调整等级、合并与拆分。"""
    from api.casework.transitions import STATUS_WORDS, Status  # noqa: PLC0415
    from api.jobs.deciding import decide as run  # noqa: PLC0415

    own = [] if result is None else [Result(read_label(result), reason, "", code, _fen(amount), _fen(recovered) or 0)]
    given = Particulars(
        unit=unit, handler=handler, task=task, due_on=read_day("--due", due), code=code, into=into, part=part,
        ground=ground, days=days, results=(*own, *(_also(text, reason) for text in also or ())), remedy=remedy,
        recovered_fen=_fen(recovered), evidence=tuple(evidence or ()), tier=tier)
    with context.workspace() as workspace:
        done = run(workspace, key, action, reason=reason, given=given)
    for sentence in done.unsaid:
        say(f"注意，没有写明，已记入经过：{sentence}")
    if as_json:
        context.put_json({"key": key, "passed": done.passed, "status": done.status})
    else:
        context.put(f"{done.number or done.key}：{' → '.join(STATUS_WORDS[Status(s)] for s in done.passed)}")
    return DONE


def history(key: _KEY, as_json: _JSON = False) -> int:
    """一件预警的全部经过。"""
    from api.casework.transitions import STATUS_WORDS, Status  # noqa: PLC0415
    from api.jobs.casefile import case_history  # noqa: PLC0415

    with context.workspace() as workspace:
        events = case_history(workspace, key)
    if as_json:
        context.put_json({"history": [asdict(event) for event in events]})
        return DONE
    for event in events:
        now = STATUS_WORDS[Status(event.after)] if event.after else ""
        context.put(f"{event.at:%Y-%m-%d %H:%M}  {event.words}（{now}）  {event.actor}  {event.reason}")
    return DONE


def attach(
    key: _KEY,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="凭证、笔录、照片等")],
    as_json: _JSON = False,
) -> int:
    """给一件预警加附件，加密保存。"""
    from api.jobs.casefile import attach as run  # noqa: PLC0415

    with context.workspace() as workspace:
        kept = run(workspace, key, file.name, file.read_bytes())
    if as_json:
        context.put_json({"id": kept.id, "sha256": kept.sha256, "size": kept.size, "media_type": kept.media_type})
    else:
        context.put(f"已保存附件 {kept.id}（{kept.media_type}，{kept.size:,} 字节）")
    return DONE


def reminders(as_json: _JSON = False) -> int:
    """还没有人看过的期限提醒：临期、逾期、严重逾期。"""
    from api.casework.clock import KIND_WORDS, LEVEL_WORDS  # noqa: PLC0415
    from api.jobs.casefile import waiting_reminders  # noqa: PLC0415

    with context.workspace() as workspace:
        waiting = waiting_reminders(workspace)
    if as_json:
        context.put_json({"reminders": [asdict(item) for item in waiting]})
        return DONE
    for item in waiting:
        context.put(f"{item.due_on}  {KIND_WORDS[item.kind]}  {item.object}  "
                    f"{LEVEL_WORDS[item.level]} {item.unit} {item.account or ''}".rstrip())
    context.put(f"共 {len(waiting)} 条")
    return DONE


def form(
    key: _KEY,
    kind: Annotated[str, typer.Argument(metavar="KIND", help="check 线索核查表，referral 线索移交单")],
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE.docx", help="写到哪里")] = None,
    unmasked: Annotated[bool, typer.Option("--unmasked", help="显示完整姓名和号码；须写明理由，留痕")] = False,
    reason: Annotated[str | None, typer.Option("--reason", metavar="TEXT", help="理由")] = None,
) -> int:
    """写出一件预警的线索核查表或线索移交单（.docx）。"""
    from api.jobs.casefile import write_form  # noqa: PLC0415

    target = out or Path(f"{kind}-{key}.docx")
    with context.workspace() as workspace:
        write_form(workspace, key, kind, target, reason=context.why(unmasked, reason))
    context.put(f"已写出 {target}")
    return DONE


def import_decisions(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="以往处置清单 .xlsx 或 .csv")],
    as_json: _JSON = False,
) -> int:
    """导入以往的处置：不属实的排除相应预警，属实的记入经过；还没有预警的等以后的比对。"""
    from api.jobs.earlier_lists import import_decisions as run  # noqa: PLC0415

    with context.workspace() as workspace:
        done = run(workspace, file)
    if as_json:
        context.put_json(asdict(done))
    else:
        context.put(f"导入 {done.stored} 条：排除 {done.dismissed} 件，记入经过 {done.noted} 件，"
                    f"另有 {done.waiting} 条等以后的比对")
    return DONE


def _also(text: str, note: str) -> Result:
    """``KEY=LABEL`` or ``KEY=LABEL=YUAN``: the result of a finding that was merged into this warning."""
    finding, _, rest = text.partition("=")
    label, _, amount = rest.partition("=")
    if not finding or not label:
        raise InputError(f"--also 应写成 疑点=结果 或 疑点=结果=金额，收到“{text}”")
    return Result(read_label(label), note, finding, None, _fen(amount or None))


def _fen(text: str | None) -> int | None:
    """Yuan as typed, in 分. Raises InputError for what is no amount with at most two decimals."""
    if text is None:
        return None
    try:
        amount = Decimal(text.replace(",", "")) * 100
    except InvalidOperation:
        amount = Decimal("0.5")
    if amount != amount.to_integral_value() or not amount.is_finite():
        raise InputError(f"金额应是以元为单位的数字，最多两位小数，收到“{text}”")
    return int(amount)

