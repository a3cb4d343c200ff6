"""What distinguishes the graph on the server from the one that should stand there, and the batches that bring it over.

Every node and relation carries a mark: the number of its bucket (from its key) and a digest of its content. The server
adds up the marks of each bucket; only buckets that differ are looked at row by row. So a load that brings one more
roster costs a count over the graph and the few rows that changed, and a load that was cut off anywhere is finished by
the next one: what is there already is not written again.
"""

from __future__ import annotations

from dataclasses import dataclass

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from graph.engines import tables
from graph.engines.contents import FACTS, nodes_in, relations_in
from graph.engines.neo4j.session import Server, rows_of
from graph.engines.neo4j.writer import MARK, Neo4jWriter
from graph.port import GraphReader
from graph.schema import NodeType, RelationType, node_types, relation_types

WIDTH = 1 << 40
"""Digests are below this; the sum of a few million stays far below 2^63."""
BUCKETS = 1 << 14
_MARKED = f"""
SELECT held.*, (md5_number_lower(key) % {BUCKETS} * {WIDTH}
                + md5_number_lower(to_json(held)::VARCHAR) % {WIDTH})::BIGINT AS {MARK} FROM held"""
_SUMS = f"SELECT {MARK} // {WIDTH} AS bucket, count(*), sum({MARK} % {WIDTH})::BIGINT FROM held GROUP BY bucket"
_SERVER_SUMS = (f"RETURN x.`{MARK}` / {WIDTH} AS bucket, count(*) AS rows, sum(x.`{MARK}` % {WIDTH}) AS total")


Ends = list[tuple[str, str]]
"""Key of the start ('' for a node) and own key."""


@dataclass(frozen=True, slots=True)
class Change:
    """Rows of one label or relation that are not there, that are there otherwise, and what is there in excess.

    ``otherwise`` names the relations there that ``changed`` stands for.
    """

    new: pa.Table
    changed: pa.Table
    gone: Ends
    otherwise: Ends


def take_over(server: Server, writer: Neo4jWriter, wanted: GraphReader) -> None:
    """Makes the facts on the server those of ``wanted``.

    Relations go first and come last: nodes are their ends. They are compared twice, so that never more than one
    kind is in memory.
    """
    counts, held = wanted.counts(), writer.counts()
    for name, relation in relation_types().items():
        if held[name]:
            change = _relation_change(server, wanted, relation, held[name])
            writer.remove_relations(relation, [*change.gone, *change.otherwise])
    for label in FACTS:
        if counts[label] or held[label]:
            nodes = _node_change(server, wanted, node_types()[label], held[label])
            writer.retract_nodes(label, [key for _, key in nodes.gone])
            writer.replace_nodes(label, nodes.changed)
            writer.add_nodes(label, nodes.new)
    held = writer.counts()
    for name, relation in relation_types().items():
        if counts[name]:
            writer.add_relations(name, _relation_change(server, wanted, relation, held[name]).new)


def marked(table: pa.Table) -> pa.Table:
    """The table with the mark of each row."""
    with duckdb.connect() as connection:
        connection.register("held", table)
        return connection.sql(_MARKED).to_arrow_table()


def _node_change(server: Server, wanted: GraphReader, node: NodeType, held: int) -> Change:
    table = marked(tables.conform_nodes(node.label, nodes_in(wanted, node)))
    return _change(server, table, f"MATCH (x:`{node.label}`)", "''") if held else _all_new(table)


def _relation_change(server: Server, wanted: GraphReader, relation: RelationType, held: int) -> Change:
    table = marked(tables.conform_relations(relation.name, relations_in(wanted, relation)))
    match = f"MATCH (a:`{relation.start}`)-[x:`{relation.name}`]->()"
    return _change(server, table, match, "a.key") if held else _all_new(table)


def _all_new(table: pa.Table) -> Change:
    return Change(table, table.slice(0, 0), [], [])


def _change(server: Server, table: pa.Table, match: str, start: str) -> Change:
    buckets = _unequal(_own_sums(table), _server_sums(server, match))
    there = _server_rows(server, match, start, buckets) if buckets else {}
    inside = pa.array([bucket for bucket in buckets if bucket is not None], pa.int64())
    rows = table.filter(pc.is_in(pc.divide(table[MARK], WIDTH), value_set=inside))
    keys, marks = rows["key"].to_pylist(), rows[MARK].to_pylist()
    new = pa.array([key not in there for key in keys], pa.bool_())
    changed = pa.array([key in there and [m for _, m in there[key]] != [mark]
                        for key, mark in zip(keys, marks, strict=True)], pa.bool_())
    over, known = rows.filter(changed), set(keys)
    return Change(rows.filter(new), over,
                  [(start, key) for key, held in there.items() if key not in known for start, _ in held],
                  [(start, key) for key in over["key"].to_pylist() for start, _ in there[key]])


Sums = dict[int | None, tuple[int, int]]


def _own_sums(table: pa.Table) -> Sums:
    with duckdb.connect() as connection:
        connection.register("held", table)
        return {bucket: (rows, total) for bucket, rows, total in connection.execute(_SUMS).fetchall()}


def _server_sums(server: Server, match: str) -> Sums:
    found = server.read(lambda tx: rows_of(tx, f"{match} {_SERVER_SUMS}"))
    return {bucket: (rows, total) for bucket, rows, total in found}


def _unequal(own: Sums, held: Sums) -> list[int | None]:
    return [bucket for bucket in own.keys() | held.keys() if own.get(bucket) != held.get(bucket)]


def _server_rows(server: Server, match: str, start: str, buckets: list[int | None]) -> dict[str, list[tuple[str, int]]]:
    text = (f"{match} WHERE x.`{MARK}` / {WIDTH} IN $buckets OR x.`{MARK}` IS NULL "
            f"RETURN x.key AS key, {start} AS start, x.`{MARK}` AS mark")
    found: dict[str, list[tuple[str, int]]] = {}
    for key, owner, mark in server.read(lambda tx: rows_of(tx, text, buckets=[b for b in buckets if b is not None])):
        found.setdefault(key, []).append((owner, mark))
    return found
