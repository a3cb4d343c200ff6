"""Live sources into staged tables: rows in force, with their place in the county and their place in the files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from loaders.build.columns import ALSO_KNOWN, definition, selection, tables
from loaders.build.workshop import ROWS_PER_SHEET, Workshop, table_of
from loaders.resolve.places import Places, Region
from loaders.snapshots import InForce, LiveSource

_TEXT, _INT = pa.string(), pa.int64()


def stage(shop: Workshop, sources: Sequence[InForce]) -> None:
    """Creates ``source``, ``sheet`` and one ``raw_<table>`` per staged table.

    Sources are numbered by the day they describe and their hash, so that the number, and with it the *first*
    source of a fact, does not depend on the order of loading; ``age`` does, and says which text is newest.
    """
    ordered = sorted(sources, key=lambda item: (item.source.as_of or date.min, item.source.sha256))
    ages = {id(item): age for age, item in enumerate(sorted(sources, key=lambda item: item.source.age))}
    shop.put("source", table_of(_SOURCE, [_source_row(number, ages[id(item)], item.source)
                                          for number, item in enumerate(ordered)]))
    shop.put("dropped", table_of({"src": _INT, "prefix": _TEXT},
                                 [(number, prefix) for number, item in enumerate(ordered) for prefix in item.dropped]))
    for table in tables():
        shop.con.execute(f"CREATE TABLE raw_{table} (src BIGINT, loc BIGINT, flags VARCHAR[], {definition(table)})")
    sheets: list[tuple[object, ...]] = []
    pile = _Pile(shop)
    for number, item in enumerate(ordered):
        clean = {ALSO_KNOWN.get(name, name): table for name, table in item.source.read().items()}
        names = sorted({name for table in clean.values() for name in pc.unique(_sheet_names(table)).to_pylist()})
        ids = {name: len(sheets) + position for position, name in enumerate(names)}
        sheets += [(ids[name], number, item.source.sha256, name) for name in names]
        for name, table in clean.items():
            if name in tables():
                pile.add(name, number, table, ids)
    pile.flush()
    shop.put("sheet", table_of(_SHEET, sheets))


_SOURCE = {"src": _INT, "age": _INT, "sha256": _TEXT, "kind": _TEXT, "family": _TEXT, "slot": _TEXT,
           "department": _TEXT, "territory": _TEXT, "as_of": pa.date32()}
_SHEET = {"sheet_id": _INT, "src": _INT, "sha256": _TEXT, "sheet": _TEXT}
_PILE_ROWS = 200_000


def _source_row(number: int, age: int, source: LiveSource) -> tuple[object, ...]:
    return (number, age, source.sha256, source.kind, source.family, source.slot, source.department,
            source.territory, source.as_of)


def _sheet_names(table: pa.Table) -> pa.ChunkedArray:
    return pc.fill_null(table["sheet"].cast(_TEXT), "")


@dataclass
class _Pile:
    """Clean tables waiting for SQL: many small files go in together, because each statement has its cost."""

    shop: Workshop
    waiting: dict[str, list[pa.Table]] = field(default_factory=dict)

    def add(self, name: str, number: int, table: pa.Table, sheets: Mapping[str, int]) -> None:
        """One table of one file, with its place turned into ``src`` and ``loc``."""
        names = pa.array(list(sheets), _TEXT)
        first = pa.array([at * ROWS_PER_SHEET for at in sheets.values()], _INT)
        loc = pc.add(first.take(pc.index_in(_sheet_names(table), names).combine_chunks()), table["row"].cast(_INT))
        origin = pa.repeat(pa.scalar(number, _INT), len(table))
        marked = table.drop_columns(["sheet", "row"]).append_column("src", origin)
        group = self.waiting.setdefault(name, [])
        group.append(marked.append_column("loc", loc))
        if sum(len(waiting) for waiting in group) >= _PILE_ROWS:
            self._insert(name)

    def flush(self) -> None:
        """Hands over whatever waits."""
        for name in list(self.waiting):
            self._insert(name)

    def _insert(self, name: str) -> None:
        clean = pa.concat_tables(self.waiting.pop(name), promote_options="permissive")
        self.shop.con.register("clean", clean)
        flags = "coalesce(flags, [])" if "flags" in clean.schema.names else "[]::VARCHAR[]"
        columns = f"src, loc, {flags}, {selection(name, clean.schema)}"
        self.shop.con.execute(f"INSERT INTO raw_{name} SELECT {columns} FROM clean")
        self.shop.con.unregister("clean")


def read_places(shop: Workshop, county: str) -> Places:
    """The code table in force; natural villages listed beside a community become places of their own."""
    rows = shop.rows("""
        SELECT DISTINCT ON (code) code, name, coalesce(parent, ''), coalesce(level, ''), since, until, merged_into
        FROM raw_regions r JOIN source s USING (src) WHERE code IS NOT NULL ORDER BY code, s.age DESC, loc""")
    return Places([Region(*row) for row in rows], county)


_VILLAGE = "coalesce(r.village, '')"
_VILLAGE_TEXT = {
    "contracts": "coalesce(r.village, r.owner, '')",
    "invoices": "coalesce(r.village, r.buyer, '')",
    "parcels": "coalesce(r.village, left(r.parcel, 12), '')",
    "account_flows": "coalesce(r.village, CASE WHEN is_village_body(r.holder) THEN r.holder END, '')",
}
"""Where a table's village stands, if not in ``village``: a contract's is its owner (发包方), an invoice's its buyer, a
parcel's code begins with its village's, a village's own account bears its name (户名)."""


