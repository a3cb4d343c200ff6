"""The closest relation of each pair in a pedigree: in-laws within the bound, blood kin at any distance."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from graph.kinship.blood import blood_chain, closeness_of
from graph.kinship.chains import Reading, read_chain
from graph.kinship.letters import KinError
from graph.kinship.nearness import DISPLAY_STEPS, MAX_SPOUSE
from graph.kinship.pedigree import KinGraph
from graph.kinship.scopes import ScopeSet
from graph.kinship.search import Bounds, search
from graph.kinship.segments import closeness


def closest_readings(
    graph: KinGraph, pairs: Iterable[tuple[str, str]], *, on: date, scopes: ScopeSet | None = None
) -> list[Reading | None]:
    """What each `b` is to its `a` on a day, in input order; None when no relation is registered.

    Raises KinError for a person the pedigree does not hold.
    """
    reader = _PairReader(graph, on.toordinal())
    found: list[Reading | None] = []
    for a, b in pairs:
        chain = reader.chain(a, b)
        found.append(read_chain(chain, scopes=scopes) if chain else None)
    return found


class _PairReader:
    """Reads pairs one by one and keeps the last person's search: pairs often come sorted."""

    def __init__(self, graph: KinGraph, day: int) -> None:
        self._graph, self._day = graph, day
        self._ego: str | None = None
        self._chains: dict[int, str] = {}

    def chain(self, a: str, b: str) -> str | None:
        other = self._number(b)
        if a != self._ego:
            self._chains, self._ego = self._search(self._number(a)), a
        chains = (self._chains.get(other), blood_chain(self._graph, a, b, day=self._day))
        return min((chain for chain in chains if chain), key=closeness_of, default=None)

    def _search(self, ego: int) -> dict[int, str]:
        found = search(self._graph, ego, Bounds(DISPLAY_STEPS, MAX_SPOUSE, self._day))
        return {person: min(labels, key=closeness).state.chain for person, labels in found.items()}

    def _number(self, person: str) -> int:
        number = self._graph.index(person)
        if number is None:
            raise KinError(f"谱系中没有“{person}”：请检查人员表和关系表")
        return number
