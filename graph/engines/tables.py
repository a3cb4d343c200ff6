"""Arrow tables brought to the declared shape of a label or relation before an engine sees them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyarrow as pa
import pyarrow.compute as pc

from graph.errors import ConstraintViolated, InputError
from graph.schema import NodeType, Property, RelationType, Type, node_types, relation_types

ARROW: dict[Type, pa.DataType] = {
    Type.TEXT: pa.string(),
    Type.INT: pa.int64(),
    Type.REAL: pa.float64(),
    Type.BOOL: pa.bool_(),
    Type.DATE: pa.date32(),
    Type.TEXTS: pa.list_(pa.string()),
}
ENDS = ("start", "end")
_END_PROPERTIES = tuple(Property(name, Type.TEXT, "key of the node at this end") for name in ENDS)


def node_type(label: str) -> NodeType:
    """The declared label; raises InputError for an undeclared one."""
    if label not in node_types():
        raise InputError(f"图谱结构里没有登记节点类型 {label}")
    return node_types()[label]


def relation_type(name: str) -> RelationType:
    """The declared relation; raises InputError for an undeclared one."""
    if name not in relation_types():
        raise InputError(f"图谱结构里没有登记关系类型 {name}")
    return relation_types()[name]


def conform_nodes(label: str, rows: pa.Table) -> pa.Table:
    """Rows with their columns cast to the declared types, in declared order; absent columns stay absent.

    Raises InputError (undeclared column, value that does not fit), ConstraintViolated (empty key).
    """
    return _conform(label, rows, node_type(label).properties, ("key",))


def conform_relations(name: str, rows: pa.Table) -> pa.Table:
    """The same for relations, with ``start`` and ``end`` first."""
    return _conform(name, rows, (*_END_PROPERTIES, *relation_type(name).properties), (*ENDS, "key"))


def last_by_key(rows: pa.Table) -> pa.Table:
    """One row a key: the last one, as a row-by-row upsert would leave it; the order is kept otherwise."""
    if pc.count_distinct(rows["key"]).as_py() == rows.num_rows:
        return rows
    numbered = pa.table({"key": rows["key"], "at": pa.array(range(rows.num_rows), pa.int64())})
    return rows.take(numbered.group_by("key").aggregate([("at", "max")])["at_max"].sort())


def split_by_key(rows: pa.Table, known: pa.ChunkedArray) -> tuple[pa.Table, pa.Table]:
    """Rows whose key is not among ``known``, and rows whose key is."""
    there = pc.is_in(rows["key"], value_set=known)
    return rows.filter(pc.invert(there)), rows.filter(there)


def filled_columns(rows: pa.Table) -> list[str]:
    """Names of the columns with at least one value."""
    return [name for name in rows.column_names if rows[name].null_count < rows.num_rows]


def batches(rows: pa.Table, size: int) -> Iterator[pa.Table]:
    """The rows in slices of at most ``size``."""
    return (rows.slice(at, size) for at in range(0, rows.num_rows, size))


def _conform(kind: str, rows: pa.Table, declared: Iterable[Property], needed: tuple[str, ...]) -> pa.Table:
    wanted = {p.name: p for p in declared}
    names = rows.column_names
    if len(set(names)) != len(names):
        raise InputError(f"{kind} 的表里有重名的列")
    if unknown := [name for name in names if name not in wanted]:
        raise InputError(f"{kind} 没有登记的列：{'、'.join(unknown)}")
    if absent := [name for name in needed if name not in names]:
        raise InputError(f"{kind} 的表缺少列：{'、'.join(absent)}")
    columns = {name: _cast(kind, p, rows[name]) for name, p in wanted.items() if name in names}
    columns |= {name: _count(columns[p.counts], p.unit) for name, p in wanted.items()
                if p.counts in columns and name not in names}
    for name in needed:
        if columns[name].null_count:
            raise ConstraintViolated(f"{kind} 有 {columns[name].null_count} 行的 {name} 是空的")
    return pa.table(columns)


def _count(dates: pa.ChunkedArray, unit: str) -> pa.ChunkedArray:
    """Days since 1970-01-01, or months since year 0, of a date column."""
    if unit == "day":
        return dates.cast(pa.int32()).cast(pa.int64())
    return pc.add(pc.multiply(pc.year(dates), 12), pc.subtract(pc.month(dates), 1))


def _cast(kind: str, declared: Property, column: pa.ChunkedArray) -> pa.ChunkedArray:
    target = ARROW[declared.type]
    if column.type == target:
        return column
    try:
        return column.cast(target)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError) as error:
        raise InputError(f"{kind} 的列 {declared.name} 应是 {declared.type}，收到 {column.type}") from error
