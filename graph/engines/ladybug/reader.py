"""Reading one version: rows, Arrow tables, counts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import ladybug
import pyarrow as pa

from graph.engines.ladybug.session import execute, rows_of, run
from graph.engines.statements import check_read
from graph.errors import QueryInvalid, StoreUnavailable, TooManyRows
from graph.port import Capabilities, Row, StoreInfo
from graph.schema import NODES, RELATIONS, node_types

CAPABILITIES = Capabilities(bulk_load=True, versioned_files=True, concurrent_writers=False)
_WHOLE = ("NODE", "REL", "RECURSIVE_REL")


class LadybugReader:
    """GraphReader on an open database; usable from several threads."""

    def __init__(self, db: ladybug.Database) -> None:
        self._db: ladybug.Database | None = db

    @property
    def capabilities(self) -> Capabilities:
        """What the embedded engine can do."""
        return CAPABILITIES

    @property
    def _database(self) -> ladybug.Database:
        if self._db is None:
            raise StoreUnavailable("这次图库读取已经结束，请重新打开图库")
        return self._db

    def info(self) -> StoreInfo:
        """The ``Store`` node; raises StoreUnavailable while there is none."""
        names = node_types()["Store"].property_names()
        rows = execute(self._database, f"MATCH (s:Store) RETURN {', '.join(f's.`{n}`' for n in names)}")
        if not rows:
            raise StoreUnavailable("图库里没有登记所属的工作区")
        found = dict(zip(names, rows[0], strict=True))
        return StoreInfo(**{k: v for k, v in found.items() if k != "key"})

    def read(self, text: str, parameters: Mapping[str, object] | None = None, *, timeout: float = 60.0,
             max_rows: int = 1_000_000) -> list[Row]:
        """Rows of one read-only statement; see ``graph.port.GraphReader``."""
        with run(self._database, text, check_read(text, parameters), timeout=timeout) as result:
            names = _columns(result)
            if (count := result.get_num_tuples()) > max_rows:
                raise TooManyRows(f"查询返回 {count} 行，超过上限 {max_rows} 行；请缩小范围")
            casts = _casts(result)
            rows = rows_of(result)
        for row in rows:
            for at, cast in casts:
                row[at] = cast(row[at])
        return [dict(zip(names, row, strict=True)) for row in rows]

    def read_table(self, text: str, parameters: Mapping[str, object] | None = None, *,
                   timeout: float = 600.0) -> pa.Table:
        """The same as an Arrow table; sums are int64."""
        with run(self._database, text, check_read(text, parameters), timeout=timeout) as result:
            _columns(result)
            table = result.get_as_arrow()
        for at, field in enumerate(table.schema):
            if pa.types.is_decimal(field.type):
                target = pa.int64() if field.type.scale == 0 else pa.float64()
                table = table.set_column(at, field.name, table.column(at).cast(target))
        return table

    def counts(self) -> dict[str, int]:
        """Nodes by label and relations by name, zeros included."""
        texts = {n.label: f"MATCH (n:`{n.label}`) RETURN count(*)" for n in NODES}
        texts |= {r.name: f"MATCH (:`{r.start}`)-[r:`{r.name}`]->(:`{r.end}`) RETURN count(*)" for r in RELATIONS}
        return {name: execute(self._database, text)[0][0] for name, text in texts.items()}

    def close(self) -> None:
        """Ends this reader; the file itself belongs to the store."""
        self._db = None


def _columns(result: ladybug.QueryResult) -> list[str]:
    names: list[str] = result.get_column_names()
    if len(set(names)) != len(names):
        raise QueryInvalid("查询结果有重名的列，请用 AS 起不同的名字")
    for name, kind in zip(names, result.get_column_data_types(), strict=True):
        if kind.rstrip("[]") in _WHOLE:
            raise QueryInvalid(f"列 {name} 是整个节点、关系或路径；请返回具名的属性")
    return names


def _casts(result: ladybug.QueryResult) -> list[tuple[int, Callable[[Any], Any]]]:
    """Columns whose values come as Decimal: sums (INT128) become int, true decimals float."""
    kinds = result.get_column_data_types()
    return [(at, _number(kind)) for at, kind in enumerate(kinds) if kind.startswith(("INT128", "DECIMAL"))]


def _number(kind: str) -> Callable[[Any], Any]:
    target = int if kind.startswith("INT128") else float

    def cast(value: Any) -> Any:
        if isinstance(value, list):
            return [cast(item) for item in value]
        return None if value is None else target(value)

    return cast
