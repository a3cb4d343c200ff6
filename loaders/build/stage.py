"""Live sources into staged tables: rows in force, with their place in the county and their place in the files."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pyarrow as pa

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
    shop.put("sheet", table_of(_SHEET, []))
    for table in tables():
        shop.con.execute(f"CREATE TABLE raw_{table} (src BIGINT, loc BIGINT, flags VARCHAR[], {definition(table)})")
    for number, item in enumerate(ordered):
        for name, clean in item.source.read().items():
            table = ALSO_KNOWN.get(name, name)
            if table in tables():
                _stage_table(shop, number, table, clean)


_SOURCE = {"src": _INT, "age": _INT, "sha256": _TEXT, "kind": _TEXT, "family": _TEXT, "slot": _TEXT,
           "department": _TEXT, "territory": _TEXT, "as_of": pa.date32()}
_SHEET = {"sheet_id": _INT, "src": _INT, "sha256": _TEXT, "sheet": _TEXT}


def _source_row(number: int, age: int, source: LiveSource) -> tuple[object, ...]:
    return (number, age, source.sha256, source.kind, source.family, source.slot, source.department,
            source.territory, source.as_of)


def _stage_table(shop: Workshop, number: int, name: str, clean: pa.Table) -> None:
    shop.con.register("clean", clean)
    flags = "coalesce(flags, [])" if "flags" in clean.schema.names else "[]::VARCHAR[]"
    shop.con.execute("""
        INSERT INTO sheet
        SELECT (SELECT count(*) FROM sheet) + row_number() OVER (ORDER BY name) - 1, s.src, s.sha256, name
        FROM (SELECT DISTINCT coalesce(sheet, '') AS name FROM clean) d, source s WHERE s.src = $number
          AND NOT EXISTS (SELECT 1 FROM sheet k WHERE k.src = s.src AND k.sheet = d.name)""", {"number": number})
    shop.con.execute(f"""
        INSERT INTO raw_{name}
        SELECT {number}, sheet_id * {ROWS_PER_SHEET} + "row", {flags}, {selection(name, clean.schema)}
        FROM clean c JOIN (SELECT sheet_id, sheet AS sheet_name FROM sheet WHERE src = {number}) k
          ON k.sheet_name = coalesce(c.sheet, '')""")
    shop.con.unregister("clean")


def read_places(shop: Workshop, county: str) -> Places:
    """The code table in force; natural villages listed beside a community become places of their own."""
    rows = shop.rows("""
        SELECT DISTINCT ON (code) code, name, coalesce(parent, ''), coalesce(level, ''), since, until, merged_into
        FROM raw_regions r JOIN source s USING (src) WHERE code IS NOT NULL ORDER BY code, s.age DESC, loc""")
    return Places([Region(*row) for row in rows], county)  # type: ignore[arg-type]


def locate(shop: Workshop, places: Places) -> None:
    """Creates ``place`` (text in its context -> codes), ``forward`` (mergers) and one ``at_<table>`` per table.

    ``at_<table>`` is ``raw_<table>`` without the rows that a newer source speaks for, with ``village_code``,
    ``town_code`` and ``place_flag``.
    """
    located = [t for t in tables() if t not in ("regions", "programs", "bank_returns")]
    texts = " UNION ".join(
        f"SELECT DISTINCT s.territory AS context, coalesce(r.town, '') AS town, coalesce(r.village, '') AS village "
        f"FROM raw_{t} r JOIN source s USING (src)" for t in located)
    found = []
    for context, town, village in shop.rows(texts):
        place = places.resolve(str(village), str(town), context=str(context or ""))
        found.append((context, town, village, place.village, place.town, place.flag))
    shop.put("place", table_of(_PLACE, found))
    moves = [(code, since, before, into) for code, steps in sorted(places.forward().items())
             for (since, into), before in zip(steps, [*(day for day, _ in steps[1:]), None], strict=True)]
    shop.put("forward", table_of({"code": _TEXT, "since": pa.date32(), "before": pa.date32(), "into_code": _TEXT}, moves))
    for table in located:
        shop.con.execute(f"""
            CREATE TABLE at_{table} AS
            SELECT r.*, p.village_code, p.town_code, p.place_flag
            FROM raw_{table} r JOIN source s USING (src)
            LEFT JOIN place p ON p.context = s.territory AND p.town_text = coalesce(r.town, '')
                             AND p.village_text = coalesce(r.village, '')
            WHERE NOT EXISTS (SELECT 1 FROM dropped d WHERE d.src = r.src
                              AND starts_with(coalesce(p.village_code, p.town_code, s.territory), d.prefix));
            DROP TABLE raw_{table}""")
        shop.count_note("village_unknown", f"SELECT count(*) FROM at_{table} WHERE place_flag = 'village_unknown'")
        shop.count_note("village_ambiguous", f"SELECT count(*) FROM at_{table} WHERE place_flag = 'village_ambiguous'")


_PLACE = {"context": _TEXT, "town_text": _TEXT, "village_text": _TEXT, "village_code": _TEXT, "town_code": _TEXT,
          "place_flag": _TEXT}
