"""The primitive kin graph in memory: integer ids, one packed number per edge end.

A county has about 1.5 million edges; edges are columns and every person's list holds plain integers.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence, Set
from datetime import date
from typing import Final, cast

from graph.kinship.edges import CONFIDENCES, Confidence, KinEdge
from graph.kinship.letters import Sex

UP, DOWN, MARRIED, BESIDE = 0, 1, 2, 3
"""Direction of an edge end: to a parent, to a child, to a spouse, to a sibling."""

FIRST_DAY, LAST_DAY = 0, 4_000_000
"""Ordinals before and after every real date: an open end."""

_EDGE_SHIFT: Final = 2
_NEIGHBOUR_SHIFT: Final = 34
_EDGE_MASK: Final = (1 << (_NEIGHBOUR_SHIFT - _EDGE_SHIFT)) - 1
_ENDS: Final = {"parent": (DOWN, UP), "spouse": (MARRIED, MARRIED), "sibling": (BESIDE, BESIDE)}
_ENDED: Final = (None, "divorce", "death", "adoption")
_BASES: Final = (None, "blood", "marriage", "adoption", "step", "foster", "sworn")

PLAIN, OPEN, ADOPTED, STEP, STEP_NOT_RAISED, APART = 0, 1, 2, 3, 4, 5
"""What an edge does to a path: nothing, adoptive or step not said which, adoptive, step, step without
upbringing, one hop only."""


class KinGraph:
    """Primitive edges of many persons, searched by `nearness`. Built once, then only read.

    Shared attributes (`candidate`) and corrected edges are left out: they are not facts.
    """

    def __init__(self, sexes: Mapping[str, str], edges: Iterable[KinEdge], virtual: Set[str] = frozenset()) -> None:
        self._prepare(sexes, virtual)
        for edge in edges:
            self._add(
                edge.kind,
                edge.a,
                edge.b,
                edge.basis,
                edge.confidence,
                edge.valid_from,
                edge.valid_to,
                edge.ended_by,
                edge.raised,
                edge.key,
            )

    @classmethod
    def from_columns(  # noqa: PLR0913 - one argument per column of an edge
        cls,
        sexes: Mapping[str, str],
        *,
        kind: Sequence[str],
        a: Sequence[str],
        b: Sequence[str],
        basis: Sequence[str | None],
        confidence: Sequence[str],
        valid_from: Sequence[date | None],
        valid_to: Sequence[date | None],
        ended_by: Sequence[str | None],
        raised: Sequence[str | None],
        key: Sequence[str],
        virtual: Set[str] = frozenset(),
    ) -> KinGraph:
        """The same graph from parallel columns, one entry per edge, without an object for each."""
        graph = cls.__new__(cls)
        graph._prepare(sexes, virtual)
        add = graph._add
        columns = (kind, a, b, basis, confidence, valid_from, valid_to, ended_by, raised, key)
        for row in zip(*columns, strict=True):
            add(*row)
        return graph

    def _prepare(self, sexes: Mapping[str, str], virtual: Set[str]) -> None:
        self.persons: list[str] = []
        self._index: dict[str, int] = {}
        self._sexes = sexes
        self._virtual = virtual
        self.sex: list[Sex | None] = []
        self.is_virtual = bytearray()
        self.neighbours: list[list[int]] = []
        self.edge_from, self.edge_to = array("i"), array("i")
        self.edge_confidence, self.edge_mark = bytearray(), bytearray()
        self.edge_ended, self.edge_basis = bytearray(), bytearray()
        self.edge_key: list[str] = []
        for person in sexes:
            self._number(person)

    def __contains__(self, person: str) -> bool:
        """Whether the key names a person of this graph."""
        return person in self._index

    def index(self, person: str) -> int | None:
        """The internal number of a person, None when the graph does not know the key."""
        return self._index.get(person)

    def ended_by(self, edge: int) -> str | None:
        """How the edge ended."""
        return _ENDED[self.edge_ended[edge]]

    def basis(self, edge: int) -> str | None:
        """What the edge rests on."""
        return _BASES[self.edge_basis[edge]]

    def _number(self, person: str) -> int:
        number = self._index.get(person)
        if number is None:
            number = self._index[person] = len(self.persons)
            self.persons.append(person)
            sex = self._sexes.get(person)
            self.sex.append(cast("Sex", sex) if sex in ("M", "F") else None)
            self.is_virtual.append(person in self._virtual)
            self.neighbours.append([])
        return number

    def _add(  # noqa: PLR0913, PLR0917 - one argument per column of an edge
        self,
        kind: str,
        a: str,
        b: str,
        basis: str | None,
        confidence: str,
        valid_from: date | None,
        valid_to: date | None,
        ended_by: str | None,
        raised: str | None,
        key: str,
    ) -> None:
        if confidence == "candidate" or ended_by == "correction" or a == b:
            return
        edge = len(self.edge_key)
        self.edge_key.append(key)
        self.edge_from.append(valid_from.toordinal() if valid_from else FIRST_DAY)
        self.edge_to.append(valid_to.toordinal() if valid_to else LAST_DAY)
        self.edge_mark.append(_mark(kind, basis, raised))
        doubtful = basis == "step" and raised != "yes"
        rank = CONFIDENCES.index(cast("Confidence", confidence))
        self.edge_confidence.append(max(rank, 2) if doubtful else rank)
        self.edge_ended.append(_ENDED.index(ended_by) if ended_by in _ENDED else 0)
        self.edge_basis.append(_BASES.index(basis) if basis in _BASES else 0)
        first, second = self._number(a), self._number(b)
        there, back = _ENDS[kind]
        packed = edge << _EDGE_SHIFT
        self.neighbours[first].append(second << _NEIGHBOUR_SHIFT | packed | there)
        self.neighbours[second].append(first << _NEIGHBOUR_SHIFT | packed | back)


def unpack(packed: int) -> tuple[int, int, int]:
    """Neighbour, edge and direction of one packed edge end."""
    return packed >> _NEIGHBOUR_SHIFT, (packed >> _EDGE_SHIFT) & _EDGE_MASK, packed & 3


def _mark(kind: str, basis: str | None, raised: str | None) -> int:
    if basis == "step":
        return STEP_NOT_RAISED if raised == "no" else STEP
    if basis == "adoption":
        return ADOPTED
    if basis is None and kind == "parent":
        return OPEN
    return APART if basis in ("foster", "sworn") else PLAIN