def locate(shop: Workshop, places: Places) -> None:
    """Creates ``place`` (text in its context -> codes), ``forward`` (mergers) and one ``at_<table>`` per table.

    ``at_<table>`` is ``raw_<table>`` without the rows that a newer source speaks for, with ``village_code``,
    ``town_code`` and ``place_flag``.
    """
    located = [t for t in tables() if t not in ("regions", "programs", "bank_returns")]
    texts = " UNION ".join(
        f"SELECT DISTINCT s.territory AS context, coalesce(r.town, '') AS town, "
        f"{_VILLAGE_TEXT.get(t, _VILLAGE)} AS village FROM raw_{t} r JOIN source s USING (src)" for t in located)
    found = []
    for context, town, village in shop.rows(texts):
        place = places.resolve(village, town, context=context)
        found.append((context, town, village, place.village, place.town, place.flag))
    shop.put("place", table_of(_PLACE, found))
    moves = [(code, since, before, into) for code, steps in sorted(places.forward().items())
             for (since, into), before in zip(steps, [*(day for day, _ in steps[1:]), None], strict=True)]
    shop.put("forward", table_of(_FORWARD, moves))
    for table in located:
        shop.con.execute(f"""
            CREATE TABLE at_{table} AS
            SELECT r.*, p.village_code, p.town_code, p.place_flag
            FROM raw_{table} r JOIN source s USING (src)
            LEFT JOIN place p ON p.context = s.territory AND p.town_text = coalesce(r.town, '')
                             AND p.village_text = {_VILLAGE_TEXT.get(table, _VILLAGE)}
            WHERE NOT EXISTS (SELECT 1 FROM dropped d WHERE d.src = r.src
                              AND starts_with(coalesce(p.village_code, p.town_code, s.territory), d.prefix));
            DROP TABLE raw_{table}""")
        shop.count_note("village_unknown", f"SELECT count(*) FROM at_{table} WHERE place_flag = 'village_unknown'")
        shop.count_note("village_ambiguous", f"SELECT count(*) FROM at_{table} WHERE place_flag = 'village_ambiguous'")


_FORWARD = {"code": _TEXT, "since": pa.date32(), "before": pa.date32(), "into_code": _TEXT}
_PLACE = {"context": _TEXT, "town_text": _TEXT, "village_text": _TEXT, "village_code": _TEXT, "town_code": _TEXT,
          "place_flag": _TEXT}
