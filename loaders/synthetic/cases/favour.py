"""R03, R37: disaster relief and paid work that went to kin far more often than to others, and fair look-alikes.

How many places there are and how many go to kin is stated here, so that the size of what is planted is known.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from loaders.synthetic.cases.casebook import Casebook, NoRoomError
from loaders.synthetic.model import Household, Person, Village

DECIDED = date(2023, 8, 20)
PLACES, TO_KIN = 24, 14
"""Of 24 places 14 go to kin: where a fifth of the households are kin, chance gives 5."""
APPLICANTS = 20
"""So many kin, and as many others, apply where kin heard of it."""
HANDS, HANDS_OF_KIN = 20, 13
"""Of 20 people paid for work 13 are kin."""
RELIEF, VISIT = "C07", "C06"
Tie = tuple[Person, Person, Household]
"""An office-holder, a relative, and the household the relative lives in."""


def kin_get_relief(b: Casebook) -> None:
    """A village whose committee gives most of its places to its own kin."""
    village, kin, others = _best(b, _near_a_fifth)
    if len(kin) < TO_KIN or len(others) < PLACES - TO_KIN:
        raise NoRoomError
    chosen = b.rng.sample(kin, TO_KIN)
    for holder, relative, home in chosen:
        b.want(holder, relative)
        _relieve(b, home)
    for home in b.rng.sample(others, PLACES - TO_KIN):
        _relieve(b, home)
    _taken(b).add(village)
    b.plant("R03", "yellow", f"救灾名额 {PLACES} 个，{TO_KIN} 个给了干部亲属", {}, also=("R01",), village=village,
            program=RELIEF, year=2023, places=PLACES, to_kin=TO_KIN)


def clan_village(b: Casebook) -> None:
    """A village where half the households are kin: they get as much as chance gives them."""
    village, kin, others = _best(b, lambda kin, others: len(kin) / (len(kin) + len(others) + 1))
    homes = [home for *_, home in kin] + others
    if len(homes) < PLACES + 10:
        raise NoRoomError
    for home in b.rng.sample(homes, PLACES):
        _relieve(b, home)
    _taken(b).add(village)
    b.clear("R03", "clan", "blue", "宗族村：亲属多，得到的名额也只是按机会", {}, also=("R01",), village=village,
            program=RELIEF, year=2023)


def visits_to_the_old(b: Casebook) -> None:
    """New year's visits to old people only, many of them parents of cadres, chosen by lot among the old."""
    for village in _villages(b):
        old = [p for home in _homes(b, village) for p in home.members if p.age() >= 62]
        if len(old) >= 30:
            for p in b.rng.sample(old, 20):
                b.treasury.flat(VISIT, "2024", p)
                b.use(p)
            _taken(b).add(village)
            b.clear("R03", "age", "blue", "慰问对象都是老人，干部父母也在其中，按机会分配", {}, also=("R01",),
                    village=village, program=VISIT, year=2024)
            return
    raise NoRoomError


def kin_heard_of_it(b: Casebook) -> None:
    """As many kin as others applied, though far fewer live there; who of them got a place was drawn by lot."""
    village, kin, others = _best(b, lambda kin, others: min(len(kin), len(others)))
    number = min(len(kin), len(others), APPLICANTS)
    if number < PLACES // 2:
        raise NoRoomError
    homes = [home for *_, home in b.rng.sample(kin, number)] + b.rng.sample(others, number)
    granted = set(map(id, b.rng.sample(homes, round(number * 1.2))))
    for home in homes:
        given = id(home) in granted
        said = "同意" if given else "不同意"
        b.office.approve(RELIEF, home.head, home.members, DECIDED, notes={"审批": (said, "否")})
        if given:
            _relieve(b, home)
        b.use(home.head)
    _taken(b).add(village)
    b.clear("R03", "applicants", "blue", "亲属申请得多，获批的比例并不更高", {}, also=("R01",), village=village,
            program=RELIEF, year=2023)


