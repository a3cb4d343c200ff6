"""The room in which a graph is built: one in-memory DuckDB, the identities, the county's settings.

Set-shaped work is SQL (``loaders/build/sql/*.sql``, one text per theme); graph-shaped work is Python that reads
Arrow tables from here and puts Arrow tables back. A row's place in the files travels as one integer, ``loc``:
``loc // ROWS_PER_SHEET`` is the sheet, the rest the row.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from graph.port import Identities

ROWS_PER_SHEET = 100_000_000
"""More rows than a sheet of any accepted file has."""

SEPARATOR = "\x1f"


class Workshop:
    """SQL over the staged tables, keyed hashing of contents, notes for the report."""

    def __init__(self, identities: Identities, *, scratch: Path, memory: str = "2GB") -> None:
        """``scratch`` is a folder for what does not fit into ``memory``."""
        self.identities = identities
        self.notes: dict[str, int] = {}
        self.con = duckdb.connect(":memory:", config={"memory_limit": memory, "temp_directory": str(scratch),
                                                      "preserve_insertion_order": "false"})

    def run(self, name: str, **values: object) -> None:
        """Runs one SQL text of this package; ``values`` are read in it by ``getvariable('name')``."""
        for variable, value in values.items():
            self.con.execute(f"SET VARIABLE {variable} = ?", [value])
        self.con.execute(files("loaders.build.sql").joinpath(f"{name}.sql").read_text(encoding="utf-8"))

    def arrow(self, query: str, parameters: Sequence[object] = ()) -> pa.Table:
        """Result of a query as an Arrow table."""
        return self.con.sql(query, params=list(parameters)).to_arrow_table()

    def rows(self, query: str, parameters: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Result of a query as tuples; for small results."""
        found: list[tuple[Any, ...]] = self.con.execute(query, list(parameters)).fetchall()
        return found

    def put(self, name: str, table: pa.Table) -> None:
        """Creates the SQL table ``name`` from an Arrow table."""
        self.con.register("handed_over", table)
        self.con.execute(f"CREATE OR REPLACE TABLE {name} AS SELECT * FROM handed_over")
        self.con.unregister("handed_over")

    def append(self, name: str, table: pa.Table) -> None:
        """Adds an Arrow table's rows to the SQL table ``name``, columns by name."""
        self.con.register("handed_over", table)
        self.con.execute(f"INSERT INTO {name} BY NAME SELECT * FROM handed_over")
        self.con.unregister("handed_over")

    def keyed(self, name: str, kind: str, query: str) -> None:
        """Creates table ``name(id, key)``: the keyed hash of a content text for each id.

        ``query`` gives two columns, an id of any type and the content as one text.
        """
        found = self.arrow(query)
        contents = found.column(1).to_pylist()
        keys = self.identities.facts(kind, list(zip(contents, strict=True)))
        self.put(name, pa.table({"id": found.column(0), "key": pa.array(keys, pa.string())}))

    def note(self, code: str, count: int) -> None:
        """Counts something the loader met and did not hide."""
        if count:
            self.notes[code] = self.notes.get(code, 0) + count

    def count_note(self, code: str, query: str) -> None:
        """``note`` with the single number a query gives."""
        (count,), = self.rows(query)
        self.note(code, count or 0)

    def close(self) -> None:
        """Releases the memory."""
        self.con.close()


def table_of(schema: Mapping[str, pa.DataType], rows: Iterable[Sequence[object]]) -> pa.Table:
    """An Arrow table from row tuples in the order of ``schema``."""
    columns: list[list[object]] = [[] for _ in schema]
    for row in rows:
        for column, value in zip(columns, row, strict=True):
            column.append(value)
    arrays = [pa.array(column, type_) for column, type_ in zip(columns, schema.values(), strict=True)]
    return pa.table(arrays, names=list(schema))
