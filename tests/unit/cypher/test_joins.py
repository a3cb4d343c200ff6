"""What rules join by value is indexed on the server: without an index it reads all nodes for every row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import cypher
from cypher.catalog import load_catalog
from cypher.statement import Clause, parts, split_columns, split_top
from graph.engines.neo4j.ddl import JOINED

FEW = {"Program", "Town", "Village"}
"""Labels of which a county has hundreds: reading them all is as quick as looking one up."""
_NODE = re.compile(r"\(\s*(\w*)\s*(?::(\w+))?")
_VALUE = r"(?P<value>[A-Za-z_]\w*(?:\.\w+)?)(?![\w(])"
_PROPERTY = r"(?<![\w.$])(?P<variable>\w+)\.(?P<property>\w+)"
_LISTED = re.compile(r"(?<![\w.$])(?P<variable>\w+)\.key\s+IN\s+\w")
_EQUAL = (re.compile(rf"{_PROPERTY}\s*=\s*{_VALUE}"), re.compile(rf"(?<![\w.$]){_VALUE}\s*=\s*{_PROPERTY}"))
_INNER = re.compile(r"\{\s*MATCH\s+(.*?)(?:\bWHERE\b(.*?))?\}", re.S)
_CONSTANTS = {"true", "false", "null"}
Join = tuple[str, frozenset[tuple[str, str]]]
"""A path that begins anew beside rows that are there, and (label, property) of each value it is joined by."""


def joins(text: str) -> Iterator[Join]:
    """The joins by value of a statement."""
    for part in parts(text):
        bound: set[str] = set()
        rows = False
        for clause, following in zip(part.clauses, [*part.clauses[1:], None], strict=True):
            where = following.text if following and following.keyword == "WHERE" else ""
            patterns = [(clause.text, where)] if "MATCH" in clause.keyword else _INNER.findall(clause.text)
            for match, condition in patterns if rows else ():
                yield from _begun_anew(match, condition, bound)
            rows |= clause.keyword != "WHERE"
            bound = _bound_after(clause, bound)


def _bound_after(clause: Clause, bound: set[str]) -> set[str]:
    if clause.keyword == "WITH":
        return {column.alias or column.expression for column in split_columns(clause.text)}
    if clause.keyword == "UNWIND":
        return bound | {clause.text.rpartition(" AS ")[2].strip()}
    if "MATCH" in clause.keyword:
        return bound | {variable for variable, _ in _NODE.findall(clause.text) if variable}
    return bound


def _begun_anew(match: str, where: str, bound: set[str]) -> Iterator[Join]:
    for path in split_top(match):
        labels = {variable: label for variable, label in _NODE.findall(path) if variable}
        if bound & labels.keys():
            continue
        equal = [found for form in _EQUAL for found in form.finditer(where)]
        joined = frozenset((labels[m["variable"]], m["property"]) for m in equal if m["variable"] in labels
                           and m["value"].partition(".")[0] not in labels and m["value"] not in _CONSTANTS)
        joined |= {(labels[m["variable"]], "key") for m in _LISTED.finditer(where) if m["variable"] in labels}
        if joined and FEW.isdisjoint(label for label, _ in joined):
            yield path, joined


def statements() -> Iterator[tuple[str, str]]:
    """Name and text of everything that is asked of a graph in a sweep."""
    for rule in load_catalog().running():
        yield rule.name, rule.body
    for path in sorted((Path(cypher.__file__).parent / "queries").glob("*.cypher")):
        yield path.stem, path.read_text(encoding="utf-8")


def test_every_join_by_value_can_look_its_value_up() -> None:
    without = [f"{name}: {path} by {sorted(joined)}" for name, text in statements() for path, joined in joins(text)
               if not any(prop == "key" or (label, prop) in JOINED for label, prop in joined)]
    assert without == []


def test_no_index_stands_that_nothing_joins_by() -> None:
    used = {one for _, text in statements() for _, joined in joins(text) for one in joined}
    assert set(JOINED) - used == set()


def test_a_join_without_an_index_is_seen() -> None:
    found = list(joins("MATCH (c:Person) WITH c.key AS who MATCH (p:Payment) WHERE p.clerk = who RETURN p.key AS key"))
    assert found == [("(p:Payment)", frozenset({("Payment", "clerk")}))]
