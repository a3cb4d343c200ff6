"""Innocent: R08, R09 — accounts that look shared and are not."""

from __future__ import annotations

from datetime import date, timedelta

from loaders.synthetic.cases.account_planted import FLAT, share_account
from loaders.synthetic.cases.casebook import Casebook, NoRoomError
from loaders.synthetic.mess import excel_damaged
from loaders.synthetic.model import Guardian, Household, Institution, Payment, Person
from loaders.synthetic.offices import GROUP, LAST_TERM
from loaders.synthetic.payments import Treasury
from loaders.synthetic.statements import at


def _big_home(b: Casebook) -> Household:
    return b.home(fits=lambda h: sum(p.age() >= 18 for p in h.members) >= 3)


def _into(b: Casebook, account: str, people: list[Person], holder: Person, year: int = 2023) -> list[Payment]:
    rows = []
    for p in people:
        b.drop(p, lambda row: row.program in FLAT)
        for code in FLAT:
            row = b.treasury.flat(code, str(year), p)
            row.account, row.holder = account, holder.name
            rows.append(row)
    return rows


def one_household(b: Casebook) -> None:
    """Members of one household paid to the head's card."""
    home = _big_home(b)
    account = b.bank.account(home.head)
    b.known(home.head, account)
    members = [p for p in home.members if p is not home.head and p.age() >= 18][:2]
    _into(b, account, members, home.head)
    people = [("owner", home.head), *(("recipient", p) for p in members)]
    b.clear("R08", "F01", "blue", "同户成员共用户主账户", people, account=account)
    b.clear("R11", "F01", "yellow", "户名是同户户主", people, account=account)


def cadres_household(b: Casebook) -> None:
    """A cadre's own household on the cadre's card."""
    for o in b.cadres():
        home = o.person.household
        members = [p for p in home.members if p is not o.person and p.age() >= 18 and not p.death] if home else []
        if members:
            b.use(o.person)
            account = b.bank.account(o.person)
            b.known(o.person, account)
            _into(b, account, members[:1], o.person)
            b.clear(
                "R09",
                "F01",
                "yellow",
                "村干部同户家人的补贴",
                {"cadre": o.person, "recipient": members[0]},
                also=("R08", "R11"),
                account=account,
            )
            return
    raise NoRoomError


def _orphan(b: Casebook) -> Person:
    for home in b.homes():
        for p in home.members:
            if 5 <= p.age() <= 14 and p is not home.head:
                b.use(p)
                return p
    raise NoRoomError


def guardian(b: Casebook) -> None:
    """A guardian in another household draws two orphans' allowance."""
    ward, keeper = _orphan(b), b.home().head
    account = _ward_payments(b, ward, keeper)
    people = {"recipient": ward, "owner": keeper}
    b.clear("R08", "F05", "yellow", "监护人代领孤儿生活费", people, account=account)
    b.clear("R11", "F05", "yellow", "户名是监护人", people, account=account)


def cadre_guardian(b: Casebook) -> None:
    """A cadre is a ward's registered guardian."""
    ward, o = _orphan(b), b.cadre()
    account = _ward_payments(b, ward, o.person)
    b.clear(
        "R09",
        "F05",
        "yellow",
        "村干部是登记在册的监护人",
        {"cadre": o.person, "recipient": ward},
        also=("R08", "R11"),
        account=account,
    )


def _ward_payments(b: Casebook, ward: Person, keeper: Person) -> str:
    account = b.bank.account(keeper)
    b.known(keeper, account)
    b.data.guardians.append(Guardian(ward, keeper, "监护人", date(2021, 3, 1), account))
    for q in range(1, 5):
        b.treasury.flat("B05", f"2023Q{q}", ward).account = account
    for row in b.treasury.of[ward]:
        row.holder = keeper.name
        row.account = account
    return account


def institution(b: Casebook) -> None:
    """Three residents of a home for the aged are paid through the home's account."""
    wards = [h.head for h in (b.home(fits=lambda h: len(h.members) == 1 and h.head.age() >= 55) for _ in range(3))]
    name = f"{b.data.town.name}敬老院"
    place = Institution(name, b.issuer.credit("12"), b.issuer.corporate())
    for p in wards:
        place.wards.append((p, date(2021, 2, 1)))
        aid = b.office.grant("C02", p.household, date(2021, 12, 1)) if p.household else None
        if aid:
            aid.account = place.account
            for row in b.treasury.aid(aid):
                row.holder = name
    b.data.institutions.append(place)
    b.clear("R08", "F05", "yellow", "供养机构账户代管", [("recipient", p) for p in wards], account=place.account)
    b.clear("R11", "F05", "yellow", "户名是供养机构", [("recipient", p) for p in wards], account=place.account)


