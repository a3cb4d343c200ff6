"""``expand``: the relation view of one person, account or organization."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from api.cli import context
from api.errors import DONE


def register(app: typer.Typer) -> None:
    """Adds the commands of this module."""
    app.command("expand")(expand)


def expand(
    key: Annotated[str, typer.Argument(metavar="ID", help="人员、账户或单位的键，或身份证号")],
    hops: Annotated[int, typer.Option(help="展开几层，1 到 3")] = 2,
    as_json: Annotated[bool, typer.Option("--json", help="输出一个 JSON 文档")] = False,
    html: Annotated[Path | None, typer.Option(metavar="FILE", help="写成一个自带全部内容的网页")] = None,
    graphml: Annotated[Path | None, typer.Option(metavar="FILE", help="写成 GraphML")] = None,
    ftm: Annotated[Path | None, typer.Option(metavar="FILE", help="写成 FollowTheMoney 的逐行 JSON")] = None,
) -> int:
    """一个人、账户或单位周围的关系，按重要程度取舍，写明没有展开多少。"""
    from api.jobs.relation_page import Formats  # noqa: PLC0415
    from api.jobs.relation_page import expand as run  # noqa: PLC0415

    with context.workspace() as workspace:
        picture = run(workspace, key, hops=hops, formats=Formats(html, graphml, ftm))
    if as_json:
        context.put_json({"root": picture.root, "nodes": [asdict(n) for n in picture.nodes],
                          "edges": [asdict(e) for e in picture.edges], "left_out": dict(picture.left_out)})
        return DONE
    for target in (html, graphml, ftm):
        if target:
            context.put(f"已写出 {target}")
    hidden = sum(count for _, count in picture.left_out)
    context.put(f"{len(picture.nodes)} 个对象，{len(picture.edges)} 条关系，未展开 {hidden} 条")
    if not (html or graphml or ftm):
        names = {node.key: node.name for node in picture.nodes}
        for edge in picture.edges:
            context.put(f"  {names[edge.start]} —{edge.words or edge.kind}→ {names[edge.end]}")
    return DONE
