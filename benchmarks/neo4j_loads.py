"""Ways of loading a Neo4j server: payments one way after another, and a whole graph by the import tool and online."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from statistics import median
from typing import Any

import pyarrow as pa

from api.settings import resolve
from api.wiring import open_workspace
from benchmarks import ground as grounds
from benchmarks.measuring import say
from benchmarks.neo4j_server import Running
from benchmarks.p3_engine import Tables, made_up
from graph.engines.neo4j.address import Address
from graph.engines.neo4j.session import rows_of
from graph.engines.neo4j.store import Neo4jStore
from graph.engines.tables import conform_nodes, conform_relations

TX = 1_000
BATCH = 5_000
SHOWN = 5_000
"""Payments of the slow way: its time is proportional."""
_PAID = ("Payment", "PAID_TO", "INTO", "UNDER")
_TEXT = ("MATCH (a:Person {key: row.recipient}) MATCH (b:BankAccount {key: row.account}) "
         "MATCH (c:Program {key: row.program})")
_RELATIONS = ("(p)-[:PAID_TO {key: row.key}]->(a)", "(p)-[:INTO {key: row.key}]->(b)",
              "(p)-[:UNDER {key: row.key}]->(c)")
Way = Callable[[Neo4jStore, Tables], None]


def by_row(store: Neo4jStore, tables: Tables) -> None:
    """One MERGE a row and relation, 1,000 rows a transaction: the way of most first programs."""
    text = (f"MERGE (p:Payment {{key: $row.key}}) SET p = $row WITH p, $row AS row {_TEXT} "
            + " ".join(f"MERGE {relation}" for relation in _RELATIONS))
    rows = tables["Payment"].to_pylist()
    for at in range(0, len(rows), TX):
        def work(transaction: Any, part: list[dict[str, Any]] = rows[at:at + TX]) -> None:
            for row in part:
                rows_of(transaction, text, row=row)

        store._server.write(work)


def _unwound(store: Neo4jStore, table: pa.Table) -> None:
    text = ("UNWIND $rows AS row CREATE (p:Payment) SET p = row WITH p, row " + _TEXT + " "
            + " ".join(f"CREATE {relation}" for relation in _RELATIONS))
    for at in range(0, table.num_rows, BATCH):
        rows = table.slice(at, BATCH).to_pylist()
        store._server.write(lambda tx, rows=rows: rows_of(tx, text, rows=rows))


def one_session(store: Neo4jStore, tables: Tables) -> None:
    """UNWIND of dicts, 5,000 a transaction."""
    _unwound(store, tables["Payment"])


def two_sessions(store: Neo4jStore, tables: Tables) -> None:
    """The same in two sessions, rows dealt out by recipient."""
    table = tables["Payment"]
    side = pa.array([int(key[:8], 16) % 2 == 0 for key in table["recipient"].to_pylist()])
    with ThreadPoolExecutor(2) as threads:
        for _ in threads.map(lambda part: _unwound(store, part), (table.filter(side), table.filter(_not(side)))):
            """Raises what a session raised."""


def _not(flags: pa.Array) -> pa.Array:
    return pa.array([not flag for flag in flags.to_pylist()])


def product(store: Neo4jStore, tables: Tables) -> None:
    """The product's batches: nodes with what they point at."""
    with store.in_place("bench") as writer:
        ends = {name: conform_relations(name, tables[name]) for name in ("PAID_TO", "INTO", "UNDER")}
        writer.add_with_relations("Payment", conform_nodes("Payment", tables["Payment"]), ends)


WAYS: dict[str, Way] = {"row by row, MERGE, 1,000 a transaction": by_row, "UNWIND, one session": one_session,
                        "UNWIND, two sessions by recipient": two_sessions, "the product": product}
ONLINE = ((by_row, 3.0), (two_sessions, 1.0))
"""How many times as fast the product must be as these."""
FIRST = 2.5
"""How many times as fast the import tool must be as the product's online way, stop to ready."""


