"""Writes the generated pages of the documentation, or checks that they are fresh (``--check``).

    python -m docs.generate            write docs/data-dictionary.md, docs/rules.md, docs/files.md, docs/commands.md,
                                       docs/configuration.md, docs/openapi.json, neo4j-conf/schema.cypher
    python -m docs.generate --check    exit 1 and name the stale page
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from tempfile import TemporaryDirectory

import typer.main
from typer.core import TyperCommand

from api.settings import SECTIONS, TOP_KEYS
from cypher.catalog import load_catalog
from cypher.rule import FAMILIES, Param, Rule
from graph.engines.neo4j.ddl import schema_text
from graph.schema import NODES, RELATIONS, NodeType, Property, RelationType
from loaders.source import Field, Form, all_sources

DOCS = Path(__file__).parent
NOTE = "<!-- written by `make docs`; do not edit -->\n"


def data_dictionary() -> str:
    """Every label and relation of the graph."""
    parts = ["# Data dictionary\n", NOTE, "Money is integer 分; an open end of an interval is null.\n\n## Nodes\n"]
    parts += [_node(node) for node in NODES]
    parts.append("## Relations\n")
    parts += [_relation(relation) for relation in RELATIONS]
    return "\n".join(parts)


def _node(node: NodeType) -> str:
    return f"### {node.label}\n{node.description}\n\n{_properties(node.properties)}"


def _relation(relation: RelationType) -> str:
    heading = f"### {relation.start} —{relation.name}→ {relation.end}"
    return f"{heading}\n{relation.description}\n\n{_properties(relation.properties)}"


def _properties(properties: tuple[Property, ...]) -> str:
    rows = [f"| `{p.name}` | {p.type.value} | {p.description} |" for p in properties]
    return "\n".join(["| property | type | meaning |", "| --- | --- | --- |", *rows]) + "\n"


_RULES_HEAD = """\
A hit is a question put to a person, never a finding of misconduct. The confirmed share a rule promises stands here; the
share an office measured by its own checks is told by `qinqing rules show` once twenty of its findings are decided.
"""


def rules() -> str:
    """Every rule file, by family."""
    parts = ["# Rule catalogue\n", NOTE, _RULES_HEAD]
    for family, words in FAMILIES.items():
        members = [rule for rule in load_catalog().rules if rule.family == family]
        if members:
            parts += [f"## {words} `{family}`\n", *map(_rule, members)]
    return "\n".join(parts)


def _rule(rule: Rule) -> str:
    meta = rule.meta
    promised = "未承诺" if meta.precision is None else f"{meta.precision:.0%}"
    facts = (f"状态 {meta.status} · 版本 {meta.version} · 起始等级 {meta.tier.value} · "
             f"证据 {'、'.join(meta.evidence)} · 标识 {'、'.join(meta.identity)} · 预期核实 {promised}")
    lines = [f"### {rule.name} {rule.title}", facts, "",
             f"- 参数：{'；'.join(_param(name, p) for name, p in meta.params.items()) or '无'}",
             f"- 已防的误报：{'；'.join(fp.words for fp in meta.false_positives) or '无'}",
             f"- 法规：{'、'.join(f'`{key}`' for key in meta.legal) or '无'}",
             f"- 核查：{'；'.join(meta.verify)}", ""]
    return "\n".join(lines)


def _param(name: str, param: Param) -> str:
    default = "没有默认，须由县里设置" if param.default is None else f"默认 {param.default}"
    return f"`{name}` {param.words}（{default}{'，待县里确认' if param.proposal else ''}）"


def files() -> str:
    """Every file kind with the headings it accepts."""
    parts = ["# Department files\n", NOTE, "`qinqing template KIND` writes an empty form of a kind.\n"]
    for source in all_sources().values():
        parts += [f"## {source.title} `{source.kind}`\n", f"来自{source.department} · 模式 {source.mode}\n"]
        parts += [_form(form) for form in source.forms.values()]
    return "\n".join(parts)


def _form(form: Form) -> str:
    rows = [f"| `{name}` | {field.type} | {_needed(field)} | {'、'.join(field.headings)} |"
            for name, field in form.fields.items()]
    head = ["| 字段 | 类型 | 必填 | 认得的表头 |", "| --- | --- | --- | --- |"]
    return "\n".join([f"**{form.title}**\n", *head, *rows, ""])


def _needed(field: Field) -> str:
    return "是" if field.required else f"{field.group} 之一" if field.group else ""


def commands() -> str:
    """Every command with its own help text."""
    from api.cli.main import application  # noqa: PLC0415 - only this page needs the command line

    group = typer.main.get_command(application())
    parts = ["# Commands\n", NOTE]
    parts += [_command(command, path) for path, command in sorted(_walk(group, "qinqing"))]
    return "\n".join(parts)


def _walk(command: TyperCommand, path: str) -> list[tuple[str, TyperCommand]]:
    children = getattr(command, "commands", None)
    if not children:
        return [(path, command)]
    return [found for name, child in children.items() for found in _walk(child, f"{path} {name}")]


def _command(command: TyperCommand, path: str) -> str:
    arguments = " ".join(p.metavar or p.name.upper() for p in command.params if p.param_type_name == "argument")
    options = [f"- `{' '.join(p.opts)}` {getattr(p, 'help', '') or ''}" for p in command.params
               if p.param_type_name == "option"]
    heading = f"## `{path} {arguments}`" if arguments else f"## `{path}`"
    return "\n".join([heading, (command.help or "").strip(), "", *options, ""])


_CONFIGURATION_HEAD = """\
`config.toml` 放在工作区里；每一项都可以不写。先看命令行选项，再看环境变量，再看 `config.toml`，最后用默认值。
不认识的项和写错的类型会报错并列出可用的项。县里的规则参数在 `county.toml`，不在这里。
"""


def configuration() -> str:
    """Every key of ``config.toml`` with its default and meaning."""
    top = [f"| `{name}` | {default} | {words} |" for name, (_, default, words) in TOP_KEYS.items()]
    parts = ["# 设置 `config.toml`\n", NOTE, _CONFIGURATION_HEAD, _keys(top)]
    for name, kind in SECTIONS.items():
        rows = [f"| `{f.name}` | `{_toml(f.default)}` | {f.metadata['words']} |" for f in fields(kind)]
        parts += [f"## `[{name}]`\n", _keys(rows)]
    return "\n".join(parts)


def _keys(rows: list[str]) -> str:
    return "\n".join(["| 设置 | 默认 | 含义 |", "| --- | --- | --- |", *rows, ""])


def _toml(value: object) -> str:
    """A default as it would be written in the file."""
    return json.dumps(list(value) if isinstance(value, tuple) else value, ensure_ascii=False)


def openapi() -> str:
    """The HTTP interface as the service itself describes it: what an integrator holds on to."""
    from api.settings import resolve  # noqa: PLC0415 - only this page needs the service
    from api.web.app import create_app  # noqa: PLC0415
    from api.wiring import open_workspace  # noqa: PLC0415

    with (TemporaryDirectory() as home,
          open_workspace(resolve(Path(home), environment={}), create=True, actor="docs") as workspace):
        described = create_app(workspace).openapi()
    return json.dumps(described, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


PAGES: dict[str, Callable[[], str]] = {
    "data-dictionary.md": data_dictionary, "rules.md": rules, "files.md": files, "commands.md": commands,
    "configuration.md": configuration, "openapi.json": openapi,
    "../neo4j-conf/schema.cypher": schema_text,
}


def main(arguments: list[str]) -> int:
    """Writes or checks; returns the exit code."""
    stale = []
    for name, write in PAGES.items():
        path, text = DOCS / name, write()
        if "--check" not in arguments:
            path.write_text(text, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(name)
    if stale:
        sys.stderr.write(f"stale pages: {', '.join(stale)}; run `make docs`\n")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
