"""The second opinion: rules as DuckDB SQL over flat tables.

Tables are named as labels and relations; columns are the declared properties, relations have ``start`` and ``end``
(quote ``"end"`` in SQL). Parameters are written ``$name`` as in the rule.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from cypher.columns import STRATUM
from cypher.rule import Rule
from graph.port import GraphReader
from graph.schema import Type, node_types, relation_types

_SQL = {Type.TEXT: "VARCHAR", Type.INT: "BIGINT", Type.REAL: "DOUBLE", Type.BOOL: "BOOLEAN", Type.DATE: "DATE",
        Type.TEXTS: "VARCHAR[]"}


def flat_tables(reader: GraphReader, connection: Any, text: str = "",
                counts: Mapping[str, int] | None = None) -> None:
    """Creates and fills a table for every label and relation, or only for those that ``text`` names."""
    held = reader.counts() if counts is None else counts
    named = [n for n in (*node_types(), *relation_types()) if not text or re.search(rf"\b{n}\b", text)]
    counts = {name: held.get(name, 0) for name in named}
    for label, count in counts.items():
        if label in node_types():
            columns = [(p.name, p.type) for p in node_types()[label].properties]
            query = f"MATCH (n:{label}) RETURN " + ", ".join(f"n.{name} AS c_{name}" for name, _ in columns)
            _fill(reader, connection, label, columns, query, count)
    for name, count in counts.items():
        if name in relation_types():
            relation = relation_types()[name]
            columns = [("start", Type.TEXT), ("end", Type.TEXT), *((p.name, p.type) for p in relation.properties)]
            returned = ["a.key AS c_start", "b.key AS c_end",
                        *(f"r.{p.name} AS c_{p.name}" for p in relation.properties)]
            query = f"MATCH (a:{relation.start})-[r:{name}]->(b:{relation.end}) RETURN " + ", ".join(returned)
            _fill(reader, connection, name, columns, query, count)


def _fill(reader: GraphReader, connection: Any, table: str, columns: list[tuple[str, Type]], text: str,
          count: int) -> None:
    declared = ", ".join(f'"{name}" {_SQL[kind]}' for name, kind in columns)
    connection.execute(f'CREATE OR REPLACE TABLE "{table}" ({declared})')
    if count:
        connection.register("filling", reader.read_table(text))
        chosen = ", ".join(f'CAST("c_{name}" AS {_SQL[kind]})' for name, kind in columns)
        connection.execute(f'INSERT INTO "{table}" SELECT {chosen} FROM filling')
        connection.unregister("filling")


def reference_query(rule: Rule, values: Mapping[str, object]) -> tuple[str, dict[str, object]]:
    """The rule's SQL and those of ``values`` that it names."""
    text = rule.reference_path.read_text(encoding="utf-8")
    used = set(re.findall(r"\$(\w+)", re.sub(r"--[^\n]*", "", text)))
    return text, {name: value for name, value in values.items() if name in used}


def reference_rows(rule: Rule, connection: Any, values: Mapping[str, object]) -> list[tuple[object, ...]]:
    """Sorted rows of the reference: identity columns and ``amount_fen``, as texts and numbers to compare."""
    cursor = connection.execute(*reference_query(rule, values))
    names = [d[0] for d in cursor.description]
    return comparable(rule, [dict(zip(names, row, strict=True)) for row in cursor.fetchall()])


def comparable(rule: Rule, rows: list[dict[str, Any]]) -> list[tuple[object, ...]]:
    """Identity and amount of each row, sorted: what both sides must agree on.

    A statistical rule gives a row a stratum; every count of it must agree.
    """
    if rule.meta.stage == "statistic":
        return sorted((*(str(row[name]) for name in (*rule.meta.identity, *STRATUM)),
                       *(int(row[name] or 0) for name in ("chosen", "kin_chosen", "kin_persons", "amount_fen")))
                      for row in rows)
    return sorted((*(str(row[name]) for name in rule.meta.identity), int(row.get("amount_fen") or 0)) for row in rows)
