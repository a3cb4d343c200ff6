"""A graph of another structure is refused by its schema version, so the version must move with the structure."""

from __future__ import annotations

import hashlib

from graph.schema import NODES, RELATIONS, SCHEMA_VERSION

STRUCTURE = {6: "aa774fc68494fb1e"}
"""Fingerprint of labels, relations, properties and types by schema version; a changed structure needs a new number."""


def _fingerprint() -> str:
    nodes = [f"{n.label}({','.join(f'{p.name}:{p.type}' for p in n.properties)})" for n in NODES]
    ties = [f"{r.name}:{r.start}>{r.end}({','.join(f'{p.name}:{p.type}' for p in r.properties)})" for r in RELATIONS]
    return hashlib.sha256("\n".join([*sorted(nodes), *sorted(ties)]).encode()).hexdigest()[:16]


def test_a_changed_structure_has_a_new_schema_version() -> None:
    assert {SCHEMA_VERSION: _fingerprint()} == STRUCTURE, "raise SCHEMA_VERSION and write its fingerprint here"
