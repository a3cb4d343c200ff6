"""P3: bulk load of the embedded engine against its own best UNWIND, on the same rows.

Both sides start from the same Arrow tables, build a whole version (schema, persons, payments, two relations a
payment, checkpoint, hash, pointer) in a fresh folder and must end with the same counts and the same sum in fen. The
reference is a batch of 10,000 rows a statement, one transaction a statement, relations through two MATCH clauses.
The converting of rows to dictionaries is part of the reference: there is no UNWIND without it.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import date
from random import Random

import pyarrow as pa

from benchmarks.measuring import Cost, Line, say, timed
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


def measure(payments: int, pairs: int) -> list[Line]:
    """Both ways by turns, warm; the graphs they end with are compared each time."""
    tables = made_up(payments)
    line = Line("P3", "bulk load embedded, beside the best UNWIND", gate=5, faster=True)
    for number in range(pairs):
        say(f"P3 pair {number + 1} of {pairs}")
        (ours, held), (reference, wanted) = _version(copy, tables), _version(unwind, tables)
        if held != wanted:
            raise SystemExit("P3: the two ways of loading do not end with the same graph")
        line.ours.append(ours)
        line.reference.append(reference)
    elements = sum(table.num_rows for table in tables.values())
    line.note = f"{payments:,} payments, {elements:,} nodes and relations"
    return [line]


def _version(load: Callable[[LadybugWriter, Tables], None], tables: Tables) -> tuple[Cost, list[object]]:
    """Cost of one whole version, and what is in it afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        store = LadybugStore(folder, workspace="benchmark")

        def write() -> None:
            with store.new_version("v1") as writer:
                load(writer, tables)

        cost, _ = timed(write)
        with store.reader() as reader:
            total = reader.read("MATCH (p:Payment)-[:PAID_TO]->(x:Person) RETURN sum(p.amount_fen) AS fen")
            content: list[object] = [reader.counts(), total]
        store.close()
    return cost, content
