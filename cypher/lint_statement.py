"""Lint of the statement: one read-only text in the subset that both engines read alike.

The forbidden words and forms follow what was measured on both engines: forms that one of them refuses, and forms
that both accept and answer differently.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from cypher.columns import LIST_ONLY, kind_of
from cypher.judging import SETTINGS
from cypher.rule import Rule
from cypher.statement import AGGREGATE, Part, clean, mixes, parts, split_columns, split_top
from graph.schema import node_types, relation_types

_WRITES = ("CREATE", "MERGE", "DELETE", "DETACH", "SET", "REMOVE", "DROP", "ALTER", "COPY", "EXPORT", "IMPORT",
           "INSTALL", "LOAD", "ATTACH", "CHECKPOINT", "CALL", "FOREACH", "USE", "INSERT", "BEGIN", "COMMIT",
           "ROLLBACK", "PROJECT", "EXPLAIN", "PROFILE", "YIELD")
_FUNCTIONS = (r"\b(?:labels|label|keys|properties|type|nodes|relationships|rels|head|last|tail|split|reduce|"
              r"shortestPath|allShortestPaths|toString|toInteger|toFloat|duration|stDev|rand|date|datetime|interval|"
              r"date_part|cast|list_contains|struct_pack)\s*\(")
_FORMS: tuple[tuple[str, str], ...] = (
    (r";", "一个文件只有一条语句，不要写分号"),
    (r"\b(?:all|any|none|single)\s*\(", "all/any/none/single 的结果两种引擎不同：用 KIN 上的属性，或 $p IN r.scopes"),
    (r"\bsubstring\s*\(", "substring 的起点两种引擎不同：用 left() 或 right()"),
    (_FUNCTIONS, "这个函数不在两种引擎共有的子集内：在 Python 里算，或改用参数"),
    (r"\b(?:SHORTEST|TRAIL|ACYCLIC)\b", "路径算法不写在规则里：亲属用 KIN"),
    (r"\|\||!=|--|<>\s*null|=\s*null", "用 <>、IS NULL、IS NOT NULL"),
    (r"[\w)\]]\[\s*-?\d", "下标的起点两种引擎不同：在 Python 里取"),
    (r"\[\s*\w+\s+IN\s", "列表推导不在共有子集内"),
    (r"\w\s*\{\s*\.", "映射投影不在共有子集内"),
    (r"<=?\s*\$?[\w.]+\s*<=?|>=?\s*\$?[\w.]+\s*>=?(?!\s*\()", "不要写连续比较 1 < x < 3：分成两个条件"),
    (r"\$\w+\s*[*+/-]\s*\$\w+", "两个参数之间的计算在 Python 里做"),
    (r"\$\w+\s+IS\s+(?:NOT\s+)?NULL", "参数不会是空值：用哨兵值或省去这个条件"),
    (r"\bEXISTS\s*\{\s*\(", "写成 EXISTS { MATCH … }"),
    (r"\bWHERE\s+\w+:\w", "标签写在模式里，不写在 WHERE 里"),
    (r"\((?:\w*:)?\w+\s+WHERE\b", "条件写在 WHERE 子句里，不写在节点括号里"),
    (r"-\s*\[\s*\]\s*-|-->|<--", "每个关系都要写类型"),
)
BUILT_IN = {"weak", "as_of", "as_of_day", "first_day", "last_day"}
OF_A_YEAR = {"year", "since", "until", "elder_day", "minor_day"}
_VARIABLE = re.compile(r"[(\[]\s*(\w+)")
_EQUAL = re.compile(r"(?<![\w.$])(\w+)\.\w+ = (\w+)\.\w+")
_NEVER_NULL = {"key", "decided_on", "decided_day", "year", "amount_fen"}
_ALIASES = {"end", "order", "desc", "asc", "group", "in", "case", "table", "default", "index", "column", "macro",
            "profile", "all", "any", "null", "union", "with", "on", "match"}


def lint_statement(rule: Rule) -> Iterator[str]:
    """Sentences about what is wrong with the statement, none when it is fine."""
    text = clean(rule.body)
    yield from _forbidden(text)
    for part in parts(rule.body):
        yield from _names(part)
        yield from _shape(part, lists=rule.meta.stage != "statistic")
        yield from _outer_nulls(part)
        yield from lint_patterns(part)
    yield from _parameters(rule, text)
    yield from _needs(rule)


def _forbidden(text: str) -> Iterator[str]:
    if not text.strip():
        yield "缺少查询语句"
    for word in _WRITES:
        if re.search(rf"\b{word}\b(?!\s*\.)", text, re.I) and not re.search(rf"[.$:]\s*{word}\b", text, re.I):
            yield f"规则只读，不能用 {word}"
    for form, advice in _FORMS:
        if found := re.search(form, text, re.I):
            yield f"“{found.group().strip()}”：{advice}"
    for found in re.finditer(r"\bsum\s*\(", text, re.I):
        if not re.search(r"coalesce\s*\(\s*$", text[:found.start()], re.I):
            yield "sum() 在没有值时两种引擎不同：写成 coalesce(sum(x), 0)"


def _names(part: Part) -> Iterator[str]:
    """Labels, relations, directions and properties against the declared graph."""
    for variable, labels in part.labels.items():
        unknown = labels - set(node_types())
        if unknown:
            yield f"没有声明过的标签 {'、'.join(sorted(unknown))}（变量 {variable}）"
    for hop in part.hops:
        yield from _hop(part, hop.start, hop.names, hop.end, hop.range, hop.directed)
    text = " ".join(c.text for c in part.clauses)
    for variable, prop in re.findall(r"\b([A-Za-z_]\w*)\.([A-Za-z_]\w*)", text):
        yield from _property(part, variable, prop)


def _hop(part: Part, start: str, names: tuple[str, ...], end: str, span: str | None,
         directed: bool) -> Iterator[str]:
    if not names:
        yield "每个关系都要写类型，例如 -[k:KIN]->"
    if span and not re.fullmatch(r"\*\d+\.\.\d|\*\d", span):
        yield f"可变长路径要有上下界（{span}）"
    for name in names:
        declared = relation_types().get(name)
        if declared is None:
            yield f"没有声明过的关系 {name}"
            continue
        if not directed and declared.start != declared.end:
            yield f"{name} 要写方向：({declared.start})-[:{name}]->({declared.end})"
        for node, wanted in ((start, declared.start), (end, declared.end)):
            labels = {node[1:]} if node.startswith(":") else part.labels.get(node)
            if directed and labels and not any(wanted in label.split("|") for label in labels):
                yield (f"方向或标签不对：{name} 是 ({declared.start})-[:{name}]->({declared.end})，"
                       f"这里写的是 {'|'.join(sorted(labels))}")


def _property(part: Part, variable: str, prop: str) -> Iterator[str]:
    for label in sorted(part.labels.get(variable, ())):
        if label in node_types() and prop not in node_types()[label].property_names():
            yield f"{label} 没有属性 {prop}"
    for name in sorted(part.relations.get(variable, ())):
        if name in relation_types() and prop not in relation_types()[name].property_names():
            yield f"{name} 没有属性 {prop}"


def _shape(part: Part, *, lists: bool) -> Iterator[str]:
    """Aliases on every column, none of the words an engine keeps for itself; ORDER BY only after RETURN."""
    if not part.columns:
        yield "缺少 RETURN"
    for column in part.columns:
        if column.alias is None:
            yield f"返回列要用 AS 起名：{column.expression}"
        elif column.alias.lower() in _ALIASES:
            yield f"{column.alias} 是引擎的保留字，换一个列名"
        elif lists and kind_of(column.alias) in LIST_ONLY and not _collects(part, column.expression):
            yield f"列 {column.alias} 应是 collect(DISTINCT x.key)"
    for clause in part.clauses:
        for column in split_columns(clause.text) if clause.keyword in ("WITH", "RETURN") else ():
            if mixes(column.expression):
                yield f"“{column.expression}”：聚合与未聚合的值不能在同一个式子里，先用 WITH 算好"
    keywords = [c.keyword for c in part.clauses]
    for i, keyword in enumerate(keywords):
        if keyword == "ORDER BY" and "RETURN" in keywords[i:] and "LIMIT" not in keywords[i:i + 2]:
            yield "WITH 之后的 ORDER BY 要有 LIMIT；排序写在 RETURN 之后"


def _outer_nulls(part: Part) -> Iterator[str]:
    """Outer values inside the WHERE of an OPTIONAL MATCH or EXISTS join as keys on one engine: null loses the row."""
    bound: set[str] = set()
    optional: set[str] = set()
    for before, clause in pairwise(part.clauses):
        inner = set(re.findall(r"[(\[]\s*(\w+)", before.text)) if "MATCH" in before.keyword else set()
        if before.keyword == "OPTIONAL MATCH":
            if clause.keyword == "WHERE":
                yield from _outer(clause.text, inner - bound, part, optional)
            optional |= inner - bound
        bound |= inner
        if before.keyword == "MATCH":
            optional -= inner
    for body in re.findall(r"\bEXISTS\s*\{(.*?)\}", " ".join(c.text for c in part.clauses), re.S):
        pattern, _, where = body.partition("WHERE")
        yield from _outer(where, set(re.findall(r"[(\[]\s*(\w+)", pattern)), part, optional)


def _outer(where: str, inner: set[str], part: Part, optional: set[str]) -> Iterator[str]:
    for variable, prop in re.findall(r"(?<![.$\w])([A-Za-z_]\w*)\.(\w+)", where):
        outside = variable not in inner and (variable in part.labels or variable in part.relations)
        if outside and (prop not in _NEVER_NULL or variable in optional):
            yield (f"{variable}.{prop} 可能为空，而它在 OPTIONAL MATCH/EXISTS 的 WHERE 里来自外层："
                   f"空值会使 LadybugDB 丢行；先用 WITH coalesce({variable}.{prop}, …) AS 别名，"
                   "或在之后的 WITH … WHERE 里判断")


def lint_patterns(part: Part) -> Iterator[str]:
    """Sentences about patterns that the embedded engine answers slowly or wrongly (``docs/decisions/0005``)."""
    yield from _apart(part)
    yield from _inner_filters(part)


def _apart(part: Part) -> Iterator[str]:
    """Patterns between two WITH that hang together only through earlier values become a cross product on one engine."""
    bound: set[str] = set()
    patterns: list[set[str]] = []
    links: list[tuple[str, str]] = []
    follows = ""
    for clause in part.clauses:
        if clause.keyword == "MATCH":
            patterns += [set(_VARIABLE.findall(path)) for path in split_top(clause.text)]
        elif clause.keyword == "WHERE" and follows == "MATCH":
            links += _EQUAL.findall(clause.text)
        else:
            islands = _joined([p for p in patterns if not p & bound], links)
            if len(islands) > 1:
                names = "、".join(min(island, key=len) for island in islands if island)
                yield (f"变量 {names} 各在一处，互不相连：LadybugDB 会先做笛卡尔积；"
                       "在两个 MATCH 之间写 WITH，或用等式把它们连起来")
            bound |= set().union(*patterns) | set(_VARIABLE.findall(clause.text))
            if clause.keyword == "WITH":
                bound = {column.alias or column.expression for column in split_columns(clause.text)}
            patterns, links = [], []
        follows = clause.keyword


def _inner_filters(part: Part) -> Iterator[str]:
    """A condition on a relation with further relations at both its ends loses or doubles rows on one engine."""
    hops: list[tuple[str, str, str]] = []
    where = ""
    for clause in part.clauses:
        if clause.keyword == "WHERE":
            where += f" {clause.text}"
            continue
        if clause.keyword != "MATCH":
            yield from _inner(hops, where)
            hops, where = [], ""
        if clause.keyword.endswith("MATCH"):
            hops += _hops_of(clause.text)


def _hops_of(pattern: str) -> Iterator[tuple[str, str, str]]:
    """(node, relation, node) of each step of a pattern; a part without a name is known by its place."""
    for path in split_top(pattern):
        names = [name or f"#{at}-{path}" for at, name in enumerate(re.findall(r"[(\[]\s*(\w*)", path))]
        yield from zip(names[::2], names[1::2], names[2::2], strict=False)


def _inner(hops: list[tuple[str, str, str]], where: str) -> Iterator[str]:
    ends = [end for start, _, stop in hops for end in (start, stop)]
    for start, relation, stop in hops:
        between = ends.count(start) > 1 and ends.count(stop) > 1
        if between and len(hops) > 2 and re.search(rf"(?<![\w.$]){re.escape(relation)}\.\w", where):
            yield (f"关系 {relation} 两头都还接着别的关系，而 WHERE 里有它的条件：LadybugDB 会算错行数；"
                   f"把模式在 {relation} 之后用 WITH 断开，或把这个条件放到 WITH 之后")


def _joined(patterns: list[set[str]], links: list[tuple[str, str]]) -> list[set[str]]:
    """Patterns put together where they share a variable or an equation links them."""
    islands: list[set[str]] = []
    for found in [*patterns, *({a, b} for a, b in links)]:
        touching = [island for island in islands if island & found]
        if found in patterns or len(touching) > 1:
            islands = [i for i in islands if i not in touching] + [set().union(found, *touching)]
    return islands


def _collects(part: Part, expression: str) -> bool:
    """Does the expression collect, itself or through an alias of an earlier WITH?"""
    if re.search(r"\bcollect\s*\(|\[", expression, re.I):
        return True
    withs = [c for clause in part.clauses if clause.keyword == "WITH" for c in split_columns(clause.text)]
    collected = {c.alias for c in withs if re.search(r"\bcollect\s*\(", c.expression, re.I)}
    return set(re.findall(r"\w+", expression)) <= collected


def aggregated(part: Part) -> set[str]:
    """Aliases of the RETURN that hold an aggregate or a constant, directly or through aliases of a WITH."""
    through: set[str] = set()
    for clause in part.clauses:
        if clause.keyword not in ("WITH", "RETURN"):
            continue
        for column in split_columns(clause.text):
            words = set(re.findall(r"(?<!\$)\b[A-Za-z_]\w*", column.expression))
            if column.alias and (not words or AGGREGATE.search(column.expression) or words & through):
                through.add(column.alias)
            elif column.alias in through:
                through.discard(column.alias)
    return through


def _parameters(rule: Rule, text: str) -> Iterator[str]:
    declared = set(rule.meta.params)
    used = set(re.findall(r"\$(\w+)", text))
    known = BUILT_IN | (OF_A_YEAR if rule.meta.stage == "statistic" else set())
    for name in sorted(used - declared - known):
        yield f"参数 ${name} 没有在元数据 [params] 里声明"
    judging = {"statistic": {*SETTINGS, "scope"}, "cycle": {"days", "quick_days", "draws"}}.get(rule.meta.stage, set())
    for name in sorted(declared - used - judging - {rule.meta.applies}):
        yield f"参数 {name} 声明了却没有用到"


def _needs(rule: Rule) -> Iterator[str]:
    """Every label and relation used is needed or optional; a relation brings the labels at its ends."""
    named = {*rule.meta.needs, *rule.meta.optional}
    known = {*node_types(), *relation_types()}
    for name in sorted(named - known):
        yield f"needs/optional 里的 {name} 不在图的声明中"
    brought = {end for name in named if name in relation_types()
               for end in (relation_types()[name].start, relation_types()[name].end)}
    for name in sorted(used_names(rule) - named - brought):
        yield f"用到了 {name}：请写进 needs（缺了就不运行）或 optional（缺了也能运行）"


def used_names(rule: Rule) -> set[str]:
    """Declared labels and relations the statement uses."""
    words = set(re.findall(r"[:|]\s*(\w+)", clean(rule.body)))
    return words & {*node_types(), *relation_types()}


