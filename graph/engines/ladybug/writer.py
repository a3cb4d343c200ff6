"""Writing one version: bulk copy from Arrow, upsert and removal by key.

New rows go through ``COPY`` from Arrow. Few relations go through ``UNWIND`` instead: ``COPY`` into a relation
table has a fixed cost that follows the node tables at its ends. Upserts split the rows into new and known first:
``MERGE`` of many rows is a hundred times slower than that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

import ladybug
import pyarrow as pa
import pyarrow.compute as pc

from graph.engines import tables
from graph.engines.ladybug import ddl
from graph.engines.ladybug.reader import LadybugReader
from graph.engines.ladybug.session import execute, execute_all, run
from graph.errors import ConstraintViolated, StoreError
from graph.port import StoreInfo
from graph.schema import RelationType

FEW_RELATIONS = 10_000
"""Most relations that go through ``UNWIND``; also the size of its batches."""
SMALL = 500
FEW_NODES = 30
"""Most nodes that go through ``UNWIND``: up to here the fixed cost of ``COPY`` and of its proof weighs more."""
CHECKPOINT_ROWS = 500_000
"""Rows written between two checkpoints: what is not yet in the file proper stays in memory."""
FEW_SHARE = 100
"""``COPY`` costs as much as ``UNWIND`` of one relation for every hundred nodes at its ends, and of 500 at least."""


class LadybugWriter(LadybugReader):
    """GraphWriter on a database that only this process has open; ``checkpoint`` is due at the end."""

    def __init__(self, db: ladybug.Database) -> None:
        super().__init__(db)
        self._pending = 0

    def checkpoint(self) -> None:
        """Moves what was written from the log into the file."""
        execute(self._database, "CHECKPOINT")
        self._pending = 0

    def _written(self, rows: int) -> None:
        self._pending += rows
        if self._pending >= CHECKPOINT_ROWS:
            self.checkpoint()

    def ensure_schema(self) -> None:
        """Creates every declared label, relation and key; idempotent."""
        execute_all(self._database, ddl.statements())

    def insert_nodes(self, label: str, rows: pa.Table) -> None:
        """Bulk insert; raises ConstraintViolated for a key that is there."""
        table = tables.conform_nodes(label, rows)
        if table.num_rows > FEW_NODES:
            self._copy_nodes(label, table)
        elif table.num_rows:
            self._create_nodes(label, table)

    def insert_relations(self, name: str, rows: pa.Table) -> None:
        """Bulk insert; raises ConstraintViolated for an end that is not there."""
        table = tables.conform_relations(name, rows)
        relation = tables.relation_type(name)
        if table.num_rows < SMALL or table.num_rows < self._few(relation):
            self._create(relation, table)
        else:
            self._copy(name, table, table.column_names[2:])

    def _few(self, relation: RelationType) -> int:
        """Below this many relations ``UNWIND`` is cheaper than ``COPY``."""
        ends = sum(execute(self._database, f"MATCH (n:`{label}`) RETURN count(*)")[0][0]
                   for label in (relation.start, relation.end))
        return min(FEW_RELATIONS, int(ends) // FEW_SHARE)

    def merge_nodes(self, label: str, rows: pa.Table) -> None:
        """Upsert by key: given columns are set (null too), others stay; of two rows with one key the last wins."""
        table = tables.last_by_key(tables.conform_nodes(label, rows))
        new, known = self._split(f"(n:`{label}`)", table)
        if new.num_rows:
            self._copy_nodes(label, new)
        self._update(label, known)

    def merge_relations(self, name: str, rows: pa.Table) -> None:
        """Upsert by key, as for nodes.

        Known relations are taken out and put in again: setting properties in place costs a second for each
        column of 10,000 relations at a hub.
        """
        table = tables.last_by_key(tables.conform_relations(name, rows))
        relation = tables.relation_type(name)
        new, known = self._split(_pattern(relation), table)
        if known.num_rows:
            known = self._completed(relation, known)
            self.retract_relations(name, known["key"].to_pylist())
        self.insert_relations(name, pa.concat_tables([new, known], promote_options="default"))

    def retract_nodes(self, label: str, keys: Sequence[str]) -> None:
        """Removes nodes with their relations; unknown keys are ignored."""
        self._delete(f"(n:`{tables.node_type(label).label}`)", "DETACH DELETE", keys)

    def retract_relations(self, name: str, keys: Sequence[str]) -> None:
        """Removes relations by key; unknown keys are ignored."""
        self._delete(_pattern(tables.relation_type(name)), "DELETE", keys)

    def set_info(self, info: StoreInfo) -> None:
        """Replaces the ``Store`` node."""
        execute(self._database, "MATCH (s:Store) DELETE s")
        self.insert_nodes("Store", pa.Table.from_pylist([{"key": "store", **asdict(info)}]))

    def _copy_nodes(self, label: str, table: pa.Table) -> None:
        """Copies nodes and proves that the engine's own index finds each of them (``docs/decisions/0003``)."""
        self._copy(label, table, table.column_names)
        text = f"LOAD FROM $rows WITH key AS wanted MATCH (n:`{label}` {{key: wanted}}) RETURN count(*)"
        found = execute(self._database, text, _scan(table.select(["key"])))[0][0]
        if lost := table.num_rows - found:
            raise StoreError(f"{label} 写入 {table.num_rows} 行，其中 {lost} 行按编号查不到；这次装载作废")

    def _create_nodes(self, label: str, table: pa.Table) -> None:
        filled = tables.filled_columns(table)
        values = ", ".join(f"`{name}`: row.`{name}`" for name in filled)
        execute(self._database, f"UNWIND $rows AS row CREATE (n:`{label}` {{{values}}})",
                {"rows": table.select(filled).to_pylist()})

    def _copy(self, target: str, table: pa.Table, properties: list[str]) -> None:
        columns = ", ".join(f"`{name}`" for name in properties)
        said = execute(self._database, f"COPY `{target}`({columns}) FROM $rows", _scan(table))[0][0]
        if said.split()[0] != str(table.num_rows):
            raise StoreError(f"{target} 应写入 {table.num_rows} 行，图库引擎写入的行数不符；这次装载作废")
        self._written(table.num_rows)

    def _create(self, relation: RelationType, table: pa.Table) -> None:
        for batch in tables.batches(table, FEW_RELATIONS):
            # an all-null column has no type in UNWIND, and "end" is a keyword there
            filled = [name for name in tables.filled_columns(batch) if name not in tables.ENDS]
            rows = batch.select([*tables.ENDS, *filled]).rename_columns(["a", "b", *filled]).to_pylist()
            values = ", ".join(f"`{name}`: row.`{name}`" for name in filled)
            made = execute(self._database, f"UNWIND $rows AS row MATCH (a:`{relation.start}` {{key: row.a}}) "
                           f"MATCH (b:`{relation.end}` {{key: row.b}}) "
                           f"CREATE (a)-[r:`{relation.name}` {{{values}}}]->(b) RETURN count(*)", {"rows": rows})
            if lost := len(rows) - made[0][0]:
                raise ConstraintViolated(f"关系 {relation.name} 有 {lost} 条的一端在图谱里不存在")
            self._written(len(rows))

    def _split(self, pattern: str, table: pa.Table) -> tuple[pa.Table, pa.Table]:
        text = f"LOAD FROM $rows WITH key AS wanted MATCH {pattern} WHERE n.key = wanted RETURN wanted"
        if not table.num_rows:
            return table, table
        with run(self._database, text, _scan(table.select(["key"]))) as result:
            known = result.get_as_arrow()["wanted"]
        return tables.split_by_key(table, known)

    def _completed(self, relation: RelationType, known: pa.Table) -> pa.Table:
        """The rows with the columns they lack, as the graph has them."""
        lacking = [name for name in relation.property_names() if name not in known.column_names]
        if not lacking:
            return known
        values = ", ".join(f"n.`{name}` AS v{at}" for at, name in enumerate(lacking))
        text = (f"LOAD FROM $rows WITH key AS wanted MATCH {_pattern(relation)} WHERE n.key = wanted "
                f"RETURN wanted, {values}")
        with run(self._database, text, _scan(known.select(["key"]))) as result:
            there = result.get_as_arrow()
        there = there.take(pc.index_in(known["key"], value_set=there["wanted"]))
        for at, name in enumerate(lacking):
            known = known.append_column(name, there[f"v{at}"])
        return known

    def _update(self, label: str, table: pa.Table) -> None:
        properties = table.column_names[1:]
        if not table.num_rows or not properties:
            return
        columns = {f"v{at}": table[name] for at, name in enumerate(properties)}
        values = ", ".join(f"n.`{name}` = v{at}" for at, name in enumerate(properties))
        execute(self._database, f"LOAD FROM $rows WITH wanted, {', '.join(columns)} MATCH (n:`{label}`) "
                f"WHERE n.key = wanted SET {values}", _scan(pa.table({"wanted": table["key"], **columns})))
        self._written(table.num_rows)

    def _delete(self, pattern: str, verb: str, keys: Sequence[str]) -> None:
        if not keys:
            return
        rows = pa.table({"wanted": pa.array(sorted(set(keys)), pa.string())})
        text = f"LOAD FROM $rows WITH wanted MATCH {pattern} WHERE n.key = wanted {verb} n"
        execute(self._database, text, _scan(rows))
        self._written(rows.num_rows)


def _pattern(relation: RelationType) -> str:
    return f"(:`{relation.start}`)-[n:`{relation.name}`]->(:`{relation.end}`)"


def _scan(table: pa.Table) -> dict[str, pa.Table]:
    """The table as parameter ``$rows``, without empty chunks: the engine takes one for the end."""
    return {"rows": pa.Table.from_batches([b for b in table.to_batches() if b.num_rows], table.schema)}
