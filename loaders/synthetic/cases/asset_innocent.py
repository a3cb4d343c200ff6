"""Innocent: R18, R19, R20 — families on aid whose property only looks like wealth."""

from __future__ import annotations

from datetime import date

from loaders.synthetic.cases.asset_planted import LOW_INCOME, buy, couple, on_aid, own
from loaders.synthetic.cases.casebook import Casebook, NoRoomError


def scrapped_car(b: Casebook) -> None:
    """A car written off before the family asked for aid; another was transferred away."""
    for status in ("注销", "达到报废标准,已报废", "转出"):
        p = on_aid(b, b.home(fits=lambda h: h.head.age() < 62))
        buy(b, p, date(2013, 6, 1), status=status)
        b.clear("R19", "F07", "blue", f"车辆状态为{status}", {"recipient": p}, program=LOW_INCOME)


def farm_vehicle(b: Casebook) -> None:
    """What farmers and disabled people drive."""
    for kind in ("三轮汽车", "低速货车", "残疾人机动轮椅车", "轻型普通货车"):
        p = on_aid(b, b.home(fits=lambda h: h.head.age() < 62))
        buy(b, p, date(2021, 3, 1), kind)
        b.clear("R19", "vehicle-type", "blue", f"名下是{kind}", {"recipient": p}, program=LOW_INCOME)


def car_of_grown_child(b: Casebook) -> None:
    """A grown child of the same register household, not part of the family on aid, owns the car."""
    home = b.home(fits=lambda h: any(p in h.head.children and p.age() >= 22 and p.death is None for p in h.members))
    child = next(p for p in home.members if p in home.head.children and p.age() >= 22)
    on_aid(b, home, members=[home.head])
    buy(b, child, date(2022, 9, 9))
    note = "车主是同户成年子女，不在低保家庭"
    b.clear("R19", "household", "yellow", note, {"recipient": home.head}, program=LOW_INCOME)


def worn_out_car(b: Casebook) -> None:
    """An old car, long uninspected and due for scrapping."""
    home, spouse = couple(b)
    if spouse is None:
        raise NoRoomError
    on_aid(b, home)
    buy(b, spouse, date(2008, 4, 4), status="逾期未检验,达到报废标准")
    b.clear("R19", "unfit", "blue", "车辆逾期未检验、达到报废标准", {"recipient": home.head}, program=LOW_INCOME)


def resettled(b: Casebook) -> None:
    """A home given in exchange for another, beside the old house."""
    for kind in ("安置房", "易地扶贫搬迁安置"):
        p = on_aid(b, b.home())
        own(b, [p], date(2021, 6, 1), kind)
        own(b, [p], date(2006, 6, 1), "自建")
        b.clear("R20", "resettlement", "blue", f"另一套是{kind}", {"recipient": p}, program=LOW_INCOME)


def inherited_share(b: Casebook) -> None:
    """A quarter of the parents' flat."""
    home = b.home(fits=lambda h: h.head.age() < 70)
    p = on_aid(b, home)
    others = [x for x in b.people(3) if x is not p]
    own(b, [p, *others], date(2019, 3, 5), share="、".join(["25%"] * (1 + len(others))))
    b.clear("R20", "share", "blue", "继承的小份额", {"recipient": p}, program=LOW_INCOME)


def share_unknown(b: Casebook) -> None:
    """Four owners in one cell with one number: nobody can say whose share is what."""
    p = on_aid(b, b.home(fits=lambda h: h.head.age() < 70))
    home = own(b, [p, *b.people(2)], date(2022, 12, 5), share="按份共有")
    home.with_ids = False
    b.clear("R20", "split", "yellow", "几名权利人一格、证件号不全", {"recipient": p}, program=LOW_INCOME)


def sold_flat(b: Casebook) -> None:
    """The flat was sold; the register of titles says so."""
    for status in ("已注销", "已转移"):
        p = on_aid(b, b.home())
        own(b, [p], date(2011, 8, 1), status=status)
        b.clear("R20", "F07", "blue", f"房屋{status}", {"recipient": p}, program=LOW_INCOME)


CASES = (
    scrapped_car,
    farm_vehicle,
    car_of_grown_child,
    worn_out_car,
    resettled,
    inherited_share,
    share_unknown,
    sold_flat,
)
