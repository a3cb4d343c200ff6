"""Lint of whole rules: front matter against statement, cases, legal keys and companions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from cypher import cycles
from cypher.cases import CaseFile, read_cases
from cypher.columns import COMPARED, GIVEN, MODIFIER_PREFIXES, Kind, kind_of, role_of
from cypher.errors import RuleFileWrong
from cypher.explain import placeholders
from cypher.legal import Clause
from cypher.lint_statement import aggregated, lint_statement
from cypher.rule import FAMILIES, Rule
from cypher.statement import parts


def lint(rules: Iterable[Rule], clauses: dict[str, Clause]) -> list[str]:
    """All complaints, each with the file it is about."""
    found = []
    for rule in rules:
        found += [f"{rule.family}/{rule.path.name}：{sentence}" for sentence in lint_rule(rule, clauses)]
    return found


def lint_rule(rule: Rule, clauses: dict[str, Clause]) -> Iterator[str]:
    """Complaints about one rule."""
    if rule.family not in FAMILIES:
        yield f"文件夹 {rule.family} 不是规则类别（{'、'.join(FAMILIES)}）"
    for key in rule.meta.legal:
        if key not in clauses:
            yield f"legal.toml 里没有条款 {key}"
    yield from lint_statement(rule)
    yield from _columns(rule)
    yield from _identity(rule)
    yield from _raises(rule)
    yield from _companions(rule)


def _returned(rule: Rule) -> list[str]:
    """Aliases of the first part's RETURN (all parts must agree)."""
    return [c.alias for c in parts(rule.body)[0].columns if c.alias]


def _made(rule: Rule) -> frozenset[str]:
    """Columns that the stage adds to those of the query."""
    return {"statistic": COMPARED, "cycle": cycles.COMPUTED}.get(rule.meta.stage, frozenset())


def _columns(rule: Rule) -> Iterator[str]:
    meta, returned = rule.meta, [*_returned(rule), *_made(rule)]
    for part in parts(rule.body)[1:]:
        if [c.alias for c in part.columns] != _returned(rule):
            yield "UNION 两边的列名和次序要一样"
    modifiers = {c for c in returned if c.startswith(MODIFIER_PREFIXES)}
    for name in sorted(modifiers ^ set(meta.modifiers)):
        yield f"修正列 {name} 要同时出现在 RETURN 和 [modifiers]（写明给人看的理由）"
    for name in sorted((placeholders(meta.heading) | placeholders(meta.explanation)) - set(returned)):
        yield f"说明文字里的 {{{name}}} 不是返回列"
    if meta.subject not in returned:
        yield f"subject 列 {meta.subject} 没有返回"
    if not any(kind_of(c) is Kind.VILLAGE for c in returned):
        yield "要返回 village、villages、town 或 towns 之一，否则不能按地区筛选"
    if not {"last_on", "fact_on"} & set(returned):
        yield "要返回 fact_on 或 last_on：法规按事实发生的日期选取"


def _identity(rule: Rule) -> Iterator[str]:
    """Identity is returned, ordered by, and grouped by: no fan-out."""
    meta, statement = rule.meta, parts(rule.body)
    for column in meta.identity:
        if column not in {*_returned(rule), *_made(rule)}:
            yield f"标识列 {column} 没有返回"
        if re.search(r"amount|score|(?<!ac)count|tier|file|sheet|first_on|last_on", column):
            yield f"{column} 不能是标识：金额、数目、分数、日期会随数据变化"
    if meta.stage != "row":
        yield from _edges(rule) if meta.stage == "cycle" else _places(rule)
        return
    if len(statement) == 1 and not set(meta.identity) <= set(statement[0].order):
        yield f"结尾要有 ORDER BY {', '.join(meta.identity)}"
    for part in statement:
        for column in sorted(set(_returned(rule)) - aggregated(part) - set(meta.identity) - set(meta.single)):
            yield f"列 {column} 没有聚合，会使一个标识出现多行：聚合它，或在 [single] 里写明为什么只有一个值"


def _edges(rule: Rule) -> Iterator[str]:
    """A cycle rule returns edges: who decided, in whose favour, on which day; its identity is made later."""
    for column in sorted({*cycles.EDGE, "date", "town"} - set(_returned(rule))):
        yield f"stage = \"cycle\" 的规则要返回 {column}"
    if not set(cycles.EDGE) <= set(parts(rule.body)[0].order):
        yield f"结尾要有 ORDER BY {', '.join(cycles.EDGE)}"


def _places(rule: Rule) -> Iterator[str]:
    """A comparison returns places given, one a row: to whom, when, how much; counting them comes later."""
    returned = _returned(rule)
    for column in sorted({*GIVEN} - set(returned)):
        yield f"stage = \"statistic\" 的规则要返回 {column}"
    persons = [name for name in returned if kind_of(name) is Kind.PERSON]
    if len(persons) != 1:
        yield f"stage = \"statistic\" 的规则要正好返回一个人员列（谁得到名额），这里有 {len(persons)} 个"


def _raises(rule: Rule) -> Iterator[str]:
    returned = {*_returned(rule), *_made(rule)}
    roles = {role_of(c) for c in returned}
    for entry in (*rule.meta.raised_by, *rule.meta.lowered_by):
        for role in entry.persons:
            if role not in roles:
                yield f"raised_by/lowered_by 用到的角色 {role} 没有返回"
        for name in entry.shares:
            if not any(kind_of(c) == name or c == name for c in returned):
                yield f"raised_by/lowered_by 的 shares = {name} 没有对应的返回列"


def _companions(rule: Rule) -> Iterator[str]:
    if rule.meta.status not in ("active", "trial"):
        return
    if rule.meta.stage != "cycle" and not rule.reference_path.exists():
        yield f"规则要有 {rule.reference_path.name}：同一规则用 DuckDB SQL 另写一遍"
    try:
        yield from _cases(rule, read_cases(rule))
    except RuleFileWrong as error:
        yield str(error)


def _cases(rule: Rule, cases: CaseFile) -> Iterator[str]:
    names = [c.name for c in cases.cases]
    if len(set(names)) != len(names):
        yield "用例的名称重复"
    if not any(c.expect for c in cases.cases):
        yield "至少要有一个命中的用例"
    if sum(1 for c in cases.cases if not c.expect) < 2:
        yield "至少要有两个不命中的用例"
    for innocent in rule.meta.false_positives:
        if innocent.case not in names:
            yield f"误报情形“{innocent.words}”没有名为“{innocent.case}”的用例"
