"""Which loaded files are in force: the journal folded into the ordered live sources.

Three modes (``domain`` of each file kind, declared in ``loaders/sources``):

``snapshot``  the newest file of its slot is the whole truth. Newest means: describes the later day (``as_of``),
              then loaded later. A newer file of a wider territory replaces those inside it; a newer file of a
              narrower territory replaces the rows of that territory in the older, wider file.
``batch``     one programme, batch and territory: the file loaded last replaces the earlier one as a whole.
``append``    rows add up; a row with the key of an earlier one is the same fact and the newer text counts.

For kinds whose rows are intervals (offices, memberships, shares) an older snapshot is kept beside the newer one
as *history*: a row the newer one no longer has is closed at the newer one's ``as_of``, not forgotten. Two
snapshots that describe the same day are a file and its correction: only the one loaded last counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal

import pyarrow as pa

from loaders.comparing import content

Mode = Literal["snapshot", "batch", "append"]
Tables = Mapping[str, pa.Table]

HISTORY_KINDS = frozenset({"cadres", "register", "organizations", "low_income", "guardians", "institutions",
                           "payroll", "posts", "vehicles", "houses", "certificates", "insurance"})
"""Snapshot kinds whose rows are closed, not forgotten, when a later extract no longer has them."""

_SEPARATOR = "|"
_TERRITORY = "@"


@dataclass(frozen=True, eq=False)
class LiveSource:
    """One loaded file: what it is, what it covers, and how to get its clean tables. Equal only to itself.

    ``tables`` maps table names (the kind, and further sheets such as ``shareholders``) to clean Arrow tables, or
    is a function that reads them when they are needed. ``territory`` is a village, town or county code; ``order``
    is the place in the journal; ``facts`` are the title facts (programme, year, batch …).
    """

    sha256: str
    name: str
    kind: str
    tables: Tables | Callable[[], Tables]
    department: str
    territory: str
    slot: str
    mode: Mode
    as_of: date | None
    order: int
    facts: Mapping[str, str] = field(default_factory=dict)

    def read(self) -> Tables:
        """The clean tables."""
        return self.tables() if callable(self.tables) else self.tables

    @cached_property
    def content(self) -> str:
        """Digest of what the clean tables say; read once, however many files are compared with this one."""
        return content(self.read())

    @property
    def family(self) -> str:
        """The slot without its territory: files of one family can replace one another."""
        return self.slot.rsplit(_SEPARATOR + _TERRITORY, 1)[0]

    @property
    def age(self) -> tuple[date, int]:
        """Sorts sources from oldest to newest."""
        return (self.as_of or date.min, self.order)


@dataclass(frozen=True)
class InForce:
    """A live source and where it does not count: rows of villages under ``dropped`` are out of force.

    A kind with history keeps the rows that a later extract no longer has; who builds the graph closes them.
    """

    source: LiveSource
    dropped: tuple[str, ...] = ()


@dataclass(frozen=True)
class Entry:
    """One line of the journal that bears on what is live: a file taken in, let in, kept back or taken back."""

    kind: Literal["load", "release", "hold", "retract"]
    sha256: str
    source: LiveSource | None = None


def slot_of(kind: str, department: str, territory: str, extras: Iterable[str] = ()) -> str:
    """The slot of a file: kind, department, what its kind adds (programme, batch, month …), territory."""
    parts = [kind, department, *(extra for extra in extras if extra)]
    return _SEPARATOR.join(part.replace(_SEPARATOR, " ") for part in parts) + _SEPARATOR + _TERRITORY + territory


def covers(wide: str, narrow: str) -> bool:
    """Whether the unit ``wide`` contains the unit ``narrow``: by prefix of the codes, zeros at the end dropped.

    The empty code is the whole county.
    """
    return narrow.startswith(trim(wide))


def trim(code: str) -> str:
    """A unit code without the zeros that pad towns to 9 and counties to 6 significant digits."""
    if len(code) == 12 and code.isdigit() and code.endswith("000"):
        code = code[:9]
    return code[:6] if len(code) == 9 and code.endswith("000") else code


def live(entries: Sequence[Entry]) -> list[InForce]:
    """Sources in force after the journal's entries, in the order in which they were loaded."""
    sources: dict[str, LiveSource] = {}
    for entry in entries:
        if entry.kind == "retract":
            sources.pop(entry.sha256, None)
        elif entry.kind in ("load", "release") and entry.source is not None:
            sources[entry.sha256] = entry.source
    return in_force(list(sources.values()))


def in_force(sources: Sequence[LiveSource]) -> list[InForce]:
    """Applies the modes to the loaded sources; the result does not depend on the order they are given in."""
    families: dict[str, list[LiveSource]] = {}
    for source in sources:
        families.setdefault(source.family if source.mode == "snapshot" else source.slot, []).append(source)
    kept: list[InForce] = []
    for members in families.values():
        kept += _MODES[members[0].mode](members)
    return sorted(kept, key=lambda item: item.source.order)


def _append(members: Sequence[LiveSource]) -> list[InForce]:
    return [InForce(source) for source in members]


def _batch(members: Sequence[LiveSource]) -> list[InForce]:
    return [InForce(max(members, key=lambda source: source.order))]


def _snapshot(members: Sequence[LiveSource]) -> list[InForce]:
    kept: list[InForce] = []
    newest_first = sorted(members, key=lambda source: source.age, reverse=True)
    for position, source in enumerate(newest_first):
        newer = newest_first[:position]
        item = _overlapped(source, newer)
        if item is not None:
            kept.append(item)
    return kept


def _overlapped(source: LiveSource, newer: Sequence[LiveSource]) -> InForce | None:
    """The source minus what newer ones speak for; None when nothing of it counts."""
    overlapping = [n for n in newer if covers(n.territory, source.territory) or covers(source.territory, n.territory)]
    if source.kind in HISTORY_KINDS:
        overlapping = [n for n in overlapping if n.as_of == source.as_of]
    dropped = tuple(sorted({trim(n.territory) for n in overlapping}))
    return None if any(covers(prefix, source.territory) for prefix in dropped) else InForce(source, dropped)


_MODES: Mapping[Mode, Callable[[Sequence[LiveSource]], list[InForce]]] = {
    "snapshot": _snapshot, "batch": _batch, "append": _append,
}
