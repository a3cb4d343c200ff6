"""``load``, ``retract``, ``release``, ``rebuild``: what is in the graph."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.cli import context
from api.errors import DONE, FINDINGS

if TYPE_CHECKING:
    from api.jobs.loading import LoadReport

_OUTCOMES = {"loaded": "已载入", "unchanged": "未变", "held": "待定", "rejected": "拒收"}
_SHOWN = 20


def register(app: typer.Typer) -> None:
    """Adds the commands of this module."""
    app.command("load")(load)
    app.command("retract")(retract)
    app.command("release")(release)
    app.command("rebuild")(rebuild)


def load(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH…", help="部门文件或文件夹", show_default=False)],
    kind: Annotated[str | None, typer.Option(help="文件种类，表头认不出来时指明")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="输出一个 JSON 文档")] = False,
) -> int:
    """读取部门文件：逐个识别种类，报告读了多少行、载入多少、拒收哪些，并更新图谱。"""
    from api.jobs.loading import load as run  # noqa: PLC0415

    with context.workspace(create=True) as workspace, context.progress() as progress:
        report = run(workspace, paths, kind=kind, progress=progress)
    if as_json:
        context.put_json({"files": report.files, "data_version": report.data_version})
    else:
        _print_report(report)
    return DONE if report.complete else FINDINGS


def retract(
    file: Annotated[str, typer.Argument(metavar="FILE-OR-HASH", help="文件名或 SHA-256 的开头（至少 8 位）")],
) -> int:
    """撤回一个文件：只靠它成立的事实全部退出图谱。"""
    from api.jobs.retracting import retract as run  # noqa: PLC0415

    with context.workspace() as workspace, context.progress() as progress:
        name, version = run(workspace, file, progress=progress)
    context.put(f"已撤回 {name}；数据版本 {version or '（不变）'}")
    return DONE


def release(
    file: Annotated[str, typer.Argument(metavar="FILE-OR-HASH", help="文件名或 SHA-256 的开头（至少 8 位）")],
    how: Annotated[str | None, typer.Option("--as", metavar="part|replace",
                                            help="part：与先前的文件并存；replace：取代先前的文件")] = None,
) -> int:
    """放行一个待定的文件。"""
    from api.jobs.retracting import release as run  # noqa: PLC0415

    with context.workspace() as workspace, context.progress() as progress:
        name, version = run(workspace, file, how, progress=progress)
    context.put(f"已放行 {name}；数据版本 {version}")
    return DONE


def rebuild(
    to: Annotated[str | None, typer.Option("--to", metavar="DATA_VERSION", help="重建到先前的数据版本")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="输出一个 JSON 文档")] = False,
) -> int:
    """用保存的原始文件和日志重建图谱，并与现有图谱逐表比较。"""
    from api.jobs.rebuilding import rebuild as run  # noqa: PLC0415

    with context.workspace() as workspace, context.progress() as progress:
        result = run(workspace, to, progress=progress)
    if as_json:
        context.put_json({"data_version": result.data_version, "compared": result.compared,
                          "equal": result.equal, "differences": result.differences})
    else:
        context.put(result.sentence)
        for line in result.differences:
            context.put(f"  {line}")
    return DONE if result.equal or not result.compared else FINDINGS


def _print_report(report: LoadReport) -> None:
    for file in report.files:
        _print_file(file)
    _print_flags([file for file in report.files if not file["unchanged"]])
    outcomes = [file["outcome"] for file in report.files]
    counts = "，".join(f"{words} {outcomes.count(name)} 个" for name, words in _OUTCOMES.items()
                      if name in outcomes)
    context.put(f"共 {len(outcomes)} 个文件：{counts}。数据版本 {report.data_version or '（尚无）'}")
    if "held" in outcomes:
        context.put("待定的文件没有生效：用 qinqing release 文件 --as part|replace 决定，或更正后重新载入。")


def _print_file(file: dict[str, Any]) -> None:
    money = f"，金额 {file['amount_fen'] / 100:,.2f} 元" if file["amount_fen"] else ""
    context.put(f"{_OUTCOMES[file['outcome']]}  {file['path']}  [{file['kind'] or '种类不明'}]  "
                f"读 {file['rows']} 行：载入 {file['loaded']}，非数据 {file['structural']}，拒收 {file['rejected']}，"
                f"有提示 {file['flagged']}{money}")
    if file["reason"]:
        context.put(f"      {file['reason']}")
    if file["unmapped_columns"]:
        context.put(f"      没有用到的列：{'、'.join(file['unmapped_columns'])}")
    if not file["unchanged"]:
        _print_issues(file["issues"])


def _print_issues(issues: list[dict[str, Any]]) -> None:
    """Rejections in full up to a screenful: the whole list is in ``--json``."""
    rejected = [issue for issue in issues if issue["severity"] == "reject" and issue["row"] is not None]
    for issue in rejected[:_SHOWN]:
        context.put(f"      {_where(issue)}{issue['message']}")
    if len(rejected) > _SHOWN:
        context.put(f"      ……另有 {len(rejected) - _SHOWN} 条拒收，见 --json")


def _print_flags(files: list[dict[str, Any]]) -> None:
    """Flags of all files together, one line each kind: how often, and where first."""
    groups: dict[str, list[tuple[dict[str, Any], dict[str, Any]]]] = {}
    for file in files:
        for issue in file["issues"]:
            if issue["severity"] != "reject" and issue["message"] != file["reason"]:
                groups.setdefault(issue["message"], []).append((file, issue))
    if groups:
        context.put("提示（已载入，逐行清单见 --json）：")
    for message, found in sorted(groups.items(), key=lambda group: -len(group[1])):
        file, issue = found[0]
        first = f"{Path(file['path']).name} {_where(issue)}".rstrip("： ")
        context.put(f"  {message}  ——  {len({id(f) for f, _ in found})} 个文件 {len(found)} 处，首见 {first}")


def _where(issue: dict[str, Any]) -> str:
    forms = {"sheet": "{} 表", "row": "第 {} 行", "column": "“{}”列", "value": "（{}）"}
    text = "".join(form.format(issue[name]) for name, form in forms.items() if issue[name])
    return f"{text}：" if text else ""
