"""The declared schema in LadybugDB's words."""

from __future__ import annotations

from collections.abc import Iterator

from graph.schema import NODES, RELATIONS, Property


def statements() -> Iterator[str]:
    """One statement a label, then one a relation; repeating them changes nothing."""
    for node in NODES:
        yield f"CREATE NODE TABLE IF NOT EXISTS `{node.label}`({_columns(node.properties)}, PRIMARY KEY(`key`))"
    for relation in RELATIONS:
        ends = f"FROM `{relation.start}` TO `{relation.end}`"
        yield f"CREATE REL TABLE IF NOT EXISTS `{relation.name}`({ends}, {_columns(relation.properties)})"


def _columns(properties: tuple[Property, ...]) -> str:
    return ", ".join(f"`{p.name}` {p.type}" for p in properties)
