"""The reference of P2: clean CSV into typed tables of a DuckDB database; imports nothing of the project.

    python benchmarks/reference_load.py FOLDER DATABASE
"""

import json
import sys
from pathlib import Path

import duckdb


def main() -> None:
    """Reads every ``<form>.csv`` with the column types of its ``<form>.json``; the file is checkpointed."""
    folder, database = Path(sys.argv[1]), sys.argv[2]
    with duckdb.connect(database) as connection:
        for path in sorted(folder.glob("*.csv")):
            columns = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
            connection.execute(  # what the sniffer guesses of quotes depends on the rows it happens to see
                f'CREATE TABLE "{path.stem}" AS SELECT * FROM read_csv($1, header = true, columns = $2, '
                "delim = ',', quote = '\"', escape = '\"')", [str(path), columns])


if __name__ == "__main__":
    main()
