"""Planted and innocent: R38 and R40 — what the village lets, and to whom it lends."""

from __future__ import annotations

from datetime import date
from typing import Any

from loaders.synthetic.cases.casebook import Casebook, NoRoomError
from loaders.synthetic.cases.funds_planted import DECIDERS, YUAN, kin_of_decider, next_village
from loaders.synthetic.model import Person, Village
from loaders.synthetic.offices import LAST_TERM
from loaders.synthetic.papers import Lease


def _let(b: Casebook, kind: str, signed: date, years: int = 5, level: float = 1.0) -> tuple[Lease, Village]:
    """A lease of the next village to a firm from elsewhere."""
    village = next_village(b)
    firm = b.registry.register(b.registry.outsider())
    return b.leases.make(village, kind, firm.name, firm.code, signed, years, level), village


def _told(lease: Lease) -> dict[str, Any]:
    return {"contract": lease.number, "organization": lease.party_code}


def cheap(b: Casebook) -> None:
    """Less than half of what the like costs."""
    lease, village = _let(b, "机动地", date(2022, 4, 11), level=0.45)
    b.plant("R38", "yellow", "租金不到同类一半", {}, limb="a", village=village, **_told(lease))


def overdue(b: Casebook) -> None:
    """More than three months overdue."""
    lease, village = _let(b, "鱼塘", date(2021, 5, 6))
    lease.received, lease.overdue, lease.overdue_days = 0, lease.rent, 104
    b.plant("R38", "yellow", "租金逾期104天", {}, limb="b", village=village, **_told(lease))


def thirty_years(b: Casebook) -> None:
    """Let for thirty years."""
    lease, village = _let(b, "荒坡地", date(2020, 3, 9), years=30)
    b.plant("R38", "yellow", "租期三十年", {}, limb="c", village=village, **_told(lease))


def without_notice(b: Casebook) -> None:
    """Given away directly though far above the limit."""
    lease, village = _let(b, "机动地", date(2023, 2, 14), years=10)
    lease.area, lease.rent, lease.mode = 58.0, 58 * 520 * YUAN, "直接发包"
    lease.received = lease.rent
    b.plant("R38", "yellow", "超过限额直接发包", {}, limb="d", village=village, **_told(lease))


def cheap_and_overdue(b: Casebook) -> None:
    """Two limbs on one lease."""
    lease, village = _let(b, "机动地", date(2023, 6, 19), level=0.5)
    lease.received, lease.overdue, lease.overdue_days = 0, lease.rent, 75
    b.plant("R38", "orange", "租金低于同类且逾期", {}, limb="a", village=village, **_told(lease))


def _kin_lease(b: Casebook, signed: date, level: float = 1.0) -> tuple[Lease, Village, dict[str, Person]]:
    o, village, p = kin_of_decider(b, ("PC", "C", "XPC", "PCX"))
    lease = b.leases.make(village, "机动地", p.name, p.id, signed, level=level)
    return lease, village, {"cadre": o.person, "lessee": p}


def kin_lessee(b: Casebook) -> None:
    """A relative takes the lease at the usual rent."""
    lease, village, people = _kin_lease(b, date(2022, 10, 12))
    b.plant("R38", "yellow", "承租人是在任干部的亲属", people, limb="e", village=village, contract=lease.number)


def kin_lessee_cheap(b: Casebook) -> None:
    """A relative takes it far below the usual rent."""
    lease, village, people = _kin_lease(b, date(2023, 3, 15), level=0.48)
    b.plant("R38", "red", "亲属低价承租", people, limb="e", village=village, contract=lease.number)


def poor_land(b: Casebook) -> None:
    """Poor land is cheap."""
    lease, village = _let(b, "机动地", date(2023, 9, 8), level=0.5)
    lease.note = "地力差，低洼易涝"
    b.clear("R38", "poor-land", "yellow", "地力差，租金低", {}, village=village, **_told(lease))


def relief_decided(b: Casebook) -> None:
    """The villagers lowered the rent after a flood, and lets him pay late."""
    lease, village = _let(b, "鱼塘", date(2022, 8, 3), level=0.5)
    lease.note, lease.meeting = "受灾减免租金，经村民代表会议决议", date(2022, 7, 20)
    b.clear("R38", "relief", "blue", "会议决议减免租金", {}, village=village, **_told(lease))


def a_month_late(b: Casebook) -> None:
    """Forty-five days overdue."""
    lease, village = _let(b, "荒坡地", date(2022, 11, 21))
    lease.received, lease.overdue, lease.overdue_days = 0, lease.rent, 45
    b.clear("R38", "not-yet", "blue", "逾期45天，未到60天", {}, village=village, **_told(lease))


