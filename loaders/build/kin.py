"""Primitive kin edges of all sources, gathered and made one edge per pair, kind and marriage."""

from __future__ import annotations

from dataclasses import dataclass, field

import pyarrow as pa

from graph.kinship.edges import KinEdge
from loaders.build.workshop import Workshop, table_of

_TEXT, _DATE = pa.string(), pa.date32()
_SCHEMA = {"kind": _TEXT, "start": _TEXT, "end": _TEXT, "basis": _TEXT, "confidence": _TEXT, "valid_from": _DATE,
           "valid_to": _DATE, "ended_by": _TEXT, "raised": _TEXT, "origin": _TEXT, "loc": pa.int64()}
_FLUSH = 200_000


@dataclass
class KinRows:
    """Edges on their way into the table ``kin_row``; ``virtual`` collects virtual persons with their sex."""

    shop: Workshop
    virtual: dict[str, str | None] = field(default_factory=dict)
    _rows: list[tuple[object, ...]] = field(default_factory=list)

    def add(self, edge: KinEdge, origin: str, loc: int | None) -> None:
        """One edge as one source tells it; ends of spouse and sibling edges are put in order."""
        a, b = (edge.a, edge.b) if edge.kind == "parent" or edge.a < edge.b else (edge.b, edge.a)
        if a == b:
            self.shop.note("kin_to_oneself", 1)
            return
        self._rows.append((edge.kind, a, b, edge.basis, edge.confidence, edge.valid_from, edge.valid_to,
                           edge.ended_by, edge.raised, origin, loc))
        if len(self._rows) >= _FLUSH:
            self.flush()

    def flush(self) -> None:
        """Hands the gathered edges to SQL."""
        self.shop.append("kin_row", table_of(_SCHEMA, self._rows))
        self._rows.clear()


def open_rows(shop: Workshop) -> KinRows:
    """Creates the empty table ``kin_row``."""
    shop.put("kin_row", table_of(_SCHEMA, []))
    return KinRows(shop)


def settle(shop: Workshop, rows: KinRows) -> None:
    """Creates ``kin_edge``, ``kin_source`` and ``virtual_person`` from everything gathered."""
    rows.flush()
    shop.put("virtual_person", table_of({"key": _TEXT, "sex": _TEXT}, sorted(rows.virtual.items())))
    shop.run("kin")
    shop.count_note("relation_conflict", """
        SELECT count(*) FROM (SELECT least(start, "end") AS a, greatest(start, "end") AS b FROM kin_edge
                              WHERE basis IS DISTINCT FROM 'sworn' GROUP BY ALL HAVING count(DISTINCT kind) > 1)""")
