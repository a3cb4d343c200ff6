"""What distinguishes the graph on the server from the one that should stand there, and the batches that bring it over.

Every node and relation carries a mark: the number of its bucket (from its key) and a digest of its content. The server
adds up the marks of each bucket; only buckets that differ are looked at row by row. So a load that brings one more
roster costs a count over the graph and the few rows that changed, and a load that was cut off anywhere is finished by
the next one: what is there already is not written again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from graph.engines import tables
from graph.engines.contents import FACTS, nodes_in, relations_in
from graph.engines.neo4j.session import Server, rows_of
from graph.engines.neo4j.writer import BATCH, MARK, Located, Neo4jWriter
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




@dataclass(frozen=True, slots=True)
class Change:
    """Rows of one label or relation that are not there, that are there otherwise, and what is there in excess.

    ``otherwise`` locates what is there in place of ``changed``.
    """

    new: pa.Table
    changed: pa.Table
    gone: list[Located]
    otherwise: list[Located]


def take_over(server: Server, writer: Neo4jWriter, wanted: GraphReader, counts: Mapping[str, int]) -> None:
    """Makes the facts on the server those of ``wanted``, which holds ``counts``.

    Relations go first and come last: nodes are their ends. They are compared twice, so that never more than one
    kind is in memory.
    """
    held = writer.counts()
    for name, relation in relation_types().items():
        if held[name]:
            change = _relation_change(server, wanted, relation, held[name])
            writer.remove_relations(relation, [*change.gone, *change.otherwise])
    done: set[str] = set()
    for label in sorted(FACTS, key=lambda label: counts[label]):  # the few first: they are the ends of the many
        if counts[label] > BATCH and not held[label]:
            done |= _bulk(writer, wanted, label, counts, held)
        elif counts[label] or held[label]:
            nodes = _node_change(server, wanted, node_types()[label], held[label])
            writer.retract_nodes(label, [key for _, key in nodes.gone])
            writer.replace_nodes(label, nodes.changed)
            writer.add_nodes(label, nodes.new)
    held = writer.counts()
    for name, relation in relation_types().items():
        if counts[name] and name not in done:
            writer.add_relations(name, _relation_change(server, wanted, relation, held[name]).new)


def _bulk(writer: Neo4jWriter, wanted: GraphReader, label: str, counts: Mapping[str, int],
          held: Mapping[str, int]) -> set[str]:
    """Writes a label that the server has none of, with the relations that begin at it; returns the names of these."""
    nodes, there = _marked_nodes(wanted, node_types()[label]), writer.counts()
    outgoing = {}
    for name, relation in relation_types().items():
        ended = relation.end != label and there[relation.end] == counts[relation.end]
        if relation.start == label and counts[name] > BATCH and not held[name] and ended:
            rows = _marked_relations(wanted, relation)
            if pc.count_distinct(rows["start"]).as_py() == rows.num_rows:
                outgoing[name] = rows
    if outgoing:
        writer.add_with_relations(label, nodes, outgoing)
    else:
        writer.add_nodes(label, nodes)
    return set(outgoing)


def marked(table: pa.Table) -> pa.Table:
    """The table with the mark of each row."""
    with duckdb.connect() as connection:
        connection.register("held", table)
        return connection.sql(_MARKED).to_arrow_table()


def _marked_nodes(wanted: GraphReader, node: NodeType) -> pa.Table:
    return marked(tables.conform_nodes(node.label, nodes_in(wanted, node)))


def _marked_relations(wanted: GraphReader, relation: RelationType) -> pa.Table:
    return marked(tables.conform_relations(relation.name, relations_in(wanted, relation)))


def _node_change(server: Server, wanted: GraphReader, node: NodeType, held: int) -> Change:
    table = _marked_nodes(wanted, node)
    return _change(server, table, f"MATCH (x:`{node.label}`)") if held else _all_new(table)


def _relation_change(server: Server, wanted: GraphReader, relation: RelationType, held: int) -> Change:
    table = _marked_relations(wanted, relation)
    return _change(server, table, f"MATCH ()-[x:`{relation.name}`]->()") if held else _all_new(table)


def _all_new(table: pa.Table) -> Change:
    return Change(table, table.slice(0, 0), [], [])


def _change(server: Server, table: pa.Table, match: str) -> Change:
    buckets = _unequal(_own_sums(table), _server_sums(server, match))
    there = _server_rows(server, match, buckets) if buckets else {}
    inside = pa.array([bucket for bucket in buckets if bucket is not None], pa.int64())
    rows = table.filter(pc.is_in(pc.divide(table[MARK], WIDTH), value_set=inside))
    keys, marks = rows["key"].to_pylist(), rows[MARK].to_pylist()
    new = pa.array([key not in there for key in keys], pa.bool_())
    changed = pa.array([key in there and [m for _, m in there[key]] != [mark]
                        for key, mark in zip(keys, marks, strict=True)], pa.bool_())
    over, known = rows.filter(changed), set(keys)
    return Change(rows.filter(new), over,
                  [(number, key) for key, held in there.items() if key not in known for number, _ in held],
                  [(number, key) for key in over["key"].to_pylist() for number, _ in there[key]])


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


def _server_rows(server: Server, match: str, buckets: list[int | None]) -> dict[str, list[tuple[str, int]]]:
    """By key, number and mark of what is there; more than one of a key only where something went wrong."""
    text = (f"{match} WHERE x.`{MARK}` / {WIDTH} IN $buckets OR x.`{MARK}` IS NULL "
            f"RETURN x.key AS key, elementId(x) AS id, x.`{MARK}` AS mark")
    found: dict[str, list[tuple[str, int]]] = {}
    for key, number, mark in server.read(lambda tx: rows_of(tx, text, buckets=[b for b in buckets if b is not None])):
        found.setdefault(key, []).append((number, mark))
    return found
