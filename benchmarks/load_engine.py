"""P3: bulk load of the embedded engine against its own best UNWIND, on the same rows.

Both sides start from the same Arrow tables, build a whole version (schema, persons, payments, two relations a
payment, checkpoint, hash, pointer) in a fresh folder and must end with the same counts and the same sum in fen. The
reference is a batch of 10,000 rows a statement, one transaction a statement, relations through two MATCH clauses.
The converting of rows to dictionaries is part of the reference: there is no UNWIND without it.

    python benchmarks/load_engine.py [--payments 60000] [--pairs 3]
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random

import pyarrow as pa

sys.path.insert(0, str(Path(__file__).parents[1]))

from graph.engines.ladybug.session import execute
from graph.engines.ladybug.store import LadybugStore
from graph.engines.ladybug.writer import LadybugWriter
from graph.engines.tables import batches
from graph.schema import relation_types

BATCH = 10_000
Tables = dict[str, pa.Table]


def made_up(payments: int, seed: int = 1) -> Tables:
    """Persons, accounts, payments and their relations; keys as long as real ones."""
    random = Random(seed)  # noqa: S311 - made-up rows, no secret
    people = max(10, payments * 11 // 20)  # a county has 0.59 million persons for 1.07 million payments

    def keys(count: int) -> list[str]:
        return [f"{random.getrandbits(128):032x}" for _ in range(count)]

    persons, accounts, paid = keys(people), keys(people * 3 // 4), keys(payments)
    recipients, into = random.choices(persons, k=payments), random.choices(accounts, k=payments)
    return {
        "Person": pa.table({"key": persons, "name": ["某某某"] * people, "sex": random.choices("MF", k=people),
                            "birth": [date(1950, 1, 1)] * people}),
        "BankAccount": pa.table({"key": accounts, "last4": [key[:4] for key in accounts]}),
        "Payment": pa.table({
            "key": paid, "recipient": recipients, "account": into, "program": ["低保"] * payments,
            "amount_fen": random.choices(range(100, 100_000), k=payments), "paid_on": [date(2024, 5, 20)] * payments,
            "year": [2024] * payments, "status": ["paid"] * payments, "stands": [True] * payments,
            "row": list(range(payments)),
        }),
        "PAID_TO": pa.table({"key": paid, "start": paid, "end": recipients}),
        "INTO": pa.table({"key": paid, "start": paid, "end": into}),
    }


def copy(writer: LadybugWriter, tables: Tables) -> None:
    """The product's way."""
    for name, table in tables.items():
        (writer.insert_relations if name in relation_types() else writer.insert_nodes)(name, table)


def unwind(writer: LadybugWriter, tables: Tables) -> None:
    """The reference."""
    for name, table in tables.items():
        relation = relation_types().get(name)
        if relation:
            text = (f"UNWIND $rows AS row MATCH (a:{relation.start} {{key: row.a}}) "
                    f"MATCH (b:{relation.end} {{key: row.b}}) CREATE (a)-[:{name} {{key: row.key}}]->(b)")
            rows = table.rename_columns(["key", "a", "b"])
        else:
            values = ", ".join(f"{column}: row.{column}" for column in table.column_names)
            text, rows = f"UNWIND $rows AS row CREATE (:{name} {{{values}}})", table
        for batch in batches(rows, BATCH):
            execute(writer._database, text, {"rows": batch.to_pylist()})


def measure(load: Callable[[LadybugWriter, Tables], None], tables: Tables) -> tuple[float, float, list[object]]:
    """Wall and CPU seconds of one whole version, and what is in it afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        store = LadybugStore(folder, workspace="benchmark")
        wall, cpu = time.perf_counter(), time.process_time()
        with store.new_version("v1") as writer:
            load(writer, tables)
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        with store.reader() as reader:
            total = reader.read("MATCH (p:Payment)-[:PAID_TO]->(x:Person) RETURN sum(p.amount_fen) AS fen")
            content: list[object] = [reader.counts(), total]
        store.close()
    return wall, cpu, content


def main() -> None:
    """Measures in pairs and prints the median of the paired ratios."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--payments", type=int, default=60_000)
    parser.add_argument("--pairs", type=int, default=3)
    options = parser.parse_args()
    tables = made_up(options.payments)
    elements = sum(table.num_rows for table in tables.values())
    print(f"{options.payments} payments, {elements} nodes and relations; "
          f"{os.cpu_count()} cores, load average {os.getloadavg()[0]:.1f}")
    ratios = []
    for number in range(options.pairs):
        ours, reference = measure(copy, tables), measure(unwind, tables)
        if ours[2] != reference[2]:
            raise SystemExit("the two ways of loading do not end with the same graph")
        ratios.append((reference[0] / ours[0], reference[1] / ours[1]))
        print(f"pair {number + 1}: COPY {ours[0]:.2f} s wall {ours[1]:.2f} s CPU; "
              f"UNWIND {reference[0]:.2f} s wall {reference[1]:.2f} s CPU")
    wall, cpu = (statistics.median(column) for column in zip(*ratios, strict=True))
    print(f"P3: COPY is {wall:.1f} times as fast as UNWIND (wall), {cpu:.1f} times (CPU); gate 5, goal 10: "
          f"{'reached' if wall >= 5 else 'MISSED'}")


if __name__ == "__main__":
    main()