def twenty_years(b: Casebook) -> None:
    """Just twenty years."""
    lease, village = _let(b, "荒坡地", date(2020, 5, 11), years=20)
    b.clear("R38", "twenty-years", "blue", "租期正好二十年", {}, village=village, **_told(lease))


def made_public(b: Casebook) -> None:
    """Settled by talks, made public before."""
    lease, village = _let(b, "机动地", date(2023, 12, 1), years=10)
    lease.area, lease.rent, lease.mode = 50.0, 50 * 520 * YUAN, "协商（已公示）"
    b.clear("R38", "public-notice", "blue", "协商发包，已公示", {}, village=village, **_told(lease))


def left_before(b: Casebook) -> None:
    """The cadre had left office when the relative signed."""
    for o in b.cadres(start=LAST_TERM):
        p = next((k for k, pat in b.kin.circle[o.person].items() if pat in ("PC", "C", "XPC") and not k.death
                  and k.registered and 20 <= k.age() < 70 and k not in b.used_people and k not in b.kin.circle
                  and len(b.kin.of[k]) == 1), None)
        if p and isinstance(o.unit, Village):
            b.use(o.person, p)
            b.want(o.person, p)
            lease = b.leases.make(o.unit, "机动地", p.name, p.id, date(2022, 6, 8))
            b.clear("R38", "F02", "blue", "干部离任后亲属承租", {"cadre": o.person, "lessee": p}, village=o.unit,
                    contract=lease.number)
            return
    raise NoRoomError


def _decider(b: Casebook) -> tuple[Person, Village, str]:
    for o in b.cadres(DECIDERS):
        if isinstance(o.unit, Village):
            b.use(o.person)
            account = b.bank.account(o.person)
            b.known(o.person, account)
            return o.person, o.unit, account
    raise NoRoomError


def lent_to_cadre(b: Casebook) -> None:
    """Twenty thousand lent to the cadre and still open at the end of the year."""
    person, village, account = _decider(b)
    b.books.spend(village, date(2024, 5, 22), "借给个人周转", 20000 * YUAN, person.name, account, "内部往来")
    b.plant("R40", "orange", "借给在任干部，年末未还", {"debtor": person}, village=village, amount_fen=2000000)


def lent_for_years(b: Casebook) -> None:
    """A relative has owed it since 2022."""
    o, village, p = kin_of_decider(b, ("PC", "C", "P", "X"))
    account = b.bank.account(p)
    b.known(p, account)
    b.books.spend(village, date(2022, 4, 7), "借给个人周转", 35000 * YUAN, p.name, account, "应收款")
    b.plant("R40", "red", "借给干部近亲属，超过一年未还", {"debtor": p, "cadre": o.person}, village=village,
            amount_fen=3500000)


def guaranteed(b: Casebook) -> None:
    """The village's workshop stands surety for a relative."""
    o, village, p = kin_of_decider(b, ("PC", "C", "P", "X"))
    name, signed, met = f"{village.name}厂房抵押担保", date(2023, 8, 8), date(2023, 7, 30)
    deal = b.books.contract(village, name, p, 200_000_00, signed, met, "", [])
    b.plant("R40", "red", "以集体厂房为干部近亲属担保", {"debtor": p, "cadre": o.person}, village=village,
            contract=deal.number)


def petty_cash(b: Casebook) -> None:
    """Petty cash within the limit, settled in twenty days."""
    person, village, account = _decider(b)
    b.books.spend(village, date(2024, 12, 5), "支备用金", 3000 * YUAN, person.name, account, "备用金")
    b.books.settle(village, date(2024, 12, 25), "结清备用金", 3000 * YUAN, person.name, account, "备用金")
    b.clear("R40", "petty-cash", "blue", "备用金在限额以内，二十天结清", {"debtor": person}, village=village)


def wrong_subject(b: Casebook) -> None:
    """Booked on the wrong subject, put right the next month."""
    person, village, account = _decider(b)
    b.books.spend(village, date(2023, 5, 11), "付差旅费", 4200 * YUAN, person.name, account, "内部往来")
    b.books.settle(village, date(2023, 6, 6), "更正科目", 4200 * YUAN, person.name, account, "内部往来")
    b.clear("R40", "corrected", "blue", "科目记错，次月更正", {"debtor": person}, village=village)


CASES = (
    cheap,
    overdue,
    thirty_years,
    without_notice,
    cheap_and_overdue,
    kin_lessee,
    kin_lessee_cheap,
    lent_to_cadre,
    lent_for_years,
    guaranteed,
    poor_land,
    relief_decided,
    a_month_late,
    twenty_years,
    made_public,
    left_before,
    petty_cash,
    wrong_subject,
)
