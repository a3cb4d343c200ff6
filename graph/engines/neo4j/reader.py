"""Reading the graph on the server: rows, Arrow tables, counts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import pyarrow as pa
from neo4j import ManagedTransaction, Result
from neo4j.graph import Node, Path, Relationship
from neo4j.time import Date

from graph.engines.neo4j.session import Server, rows_of
from graph.engines.statements import bare, check_read
from graph.engines.tables import ARROW
from graph.errors import QueryInvalid, StoreUnavailable, TooManyRows
from graph.port import Capabilities, Row, StoreInfo
from graph.schema import NODES, RELATIONS, node_types

CAPABILITIES = Capabilities(bulk_load=True, versioned_files=False, concurrent_writers=True)
CHUNK = 50_000
"""Rows that become one piece of an Arrow table: Python's own values take ten times the room."""
_UNKNOWN = ("01N50", "01N51", "01N52")
"""Status codes of the server's notes on labels, relation types and properties that it does not know."""
_WHOLE = (Node, Relationship, Path)
_PLAIN = (str, int, float, bool, type(None))
_PROPERTY = re.compile(r"\.`?(?P<property>\w+)`?\s+AS\s+`?(?P<alias>\w+)`?", re.IGNORECASE)
_BOUND = r"[(\[]\s*{0}\s*(?:[:){{\]*]|$)"


class Neo4jReader:
    """GraphReader on the server; usable from several threads."""

    def __init__(self, server: Server) -> None:
        self._held: Server | None = server

    @property
    def capabilities(self) -> Capabilities:
        """What Neo4j can do."""
        return CAPABILITIES

    @property
    def _server(self) -> Server:
        if self._held is None:
            raise StoreUnavailable("这次图库读取已经结束，请重新打开图库")
        return self._held

    def info(self) -> StoreInfo:
        """The ``Store`` node; raises StoreUnavailable while there is none."""
        found = read_info(self._server)
        if found is None:
            raise StoreUnavailable("图库里没有登记所属的工作区")
        return found

    def read(self, text: str, parameters: Mapping[str, object] | None = None, *, timeout: float = 60.0,
             max_rows: int = 1_000_000) -> list[Row]:
        """Rows of one read-only statement; see ``graph.port.GraphReader``."""
        named = check_read(text, parameters)

        def work(transaction: ManagedTransaction) -> list[Row]:
            result = transaction.run(text, named)
            names = _columns(result, text)
            found: list[Row] = []
            for record in result:
                if len(found) >= max_rows:
                    raise TooManyRows(f"查询返回的行数超过上限 {max_rows} 行；请缩小范围")
                found.append(dict(zip(names, map(_value, record), strict=True)))
            _names_known(result)
            return found

        return self._server.read(work, timeout=timeout)

    def read_table(self, text: str, parameters: Mapping[str, object] | None = None, *,
                   timeout: float = 600.0) -> pa.Table:
        """The same as an Arrow table; a column without a single value has the type its property is declared with."""
        named = check_read(text, parameters)

        def work(transaction: ManagedTransaction) -> pa.Table:
            result = transaction.run(text, named)
            names = _columns(result, text)
            pieces = list(_pieces(result, names))
            _names_known(result)
            return _typed(pa.concat_tables(pieces, promote_options="permissive"), text)

        return self._server.read(work, timeout=timeout)

    def counts(self) -> dict[str, int]:
        """Nodes by label and relations by name, zeros included; from the server's own counters.

        Asked for by one procedure: a hundred counting statements, or one of a hundred parts, keep the planner of a
        server that has just started busy for ten seconds and more.
        """
        (held,), = self._server.read(lambda tx: rows_of(tx, "CALL db.stats.retrieve('GRAPH COUNTS') YIELD data "
                                                            "RETURN data"))
        labels = {row["label"]: row["count"] for row in held["nodes"] if "label" in row}
        names = {row["relationshipType"]: row["count"] for row in held["relationships"]
                 if "relationshipType" in row and not {"startLabel", "endLabel"} & row.keys()}
        return {**{node.label: labels.get(node.label, 0) for node in NODES},
                **{relation.name: names.get(relation.name, 0) for relation in RELATIONS}}

    def close(self) -> None:
        """Ends this reader; the server's connections belong to the store."""
        self._held = None


