"""Derived kinship: KIN relations outward from whoever an active rule asks for.

The primitive ties (parent, spouse, sibling) are read once, ``graph.kinship.nearness`` finds each ego's relatives
with the time they hold, and what changed is written. A KIN key is ``pair.segment``: the first half names ego, alter
and chain, the second everything else, so that two derivations of one graph give the same keys.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyarrow as pa

from cypher.errors import RuleFileWrong
from cypher.rule import EgoSet, Rule
from cypher.settings import CountySettings, scope_names, scope_set
from graph.kinship.nearness import KinGraph, Relation, relations_of
from graph.kinship.scopes import ScopeSet
from graph.port import GraphReader, GraphWriter
from graph.schema import Type, relation_types

QUERIES = Path(__file__).parent / "queries"
ALWAYS = ("NEAR", "RECUSAL")
_ARROW = {Type.TEXT: pa.string(), Type.INT: pa.int64(), Type.REAL: pa.float64(), Type.BOOL: pa.bool_(),
          Type.DATE: pa.date32(), Type.TEXTS: pa.list_(pa.string())}
_EDGE_TEXT = """MATCH (a:Person)-[e:{name}]->(b:Person)
RETURN a.key AS a, b.key AS b, e.basis AS basis, e.confidence AS confidence, e.valid_from AS valid_from,
  e.valid_to AS valid_to, e.ended_by AS ended_by, e.raised AS raised, e.key AS key"""
_EDGE_KINDS = {"PARENT_OF": "parent", "SPOUSE_OF": "spouse", "SIBLING_OF": "sibling"}


@dataclass(frozen=True, slots=True)
class KinReport:
    """What a derivation did: how many egos were asked for, KIN relations now, added and removed."""

    egos: int
    relations: int
    added: int
    removed: int


def derive_kin(writer: GraphWriter, rules: Iterable[Rule], settings: CountySettings) -> KinReport:
    """Brings KIN in line with the primitive ties for the egos of these rules; idempotent."""
    asked = list(rules)
    egos = ego_keys(writer, {name for rule in asked for name in rule.meta.kin_from})
    circles = scope_set(settings)
    within = {*ALWAYS, *(name for rule in asked for name in scope_names(rule, settings))}
    graph = read_kin_graph(writer)
    rows = {str(row["key"]): row for ego in egos for row in kin_rows(graph, ego, circles, within)}
    before = {str(r["key"]) for r in writer.read("MATCH (:Person)-[k:KIN]->(:Person) RETURN k.key AS key",
                                                 max_rows=100_000_000)}
    gone, new = sorted(before - rows.keys()), sorted(rows.keys() - before)
    if gone:
        writer.retract_relations("KIN", gone)
    if new:
        writer.insert_relations("KIN", _table([rows[key] for key in new]))
    return KinReport(len(egos), len(rows), len(new), len(gone))


def ego_keys(reader: GraphReader, sets: Iterable[EgoSet]) -> list[str]:
    """Keys of everybody in the named sets (``queries/ego-<name>.cypher``), each once, sorted."""
    found = {str(row["ego"]) for name in sorted(sets) for row in reader.read(_ego_query(name), max_rows=10_000_000)}
    return sorted(found)


@cache
def _ego_query(name: str) -> str:
    path = QUERIES / f"ego-{name}.cypher"
    if not path.exists():
        raise RuleFileWrong(f"没有名为 {name} 的亲属起点（{path.name}）")
    return path.read_text(encoding="utf-8")


def read_kin_graph(reader: GraphReader) -> KinGraph:
    """The primitive ties of the whole graph in memory."""
    columns: dict[str, list[object]] = {name: [] for name in re.findall(r"AS (\w+)", _EDGE_TEXT)}
    kinds: list[str] = []
    for name, kind in _EDGE_KINDS.items():
        table = reader.read_table(_EDGE_TEXT.format(name=name))
        kinds += [kind] * table.num_rows
        for column in columns:
            columns[column] += table.column(column).to_pylist()
    ends = set(columns["a"]) | set(columns["b"])
    people = reader.read_table("MATCH (p:Person) RETURN p.key AS key, p.sex AS sex, p.quality AS quality")
    known = [row for row in zip(*(people.column(c).to_pylist() for c in ("key", "sex", "quality")), strict=True)
             if row[0] in ends]
    return KinGraph.from_columns({key: sex for key, sex, _ in known}, kind=kinds,
                                 virtual={key for key, _, quality in known if quality == "virtual"},
                                 **columns)  # type: ignore[arg-type]


def kin_rows(graph: KinGraph, ego: str, circles: ScopeSet, within: Iterable[str]) -> Iterator[dict[str, object]]:
    """KIN rows of one ego: relations within one of the scopes, each with its validity."""
    for relation in relations_of(graph, ego, scopes=circles, within=set(within)):
        yield _row(relation)


def _row(relation: Relation) -> dict[str, object]:
    pair = _hash(relation.ego, relation.alter, relation.chain)
    segment = _hash(str(relation.valid_from), str(relation.valid_to), relation.confidence, str(relation.basis),
                    str(relation.ended_by), *relation.scopes, "|", *relation.path)
    return {
        "key": f"{pair}.{segment[:8]}", "start": relation.ego, "end": relation.alter, "chain": relation.chain,
        "pattern": relation.pattern, "class": relation.class_, "recusal_class": relation.recusal_class,
        "generations": relation.generations, "degree": relation.degree, "scopes": list(relation.scopes),
        "near": "NEAR" in relation.scopes, "recusal": "RECUSAL" in relation.scopes, "basis": relation.basis,
        "confidence": relation.confidence, "ended_by": relation.ended_by, "words": relation.words,
        "path": list(relation.path), "steps": len(relation.path), "valid_from": relation.valid_from,
        "valid_to": relation.valid_to,
    }


def _hash(*parts: str) -> str:
    return hashlib.blake2b("\x1f".join(parts).encode(), digest_size=12).hexdigest()


def _table(rows: list[dict[str, object]]) -> pa.Table:
    declared = relation_types()["KIN"].properties
    schema = pa.schema([("start", pa.string()), ("end", pa.string()), *((p.name, _ARROW[p.type]) for p in declared)])
    return pa.Table.from_pylist(rows, schema=schema)
