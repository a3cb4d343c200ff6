"""Leases of collective land and buildings: rents of a town's like things lie close to one another."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from random import Random

from loaders.synthetic.model import Person, TownData, Village
from loaders.synthetic.papers import Lease

KINDS: dict[str, tuple[int, str, tuple[int, int]]] = {
    "机动地": (520, "亩", (4, 60)),
    "鱼塘": (780, "亩", (5, 40)),
    "门面房": (96, "平方米", (30, 160)),
    "荒坡地": (130, "亩", (10, 80)),
}
"""Kind: rent of a year and unit in yuan, the unit, smallest and largest size."""


class LeaseBook:
    """Lets the collective things of a town's villages."""

    def __init__(self, data: TownData, rng: Random) -> None:
        self.data, self.rng = data, rng
        self._count = 0

    def make(
        self, village: Village, kind: str, party: str, code: str, signed: date, years: int = 5, level: float = 1.0
    ) -> Lease:
        """A lease at `level` times the town's usual rent, tendered in the open, paid up."""
        base, unit, (low, high) = KINDS[kind]
        self._count += 1
        area = float(self.rng.randrange(low, high))
        rent = round(base * level * self.rng.uniform(0.93, 1.07) * area) * 100
        start = date(signed.year, signed.month, 1)
        end = date(signed.year + years - (signed.month == 1), signed.month - 1 or 12, 28)
        number = f"{village.code[6:]}ZL{signed.year}{self._count:04d}"
        row = Lease(number, f"{village.name}{kind}租赁", village.name, party, code, rent, signed, start, end,
                    "公开竞价", area, kind, unit=unit, received=rent)
        self.data.papers.leases.append(row)
        return row

    def background(self, lessees: Sequence[Person]) -> None:
        """Leases of every village to people without a tie to anybody in office."""
        people = list(lessees)
        self.rng.shuffle(people)
        for village in self.data.town.villages:
            for kind in self.rng.sample(list(KINDS), 3):
                if not people:
                    return
                signed = date(self.rng.randrange(2020, 2025), self.rng.randrange(1, 13), self.rng.randrange(2, 28))
                person = people.pop()
                self.make(village, kind, person.name, person.id, signed, self.rng.choice((3, 5, 5, 8)))
