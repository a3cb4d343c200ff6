"""Neo4j beside itself and beside the embedded engine: ways of loading, start-up, memory, every rule side by side.

    python -m benchmarks.neo4j [--preset town|county] [--payments N] [--pairs N] [--only load,first,sweep] [--write]

A server of its own is started by the project's scripts with the settings of ``neo4j-conf/neo4j.conf`` and stopped at
the end. *load*: made-up payments with three relations each to persons, accounts and programmes that are there, one way
after another on an emptied graph. *first*: the whole graph of a loaded workspace, by the import tool and online.
*sweep*: every rule on both engines, warm, the sorted rows compared.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from statistics import median
from typing import Any

import pyarrow as pa

from api.jobs.sources import rule_settings
from api.jobs.versions import state_now
from api.settings import resolve
from api.wiring import open_workspace
from benchmarks import ground as grounds
from benchmarks import report
from benchmarks.measuring import ROOT, say
from benchmarks.p3_engine import Tables, made_up
from cypher.catalog import load_catalog
from cypher.runner import bound
from cypher.settings import ParamMissing, bind
from graph.engines.neo4j.address import Address, read_address
from graph.engines.neo4j.session import rows_of
from graph.engines.neo4j.store import Neo4jStore
from graph.engines.tables import conform_nodes, conform_relations
from graph.port import GraphReader

SCRIPTS = ROOT / "neo4j-conf"
PORT = "17687"
TX = 1_000
BATCH = 5_000
SHOWN = 20_000
"""Payments of the slow ways: their time is proportional."""
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
    """UNWIND of dicts, 5,000 a transaction: the 1.0 of the tables below."""
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


@contextmanager
def server(folder: Path) -> Iterator[tuple[Address, dict[str, str]]]:
    """A fresh server with the settings as delivered, and its environment."""
    environment = {**os.environ, "NEO4J_DIR": str(folder), "NEO4J_PORT": PORT}
    _script("install", environment)
    _script("start", environment)
    try:
        told = subprocess.run([SCRIPTS / "env"], env=environment, capture_output=True, text=True, check=True).stdout
        words = (word for line in told.splitlines() for word in line.removeprefix("export ").split())
        environment |= dict(word.split("=", 1) for word in words)
        os.environ.update(environment)
        yield read_address(environment["QINQING_STORE"], environment), environment
    finally:
        _script("stop", environment)


def _script(name: str, environment: dict[str, str], *arguments: str) -> None:
    subprocess.run([SCRIPTS / name, *arguments], env=environment, check=True, stdout=subprocess.DEVNULL)


def ways_of_loading(address: Address, payments: int, pairs: int) -> str:
    """Table of payments a second for every way, and the ratio to one session."""
    tables = made_up(payments)
    tables["Program"] = pa.table({"key": ["低保"], "name": ["低保"]})
    paid = tables["Payment"]
    tables["UNDER"] = pa.table({"key": paid["key"], "start": paid["key"], "end": paid["program"]})
    rates: dict[str, list[float]] = {name: [] for name in WAYS}
    for number in range(pairs + 1):
        for name, way in WAYS.items():
            count = min(payments, SHOWN) if way is by_row else payments
            part = {key: table.slice(0, count) if key in ("Payment", "PAID_TO", "INTO", "UNDER") else table
                    for key, table in tables.items()}
            rate = count / _loaded(address, part, way)
            say(f"load {number} of {pairs}: {name}: {rate:,.0f} payments/s")
            if number:  # the first round warms the server
                rates[name].append(rate)
    base = median(rates["UNWIND, one session"])
    lines = [f"| {name} | {min(found):,.0f} / {median(found):,.0f} | {median(found) / base:.2f} | "
             f"{median(found) / median(rates[next(iter(WAYS))]):.1f} |" for name, found in rates.items()]
    return (f"### Online, {payments:,} payments with three relations each\n\n"
            "| way | payments/s, least / median | to one session | to row by row |\n|---|---|---|---|\n"
            + "\n".join(lines) + "\n")


def _loaded(address: Address, tables: Tables, way: Way) -> float:
    """Seconds of one way on a graph that holds only persons, accounts and programmes."""
    store = Neo4jStore(address, workspace="bench")
    try:
        store.clear()
        with store.in_place("bench") as writer:
            for label in ("Person", "BankAccount", "Program"):
                writer.insert_nodes(label, tables[label])
        begun = time.perf_counter()
        way(store, tables)
        seconds = time.perf_counter() - begun
        with store.reader() as reader:
            counts = reader.counts()
        wanted = tables["Payment"].num_rows
        if {counts[name] for name in ("Payment", "PAID_TO", "INTO", "UNDER")} != {wanted}:
            raise SystemExit(f"{way.__name__} did not load everything: {counts}")
        return seconds
    finally:
        store.close()


def first_load(address: Address, ground: grounds.Ground, environment: dict[str, str]) -> str:
    """The whole graph by the import tool (CSV files to constraints and proofs) and online."""
    begun = time.perf_counter()
    _script("stop", environment)
    _script("start", environment)
    started = time.perf_counter() - begun
    seconds: dict[str, float] = {}
    with open_workspace(resolve(ground.home, environment={})) as workspace, workspace.store.reader() as graph:
        elements = sum(graph.counts().values())
        for name, importer in (("online", None), ("import tool", address.importer)):
            where = Address(address.url, None, address.user, address.password, importer=importer)
            store = Neo4jStore(where, workspace=workspace.id)
            if importer is None:
                _emptied(store)
            begun = time.perf_counter()
            store._bring_over(graph, anew=importer is not None)
            seconds[name] = time.perf_counter() - begun
            say(f"first load, {name}: {seconds[name]:.1f} s")
            store.close()
    rate = {name: elements / found for name, found in seconds.items()}
    return (f"### First load, {elements:,} nodes and relations\n\n"
            "| way | seconds | elements/s | ratio |\n|---|---|---|---|\n"
            + "".join(f"| {name} | {seconds[name]:.1f} | {rate[name]:,.0f} | {rate[name] / rate['online']:.1f} |\n"
                      for name in seconds)
            + "\nFrom files written to proofs done, the restart included. A stop and start alone took "
              f"{started:.1f} s; the server's memory at its peak {_peak(environment):.0f} MB.\n")


def _emptied(store: Neo4jStore) -> None:
    with store._server._driver.session() as session:
        session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS").consume()


def _peak(environment: dict[str, str]) -> float:
    pid = (Path(environment["NEO4J_DIR"]) / "pid").read_text(encoding="ascii").strip()
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")) / 1024


def side_by_side(address: Address, ground: grounds.Ground, pairs: int) -> str:
    """Every rule on both engines: median seconds, and whether the sorted rows are the same."""
    lines, totals, wrong = [], [0.0, 0.0], []
    with open_workspace(resolve(ground.home, environment={})) as workspace:
        settings = rule_settings(workspace, state_now(workspace))
        with workspace.store.reader() as embedded, Neo4jStore(address, workspace=workspace.id).reader() as served:
            for rule in (rule for rule in load_catalog().running() if rule.meta.stage == "row"):
                try:
                    asked = [bound(rule.text, b.values, ground.as_of) for b in bind(rule, settings)]
                except (ParamMissing, KeyError):
                    continue
                one, rows = _run(embedded, rule.text, asked, pairs)
                other, same = _run(served, rule.text, asked, pairs)
                totals[0], totals[1] = totals[0] + one, totals[1] + other
                if rows != same:
                    wrong.append(rule.name)
                lines.append(f"| {rule.name} | {one:.3f} | {other:.3f} | {other / one:.1f} | {len(rows)} | "
                             f"{'same' if rows == same else '**DIFFERENT**'} |")
                say(lines[-1])
    return ("### Every rule, warm\n\n| rule | embedded s | Neo4j s | Neo4j ÷ embedded | rows | answers |\n"
            "|---|---|---|---|---|---|\n" + "\n".join(lines)
            + f"\n| **all** | {totals[0]:.2f} | {totals[1]:.2f} | {totals[1] / totals[0]:.1f} | | "
              f"{'same' if not wrong else 'DIFFERENT: ' + ', '.join(wrong)} |\n")


def _run(reader: GraphReader, text: str, asked: list[dict[str, object]], pairs: int) -> tuple[float, list[str]]:
    times, rows = [], []
    for number in range(pairs + 1):
        begun = time.perf_counter()
        found = [row for parameters in asked for row in reader.read(text, parameters, timeout=600)]
        if number:
            times.append(time.perf_counter() - begun)
        rows = sorted(repr([(name, sorted(map(repr, value)) if isinstance(value, list) else value)
                            for name, value in sorted(row.items())]) for row in found)
    return median(times), rows


def start_up(environment: dict[str, str], address: Address) -> str:
    """From nothing to the first answer."""
    _script("stop", environment)
    begun = time.perf_counter()
    _script("start", environment)
    started = time.perf_counter() - begun
    store = Neo4jStore(address, workspace="bench")
    store._server.read(lambda tx: rows_of(tx, "RETURN 1"))
    answered = time.perf_counter() - begun
    store.close()
    return f"Start {started:.1f} s, first answer after {answered:.1f} s, {_peak(environment):.0f} MB then."


def main() -> None:
    """Measures, prints, writes."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.neo4j", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--preset", choices=("village", "town", "county"), default="town")
    parser.add_argument("--payments", type=int, default=60_000)
    parser.add_argument("--pairs", type=int, default=3)
    parser.add_argument("--only", default="load,first,sweep")
    parser.add_argument("--folder", type=Path, help="where a loaded workspace is, or is made (default .bench/PRESET)")
    parser.add_argument("--write", action="store_true", help="put the tables into docs/benchmarks.md")
    chosen = parser.parse_args()
    before, only = os.getloadavg()[0], chosen.only.split(",")
    folder = (chosen.folder or ROOT / ".bench" / chosen.preset).resolve()
    ground = grounds.prepare(chosen.preset, "normal", folder, None) if only != ["load"] else None
    if ground and not ground.home.exists() and {"first", "sweep"} & set(only):
        grounds.load(ground, ground.home)
    parts = []
    with server(folder.parent / f"neo4j-{chosen.preset}") as (address, environment):
        parts.append(start_up(environment, address))
        if "load" in only:
            parts.append(ways_of_loading(address, chosen.payments, chosen.pairs))
            store = Neo4jStore(address, workspace="bench")
            store.clear()
            store.close()
        if "first" in only:
            parts.append(first_load(address, ground, environment))
        if "sweep" in only:
            parts.append(side_by_side(address, ground, chosen.pairs))
    head = (f"## Neo4j, {chosen.preset}\n\n- `python -m benchmarks.neo4j {' '.join(sys.argv[1:])}`, "
            f"{datetime.now().astimezone():%Y-%m-%d}\n- {os.cpu_count()} cores, {platform.system()}, load average "
            f"{before:.1f} at the start, {os.getloadavg()[0]:.1f} at the end: other work ran beside it\n\n")
    print(head + "\n".join(parts))
    if chosen.write:
        report.write(head + "\n".join(parts), f"Neo4j, {chosen.preset}")


if __name__ == "__main__":
    main()
