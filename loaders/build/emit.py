"""Built tables to the graph: nodes first, then relations, a table at a time, with the first source of every fact."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pyarrow as pa

from graph.port import GraphWriter
from graph.schema import Property, node_types, relation_types
from graph.schema import Type as SchemaType
from loaders.build.workshop import ROWS_PER_SHEET, Workshop

SQL_TYPES = {SchemaType.TEXT: "VARCHAR", SchemaType.INT: "BIGINT", SchemaType.REAL: "DOUBLE",
             SchemaType.BOOL: "BOOLEAN", SchemaType.DATE: "DATE", SchemaType.TEXTS: "VARCHAR[]"}


def emit(shop: Workshop, writer: GraphWriter) -> dict[str, int]:
    """Writes every ``node_<label>`` and ``rel_<name>`` of the workshop; returns the number of rows of each.

    A relation table has columns ``start`` and ``end``, a node table ``key``; ``loc`` becomes file, sheet and row;
    declared properties that a table does not have are left out and become null.
    """
    present = {name for (name,) in shop.rows("SELECT table_name FROM information_schema.tables")}
    counts: dict[str, int] = {}
    for label, node in node_types().items():
        if f"node_{label}" in present:
            counts[label] = _emit(shop, f"node_{label}", node.properties, ("key",),
                                  partial(writer.insert_nodes, label))
    for name, relation in relation_types().items():
        if f"rel_{name}" in present:
            counts[name] = _emit(shop, f"rel_{name}", relation.properties, ("start", "end"),
                                 partial(writer.insert_relations, name))
    return counts


def _emit(shop: Workshop, table: str, properties: tuple[Property, ...], ends: tuple[str, ...],
          insert: Callable[[pa.Table], None]) -> int:
    """In one insert: an engine's index of keys is built once, not grown (``docs/decisions/0003``)."""
    rows = shop.arrow(select(shop, table, properties, ends))
    insert(rows)
    return int(rows.num_rows)


def select(shop: Workshop, table: str, properties: tuple[Property, ...], ends: tuple[str, ...]) -> str:
    """The query that gives a built table the declared columns and types of its label or relation."""
    present = {name for name, *_ in shop.rows(f"DESCRIBE {table}")}
    parts = [f't."{name}"' for name in ends if name != "key"]
    parts += [f't."{p.name}"::{SQL_TYPES[p.type]} AS "{p.name}"' for p in properties if p.name in present]
    join = ""
    if "loc" in present and any(p.name == "file" for p in properties):
        parts += ["k.sha256 AS file", "k.sheet AS sheet", f"(t.loc % {ROWS_PER_SHEET})::BIGINT AS row"]
        join = f"LEFT JOIN sheet k ON k.sheet_id = t.loc // {ROWS_PER_SHEET}"
    return f"SELECT {', '.join(parts)} FROM {table} t {join}"