def kin_get_the_work(b: Casebook) -> None:
    """A village where two thirds of those paid for clearing ditches are kin of its officers."""
    village, kin, others = _best(b, _near_a_fifth)
    if len(kin) < HANDS_OF_KIN or len(others) < HANDS - HANDS_OF_KIN:
        raise NoRoomError
    chosen = b.rng.sample(kin, HANDS_OF_KIN)
    for holder, relative, _ in chosen:
        b.want(holder, relative)
    amount = _work(b, village, [relative for _, relative, _ in chosen],
                   [home.head for home in b.rng.sample(others, HANDS - HANDS_OF_KIN)])
    b.plant("R37", "yellow", f"误工 {HANDS} 人，{HANDS_OF_KIN} 人是干部亲属", {}, limb="a", village=village, year=2023,
            program=None, payee="误工补贴", amount_fen=amount)


def work_by_lot(b: Casebook) -> None:
    """The same work given by lot in a village where many are kin."""
    village, kin, others = _best(b, lambda kin, others: len(kin) / (len(kin) + len(others) + 1))
    homes = [home for *_, home in kin] + others
    if len(homes) < HANDS + 10:
        raise NoRoomError
    _work(b, village, [], [home.head for home in b.rng.sample(homes, HANDS)])
    b.clear("R37", "clan", "blue", "按抽签用工，亲属本来就多", {}, limb="a", village=village, year=2023,
            program=None, payee="误工补贴")


def _work(b: Casebook, village: Village, kin: list[Person], others: list[Person]) -> int:
    """Pays each for the work, kin as much as others; returns what kin got."""
    for p in (*kin, *others):
        account = b.bank.account(p)
        b.known(p, account)
        b.books.spend(village, date(2023, 4, 18), "付村内沟渠清淤误工补贴", 180000, p.name, account, "误工补贴")
        b.use(p)
    _taken(b).add(village)
    return 180000 * len(kin)


def _relieve(b: Casebook, home: Household) -> None:
    b.treasury.pay(RELIEF, "2023", home.head, 20000, rate=20000, approved=DECIDED)
    b.use(home.head)


def _taken(b: Casebook) -> set[Village]:
    """Villages whose places are given out by one of these cases."""
    found: set[Village] = b.kept.setdefault("favour", set())
    return found


def _villages(b: Casebook) -> list[Village]:
    return [v for v in b.data.town.villages if v not in _taken(b) and not v.community]


def _homes(b: Casebook, village: Village) -> list[Household]:
    """Households of the village that no case uses, with nobody dead, in office or on the payroll."""
    paid = {p.person for p in b.data.payments if p.program in (RELIEF, VISIT)}
    return [h for h in village.households
            if b.quiet(h) and 25 <= h.head.age() <= 85 and paid.isdisjoint(h.members)]


def _parted(b: Casebook, village: Village) -> tuple[list[Tie], list[Household]]:
    """Households with kin of an office-holder of the village (holder, relative, household), and the others."""
    kin: list[Tie] = []
    others: list[Household] = []
    for home in _homes(b, village):
        ties = [(holder, p) for p in home.members for holder, _ in b.kin.of.get(p, ())
                if any(o.unit is village and o.held_on(DECIDED) for o in b.kin.posts(holder, DECIDED))]
        if ties:
            kin.append((*ties[0], home))
        else:
            others.append(home)
    return kin, others


def _near_a_fifth(kin: list[Tie], others: list[Household]) -> float:
    return -abs(len(kin) - (len(kin) + len(others)) / 5) if len(kin) >= TO_KIN else -float("inf")


def _best(b: Casebook, worth: Callable[[list[Tie], list[Household]], float]
          ) -> tuple[Village, list[Tie], list[Household]]:
    found = [(village, *_parted(b, village)) for village in _villages(b)]
    if not found:
        raise NoRoomError
    return max(found, key=lambda one: worth(one[1], one[2]))


PLANTED = (kin_get_relief, kin_get_the_work)
INNOCENT = (clan_village, visits_to_the_old, work_by_lot)
LAST = (kin_heard_of_it,)
