"""The declared schema in Neo4j's words."""

from __future__ import annotations

from collections.abc import Iterator

from graph.schema import NODES, RELATIONS

HEAD = """\
// Written by `make docs`; do not edit. The constraints of the graph, one a label (the key is unique, and found by it),
// and the indexes that rules join by. The program makes them itself; an administrator can make them with this file.
"""


def constraints() -> dict[str, str]:
    """One statement a label, by the constraint's name; repeating them changes nothing."""
    return {f"{node.label}_key": f"CREATE CONSTRAINT `{node.label}_key` IF NOT EXISTS "
                                 f"FOR (n:`{node.label}`) REQUIRE n.`key` IS UNIQUE" for node in NODES}


JOINED = (
    ("Approval", "applicant"), ("Approval", "program"), ("BankAccount", "agent_phone"), ("BankAccount", "canonical"),
    ("BankAccount", "opened"), ("BankAccount", "run"), ("Contract", "asset"), ("Flow", "payee"), ("Flow", "payer"),
    ("Flow", "receiver"), ("Flow", "terminal"), ("Household", "village"), ("Invoice", "serial"),
    ("LabourDay", "person"), ("LabourDay", "roll"), ("LedgerEntry", "subject"), ("LedgerEntry", "village"),
    ("LedgerEntry", "voucher"), ("Machine", "buyer"), ("Machine", "invoice"), ("Parcel", "code"),
    ("Parcel", "village"), ("Payment", "batch"), ("Payment", "canonical"), ("Payment", "program"),
    ("Payment", "recipient"), ("Payment", "village"), ("Person", "name_key"),
)
"""Properties that rules join by value (``p.recipient = b.key``) and that say much: the embedded engine hashes such a
join, this one looks each value up, or without an index reads all nodes for each. A test compares with the rules."""


def indexes() -> dict[str, str]:
    """One statement a joined property, by the index's name; repeating them changes nothing."""
    return {f"{label}_{name}": f"CREATE INDEX `{label}_{name}` IF NOT EXISTS FOR (n:`{label}`) ON (n.`{name}`)"
            for label, name in JOINED}


def names() -> Iterator[tuple[str, str]]:
    """Procedure and name, for every name the server should know: it then warns of names that are not declared."""
    for relation in RELATIONS:
        yield "db.createRelationshipType", relation.name
    known = {name for kinds in (NODES, RELATIONS) for kind in kinds for name in kind.property_names()}
    for name in sorted(known):
        yield "db.createProperty", name


def schema_text() -> str:
    """Text of ``neo4j-conf/schema.cypher``."""
    return HEAD + "\n" + "".join(f"{statement};\n" for statement in (*constraints().values(), *indexes().values()))
