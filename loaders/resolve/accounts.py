"""Card number and inner number of one bank account: classes of account keys joined by the bank's alias table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

ALIAS_CONFLICT = "alias_conflict"


@dataclass(frozen=True, slots=True)
class Alias:
    """One row of the alias table: the card and the inner number are one account of this person."""

    card: str
    inner: str
    person: str | None


@dataclass(frozen=True)
class Classes:
    """Canonical key of every joined account, and the pairs that were not joined."""

    canonical: dict[str, str]
    conflicts: tuple[Alias, ...]


def joined(aliases: Iterable[Alias]) -> Classes:
    """Classes of accounts under the alias pairs; the smallest key of a class is its canonical key.

    A class that would join accounts of two different persons is not joined at all: its pairs are conflicts
    (``alias_conflict``), because nothing says which of them is wrong.
    """
    pairs = sorted(set(aliases), key=lambda a: (a.card, a.inner, a.person or ""))
    parent: dict[str, str] = {}
    for pair in pairs:
        _union(parent, pair.card, pair.inner)
    people: dict[str, set[str]] = {}
    for pair in pairs:
        if pair.person:
            people.setdefault(_find(parent, pair.card), set()).add(pair.person)
    split = {root for root, persons in people.items() if len(persons) > 1}
    conflicts = tuple(pair for pair in pairs if _find(parent, pair.card) in split)
    canonical = {key: _find(parent, key) for key in list(parent)}
    return Classes({key: root for key, root in canonical.items() if root not in split}, conflicts)


def _find(parent: dict[str, str], key: str) -> str:
    root = key
    while parent.setdefault(root, root) != root:
        root = parent[root]
    while parent[key] != root:
        parent[key], key = root, parent[key]
    return root


def _union(parent: dict[str, str], a: str, b: str) -> None:
    first, second = sorted((_find(parent, a), _find(parent, b)))
    parent[second] = first
