"""Everything of one label or relation, as the table that writes it again."""

from __future__ import annotations

import pyarrow as pa

from graph.engines.tables import ENDS
from graph.port import GraphReader, GraphWriter
from graph.schema import NodeType, RelationType, node_types, relation_types

STORE = "Store"
"""The node that describes the store itself: not a fact, never copied."""
FACTS = tuple(label for label in node_types() if label != STORE)


def nodes_in(reader: GraphReader, node: NodeType) -> pa.Table:
    """All nodes of a label: its declared properties."""
    names = node.property_names()
    columns = ", ".join(f"n.`{name}` AS `{name}`" for name in names)
    return reader.read_table(f"MATCH (n:`{node.label}`) RETURN {columns}", timeout=0)


def relations_in(reader: GraphReader, relation: RelationType) -> pa.Table:
    """All relations of a name: ``start``, ``end`` and the declared properties."""
    names = relation.property_names()
    columns = ", ".join(f"r.`{name}` AS `{name}`" for name in names)
    table = reader.read_table(f"MATCH (a:`{relation.start}`)-[r:`{relation.name}`]->(b:`{relation.end}`) "
                              f"RETURN a.key AS start_key, b.key AS end_key, {columns}", timeout=0)
    return table.rename_columns([*ENDS, *names])


def copy_facts(reader: GraphReader, writer: GraphWriter) -> None:
    """Writes all facts of one graph into another, empty one."""
    counts = reader.counts()
    for label in FACTS:
        if counts[label]:
            writer.insert_nodes(label, nodes_in(reader, node_types()[label]))
    for name, relation in relation_types().items():
        if counts[name]:
            writer.insert_relations(name, relations_in(reader, relation))