def read_info(server: Server, timeout: float = 0.0) -> StoreInfo | None:
    """The ``Store`` node; None on an empty server. ``timeout`` as for ``Server.read``."""
    names = [name for name in node_types()["Store"].property_names() if name != "key"]

    def work(transaction: ManagedTransaction) -> list[Any]:
        return rows_of(transaction, f"MATCH (s:Store) RETURN {', '.join(f's.`{name}`' for name in names)}")

    rows = server.read(work, timeout=timeout)
    return StoreInfo(**dict(zip(names, map(_value, rows[0]), strict=True))) if rows else None


def _columns(result: Result, text: str) -> list[str]:
    """Names of the columns. Raises QueryInvalid where one is a whole node or relation: also without any row."""
    names = list(result.keys())
    plain = bare(text)
    returned = re.split(r"\bRETURN\b", plain, flags=re.IGNORECASE)[-1]
    for name in names:
        alone = re.search(rf"(?:^|,)\s*(?:DISTINCT\s+)?(\w+)(?:\s+AS\s+`?{re.escape(name)}`?)?\s*(?:,|$|\bORDER\b)",
                          returned, re.IGNORECASE)
        bound = alone and alone.group(1) == name and re.search(_BOUND.format(re.escape(name)), plain)
        if bound and not re.search(rf"\bAS\s+{re.escape(name)}\b", plain, re.IGNORECASE):
            raise _whole(name)
    return names


def _whole(name: str) -> QueryInvalid:
    return QueryInvalid(f"列 {name} 是整个节点、关系或路径；请返回具名的属性")


def _names_known(result: Result) -> None:
    """Raises QueryInvalid for a label, relation or property that is not declared: Neo4j itself answers with null."""
    if any(status.gql_status in _UNKNOWN for status in result.consume().gql_status_objects):
        raise QueryInvalid("查询语句用了未登记的标签、关系或属性")


def _value(value: Any) -> Any:
    if isinstance(value, _PLAIN):
        return value
    if isinstance(value, Date):
        return value.to_native()
    if isinstance(value, list):
        return [_value(item) for item in value]
    if isinstance(value, _WHOLE):
        raise _whole("")
    raise QueryInvalid(f"查询返回了本程序不用的类型 {type(value).__name__}；请返回文本、数、日期或它们的列表")


def _pieces(result: Result, names: list[str]) -> Iterator[pa.Table]:
    while rows := result.fetch(CHUNK):
        columns = zip(*rows, strict=True)
        yield pa.table({name: _array(list(column)) for name, column in zip(names, columns, strict=True)})
    yield pa.table({name: pa.nulls(0) for name in names})


def _array(values: list[Any]) -> pa.Array:
    first = next((value for value in values if value is not None), None)
    if isinstance(first, (Date, list, *_WHOLE)):
        values = [_value(value) for value in values]
    return pa.array(values)


def _typed(table: pa.Table, text: str) -> pa.Table:
    """Columns of which every value is null, and empty lists, with the declared type of their property."""
    declared = {m["alias"]: m["property"] for m in _PROPERTY.finditer(text)}
    for at, field in enumerate(table.schema):
        untyped = pa.types.is_null(field.type) or field.type == pa.list_(pa.null())
        if untyped and (target := _declared().get(declared.get(field.name, ""))):
            table = table.set_column(at, field.name, table.column(at).cast(target))
    return table


@cache
def _declared() -> dict[str, pa.DataType]:
    """Arrow type by property name, for names that have one type wherever they are declared."""
    found: dict[str, set[pa.DataType]] = {}
    for p in (p for kinds in (NODES, RELATIONS) for kind in kinds for p in kind.properties):
        found.setdefault(p.name, set()).add(ARROW[p.type])
    return {name: kinds.pop() for name, kinds in found.items() if len(kinds) == 1}
