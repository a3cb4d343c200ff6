"""P2, P10 and the whole: department files to a queryable graph to findings, each command in a fresh process.

The product is the command line as a user starts it: ``qinqing load`` (reading, cleaning, vault, archive, graph,
kinship, proofs) and ``qinqing sweep``. Beside it DuckDB reads the same clean rows as CSV into typed tables, and runs
the SQL references of the rules over flat tables.
"""

from __future__ import annotations

from pathlib import Path

from benchmarks import ground as grounds
from benchmarks import p1_sweep
from benchmarks.ground import Ground
from benchmarks.measuring import Cost, Line, fresh, say

HERE = Path(__file__).parent


def measure(ground: Ground, pairs: int) -> list[Line]:
    """Loads into ``ground.home`` (kept for P1) and leaves CSV and flat tables beside it."""
    ours, reference, rows = [], [], {}
    for number in range(pairs):
        say(f"loading, pair {number + 1} of {pairs}")
        ours.append(grounds.load(ground, ground.home if number == 0 else ground.folder / "again"))
        if number == 0:
            rows = grounds.write_csv(ground)
        reference.append(_reference_load(ground))
    say("sweeping in a fresh process, flat tables")
    swept = grounds.sweep(ground, ground.home)
    grounds.write_flat(ground)
    queries = ground.folder / "queries.json"
    p1_sweep.write_queries(ground, queries)
    reference_swept = fresh([HERE / "reference_sweep.py", ground.flat, queries])
    note = f"{sum(rows.values())} clean rows in {len(rows)} forms"
    cold = "fresh process: imports and opening"
    return [
        Line("P2", "files → queryable graph, cleaning and proofs included", ours, reference, gate=5, note=note),
        Line("P10 load", "peak memory of loading", ours, reference, gate=3, memory=True),
        Line("P10 sweep", "peak memory of a sweep", [swept], [reference_swept], gate=3, memory=True),
        Line("sweep, cold", "qinqing sweep, warnings included", [swept], [reference_swept], note=f"{cold} counted"),
        Line("whole", "files → findings (load, sweep)", [ours[0] + swept], [reference[0] + reference_swept],
             note=f"peak {(ours[0] + swept).peak / 1e9:.2f} GB; required under 6 GB, in minutes"),
    ]


def _reference_load(ground: Ground) -> Cost:
    database = ground.folder / "clean.duckdb"
    for path in (database, database.with_suffix(".duckdb.wal")):
        path.unlink(missing_ok=True)
    return fresh([HERE / "reference_load.py", ground.csv, database])
