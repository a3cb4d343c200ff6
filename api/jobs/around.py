"""Whose rows a check needs beyond those a roster names: kin, and the people on the way to them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from graph.port import GraphReader

_KIN = """UNWIND $keys AS wanted MATCH (a:Person)-[k:KIN]-(b:Person) WHERE a.key = wanted
RETURN DISTINCT b.key AS other, k.path AS path"""
_TIES = """UNWIND $keys AS wanted MATCH (a:Person)-[e:{name}]-(b:Person) WHERE a.key = wanted
RETURN DISTINCT b.key AS other, e.key AS tie"""
_PRIMITIVE = ("PARENT_OF", "SPOUSE_OF", "SIBLING_OF")


def related_in(reader: GraphReader, merged: Mapping[str, str]) -> Callable[[list[str]], list[str]]:
    """A function from person keys to their kin in the graph and everybody on the paths to them.

    ``merged`` maps a key that files still use to the person it was found to be; both kinds go in and come out.
    """
    former: dict[str, list[str]] = {}
    for old, new in merged.items():
        former.setdefault(new, []).append(old)

    def related(keys: list[str]) -> list[str]:
        asked = sorted({merged.get(key, key) for key in keys})
        found, ties = set(asked), set[str]()
        for row in reader.read(_KIN, {"keys": asked}):
            found.add(str(row["other"]))
            ties.update(_texts(row["path"]))
        found |= _between(reader, found, ties)
        return sorted({*found, *(old for key in found for old in former.get(key, ()))})

    return related


def _between(reader: GraphReader, ends: Iterable[str], ties: set[str]) -> set[str]:
    """Everybody between the ends along the given ties, ring by ring from both sides."""
    seen = set(ends)
    ring = set(seen)
    while ring and ties:
        met: set[str] = set()
        for name in _PRIMITIVE:
            for row in reader.read(_TIES.format(name=name), {"keys": sorted(ring)}):
                if row["tie"] in ties:
                    met.add(str(row["other"]))
        ring = met - seen
        seen |= ring
    return seen


def _texts(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else []
