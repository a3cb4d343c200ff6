"""``candidates``, ``persons``: what a human must decide about persons and ties."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from api.cli import context
from api.errors import DONE

_JSON = Annotated[bool, typer.Option("--json", help="输出一个 JSON 文档")]
_REASON = Annotated[str, typer.Option("--reason", metavar="TEXT", help="依据（必填）")]
_PERSON = "人员键或身份证号"
_KINDS = {"same": "是否同一人", "tie": "什么关系"}


def register(app: typer.Typer) -> None:
    """Adds the commands of this module."""
    candidates = typer.Typer(help="等人确认的关系和身份", no_args_is_help=True)
    candidates.command("list")(list_candidates)
    candidates.command("confirm")(confirm)
    candidates.command("reject")(reject)
    persons = typer.Typer(help="人员的合并与拆分", no_args_is_help=True)
    persons.command("list")(list_decisions)
    persons.command("merge")(merge)
    persons.command("split")(split)
    persons.command("undo")(undo)
    app.add_typer(candidates, name="candidates")
    app.add_typer(persons, name="persons")


def list_candidates(as_json: _JSON = False) -> int:
    """列出等人确认的：两条记录是否同一人；共用电话、地址、账户的两人是什么关系。"""
    from api.jobs.decisions import candidates  # noqa: PLC0415
    from graph.identifiers import mask_name  # noqa: PLC0415

    with context.workspace() as workspace:
        found = candidates(workspace)
    if as_json:
        context.put_json({"candidates": [{**asdict(c), "a_name": mask_name(c.a_name),
                                          "b_name": mask_name(c.b_name)} for c in found]})
        return DONE
    for c in found:
        context.put(f"{c.id}  {_KINDS[c.kind]}  {mask_name(c.a_name)}（{c.a}） — {mask_name(c.b_name)}（{c.b}）："
                    f"{c.reason}")
    context.put(f"共 {len(found)} 条；用 qinqing candidates confirm|reject 编号 --reason 依据 决定")
    return DONE


def confirm(
    candidate: Annotated[str, typer.Argument(metavar="ID", help="编号（至少 6 位）")],
    relation: Annotated[str | None, typer.Option("--relation", metavar="parent|spouse|sibling",
                                                 help="关系；parent 表示前者是后者的父母")] = None,
    reason: _REASON = "",
) -> int:
    """确认一条：成为图谱中的事实，来源是这一决定。"""
    from api.jobs.decisions import confirm as run  # noqa: PLC0415

    with context.workspace() as workspace, context.progress() as progress:
        version = run(workspace, candidate, relation, reason=reason, progress=progress)
    context.put(f"已确认 {candidate}；数据版本 {version}")
    return DONE


def reject(candidate: Annotated[str, typer.Argument(metavar="ID", help="编号（至少 6 位）")],
           reason: _REASON = "") -> int:
    """否定一条：以后不再提出。"""
    from api.jobs.decisions import reject as run  # noqa: PLC0415

    with context.workspace() as workspace, context.progress() as progress:
        version = run(workspace, candidate, reason=reason, progress=progress)
    context.put(f"已否定 {candidate}；数据版本 {version}")
    return DONE


def list_decisions(as_json: _JSON = False) -> int:
    """列出有效的人工决定及其编号。"""
    from api.jobs.decisions import decisions  # noqa: PLC0415

    with context.workspace() as workspace:
        found = decisions(workspace)
    if as_json:
        context.put_json({"decisions": [{"seq": e.seq, "kind": e.kind, "at": e.at.isoformat(), "actor": e.actor,
                                         **e.payload} for e in found]})
        return DONE
    words = {"merge": "合并", "split": "拆分", "confirm": "确认", "reject": "否定"}
    for e in found:
        relation = f"（{e.payload['relation']}）" if e.payload.get("relation") else ""
        context.put(f"{e.seq}  {words[e.kind]}{relation}  {e.payload['a']}  {e.payload['b']}  {e.payload['reason']}")
    context.put(f"共 {len(found)} 条；用 qinqing persons undo 编号 --reason 依据 撤销")
    return DONE


def merge(
    a: Annotated[str, typer.Argument(metavar="A", help=_PERSON)],
    b: Annotated[str, typer.Argument(metavar="B", help=_PERSON)],
    reason: _REASON = "",
) -> int:
    """A 就是 B：A 的事实都归 B。"""
    from api.jobs.decisions import merge as run  # noqa: PLC0415

    with context.workspace() as workspace, context.progress() as progress:
        version = run(workspace, a, b, reason=reason, progress=progress)
    context.put(f"已合并；数据版本 {version}")
    return DONE


def split(
    a: Annotated[str, typer.Argument(metavar="A", help=_PERSON)],
    b: Annotated[str, typer.Argument(metavar="B", help=_PERSON)],
    reason: _REASON = "",
) -> int:
    """A 和 B 是两个人。"""
    from api.jobs.decisions import split as run  # noqa: PLC0415

    with context.workspace() as workspace, context.progress() as progress:
        version = run(workspace, a, b, reason=reason, progress=progress)
    context.put(f"已拆分；数据版本 {version}")
    return DONE


def undo(
    seq: Annotated[int, typer.Argument(metavar="SEQ", help="决定的编号，见 qinqing persons list")],
    reason: _REASON = "",
) -> int:
    """撤销一条人工决定。"""
    from api.jobs.decisions import undo as run  # noqa: PLC0415

    with context.workspace() as workspace, context.progress() as progress:
        version = run(workspace, seq, reason=reason, progress=progress)
    context.put(f"已撤销第 {seq} 条；数据版本 {version}")
    return DONE
