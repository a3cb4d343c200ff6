"""The declared graph: every label, relation, key and typed property, each with a description.

The schema is the only place where names of the graph are decided. Engines create it, the lint of the
rules checks texts against it, loaders fill it, and the data dictionary is printed from it.

Every node has the key property ``key``; every relation carries ``key`` too. Facts that stand on a row of a
department file carry ``file`` (SHA-256), ``sheet`` and ``row`` of their first source; all further sources are
in the provenance table beside the graph. Money is integer 分. An open end of an interval is null.
"""

from __future__ import annotations

from functools import cache

from graph.schema.circumstances import CIRCUMSTANCE_NODES, CIRCUMSTANCE_RELATIONS
from graph.schema.nodes import NODES as CORE_NODES
from graph.schema.relations import RELATIONS as CORE_RELATIONS
from graph.schema.types import NodeType, Property, RelationType, Type

__all__ = ["NODES", "RELATIONS", "SCHEMA_VERSION", "NodeType", "Property", "RelationType", "Type", "node_types",
           "relation_types"]

SCHEMA_VERSION = 6
NODES: tuple[NodeType, ...] = (*CORE_NODES, *CIRCUMSTANCE_NODES)
RELATIONS: tuple[RelationType, ...] = (*CORE_RELATIONS, *CIRCUMSTANCE_RELATIONS)


@cache
def node_types() -> dict[str, NodeType]:
    """Node types by label."""
    return {n.label: n for n in NODES}


@cache
def relation_types() -> dict[str, RelationType]:
    """Relation types by name."""
    return {r.name: r for r in RELATIONS}
