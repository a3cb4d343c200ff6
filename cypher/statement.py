"""A small reader of the Cypher subset rules are written in: clauses, columns, patterns.

It does not parse the language; it sees just what the lint has to check. Keywords are written in capitals.
Comments are dropped and text literals are blanked first, so that no check is fooled by them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_COMMENT = re.compile(r"//[^\n]*|/\*.*?\*/", re.S)
_LITERAL = re.compile(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"")
_CLAUSE = re.compile(r"\b(OPTIONAL\s+MATCH|MATCH|WHERE|(?<!STARTS )(?<!ENDS )WITH|UNWIND|RETURN|ORDER\s+BY|SKIP|"
                     r"LIMIT)\b")
_UNION = re.compile(r"\bUNION(?:\s+ALL)?\b")
_ALIAS = re.compile(r"^(?P<expression>.*)\bAS\s+(?P<alias>\w+)\s*$", re.I | re.S)
AGGREGATE = re.compile(r"\b(?:collect|count|sum|min|max|avg)\s*\(", re.I)
_NODE = r"\(\s*(?P<{0}v>\w*)\s*(?::(?P<{0}l>\w+(?:\|\w+)*))?\s*(?:\{{[^}}]*\}})?\s*\)"
_REL = (r"(?P<left><)?-\s*\[\s*(?P<rv>\w*)\s*(?::(?P<rt>\w+(?:\|\w+)*))?\s*(?P<range>\*[\d.]*)?"
        r"\s*(?:\{[^}]*\})?\s*\]\s*-(?P<right>>)?")
_PATH_NODE = re.compile(_NODE.format("n"))
_PATH_REL = re.compile(_REL)


@dataclass(frozen=True, slots=True)
class Column:
    """``expression AS alias``; alias None when the author left it out."""

    expression: str
    alias: str | None


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause: its keyword in capitals and what follows it."""

    keyword: str
    text: str


@dataclass(frozen=True, slots=True)
class Hop:
    """One relation of a path, read left to right: (start)-[name]->(end)."""

    start: str
    names: tuple[str, ...]
    end: str
    range: str | None
    directed: bool


@dataclass(slots=True)
class Part:
    """What stands between two UNIONs: clauses, labels of node variables, types of relation variables, hops."""

    clauses: list[Clause]
    labels: dict[str, set[str]] = field(default_factory=dict)
    relations: dict[str, set[str]] = field(default_factory=dict)
    hops: list[Hop] = field(default_factory=list)

    @property
    def columns(self) -> list[Column]:
        """Columns of the RETURN."""
        last = [c for c in self.clauses if c.keyword == "RETURN"]
        return split_columns(last[-1].text) if last else []

    @property
    def order(self) -> list[str]:
        """Expressions of the ORDER BY, without DESC and ASC."""
        last = [c for c in self.clauses if c.keyword == "ORDER BY"]
        return [item.split()[0] for item in split_top(last[-1].text)] if last else []


def mixes(expression: str) -> bool:
    """Does the expression compute with an aggregate and with something outside of one? (Neo4j refuses it.)"""
    if not AGGREGATE.search(expression):
        return False
    while found := AGGREGATE.search(expression):
        end = _closing(expression, found.end() - 1)
        expression = expression[:found.start()] + " 0 " + expression[end + 1:]
    words = set(re.findall(r"(?<![$.\w])[A-Za-z_]\w*\b(?!\s*\()", expression))
    return bool(words - _EXPRESSION_WORDS)


_EXPRESSION_WORDS = {"CASE", "WHEN", "THEN", "ELSE", "END", "AND", "OR", "NOT", "IS", "NULL", "IN", "true", "false"}


def _closing(text: str, opening: int) -> int:
    depth = 0
    for i in range(opening, len(text)):
        depth += (text[i] == "(") - (text[i] == ")")
        if depth == 0:
            return i
    return len(text) - 1


def clean(text: str) -> str:
    """The text without comments and with empty literals."""
    return _LITERAL.sub("''", _COMMENT.sub(" ", text))


def parts(text: str) -> list[Part]:
    """The statement cut at UNION."""
    found = []
    for piece in _UNION.split(clean(text)):
        part = Part(list(_clauses(piece)))
        _read_patterns(piece, part)
        found.append(part)
    return found


def split_top(text: str) -> list[str]:
    """``text`` cut at the commas outside of brackets."""
    items, depth, start = [], 0, 0
    for i, char in enumerate(text):
        depth += (char in "([{") - (char in ")]}")
        if char == "," and depth == 0:
            items.append(text[start:i].strip())
            start = i + 1
    return [item for item in [*items, text[start:].strip()] if item]


def split_columns(text: str) -> list[Column]:
    """Columns of a WITH or RETURN."""
    text = re.sub(r"^\s*DISTINCT\b", "", text, flags=re.I)
    matches = [(item, _ALIAS.match(item)) for item in split_top(text)]
    return [Column(m["expression"].strip(), m["alias"]) if m else Column(item, None) for item, m in matches]


def _clauses(piece: str) -> Iterator[Clause]:
    """Clauses outside of ``{ }`` (an EXISTS keeps its own MATCH)."""
    depth, starts = 0, []
    for match in re.finditer(r"[{}]|" + _CLAUSE.pattern, piece):
        if match.group() in "{}":
            depth += 1 if match.group() == "{" else -1
        elif depth == 0:
            starts.append(match)
    ends = [m.start() for m in starts[1:]] + [len(piece)]
    for match, end in zip(starts, ends, strict=True):
        yield Clause(re.sub(r"\s+", " ", match.group().upper()), piece[match.end():end].strip())


def _read_patterns(piece: str, part: Part) -> None:
    position = 0
    while node := _PATH_NODE.search(piece, position):
        position = node.end()
        left = _note_node(node, part)
        while rel := _PATH_REL.match(piece, _skip(piece, position)):
            following = _PATH_NODE.match(piece, _skip(piece, rel.end()))
            if not following:
                break
            right = _note_node(following, part)
            _note_hop(rel, left, right, part)
            left, position = right, following.end()
    for clause in part.clauses:
        if clause.keyword == "WITH":
            _follow_renaming(clause, part)


def _skip(text: str, position: int) -> int:
    while position < len(text) and text[position].isspace():
        position += 1
    return position


def _note_node(match: re.Match[str], part: Part) -> str:
    """Label or variable that stands for the node; labels win."""
    variable, labels = match["nv"], match["nl"]
    if labels and variable:
        part.labels.setdefault(variable, set()).update(labels.split("|"))
    return variable or (":" + labels if labels else "")


def _note_hop(match: re.Match[str], left: str, right: str, part: Part) -> None:
    names = tuple((match["rt"] or "").split("|")) if match["rt"] else ()
    if match["rv"]:
        part.relations.setdefault(match["rv"], set()).update(names)
    start, end = (right, left) if match["left"] else (left, right)
    part.hops.append(Hop(start, names, end, match["range"], bool(match["left"]) != bool(match["right"])))


def _follow_renaming(clause: Clause, part: Part) -> None:
    for column in split_columns(clause.text):
        for known in (part.labels, part.relations):
            if column.alias and column.expression in known:
                known.setdefault(column.alias, set()).update(known[column.expression])