def cooperative(b: Casebook) -> None:
    """A co-operative's corporate account receives for its members."""
    members = b.people(3)
    company = b.registry.register(b.registry.outsider(), "93")
    for p in members:
        for code in FLAT:
            row = b.treasury.flat(code, "2022", p)
            row.account, row.holder = company.account, company.name
    b.clear(
        "R08",
        "corporate",
        "yellow",
        "合作社对公账户统一代收",
        [("recipient", p) for p in members],
        also=("R11",),
        account=company.account,
    )


def typing_error(b: Casebook) -> None:
    """One digit wrong once: the money went to a neighbour's account one digit away."""
    owner, p = b.people(2)
    number = b.bank.open(owner, card=False)
    near = number[:-1] + str((int(number[-1]) + 1) % 10)
    owner.account, p.account = number, near
    b.bank.owner[near] = p
    for person in (owner, p):
        for row in b.treasury.of.get(person, ()):
            row.account = person.account
        b.treasury.flat("A04", "2023", person)
    wrong = b.treasury.flat("A05", "2023", p)
    wrong.account, wrong.holder = number, owner.name
    b.clear(
        "R08",
        "typing",
        "yellow",
        "账号错一位，应为数据差错",
        {"owner": owner, "recipient": p},
        also=("R11",),
        account=number,
    )


def heir(b: Casebook) -> None:
    """The last quarter of a man who died in it, paid to his child in another household."""
    p = b.paid(
        "B03", lambda x: any(c.death is None and c.registered and c.household is not x.household for c in x.children)
    )
    child = next(c for c in p.children if c.death is None and c.registered and c.household is not p.household)
    b.use(child)
    b.die(p, date(2024, 6, 20))
    b.drop(p, lambda row: row.period > "2024Q2" or row.period == "2024")
    last = next((row for row in b.treasury.of[p] if row.program == "B03" and row.period == "2024Q2"), None)
    if last is None:
        raise NoRoomError
    account = b.bank.account(child)
    b.known(child, account)
    last.account, last.holder = account, child.name
    people = {"owner": child, "recipient": p}
    b.clear("R08", "heir", "yellow", "当季亡故，末次由继承人代领", people, also=("R11",), account=account)
    b.clear("R15", "tolerance", "yellow", "亡故当季的补贴", {"recipient": p}, program="B03")


def damaged_number(b: Casebook) -> None:
    """The same people in a file whose numbers Excel has cut: no second recipient."""
    for home in [b.home() for _ in range(3)]:
        head = home.head
        if not any(row.program == "A02" for row in b.treasury.of.get(head, ())):
            b.treasury.area("A02", 2023, head, 4.0)
        row = b.treasury.area("A03", 2022, head, 3.0) if not already_has(b.treasury, head, "A03") else None
        if row:
            row.part, row.shown_id, row.clerk = "补录", excel_damaged(head.id), "冯玉梅"
        b.clear("R08", "F09", "yellow", "证件号被截断，实为同一人", {"recipient": head}, account=b.bank.account(head))
        b.clear("R23", "F09", "blue", "证件号被Excel截断", {"recipient": head}, program="A03")


def already_has(t: Treasury, p: Person, code: str) -> bool:
    """Is the person paid under this programme already?"""
    return any(row.program == code for row in t.of.get(p, ()))


def former_cadres_account(b: Casebook) -> None:
    """The owner had left office two years before."""
    o = next(iter(b.cadres(start=LAST_TERM)), None)
    if o is None:
        raise NoRoomError
    b.use(o.person)
    others = b.people(1)
    account = b.bank.account(o.person)
    share_account(b, account, others)
    b.clear(
        "R09",
        "F02",
        "yellow",
        "账户所有人早已离任",
        {"cadre": o.person, "recipient": others[0]},
        also=("R08", "R11"),
        account=account,
    )


RENT, OF_A_YEAR = "A07", 156_000


def rent_handed_on(b: Casebook) -> None:
    """The rent of two households' land comes to the group leader's card, who pays it out within the month."""
    leader = b.any_cadre((GROUP,)).person
    account, members = b.bank.account(leader), b.people(2, leader.village)
    b.known(leader, account)
    for n, p in enumerate(members):
        row = b.treasury.pay(RENT, "2023", p, OF_A_YEAR, rate=OF_A_YEAR, account=account)
        own = b.bank.account(p)
        b.known(p, own)
        paid_out = at(row.paid + timedelta(days=6 + n), 10)
        b.statements.move(paid_out, b.statements.person(leader, account), (p.name, own), OF_A_YEAR, "组内土地流转费")
    b.clear("R09", "rent", "blue", "组长代收土地流转费，月内如数转给各户",
            [("cadre", leader), *(("recipient", p) for p in members)], also=("R08", "R11"), program=RENT,
            account=account)


CASES = (
    one_household,
    cadres_household,
    guardian,
    cadre_guardian,
    institution,
    cooperative,
    heir,
    former_cadres_account,
    damaged_number,
    typing_error,
)
LAST = (rent_handed_on,)