def ways_of_loading(running: Running, payments: int, pairs: int) -> str:
    """Table of payments a second for every way, and how many times as fast the product is."""
    tables = _tables(payments)
    rates: dict[str, list[float]] = {name: [] for name in WAYS}
    for number in range(pairs + 1):
        for name, way in WAYS.items():
            count = min(payments, SHOWN) if way is by_row else payments
            part = {key: table.slice(0, count) if key in _PAID else table for key, table in tables.items()}
            rate = count / _loaded(running, part, way)
            say(f"load {number} of {pairs}: {name}: {rate:,.0f} payments/s")
            if number:  # the first round warms the server
                rates[name].append(rate)
    lines = [f"| {name} | {min(found):,.0f} / {median(found):,.0f} | {_times(rates['the product'], found):.2f} | "
             f"{_gate(way, _times(rates['the product'], found))} |"
             for (name, found), way in zip(rates.items(), WAYS.values(), strict=True)]
    return (f"### Online, {payments:,} payments with three relations each\n\n"
            "| way | payments/s, least / median | the product is so many times as fast | gate |\n|---|---|---|---|\n"
            + "\n".join(lines) + f"\n\n{pairs} rounds after one that warms the server, all ways by turns; the ratio is "
            "the median of the rounds' ratios.\n")


def _times(ours: list[float], other: list[float]) -> float:
    """Median of the ratios round by round."""
    return median(a / b for a, b in zip(ours, other, strict=True))


def _gate(way: Way, times: float) -> str:
    wanted = dict(ONLINE).get(way)
    return "" if wanted is None else f"≥ {wanted:g}: {'kept' if times >= wanted else '**MISSED**'}"


def _tables(payments: int) -> Tables:
    tables = made_up(payments)
    tables["Program"] = pa.table({"key": ["低保"], "name": ["低保"]})
    paid = tables["Payment"]
    return tables | {"UNDER": pa.table({"key": paid["key"], "start": paid["key"], "end": paid["program"]})}


def _loaded(running: Running, tables: Tables, way: Way) -> float:
    """Seconds of one way on a graph that holds only persons, accounts and programmes."""
    running.empty()
    store = Neo4jStore(running.address, workspace="bench")
    try:
        with store.in_place("bench") as writer:
            for label in ("Person", "BankAccount", "Program"):
                writer.insert_nodes(label, tables[label])
        begun = time.perf_counter()
        way(store, tables)
        seconds = time.perf_counter() - begun
        with store.reader() as reader:
            counts = reader.counts()
        if {counts[name] for name in _PAID} != {tables["Payment"].num_rows}:
            raise SystemExit(f"{way.__name__} did not load everything: {counts}")
        return seconds
    finally:
        store.close()


def first_load(running: Running, ground: grounds.Ground) -> str:
    """The whole graph online and by the import tool (CSV files written, to constraints, indexes and proofs)."""
    started = running.restart()
    seconds: dict[str, float] = {}
    peak = stored = 0.0
    with open_workspace(resolve(ground.home, environment={})) as workspace, workspace.store.reader() as graph:
        elements = sum(graph.counts().values())
        for name, importer in (("import tool", running.address.importer), ("online, the product", None)):
            where = Address(running.address.url, None, running.address.user, running.address.password,
                            importer=importer)
            store = Neo4jStore(where, workspace=workspace.id)
            running.empty()
            begun = time.perf_counter()
            store._bring_over(graph, anew=importer is not None)
            seconds[name] = time.perf_counter() - begun
            say(f"first load, {name}: {seconds[name]:.1f} s")
            peak, stored = max(peak, running.peak()), running.stored()
            store.close()
    tool, online = seconds.values()
    lines = [f"| {name} | {found:.1f} | {elements / found:,.0f} | {online / found:.1f} |"
             for name, found in seconds.items()]
    kept = "kept" if online / tool >= FIRST else "**MISSED**"
    return (f"### First load, {elements:,} nodes and relations\n\n"
            "| way | seconds | elements/s | times as fast |\n|---|---|---|---|\n" + "\n".join(lines)
            + f"\n\nGate ≥ {FIRST:g} (goal 3.5): {kept}. From the graph on the embedded engine to counts and "
            "sums proved on the server: files written, imported beside the running server, restart, constraints, "
            f"indexes. A stop and start alone took {started:.1f} s. On disk the graph takes {stored:.0f} MB; "
            f"the server's memory at its peak {peak:.0f} MB.\n")
