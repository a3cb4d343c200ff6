"""Families over four generations: births, marriages inside and between villages, deaths."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from random import Random

from loaders.synthetic.identity import Issuer
from loaders.synthetic.model import AS_OF, Marriage, Person, Town, Village
from loaders.synthetic.words import MALE, given, surname

REGISTER_BEGINS = date(2018, 1, 1)
"""Who died before this day has left the register."""
_FOUNDING_COUPLES_PER_HEAD = 0.127


def _day(rng: Random, year: int) -> date:
    return date(year, 1, 1) + timedelta(days=rng.randrange(365))


def _death(rng: Random, birth: date) -> date | None:
    """The day of death if it lies before the day of the extracts."""
    age = rng.gauss(81, 9) if rng.random() > 0.02 else rng.uniform(20, 70)
    day = birth + timedelta(days=int(max(age, 19.0) * 365.25))
    return day if day < AS_OF - timedelta(days=60) else None


class Families:
    """Builds the people of one town, generation by generation."""

    def __init__(self, town: Town, rng: Random, issuer: Issuer) -> None:
        self.town, self.rng, self.issuer = town, rng, issuer
        self.by_village: dict[Village, list[list[Person]]] = {v: [[], [], [], []] for v in town.villages}
        self.marriages: list[Marriage] = []
        self._words = {v: [rng.choice(MALE) for _ in range(4)] for v in town.villages}

    def person(self, village: Village, sex: str, birth: date, generation: int, last: str) -> Person:
        """A new person of a village."""
        word = self._words[village][generation] if last in village.surnames[:1] else ""
        name = last + given(self.rng, sex, word)
        region = None if self.rng.random() > 0.03 else self.rng.choice(("379998", "429998", "339998"))
        return Person(name, sex, birth, self.issuer.citizen(birth, sex, region), village, generation)

    def wed(self, husband: Person, wife: Person) -> Marriage:
        """Marries two people; she moves to his village."""
        after = max(husband.birth, wife.birth) + timedelta(days=int(self.rng.uniform(21.2, 26) * 365.25))
        marriage = Marriage(husband, wife, min(after, AS_OF - timedelta(days=200)))
        husband.marriages.append(marriage)
        wife.marriages.append(marriage)
        wife.village = husband.village
        self.marriages.append(marriage)
        return marriage

    def found(self) -> None:
        """The first generation, married couples born 1929–1946."""
        for village, rows in self.by_village.items():
            for _ in range(max(6, round(village.target * _FOUNDING_COUPLES_PER_HEAD))):
                birth = _day(self.rng, self.rng.randrange(1929, 1947))
                husband = self.person(village, "M", birth, 0, self.rng.choice(village.surnames))
                wife = self.outsider(village, "F", birth + timedelta(days=self.rng.randrange(-900, 1500)), 0)
                self.wed(husband, wife)
                rows[0] += [husband, wife]

    def outsider(self, village: Village, sex: str, birth: date, generation: int) -> Person:
        """Somebody who married in from elsewhere: no family of theirs in the town."""
        return self.person(village, sex, birth, generation, surname(self.rng))

    def bear(self, marriage: Marriage, count: int, generation: int, gap: tuple[int, int] = (1, 4)) -> None:
        """Children of a couple, born one after another from the year after the marriage."""
        year = max(marriage.day.year, marriage.wife.birth.year + 20) + self.rng.randrange(0, 2)
        for _ in range(count):
            year += self.rng.randrange(*gap)
            if year > 2023 or year > marriage.wife.birth.year + 45:
                return
            self.child(marriage, _day(self.rng, year), generation)

    def child(self, marriage: Marriage, birth: date, generation: int) -> Person:
        """One child of a couple."""
        father, mother = marriage.husband, marriage.wife
        sex = "M" if self.rng.random() < 0.52 else "F"
        baby = self.person(father.village, sex, birth, generation, father.name[0])
        baby.father, baby.mother = father, mother
        father.children.append(baby)
        mother.children.append(baby)
        self.by_village[father.village][generation].append(baby)
        return baby

    def pair(self, generation: int) -> list[Marriage]:
        """Marries a generation: mostly within the village or town, some with people from elsewhere."""
        women: dict[tuple[Village, int], list[Person]] = defaultdict(list)
        men: list[Person] = []
        for village, rows in self.by_village.items():
            for p in rows[generation]:
                if p.birth.year > 1999:
                    continue
                if p.sex == "M":
                    men.append(p)
                else:
                    women[village, p.birth.year].append(p)
        self.rng.shuffle(men)
        made = [m for man in men if (m := self._marry(man, women, generation))]
        for (village, _), left in sorted(women.items(), key=lambda kv: (kv[0][0].code, kv[0][1])):
            for woman in left:
                self._leave(woman, village, generation)
        return made

    def _marry(self, man: Person, women: dict[tuple[Village, int], list[Person]], generation: int) -> Marriage | None:
        if self.rng.random() < 0.05:
            return None
        for _ in range(12):
            home = man.village if self.rng.random() < 0.45 else self.rng.choice(self.town.villages)
            pool = women.get((home, man.birth.year + self.rng.randrange(-2, 5)))
            if pool:
                k = self.rng.randrange(len(pool))
                if not _related(man, pool[k]):
                    pool[k], pool[-1] = pool[-1], pool[k]
                    woman = pool.pop()
                    self.by_village[home][generation].remove(woman)
                    self.by_village[man.village][generation].append(woman)
                    return self.wed(man, woman)
        if self.rng.random() < 0.35:
            return None
        bride = self.outsider(man.village, "F", man.birth + timedelta(days=self.rng.randrange(-700, 1400)), generation)
        self.by_village[man.village][generation].append(bride)
        return self.wed(man, bride)

    def _leave(self, woman: Person, village: Village, generation: int) -> None:
        """A woman who married away has left the town's register."""
        if self.rng.random() < 0.8:
            self.by_village[village][generation].remove(woman)
            woman.registered = False

    def fill(self, couples: dict[Village, list[Marriage]]) -> None:
        """The youngest generation, so that the town has exactly as many people as it shall have."""
        missing = {
            v: v.target - sum(1 for row in rows for p in row if p.registered) for v, rows in self.by_village.items()
        }
        total = max(0, sum(missing.values()))
        while sum(max(0, n) for n in missing.values()) > total:
            largest = max(missing, key=lambda v: missing[v])
            missing[largest] -= 1
        for spacing in (3, 2, 1):
            for v in self.town.villages:
                missing[v] = self._births(couples.get(v, []), missing[v], spacing)
            left = sum(max(0, n) for n in missing.values())
            missing = {v: left // len(missing) + (k < left % len(missing)) for k, v in enumerate(missing)}

    def _births(self, couples: list[Marriage], missing: int, spacing: int) -> int:
        """Up to `missing` births to the couples who may have children; returns how many are still missing."""
        couples = [m for m in couples if m.wife.birth.year >= 1974 and m.divorced is None]
        for turn in range(6):
            for marriage in couples:
                if missing <= 0:
                    return 0
                year = max(marriage.day.year + 1 + turn * spacing, 2001)
                if year <= 2023:
                    self.child(marriage, _day(self.rng, min(2023, year + self.rng.randrange(2))), 3)
                    missing -= 1
        return missing

    def divorce(self, couples: list[Marriage]) -> None:
        """One couple in twenty-five parts."""
        for m in couples:
            if self.rng.random() < 0.04 and m.day.year < 2018:
                m.divorced = _day(self.rng, self.rng.randrange(m.day.year + 3, 2024))

    def settle_deaths(self, generation: int) -> None:
        """Who has died, and who of them left the register before it begins."""
        for rows in self.by_village.values():
            for p in rows[generation]:
                p.death = _death(self.rng, p.birth)
                if p.death and p.death < REGISTER_BEGINS:
                    p.registered = False


def _related(a: Person, b: Person) -> bool:
    """Whether two people share a parent or grandparent."""

    def above(p: Person) -> set[int]:
        parents = [x for x in (p.father, p.mother) if x]
        return {id(x) for x in parents} | {id(g) for x in parents for g in (x.father, x.mother) if g}

    return bool(above(a) & above(b))


def populate(town: Town, rng: Random, issuer: Issuer) -> list[Marriage]:
    """Fills the villages of a town with families; returns every marriage ever made there."""
    f = Families(town, rng, issuer)
    f.found()
    for m in list(f.marriages):
        f.bear(m, rng.choices((1, 2, 3, 4, 5), (8, 22, 34, 24, 12))[0], 1)
    second = f.pair(1)
    for m in second:
        f.bear(m, rng.choices((1, 2, 3), (30, 50, 20))[0], 2, (1, 5))
    third = f.pair(2)
    f.divorce(third)
    for g in range(3):
        f.settle_deaths(g)
    homes: dict[Village, list[Marriage]] = defaultdict(list)
    for m in third:
        homes[m.husband.village].append(m)
    f.fill(homes)
    for village in town.villages:
        village.people = [p for row in f.by_village[village] for p in row if p.registered]
    return f.marriages
