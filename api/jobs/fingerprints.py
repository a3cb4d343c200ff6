"""Is one version of the graph the same as another? Counts and a hash of all rows, by label and relation."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb

from graph.port import GraphReader
from graph.schema import NODES, RELATIONS

Print = dict[str, tuple[int, int]]
"""Label or relation -> number of rows and a sum of their hashes, whatever the order of the rows."""

_ABOUT_THE_STORE = "Store"


def fingerprint(reader: GraphReader) -> Print:
    """Counts and hashes of everything in a version, except the node that describes the store itself."""
    counts = reader.counts()
    found: Print = {}
    for name, text in _texts():
        if not counts.get(name):
            found[name] = (0, 0)
            continue
        with duckdb.connect() as connection:
            connection.register("held", reader.read_table(text))
            row = connection.execute("SELECT count(*), sum(hash(held)::HUGEINT) FROM held").fetchone()
        found[name] = (int(row[0]), int(row[1] or 0)) if row else (0, 0)
    return found


def differences(old: Print, new: Print) -> list[str]:
    """Where two versions differ, one line a label or relation; empty when they are equal."""
    lines = []
    for name in old:
        (count, digest), (other_count, other_digest) = old[name], new[name]
        if count != other_count:
            lines.append(f"{name}：原有 {count:,} 行，重建 {other_count:,} 行")
        elif digest != other_digest:
            lines.append(f"{name}：同为 {count:,} 行，内容不同")
    return lines


def _texts() -> Iterator[tuple[str, str]]:
    for node in NODES:
        if node.label != _ABOUT_THE_STORE:
            columns = ", ".join(f"n.`{name}` AS `{name}`" for name in node.property_names())
            yield node.label, f"MATCH (n:{node.label}) RETURN {columns}"
    for relation in RELATIONS:
        columns = ", ".join(f"r.`{name}` AS `{name}`" for name in relation.property_names())
        yield relation.name, (f"MATCH (a:{relation.start})-[r:{relation.name}]->(b:{relation.end}) "
                              f"RETURN a.key AS start_key, b.key AS end_key, {columns}")
