"""Tiny clean tables of a made-up county, as intake would give them, and the graph built from them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa

from graph.engines import open_store
from graph.identifiers.names import person_name
from graph.identifiers.pseudonyms import Pseudonyms
from graph.port import GraphReader
from loaders.build import BuildReport, Decision, build
from loaders.build.columns import _TABLES, SUFFIXES
from loaders.county import CountySettings
from loaders.snapshots import LiveSource, slot_of
from loaders.source import get_source

IDENTITIES = Pseudonyms(b"k" * 32)
TOWN, VILLAGE, OTHER = "371621101", "371621101201", "371621101202"
REGIONS = [
    {"code": "371621", "name": "惠山县", "level": "县"},
    {"code": TOWN, "name": "大浦镇", "parent": "371621", "level": "镇"},
    {"code": VILLAGE, "name": "上杨村", "parent": TOWN, "level": "村"},
    {"code": OTHER, "name": "下杨村", "parent": TOWN, "level": "村"},
]
PROGRAMS = [
    {"code": "DB", "name": "农村低保", "class": "C", "aliases": ["低保金"], "payee_unit": "按户"},
    {"code": "GD", "name": "耕地地力保护补贴", "class": "A", "payee_unit": "按户"},
]
_ARROW = {
    "VARCHAR": pa.string(),
    "DATE": pa.date32(),
    "BIGINT": pa.int64(),
    "DOUBLE": pa.float64(),
    "BOOLEAN": pa.bool_(),
    "VARCHAR[]": pa.list_(pa.string()),
}


SETTINGS = CountySettings(region="371621")


def person_key(number: int) -> str:
    """Key of the made-up person with this running number."""
    return IDENTITIES.person(f"37162119{60 + number % 40:02d}0101{number:03d}X")


def account_key(number: int) -> str:
    """Key of the made-up account with this running number."""
    return IDENTITIES.account(f"62170000000{number:05d}")


def clean(table: str, rows: Sequence[dict[str, Any]], first_row: int = 2) -> pa.Table:
    """A clean table. A person is given by number, an account by number, everything else as its value.

    ``id=7`` stands for a valid number; ``id=("trunc", "x")`` for a damaged one; sex follows the number's parity.
    """
    fields = dict(item.rsplit(":", 1) for item in _TABLES[table].split())
    columns: dict[str, list[Any]] = {"sheet": [], "row": [], "flags": []}
    for number, row in enumerate(rows):
        columns["sheet"].append("Sheet1")
        columns["row"].append(row.get("row", first_row + number))
        columns["flags"].append(row.get("flags", []))
    types: dict[str, pa.DataType] = {"sheet": pa.string(), "row": pa.int32(), "flags": pa.list_(pa.string())}
    for names, kind in fields.items():
        name = names.split("=")[-1]
        cells = [_cell(kind, row.get(name)) for row in rows]
        for suffix, sql_type in SUFFIXES[kind].items():
            columns[name + suffix] = [cell.get(suffix) for cell in cells]
            types[name + suffix] = _ARROW[sql_type]
    return pa.table({name: pa.array(values, types[name]) for name, values in columns.items()})


def _cell(kind: str, value: Any) -> dict[str, Any]:
    return {} if value is None else _MAKERS.get(kind, lambda plain: {"": plain})(value)


def _id(value: Any) -> dict[str, Any]:
    if isinstance(value, tuple):
        return {"_trunc": value[1], "_quality": "id_trunc"}
    return {
        "": person_key(value),
        "_quality": "id18",
        "_trunc": f"trunc{value}",
        "_sex": "M" if value % 2 else "F",
        "_birth": date(1960 + value % 40, 1, 1),
    }


def _period(value: Any) -> dict[str, Any]:
    months = isinstance(value, tuple)
    start, end = value if months else (date(int(value), 1, 1), date(int(value), 12, 31))
    return {"": str(start)[:7] if months else str(value), "_from": start, "_to": end}


_MAKERS: dict[str, Callable[[Any], dict[str, Any]]] = {
    "id": _id,
    "name": lambda value: {"": value, "_key": person_name(value).key},
    "acct": lambda value: {"": account_key(value), "_last4": f"{value:04d}"[-4:], "_kind": "card"},
    "date": lambda value: value if isinstance(value, dict) else {"": value, "_precision": "day"},
    "moment": lambda value: {"": value.date(), "_precision": "day", "_second": value.hour * 3600 + value.minute * 60},
    "period": _period,
    "phone": lambda value: {"": [value]},
}


def source(
    kind: str,
    rows: Sequence[dict[str, Any]] | None = None,
    *,
    name: str = "",
    order: int = 1,
    territory: str = "371621",
    as_of: date | None = date(2024, 12, 31),
    extras: Sequence[str] = (),
    **tables: Sequence[dict[str, Any]],
) -> LiveSource:
    """A live source; ``rows`` are those of the table named like the kind, further tables by name."""
    made = {kind: clean(kind, rows)} if rows is not None else {}
    made |= {table: clean(table, given) for table, given in tables.items()}
    mode = get_source(kind).mode
    return LiveSource(
        sha256=(name or kind).ljust(64, "0"),
        name=f"{name or kind}.xlsx",
        kind=kind,
        tables=made,
        department="测试局",
        territory=territory,
        slot=slot_of(kind, "测试局", territory, extras),
        mode=mode,
        as_of=as_of,
        order=order,
    )


def base() -> list[LiveSource]:
    """Code table and catalogue."""
    return [source("regions", REGIONS), source("programs", PROGRAMS)]


@dataclass
class Built:
    """A graph to ask, and what its build told."""

    graph: GraphReader
    report: BuildReport
    provenance: Path

    def rows(self, text: str) -> list[tuple[Any, ...]]:
        """Rows of a query as tuples, sorted by text."""
        return sorted((tuple(row.values()) for row in self.graph.read(text)), key=str)


@contextmanager
def built(
    sources: Sequence[LiveSource],
    folder: Path,
    *,
    decisions: Sequence[Decision] = (),
    settings: CountySettings = SETTINGS,
) -> Iterator[Built]:
    """The graph of these sources in a throw-away store."""
    store = open_store("ladybug://memory", workspace="test")
    path = folder / "provenance.parquet"
    try:
        with store.new_version("v1") as writer:
            report = build(
                sources, settings=settings, decisions=decisions, identities=IDENTITIES, writer=writer, provenance=path
            )
            yield Built(writer, report, path)
    finally:
        store.close()
