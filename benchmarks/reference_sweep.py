"""The reference of a sweep in a fresh process: SQL texts with their parameters over a DuckDB database.

    python benchmarks/reference_sweep.py DATABASE QUERIES.json

Imports nothing of the project, so that its memory is DuckDB's own.
"""

import json
import sys
from datetime import date
from pathlib import Path

import duckdb


def main() -> None:
    """Runs all queries once and fetches their rows."""
    queries = json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"), object_hook=_dated)
    with duckdb.connect(sys.argv[1], read_only=True) as connection:
        for text, values in queries:
            connection.execute(text, values).fetchall()


def _dated(value: dict[str, object]) -> object:
    return date.fromisoformat(str(value["date"])) if value.keys() == {"date"} else value


if __name__ == "__main__":
    main()
