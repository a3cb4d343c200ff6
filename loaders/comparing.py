"""How many rows two files have in common, whatever their order and whichever columns are empty."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import duckdb
import pyarrow as pa

_WHERE = ("sheet", "row", "flags")
"""Columns that say where a row stood, not what it says."""

_WHO = ("id", "cadre_id", "ward_id", "man_id", "uscc", "card", "code", "name", "acct")
"""Columns by which a person recognises a row again; the first one that both files fill is used."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """``old`` and ``new`` rows, ``shared`` equal rows, ``lost`` old rows whose subject is not in the new file.

    A row with another amount is not shared, but its subject is not lost.
    """

    old: int
    new: int
    shared: int
    lost: int

    @property
    def same(self) -> bool:
        """The two files say the same."""
        return self.old == self.new == self.shared


def compare(old: Mapping[str, pa.Table], new: Mapping[str, pa.Table]) -> Comparison:
    """Compares the clean tables of two files."""
    before, after = _rows(old), _rows(new)
    whom_before, whom_after = _subjects(old, new)
    return Comparison(sum(before.values()), sum(after.values()), sum((before & after).values()),
                      sum((whom_before - whom_after).values()))


def content(tables: Mapping[str, pa.Table]) -> str:
    """What the clean tables of a file say, as a digest: equal for two files of which ``compare`` says ``same``."""
    rows = sorted((name, digest, count) for (name, digest), count in _rows(tables).items())
    return hashlib.sha256(repr(rows).encode()).hexdigest()


@cache
def _engine() -> duckdb.DuckDBPyConnection:
    """One for the process: opening it costs more than comparing two small files."""
    return duckdb.connect(":memory:")


def _rows(tables: Mapping[str, pa.Table]) -> Counter[tuple[str, int]]:
    """Each table's rows as hashes of what they say."""
    found: Counter[tuple[str, int]] = Counter()
    with _engine().cursor() as con:
        for name, table in tables.items():
            said = [c for c in sorted(table.column_names) if c not in _WHERE and table[c].null_count < table.num_rows]
            if not said:
                continue
            con.register("clean", table.select(said))
            parts = ", ".join(f"""'{c}=' || coalesce("{c}"::VARCHAR, '')""" for c in said)
            query = f"SELECT hash(concat_ws(chr(31), {parts})), count(*) FROM clean GROUP BY 1"
            for digest, count in con.execute(query).fetchall():
                found[name, digest] += count
            con.unregister("clean")
    return found


def _subjects(old: Mapping[str, pa.Table],
              new: Mapping[str, pa.Table]) -> tuple[Counter[tuple[str, str]], Counter[tuple[str, str]]]:
    """The subjects of the rows of both files, by the first column of ``_WHO`` that both fill."""
    before: Counter[tuple[str, str]] = Counter()
    after: Counter[tuple[str, str]] = Counter()
    for name, table in old.items():
        other = new.get(name)
        column = next((c for c in _WHO if _filled(table, c) and (other is None or _filled(other, c))), None)
        if column is not None:
            before.update((name, str(value)) for value in table[column].to_pylist())
            after.update((name, str(value)) for value in (other[column].to_pylist() if other is not None else ()))
    return before, after


def _filled(table: pa.Table, column: str) -> bool:
    return column in table.column_names and table[column].null_count < table.num_rows
