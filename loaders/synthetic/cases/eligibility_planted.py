"""Planted: R15, R17, R22, R23, R53 — who may receive at all."""

from __future__ import annotations

from datetime import date

from loaders.synthetic.cases.casebook import Casebook, NoRoomError
from loaders.synthetic.cases.kin_planted import award
from loaders.synthetic.identity import citizen_check
from loaders.synthetic.model import Death, Payment, Person, Village, Wage
from loaders.synthetic.offices import resident_stranger
from loaders.synthetic.payments import relief


def _old(b: Casebook) -> Person:
    """Somebody paid the old-age allowance to the end of 2024 and nothing else."""
    return b.paid(
        "B03",
        lambda p: (
            {r.program for r in b.treasury.of[p]} == {"B03"}
            and any(r.period == "2024Q4" for r in b.treasury.of[p])
            and all(m.death is None for m in (p.household.members if p.household else ()))
        ),
    )


def dead_for_a_year(b: Casebook) -> None:
    """Paid for more than a year after death."""
    p = _old(b)
    b.die(p, date(2023, 9, 5))
    b.plant("R15", "red", "去世后一年多仍领取高龄津贴", {"recipient": p}, program="B03")


def dead_for_months(b: Casebook) -> None:
    """Paid for one more quarter after death."""
    p = _old(b)
    b.die(p, date(2024, 8, 11))
    b.plant("R15", "orange", "去世后仍领取一个季度", {"recipient": p}, program="B03")


def death_conflict(b: Casebook) -> None:
    """Two sources, two dates three months apart; paid after both."""
    p = _old(b)
    b.die(p, date(2024, 2, 3))
    b.data.deaths.append(Death(p, date(2024, 5, 9), "殡葬", "other"))
    b.drop(p, lambda r: r.period == "2024Q4")
    b.plant("R15", "yellow", "死亡日期两处不一致，均早于发放所属期", {"recipient": p}, program="B03")


def _wage(b: Casebook, p: Person, kind: str, end: date | None = None, pay: int = 520000) -> None:
    b.data.wages.append(Wage(p, b.data.town.name + "中心小学", kind, date(2008, 8, 1), end, pay))


def teacher(b: Casebook) -> None:
    """A teacher in post gets an industry award."""
    p = b.home(fits=lambda h: h.head.age() < 58).head
    _wage(b, p, "在编")
    amount = award(b, p)
    b.plant("R17", "orange", "在编人员领取产业奖补", {"recipient": p}, limb="a", program="C05", amount_fen=amount)


def pensioner(b: Casebook) -> None:
    """A retired civil servant gets temporary relief."""
    p = b.home(fits=lambda h: h.head.age() >= 60).head
    _wage(b, p, "离退休")
    relief(b.treasury, p, "2023-06", 160000)
    b.plant("R17", "orange", "离退休人员领取临时救助", {"recipient": p}, limb="a", program="C03", amount_fen=160000)


def teachers_husband(b: Casebook) -> None:
    """The spouse of a nurse in post gets an award."""
    home = b.home(fits=lambda h: h.head.spouse in h.members and h.head.age() < 58)
    spouse = home.head.spouse
    if spouse is None:
        raise NoRoomError
    _wage(b, spouse, "在编")
    amount = award(b, home.head)
    people = {"recipient": home.head, "spouse": spouse}
    b.plant("R17", "yellow", "在编人员的配偶领取产业奖补", people, limb="b", program="C05", amount_fen=amount)


def clerk_with_land(b: Casebook) -> None:
    """Somebody in post draws a benefit of class B."""
    p = b.home(fits=lambda h: h.head.age() < 58).head
    _wage(b, p, "在编")
    b.treasury.flat("B06", "2023", p)
    b.plant("R17", "blue", "在编人员领取资格类补贴", {"recipient": p}, limb="a", program="B06", amount_fen=300000)


def elsewhere(b: Casebook, village: Village) -> Village:
    """Another village of the town."""
    return next(v for v in [*b.data.town.villages, *b.data.town.neighbours] if v is not village)


def two_villages(b: Casebook) -> None:
    """The same yearly benefit on two villages' rolls."""
    (p,) = b.people(1)
    b.treasury.flat("B04", "2023", p)
    b.treasury.flat("B04", "2023", p).village = elsewhere(b, p.village).name
    b.plant(
        "R22",
        "orange",
        "同一年度在两个村领取计生奖扶",
        {"recipient": p},
        also=("R52",),
        program="B04",
        amount_fen=192000,
    )


def land_in_two_villages(b: Casebook) -> None:
    """The area subsidy on two villages' rolls."""
    p = b.home(
        fits=lambda h: any(r.program == "A01" and r.period == "2023" for r in b.treasury.of.get(h.head, ()))
    ).head
    row = b.treasury.area("A01", 2023, p, 2.35, village=elsewhere(b, p.village).name)
    b.plant(
        "R22",
        "yellow",
        "同一年度在两个村领取地力补贴",
        {"recipient": p},
        also=("R52",),
        program="A01",
        amount_fen=row.amount,
    )


def _stranger_row(b: Casebook, code: str, year: int, number: str = "", birth: int = 1971) -> tuple[Person, Payment]:
    """A row for somebody no extract knows."""
    ghost = resident_stranger(b.data.town, b.rng, b.issuer, b.rng.choice("MF"), birth)
    ghost.village = b.rng.choice(b.data.town.villages)
    if number:
        ghost.id = number
    return ghost, b.treasury.flat(code, str(year), ghost)


