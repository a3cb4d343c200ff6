"""Which office-holders each person of a town is kin of; kept while posts are added."""

from __future__ import annotations

from datetime import date

from loaders.synthetic.model import Office, Person, TownData
from loaders.synthetic.pedigree import NEAR, RECUSAL, kin_by


class KinIndex:
    """`of[person]` lists (office-holder, pattern from the office-holder's side) in the recusal list."""

    def __init__(self, data: TownData) -> None:
        self.data = data
        self.of: dict[Person, list[tuple[Person, str]]] = {}
        self.circle: dict[Person, dict[Person, str]] = {}
        for office in data.offices:
            self.add(office.person)

    def add(self, holder: Person) -> None:
        """Takes a new office-holder into the index."""
        if holder in self.circle:
            return
        self.circle[holder] = kin_by(holder, RECUSAL)
        for other, pattern in self.circle[holder].items():
            self.of.setdefault(other, []).append((holder, pattern))

    def holders(self) -> list[Person]:
        """Every person with a post, in order of appointment."""
        return list(self.circle)

    def free_of_kin(self, people: list[Person]) -> bool:
        """Whether none of the people is, or is kin of, an office-holder."""
        return not any(p in self.of or p in self.circle for p in people)

    def near(self, a: Person, b: Person) -> bool:
        """Whether two people are near kin of each other."""
        return b in kin_by(a, NEAR)

    def posts(self, person: Person, day: date) -> list[Office]:
        """The posts somebody holds on a day."""
        return [o for o in self.data.offices if o.person is person and o.held_on(day)]
