"""Households of the register: who lives with whom, and what each is to the head (GB/T 4761)."""

from __future__ import annotations

from random import Random

from loaders.synthetic.model import AS_OF, Household, Marriage, Person, Town, Village

SONS, DAUGHTERS = ("22", "23", "24", "25", "26"), ("32", "33", "34", "35", "36")
WORDS = {
    "02": "户主", "10": "配偶", "11": "丈夫", "12": "妻子", "20": "儿子", "21": "儿子", "22": "长子",
    "23": "次子", "24": "三儿子", "25": "四儿子", "26": "儿子", "27": "养子", "28": "女婿", "30": "女儿",
    "31": "女儿", "32": "长女", "33": "次女", "34": "三女儿", "35": "四女儿", "36": "女儿", "37": "养女",
    "38": "儿媳", "41": "孙子", "42": "孙女", "43": "外孙", "44": "外孙女", "51": "父亲", "52": "母亲",
    "71": "哥哥", "73": "弟弟", "75": "姐姐", "77": "妹妹", "97": "其他亲属",
}  # fmt: skip
"""The kin words some departments write instead of the codes."""


def relation_code(head: Person, member: Person) -> str:
    """What a member is to the head of the household, as a two-digit code."""
    if member is head:
        return "02"
    if any(m.divorced is None and member in (m.husband, m.wife) for m in head.marriages):
        return "12" if member.sex == "F" else "11"
    if head in (member.father, member.mother):
        return _child_code(head, member)
    if member in (head.father, head.mother):
        return "51" if member.sex == "M" else "52"
    if _shares_parent(head, member):
        older = member.birth < head.birth
        return ("71" if older else "73") if member.sex == "M" else ("75" if older else "77")
    return _by_step(head, member)


def _by_step(head: Person, member: Person) -> str:
    for child in head.children:
        if any(m.divorced is None and member in (m.husband, m.wife) for m in child.marriages):
            return "38" if member.sex == "F" else "28"
        if child in (member.father, member.mother):
            base = 41 if child.sex == "M" else 43
            return str(base + (member.sex == "F"))
    return "97"


def _child_code(head: Person, child: Person) -> str:
    if child.adopted:
        return "27" if child.sex == "M" else "37"
    same = sorted((c for c in head.children if c.sex == child.sex), key=lambda c: c.birth)
    if len(head.children) == 1:
        return "21" if child.sex == "M" else "31"
    return (SONS if child.sex == "M" else DAUGHTERS)[min(same.index(child), 4)]


def _shares_parent(a: Person, b: Person) -> bool:
    return any(p is not None and p in (b.father, b.mother) for p in (a.father, a.mother))


class _Settler:
    """Puts the people of one village into households."""

    def __init__(self, village: Village, rng: Random, marriages: list[Marriage]) -> None:
        self.village, self.rng, self.marriages = village, rng, marriages
        self.here = {id(p) for p in village.people}

    def house(self, head: Person, *members: Person) -> Household:
        """Opens a household with a head."""
        number = f"{self.village.code[6:]}{len(self.village.households) + 1:04d}"
        household = Household(number, self.village, head)
        self.village.households.append(household)
        self.join(household, head, *members)
        return household

    def join(self, household: Household, *members: Person) -> None:
        """Adds members who have no household yet."""
        for p in members:
            if p.household is None and id(p) in self.here:
                p.household = household
                household.members.append(p)

    def couples(self) -> None:
        """Couples, widows and widowers from the oldest generation down, with unmarried children."""
        for m in self.marriages:
            if m.divorced:
                continue
            pair = [p for p in (m.husband, m.wife) if id(p) in self.here]
            living = [p for p in pair if p.death is None]
            if not pair or pair[0].household is not None:
                continue
            household = self._with_parents(m) or self._with_child(pair)
            if household is None:
                head = (living or pair)[0]
                household = self.house(head)
            self.join(household, *pair)
            self.join(household, *(c for c in m.husband.children if not _keeps_house(c)))

    def _with_parents(self, m: Marriage) -> Household | None:
        """A young couple may stay in the husband's father's household, one son only."""
        father = m.husband.father
        home = father.household if father and father.village is self.village else None
        if home is None or m.husband.birth.year < 1978 or self.rng.random() > 0.3:
            return None
        if any(p.marriages and p is not home.head and p.generation == m.husband.generation for p in home.members):
            return None
        return home

    def _with_child(self, pair: list[Person]) -> Household | None:
        """Old parents may live with a son who keeps house."""
        if any(p.birth.year > 1950 for p in pair) or self.rng.random() > 0.35:
            return None
        for son in pair[0].children:
            if son.sex == "M" and id(son) in self.here and son.household is None and son.marriages:
                if son.marriages[-1].divorced or son.death:
                    continue
                wife = son.marriages[-1].wife
                household = self.house(son, wife)
                self.join(household, *(c for c in son.children if not _keeps_house(c)))
                return household
        return None

    def singles(self) -> None:
        """Everybody left: divorced people with the children who stayed, bachelors, orphans."""
        for p in sorted(self.village.people, key=lambda q: (q.generation, q.birth)):
            if p.household is not None:
                continue
            if p.age() < 18:
                homes = [x.household for x in (p.father, p.mother) if x and x.household]
                if homes:
                    self.join(homes[0], p)
                    continue
            household = self.house(p)
            if p.sex == "M":
                self.join(household, *(c for c in p.children if not _keeps_house(c)))


def _keeps_house(p: Person) -> bool:
    """Whether somebody has, or had, a household of their own by marriage."""
    return bool(p.marriages) or (p.age() >= 40)


def settle(town: Town, rng: Random, marriages: list[Marriage]) -> None:
    """Makes the households of every village and sets relation codes."""
    homes: dict[int, list[Marriage]] = {}
    for m in sorted(marriages, key=lambda m: (m.husband.generation, m.day)):
        homes.setdefault(id(m.husband.village), []).append(m)
    for village in town.villages:
        settler = _Settler(village, rng, homes.get(id(village), []))
        settler.couples()
        settler.singles()
        for household in village.households:
            reorder(household)


def reorder(household: Household) -> None:
    """Chooses the head and sets what each member is to the head."""
    _choose_head(household)
    for p in household.members:
        p.relation = relation_code(household.head, p)


def _choose_head(household: Household) -> None:
    """A dead or minor head gives way to the oldest living adult."""
    if household.head.death is None and household.head.age(AS_OF) >= 18:
        return
    adults = [p for p in household.members if p.death is None and p.age() >= 18]
    living = adults or [p for p in household.members if p.death is None]
    if living:
        household.head = min(living, key=lambda p: p.birth)
