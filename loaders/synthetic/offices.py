"""Village cadres with their terms, and the township staff who decide applications."""

from __future__ import annotations

from datetime import date
from random import Random

from loaders.synthetic.identity import Issuer
from loaders.synthetic.model import Office, Person, Town, TownData, Village
from loaders.synthetic.pedigree import NEAR, RECUSAL, kin_by
from loaders.synthetic.words import given, surname

THIS_TERM, LAST_TERM, LAST_END = date(2021, 3, 20), date(2018, 1, 20), date(2021, 3, 10)
SECRETARY, HEAD, MEMBER = "村党支部书记", "村委会主任", "村委会委员"
BOTH, BOOKS, SUPERVISOR = "书记兼主任", "报账员", "村务监督委员会主任"
SUPERVISOR_MEMBER, GROUP = "村务监督委员会委员", "村民小组长"
COMMUNITY = "社区党支部书记"
INTAKE, REVIEW, DECIDE = "镇民政办经办人", "镇民政办审核人", "分管副镇长（审批）"

_SMALL = (BOTH, BOOKS, SUPERVISOR)
_LARGE = (SECRETARY, HEAD, SUPERVISOR, BOOKS, MEMBER, GROUP)
COMMITTEE = (BOTH, HEAD, MEMBER)
BOOK_KEEPERS = (BOOKS, "会计", "出纳")


def appoint(
    data: TownData,
    person: Person,
    unit: Village | Town,
    post: str,
    start: date,
    end: date | None = None,
    kind: str = "村",
) -> Office:
    """Gives somebody a post."""
    office = Office(person, unit, post, start, end, kind)
    data.offices.append(office)
    if isinstance(unit, Village):
        unit.offices.append(office)
    return office


def _candidates(village: Village, rng: Random) -> list[Person]:
    people = [
        p
        for p in village.people
        if p.death is None and 30 <= p.age() <= 61 and p.household and not any(m.divorced for m in p.marriages)
    ]
    rng.shuffle(people)
    people.sort(key=lambda p: p.sex == "F" and rng.random() < 0.6)
    return people


def _elect(village: Village, posts: list[str], rng: Random, data: TownData) -> None:
    """Fills the posts with people none of whom is near kin of another."""
    barred: set[Person] = {o.person for o in village.offices}
    for o in village.offices:
        barred |= set(kin_by(o.person, NEAR))
    pool = _candidates(village, rng)
    for post in posts:
        person = next((p for p in pool if p not in barred), None)
        if person is None:
            return
        barred |= {person, *kin_by(person, NEAR)}
        appoint(data, person, village, post, THIS_TERM)


def resident_stranger(town: Town, rng: Random, issuer: Issuer, sex: str = "M", year: int = 0) -> Person:
    """Somebody who lives elsewhere in the county: not in this town's register, no kin there."""
    birth = date(year or rng.randrange(1966, 1992), rng.randrange(1, 13), rng.randrange(1, 29))
    person = Person(surname(rng) + given(rng, sex), sex, birth, issuer.citizen(birth, sex), town.villages[0], 2)
    person.registered = False
    return person


def make_offices(data: TownData, rng: Random, issuer: Issuer, cadres: int, small: bool) -> None:
    """All posts of a town, so that about `cadres` different people hold one."""
    town = data.town
    roles = ((INTAKE, 2), (REVIEW, 1), (DECIDE, 1))
    for post, count in roles:
        data.staff[post] = []
        for _ in range(count):
            person = resident_stranger(town, rng, issuer, rng.choice("MF"))
            data.outsiders.append(person)
            data.staff[post].append(person)
            appoint(data, person, town, post, date(2019, 6, 1), kind="镇")
    left = cadres - 4
    for community in town.communities:
        if town.villages[0].community is None:
            break
        villages = [v for v in town.villages if v.community is community]
        pool = [p for v in villages[:1] for p in _candidates(v, rng)]
        if pool and (community is not town.communities[-1] or not small):
            appoint(data, pool[0], community, COMMUNITY, THIS_TERM)
            left -= 1
    rich = 0 if len(town.villages) < 10 else min(6, len(town.villages) // 3)
    rest = left - rich * (len(_LARGE) + 1)
    for k, village in enumerate(town.villages):
        n = len(town.villages) - rich
        count = len(_LARGE) + 1 if k >= n else rest * (k + 1) // n - rest * k // n
        former = 1 if count > 4 else 0
        base = list(_SMALL if count < 4 else _LARGE)
        posts = (base + [GROUP, SUPERVISOR_MEMBER, MEMBER, GROUP] * 2)[: max(1, count - former)]
        _elect(village, posts, rng, data)
        if former:
            _former(village, rng, data)


def _former(village: Village, rng: Random, data: TownData) -> None:
    """One member of the committee before the last election."""
    barred = {o.person for o in village.offices}
    for o in village.offices:
        barred |= set(kin_by(o.person, NEAR))
    for p in _candidates(village, rng):
        if p not in barred and p.age() > 36:
            appoint(data, p, village, MEMBER, LAST_TERM, LAST_END)
            return


def group_leaders(data: TownData, missing: int, barred: set[Person]) -> list[Office]:
    """Further group leaders, one village after another, from people who touch no case."""
    made: list[Office] = []
    for turn in range(8):
        for village in data.town.villages:
            if len(made) >= missing:
                return made
            pool = [
                p for p in village.people if p.death is None and 30 <= p.age() <= 64 and p.household and p not in barred
            ]
            for p in pool[turn * 5 : turn * 5 + 12]:
                if not (set(kin_by(p, RECUSAL)) | {p}) & barred:
                    made.append(appoint(data, p, village, GROUP, THIS_TERM))
                    barred.add(p)
                    break
    return made