def bad_check_digit(b: Casebook) -> None:
    """The check character does not fit."""
    ghost, row = _stranger_row(b, "A05", 2022)
    last = "0" if ghost.id[-1] != "0" else "1"
    ghost.id = ghost.id[:-1] + last
    b.plant(
        "R23",
        "yellow",
        "身份证号校验码不符",
        {"recipient": ghost},
        limb="a",
        program="A05",
        account=row.account,
        amount_fen=row.amount,
    )


def impossible_birthday(b: Casebook) -> None:
    """A birth date that does not exist, with a fitting check character."""
    body = f"{b.issuer.county}19850230{700 + b.data.town.index % 14:03d}"
    ghost, row = _stranger_row(b, "A05", 2024, body + citizen_check(body))
    b.plant(
        "R23",
        "yellow",
        "身份证号日期不存在",
        {"recipient": ghost},
        limb="a",
        program="A05",
        account=row.account,
        amount_fen=row.amount,
    )


def nowhere(b: Casebook) -> None:
    """A valid number that is in no register and no other extract."""
    ghost, row = _stranger_row(b, "A04", 2022)
    b.plant(
        "R23",
        "yellow",
        "身份证号有效，但户籍和其他名册均无此人",
        {"recipient": ghost},
        limb="b",
        program="A04",
        account=row.account,
        amount_fen=row.amount,
    )


def other_name(b: Casebook) -> None:
    """Somebody's number under another name."""
    (p,) = b.people(1)
    ghost, row = _stranger_row(b, "A04", 2023, p.id)
    b.plant(
        "R23",
        "yellow",
        "身份证号在册，姓名不同",
        {"recipient": ghost},
        limb="c",
        program="A04",
        account=row.account,
        amount_fen=row.amount,
        registered_name=p.name,
    )


def too_old(b: Casebook) -> None:
    """Born 1911 and still paid."""
    p = b.home(fits=lambda h: len(h.members) == 1 and h.head.age() > 70).head
    p.birth = date(1911, 4, 9)
    p.id = b.issuer.citizen(p.birth, p.sex)
    row = b.treasury.flat("B04", "2022", p)
    b.plant("R23", "yellow", "年龄超过110岁", {"recipient": p}, limb="d", program="B04", amount_fen=row.amount)


def wrong_sex(b: Casebook) -> None:
    """The register's sex column contradicts the number."""
    (p,) = b.people(1)
    p.recorded_sex = "女" if p.sex == "M" else "男"
    row = b.treasury.flat("A04", "2024", p)
    b.plant(
        "R23", "yellow", "户籍登记性别与证件号不符", {"recipient": p}, limb="e", program="A04", amount_fen=row.amount
    )


def batch_of_ghosts(b: Casebook) -> None:
    """Three nonexistent people entered by one clerk in one batch."""
    for _ in range(3):
        ghost, row = _stranger_row(b, "B04", 2024, birth=1959)
        row.part, row.clerk = "第2批", "吴志强"
        b.plant(
            "R23",
            "red",
            "同一录入人同一批次三名查无此人",
            {"recipient": ghost},
            program="B04",
            account=row.account,
            amount_fen=row.amount,
        )


def never_reissued(b: Casebook) -> None:
    """Returned by the bank and forgotten."""
    (p,) = b.people(1)
    b.treasury.bounce(b.treasury.flat("A05", "2023", p), None)
    b.plant("R53", "blue", "退票后未补发", {"recipient": p}, limb="a", program="A05", amount_fen=38000)


def missing_month(b: Casebook) -> None:
    """On the list, others of the village paid, nothing in that month."""
    for aid in b.data.aids:
        village_aids = [a for a in b.data.aids if a.village is aid.village and a.kind == "C01" and not a.end]
        if aid.kind == "C01" and not aid.end and aid.head not in b.used_people and len(village_aids) > 1:
            others = [a for a in village_aids if a is not aid and a.start <= date(2024, 8, 1)]
            if others and aid.start <= date(2024, 8, 1):
                b.use(aid.head, others[0].head)
                b.drop(aid.head, lambda r: r.program == "C01" and r.period == "2024-09")
                b.plant(
                    "R53",
                    "blue",
                    "在册享受低保，当月未发放",
                    {"recipient": aid.head},
                    limb="b",
                    program="C01",
                    period="2024-09",
                    amount_fen=aid.monthly,
                )
                return
    raise NoRoomError


def below_standard(b: Casebook) -> None:
    """Paid less than the standard."""
    (p,) = b.people(1)
    b.treasury.pay("A05", "2023", p, 30000, rate=38000)
    b.plant("R53", "blue", "低于标准发放", {"recipient": p}, limb="c", program="A05", amount_fen=30000)


def five_not_reissued(b: Casebook) -> None:
    """Five people of one village and programme returned and forgotten."""
    for v in b.data.town.villages:
        heads = [h.head for h in b.homes(v) if any(_plain(r) for r in b.treasury.of.get(h.head, ()))]
        if len(heads) >= 6:
            for p in heads[:5]:
                b.use(p)
                row = next(r for r in b.treasury.of[p] if _plain(r))
                b.treasury.bounce(row, None)
                b.plant(
                    "R53",
                    "yellow",
                    "同村同项目五人退票后均未补发",
                    {"recipient": p},
                    limb="a",
                    program="A01",
                    amount_fen=row.amount,
                )
            return
    raise NoRoomError


def _plain(r: Payment) -> bool:
    return r.program == "A01" and r.period == "2024" and not r.returned and not r.part


CASES = (
    dead_for_a_year,
    teacher,
    two_villages,
    bad_check_digit,
    nowhere,
    never_reissued,
    dead_for_months,
    death_conflict,
    pensioner,
    teachers_husband,
    clerk_with_land,
    land_in_two_villages,
    impossible_birthday,
    other_name,
    too_old,
    wrong_sex,
    batch_of_ghosts,
    missing_month,
    below_standard,
    five_not_reissued,
)
