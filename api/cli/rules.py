"""`qinqing rules …`: the rule catalogue, its lint and its examples."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Annotated, Any

import typer

from api.cli import context
from api.errors import say
from api.jobs.rule_figures import Figures, figures
from cypher.case_graph import CaseStore
from cypher.cases import check, read_cases
from cypher.catalog import Catalog, load_catalog, lock_complaints, read_lock, write_lock
from cypher.legal import read_clauses
from cypher.lint import lint
from cypher.rule import FAMILIES, Rule
from cypher.scaffold import new_rule
from graph.engines import open_store

app = typer.Typer(help="规则目录：查看、检查、试跑用例、新建", no_args_is_help=True)

Json = Annotated[bool, typer.Option("--json", help="只输出一个 JSON 文档")]
_TIERS = {"red": "红", "orange": "橙", "yellow": "黄", "blue": "蓝"}
_STATUS = {"draft": "草稿", "trial": "试运行", "active": "启用", "retired": "停用"}
_COMPLAINTS = 1


@app.command("list")
def list_command(as_json: Json = False) -> None:
    """全部规则。"""
    rules = load_catalog().rules
    known = _figures()
    if as_json:
        context.put_json([_summary(r, known) for r in rules])
        return
    for rule in rules:
        words = (rule.name, _STATUS[rule.meta.status], FAMILIES.get(rule.family, rule.family), _TIERS[rule.meta.tier])
        typer.echo("  ".join((*words, rule.title, *_told(rule, known))))


@app.command("show")
def show_command(rule: Annotated[str, typer.Argument(help="编号、编号加分支或英文短名，例如 R02、R02a")],
                 as_json: Json = False) -> None:
    """一条规则的全部内容。"""
    found, known = load_catalog().named(rule), _figures()
    if as_json:
        context.put_json([{**_summary(r, known), **r.meta.model_dump(mode="json"), "text": r.text} for r in found])
        return
    for one in found:
        typer.echo("\n".join(_sheet(one, known)))


@app.command("lint")
def lint_command(
    lock: Annotated[bool, typer.Option("--lock", help="检查通过后，把现有版本写入 rules.lock.json")] = False,
    as_json: Json = False,
) -> None:
    """检查规则文件：写法、列、用例、法规条款、版本。"""
    rules = load_catalog().rules
    complaints = lint(rules, read_clauses())
    locked = lock_complaints(rules, read_lock())
    if lock and not complaints:
        complaints = [c for c in locked if "请加一" in c]
        if not complaints:
            write_lock(rules)
    else:
        complaints += locked
    if as_json:
        context.put_json({"rules": len(rules), "complaints": complaints})
    else:
        for line in complaints:
            typer.echo(line)
        typer.echo(f"检查了 {len(rules)} 个规则文件，{len(complaints)} 处问题。")
    if complaints:
        raise typer.Exit(_COMPLAINTS)


@app.command("test")
def cases_command(
    rule: Annotated[list[str] | None, typer.Argument(help="只跑这些规则，例如 R01 R02a")] = None,
    as_json: Json = False,
) -> None:
    """在内存图库里跑规则自带的用例。"""
    catalog = load_catalog()
    chosen = [r for name in rule for r in catalog.named(name)] if rule else catalog.running()
    results = list(_run_cases(catalog, chosen))
    failed = [r for r in results if r["complaints"]]
    if as_json:
        context.put_json({"cases": results})
    else:
        for result in failed:
            typer.echo(f"{result['rule']}“{result['case']}”：{'；'.join(result['complaints'])}")
        typer.echo(f"{len(chosen)} 条规则，{len(results)} 个用例，{len(failed)} 个不符。")
    if failed:
        raise typer.Exit(_COMPLAINTS)


@app.command("new")
def new_command(
    slug: Annotated[str, typer.Argument(help="英文短名，例如 near-kin-award")],
    family: Annotated[str, typer.Option("--family", help=f"规则类别：{'、'.join(FAMILIES)}")],
    rule_id: Annotated[str | None, typer.Option("--id", help="编号，默认取下一个空号")] = None,
) -> None:
    """写出一条规则草稿和它的用例。"""
    for path in new_rule(slug, family, rule_id):
        typer.echo(str(path))
    say("草稿已写好：改好查询与用例，再运行 qinqing rules lint 和 qinqing rules test。")


def _run_cases(catalog: Catalog, rules: list[Rule]) -> Iterator[dict[str, Any]]:
    store = open_store("ladybug://memory", workspace="cases")
    try:
        with store.new_version("cases") as writer:
            cases = CaseStore(writer)
            for rule in rules:
                yield from _cases_of(catalog, rule, cases)
    finally:
        store.close()


def _cases_of(catalog: Catalog, rule: Rule, store: CaseStore) -> Iterator[dict[str, Any]]:
    for case in read_cases(rule).cases:
        others = [other for name in case.model.rules for other in catalog.named(name)]
        yield {"rule": rule.name, "case": case.name, "complaints": check(case, rule, others, store)}


def _figures() -> dict[str, Figures]:
    """What the office's own work says; nothing where there is no workspace yet."""
    if not context.settings().exists:
        return {}
    with context.workspace() as workspace:
        return figures(workspace)


def _told(rule: Rule, known: dict[str, Figures]) -> Iterator[str]:
    own = known.get(rule.name, Figures())
    if rule.meta.status == "trial" and own.hits is not None:
        yield f"（试运行，最近一次 {own.hits} 条，不开预警）"
    if own.measured:
        yield f"（{own.words}）"


def _summary(rule: Rule, known: dict[str, Figures]) -> dict[str, Any]:
    own = known.get(rule.name, Figures())
    return {"promised_precision": rule.meta.precision, "last_hits": own.hits,
            "measured_precision": own.measured and asdict(own.measured),
            "id": rule.id, "limb": rule.limb, "name": rule.name, "slug": rule.slug, "family": rule.family,
            "title": rule.title, "status": rule.meta.status, "version": rule.meta.version,
            "tier": rule.meta.tier.value}


def _sheet(rule: Rule, known: dict[str, Figures]) -> Iterator[str]:
    """A rule as a page of text: what it asks, with which parameters, on which clauses, and what to check."""
    meta = rule.meta
    yield f"{rule.name} {rule.title}（{_STATUS[meta.status]}，版本 {meta.version}，基础等级{_TIERS[meta.tier]}）"
    yield f"  类别：{FAMILIES.get(rule.family, rule.family)}；标识：{'、'.join(meta.identity)}"
    promised = "未承诺" if meta.precision is None else f"预期核实 {meta.precision:.0%}"
    yield f"  准确程度：{promised}；{known.get(rule.name, Figures()).words}"
    for name, param in meta.params.items():
        default = "无默认值" if param.default is None else f"默认 {param.default}"
        yield f"  参数 {name}：{param.words}（{default}{'，本项目建议值，待县里确认' if param.proposal else ''}）"
    clauses = read_clauses()
    for key in meta.legal:
        clause = clauses[key]
        yield f"  依据 {key}：{clause.title} {clause.article}{'' if clause.verified else '（待核对）'}"
    for innocent in meta.false_positives:
        yield f"  常见误报{innocent.filter or ''}：{innocent.words}"
    for check_point in meta.verify:
        yield f"  核查：{check_point}"
    yield ""
    yield rule.body
    yield ""
