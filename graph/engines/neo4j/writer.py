"""Writing to the server, in batches: labelled matches on unique keys, nodes before relations.

A batch is one transaction. Node batches and, where every relation has a start of its own, relation batches go through
two sessions at once: rows are dealt out by key or by end, so that no two transactions touch one node.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping, Sequence, Set
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from neo4j import ManagedTransaction

from graph.engines import tables
from graph.engines.neo4j import ddl
from graph.engines.neo4j.reader import Neo4jReader
from graph.engines.neo4j.session import rows_of
from graph.errors import ConstraintViolated
from graph.port import StoreInfo
from graph.schema import RelationType

BATCH = 5_000
SESSIONS = 2
MARK = "_mark"
"""Hidden property: what ``difference`` compares instead of the whole row. No rule can name it: it is not declared."""
Rows = list[dict[str, Any]]
Located = tuple[str, str]
"""The server's own number of a relation, and its key."""


class Neo4jWriter(Neo4jReader):
    """GraphWriter on the running graph; every batch is there as soon as it is acknowledged."""

    def ensure_schema(self) -> None:
        """Creates the constraints, waits for their indexes, and tells the server every declared name; idempotent."""
        known = self._server.read(_known)
        missing = [text for name, text in ddl.constraints().items() if name not in known]
        for text in missing:
            self._server.run(text)
        if missing:
            self._server.run("CALL db.awaitIndexes(600)")

        unnamed = [(procedure, name) for procedure, name in ddl.names() if name not in known]

        def name_all(transaction: ManagedTransaction) -> None:
            for procedure, name in unnamed:
                transaction.run(f"CALL {procedure}($name)", name=name).consume()

        if unnamed:
            self._server.write(name_all)

    def ensure_indexes(self) -> None:
        """Creates the indexes that rules join by; after a load, for they would slow it down."""
        self._create(ddl.indexes(), self._server.read(_known))

    def _create(self, statements: Mapping[str, str], known: Set[str]) -> None:
        missing = [text for name, text in statements.items() if name not in known]
        for text in missing:
            self._server.run(text)
        if missing:
            self._server.run("CALL db.awaitIndexes(3600)")

    def insert_nodes(self, label: str, rows: pa.Table) -> None:
        """Bulk insert; raises ConstraintViolated for a key that is there."""
        self.add_nodes(label, tables.conform_nodes(label, rows))

    def insert_relations(self, name: str, rows: pa.Table) -> None:
        """Bulk insert; raises ConstraintViolated for an end that is not there."""
        self.add_relations(name, tables.conform_relations(name, rows))

    def add_nodes(self, label: str, table: pa.Table) -> None:
        """``insert_nodes`` for a table of the declared shape, which may have a mark beside it."""
        text = f"UNWIND $rows AS row CREATE (n:`{label}`) SET n = row"
        there = f"MATCH (n:`{label}` {{key: $rows[0].key}}) RETURN true AS there"
        _at_once(_dealt(table, "key"), lambda rows: self._insert(text, there, rows))

    def add_relations(self, name: str, table: pa.Table) -> None:
        """``insert_relations`` for a table of the declared shape, which may have a mark beside it."""
        relation = tables.relation_type(name)
        text = (f"UNWIND $rows AS row MATCH (a:`{relation.start}` {{key: row.start}}) "
                f"MATCH (b:`{relation.end}` {{key: row.end}}) CREATE (a)-[r:`{name}`]->(b) SET r = row.values "
                "RETURN count(*) AS made")
        there = (f"MATCH (:`{relation.start}` {{key: $rows[0].start}})-[r:`{name}` {{key: $rows[0].values.key}}]->() "
                 "RETURN true AS there")
        single = pc.count_distinct(table["start"]).as_py() == table.num_rows and relation.start != relation.end
        parts = _dealt(table, "end") if single else [table]
        _at_once(parts, lambda rows: self._insert(text, there, rows, name), _ended)

    def add_with_relations(self, label: str, nodes: pa.Table, outgoing: Mapping[str, pa.Table]) -> None:
        """New nodes together with the relations that begin at them, at most one of a name each, in one pass.

        Twice as fast as a pass for each; the ends must be there. Dealt out by the end of the first relation; ends
        that very many share (a programme, a village) are met by both sessions, which Neo4j allows on such nodes.
        """
        found = {name: pc.index_in(nodes["key"], value_set=rows["start"]) for name, rows in outgoing.items()}
        patterns = [tuple(name for name, at in zip(found, row, strict=True) if at is not None)
                    for row in zip(*(at.to_pylist() for at in found.values()), strict=True)]
        for pattern in sorted(set(patterns)):
            own = pa.array([other == pattern for other in patterns])
            part = nodes.filter(own)
            ends = {name: outgoing[name].take(found[name].filter(own)) for name in pattern}
            self._add_stars(label, part, ends)

    def _add_stars(self, label: str, nodes: pa.Table, ends: Mapping[str, pa.Table]) -> None:
        """Nodes that have just these relations, row by row beside them."""
        there = f"MATCH (n:`{label}` {{key: $rows[0].node.key}}) RETURN true AS there"
        numbered = nodes.append_column("at", pa.array(range(nodes.num_rows), pa.int64()))
        first = next(iter(ends.values()), None)
        parts = [numbered] if first is None else _dealt(numbered.append_column("deal", first["end"]), "deal")

        def shape(batch: pa.Table) -> Rows:
            rows = [{"node": row} for row in batch.select(nodes.column_names).to_pylist()]
            for name, table in ends.items():
                for row, end in zip(rows, _ended(table.take(batch["at"])), strict=True):
                    row[name] = {"end": end["end"], "values": end["values"]}
            return rows

        _at_once(parts, lambda rows: self._insert(_star_text(label, list(ends)), there, rows, label), shape)

    def merge_nodes(self, label: str, rows: pa.Table) -> None:
        """Upsert by key: given columns are set (null too), others stay; of two rows with one key the last wins."""
        table = tables.last_by_key(tables.conform_nodes(label, rows))
        text = f"UNWIND $rows AS row MERGE (n:`{label}` {{key: row.key}}) SET n += row, n.`{MARK}` = row.`{MARK}`"
        _at_once(_dealt(table, "key"), lambda batch: self._repeatable(text, batch))

    def merge_relations(self, name: str, rows: pa.Table) -> None:
        """Upsert by key, as for nodes; a known relation whose ends moved is taken out and put in again."""
        table = tables.last_by_key(tables.conform_relations(name, rows))
        relation = tables.relation_type(name)
        there = self._located(relation, table["key"].to_pylist())
        new, known = tables.split_by_key(table, pa.chunked_array([[key for _, key in there]], pa.string()))
        was = {key: number for number, key in there}
        text = (f"UNWIND $rows AS row MATCH ()-[old:`{name}`]->() WHERE {_same('old')} "
                f"MATCH (a:`{relation.start}` {{key: row.start}}) MATCH (b:`{relation.end}` {{key: row.end}}) "
                f"CREATE (a)-[r:`{name}`]->(b) SET r = properties(old), r += row.values, r.`{MARK}` = null DELETE old "
                "RETURN count(*) AS made")
        for batch in tables.batches(known, BATCH):
            moved = [{**row, "id": was[row["values"]["key"]], "key": row["values"]["key"]} for row in _ended(batch)]
            # there again after a lost reply: the old ones are gone, the new ones stand
            gone = f"OPTIONAL MATCH ()-[r:`{name}`]->() WHERE elementId(r) = $id AND r.key = $key RETURN r IS NULL"
            self._server.write(_counted(text, moved, name), committed=_if_gone(gone, moved))
        self.add_relations(name, new)

    def replace_nodes(self, label: str, table: pa.Table) -> None:
        """Known nodes get just these properties, and the mark beside them."""
        text = f"UNWIND $rows AS row MATCH (n:`{label}` {{key: row.key}}) SET n = row"
        _at_once(_dealt(table, "key"), lambda batch: self._repeatable(text, batch))

    def retract_nodes(self, label: str, keys: Sequence[str]) -> None:
        """Removes nodes with their relations; unknown keys are ignored."""
        text = f"UNWIND $rows AS row MATCH (n:`{tables.node_type(label).label}` {{key: row.key}}) DETACH DELETE n"
        for rows in _lists([{"key": key} for key in sorted(set(keys))], BATCH // 5):  # hubs have many relations
            self._repeatable(text, rows)

    def retract_relations(self, name: str, keys: Sequence[str]) -> None:
        """Removes relations by key; unknown keys are ignored."""
        relation = tables.relation_type(name)
        if keys:
            self.remove_relations(relation, self._located(relation, sorted(set(keys))))

    def remove_relations(self, relation: RelationType, there: Sequence[Located]) -> None:
        """Removes relations where they were located: without a look at any other."""
        text = f"UNWIND $rows AS row MATCH ()-[r:`{relation.name}`]->() WHERE {_same('r')} DELETE r"
        for rows in _lists([{"id": number, "key": key} for number, key in there], BATCH):
            self._repeatable(text, rows)

    def set_info(self, info: StoreInfo) -> None:
        """Writes the ``Store`` node."""
        text = "MERGE (s:Store {key: 'store'}) SET s = row"
        self._repeatable(f"UNWIND $rows AS row {text}", [{"key": "store", **asdict(info)}])

    def _located(self, relation: RelationType, keys: list[str]) -> list[Located]:
        """The relations with these keys that are there: one pass over all relations of the name."""
        if not keys:
            return []
        text = f"MATCH ()-[r:`{relation.name}`]->() WHERE r.key IN $keys RETURN elementId(r) AS id, r.key AS key"
        return [(number, key) for number, key in self._server.read(lambda tx: rows_of(tx, text, keys=keys))]

    def _insert(self, text: str, there: str, rows: Rows, name: str | None = None) -> None:
        def committed(transaction: ManagedTransaction) -> int | None:
            return len(rows) if rows_of(transaction, there, rows=rows[:1]) else None

        self._server.write(_counted(text, rows, name), committed=committed)

    def _repeatable(self, text: str, rows: Rows) -> None:
        """A batch that may be repeated: an upsert or a removal."""
        if rows:
            self._server.write(_counted(text, rows, None))


def _same(name: str) -> str:
    """The relation of a row; the key too, for a number is given anew once its relation is gone."""
    return f"elementId({name}) = row.id AND {name}.key = row.key"


def _if_gone(text: str, rows: Rows) -> Callable[[ManagedTransaction], int | None]:
    def committed(transaction: ManagedTransaction) -> int | None:
        return len(rows) if rows_of(transaction, text, id=rows[0]["id"], key=rows[0]["key"])[0][0] else None

    return committed


def _star_text(label: str, names: list[str]) -> str:
    matches = "".join(f" MATCH (e{at}:`{tables.relation_type(name).end}` {{key: row.{name}.end}})"
                      for at, name in enumerate(names))
    creates = "".join(f" CREATE (n)-[r{at}:`{name}`]->(e{at}) SET r{at} = row.{name}.values"
                      for at, name in enumerate(names))
    return f"UNWIND $rows AS row{matches} CREATE (n:`{label}`) SET n = row.node{creates} RETURN count(*) AS made"


def _known(transaction: ManagedTransaction) -> set[str]:
    """Names of the constraints, indexes, relation types and properties that the server knows."""
    texts = ("SHOW CONSTRAINTS YIELD name", "SHOW INDEXES YIELD name", "CALL db.relationshipTypes()",
             "CALL db.propertyKeys()")
    return {str(row[0]) for text in texts for row in rows_of(transaction, text)}


def _counted(text: str, rows: Rows, relation: str | None) -> Callable[[ManagedTransaction], int]:
    """The batch as one transaction; of relations it proves that each found both its ends."""
    def work(transaction: ManagedTransaction) -> int:
        answer = rows_of(transaction, text, rows=rows)
        if relation is not None and (lost := len(rows) - answer[0][0]):
            raise ConstraintViolated(f"关系 {relation} 有 {lost} 条的一端在图谱里不存在")
        return len(rows)

    return work


def _dealt(table: pa.Table, column: str) -> list[pa.Table]:
    """The rows in parts, one a session: rows with one value in the column come into one part."""
    if table.num_rows <= BATCH:
        return [table]
    shares = pa.array([zlib.crc32(value.encode()) % SESSIONS for value in table[column].to_pylist()])
    return [table.filter(pc.equal(shares, number)) for number in range(SESSIONS)]


def _at_once(parts: list[pa.Table], send: Callable[[Rows], None],
             shape: Callable[[pa.Table], Rows] = pa.Table.to_pylist) -> None:
    def run(part: pa.Table) -> None:
        for batch in tables.batches(part, BATCH):
            send(shape(batch))

    if len(parts) == 1:
        run(parts[0])
        return
    with ThreadPoolExecutor(len(parts)) as threads:
        for _ in threads.map(run, parts):
            """Raises what a part raised."""


def _ended(batch: pa.Table) -> Rows:
    """Rows of relations: both ends, and the properties for themselves."""
    values = batch.drop_columns(list(tables.ENDS)).to_pylist()
    return [{"start": start, "end": end, "values": row}
            for start, end, row in zip(batch["start"].to_pylist(), batch["end"].to_pylist(), values, strict=True)]


def _lists(rows: Rows, size: int) -> list[Rows]:
    return [rows[at:at + size] for at in range(0, len(rows), size)]
