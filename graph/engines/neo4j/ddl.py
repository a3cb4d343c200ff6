"""The declared schema in Neo4j's words."""

from __future__ import annotations

from collections.abc import Iterator

from graph.schema import NODES, RELATIONS

HEAD = """\
// Written by `make docs`; do not edit. The constraints of the graph, one a label: the key is unique, and found by it.
// The program makes them itself before it loads; an administrator can make them beforehand with this file.
"""


def constraints() -> dict[str, str]:
    """One statement a label, by the constraint's name; repeating them changes nothing."""
    return {f"{node.label}_key": f"CREATE CONSTRAINT `{node.label}_key` IF NOT EXISTS "
                                 f"FOR (n:`{node.label}`) REQUIRE n.`key` IS UNIQUE" for node in NODES}


def names() -> Iterator[tuple[str, str]]:
    """Procedure and name, for every name the server should know: it then warns of names that are not declared."""
    for relation in RELATIONS:
        yield "db.createRelationshipType", relation.name
    known = {name for kinds in (NODES, RELATIONS) for kind in kinds for name in kind.property_names()}
    for name in sorted(known):
        yield "db.createProperty", name


def schema_text() -> str:
    """Text of ``neo4j-conf/schema.cypher``."""
    return HEAD + "\n" + "".join(f"{statement};\n" for statement in constraints().values())
