"""``demo``, ``synth``, ``template``, ``doctor``, ``audit``: around the workspace."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.cli import context
from api.cli.serving import serve
from api.errors import DONE, FINDINGS
from graph.errors import InputError

_MARKS = {"ok": "正常", "warn": "注意", "bad": "有误"}


def register(app: typer.Typer) -> None:
    """Adds the commands of this module."""
    app.command("demo")(demo)
    app.command("synth")(synth)
    app.command("template")(template)
    app.command("doctor")(doctor)
    audit = typer.Typer(help="审计日志", no_args_is_help=True)
    audit.command("verify")(audit_verify)
    app.add_typer(audit, name="audit")


def demo(
    no_serve: Annotated[bool, typer.Option("--no-serve", help="做完即结束")] = False,
    port: Annotated[int, typer.Option(help="网页服务的端口")] = 8765,
    preset: Annotated[str, typer.Option(help="village 或 town：多大的地方")] = "town",
) -> int:
    """造一个虚构的乡镇，载入、运行规则、列出线索，写出第一条线索的关系图，并打开网页服务。"""
    from api.cli.tables import print_sweep  # noqa: PLC0415
    from api.jobs.demo import demo as run  # noqa: PLC0415

    with context.progress() as progress:
        shown = run(context.settings(), progress=progress, preset=preset)
    print_sweep(shown.record, shown.warnings, shown.changes)
    context.put(f"虚构数据在 {shown.data}（answers.json 是答案），工作区 {shown.home}")
    if shown.page:
        context.put(f"第一条线索的关系图：{shown.page}")
    login = shown.login
    context.put(f"网页登录：账号 {login.account}，口令 {login.password}，"
                f"一次性密码（每个用一次）{'　'.join(login.codes[:4])}")
    if no_serve:
        context.put(f"打开网页：qinqing --home {shown.home} serve --port {port}")
        return DONE
    return serve(host="127.0.0.1", port=port, https=False)


def synth(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="写到哪个新文件夹")],
    preset: Annotated[str, typer.Option(help="village、town、county 或 city")] = "town",
    seed: Annotated[int, typer.Option(help="随机种子：同一种子写出同样的文件")] = 1,
    mess: Annotated[str, typer.Option(help="none、normal 或 heavy")] = "normal",
) -> int:
    """写出一个虚构地方的部门文件，埋有线索、无辜的相似情形和脏数据，答案在 answers.json。"""
    from loaders.processes import pool  # noqa: PLC0415
    from loaders.synthetic import write_county  # noqa: PLC0415

    with context.progress() as progress, pool() as processes:
        try:
            answers = write_county(folder, preset=preset, seed=seed, mess=mess, pool=processes,
                                   progress=lambda done, total, name: progress(f"虚构 {name}", done, total))
        except (ValueError, FileExistsError) as error:
            raise InputError(str(error)) from error
    totals = answers["totals"]
    context.put(f"已写出 {totals['files']} 个文件到 {folder}：{totals['persons']:,} 人，{totals['payments']:,} 笔发放，"
                f"线索 {len(answers['planted'])} 处，无辜的相似情形 {len(answers['innocent'])} 处（见 answers.json）")
    return DONE


def template(
    kind: Annotated[str, typer.Argument(metavar="KIND", help="文件种类，如 cadres、rosters")],
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE.xlsx", help="写到哪里（默认 KIND.xlsx）")] = None,
) -> int:
    """一个文件种类的空表，带表头、示例和每列的填写要求。"""
    from loaders.template import write_template  # noqa: PLC0415

    target = out or Path(f"{kind}.xlsx")
    write_template(kind, target)
    context.put(f"已写出 {target}")
    return DONE


def doctor(as_json: Annotated[bool, typer.Option("--json", help="输出一个 JSON 文档")] = False) -> int:
    """检查安装、密钥、图谱、原始文件、审计链和数据的新旧。"""
    from api.jobs import doctoring  # noqa: PLC0415

    settings = context.settings()
    found = doctoring.examine_installation()
    if settings.exists:
        found += doctoring.examine_folder(settings)
        with context.workspace() as workspace:
            found += doctoring.examine(workspace)
    else:
        found.append(doctoring.Finding("工作区", "warn", f"{settings.home} 还不是工作区"))
    if as_json:
        context.put_json({"findings": [{"topic": f.topic, "grade": f.grade, "words": f.words} for f in found]})
    else:
        for finding in found:
            context.put(f"{_MARKS[finding.grade]}  {finding.topic}：{finding.words}")
    return FINDINGS if any(f.grade == "bad" for f in found) else DONE


def audit_verify(as_json: Annotated[bool, typer.Option("--json", help="输出一个 JSON 文档")] = False) -> int:
    """逐条核对审计日志的哈希链。"""
    with context.workspace() as workspace:
        verified = workspace.audit.verify()
    if as_json:
        context.put_json({"entries": verified.entries, "head": verified.head, "broken": verified.broken,
                          "reason": verified.reason})
    elif verified.broken is None:
        context.put(f"审计日志 {verified.entries} 条，链完整；链头 {verified.head}")
    else:
        context.put(f"审计日志从第 {verified.broken} 条起不可信：{verified.reason}")
    return DONE if verified.broken is None else FINDINGS
