"""Planted: R18, R19, R20 — families on aid who own what the asset test asks about."""

from __future__ import annotations

from datetime import date

from loaders.synthetic.belongings import Car, Home
from loaders.synthetic.cases.casebook import Casebook, NoRoomError
from loaders.synthetic.model import Household, Person

LOW_INCOME = "C01"
SINCE = date(2023, 10, 1)


def on_aid(b: Casebook, home: Household, members: list[Person] | None = None) -> Person:
    """Puts a household on 低保 from the last autumn but one; returns its head."""
    b.treasury.aid(b.office.grant(LOW_INCOME, home, SINCE, members=members))
    return home.head


def couple(b: Casebook) -> tuple[Household, Person]:
    """A quiet household of a living couple, and the head's spouse."""
    home = b.home(fits=lambda h: h.head.spouse in h.members and h.head.age() < 62)
    if home.head.spouse is None:
        raise NoRoomError
    return home, home.head.spouse


def buy(
    b: Casebook, owner: Person, day: date, kind: str = "小型轿车", status: str = "正常", price: int | None = None
) -> Car:
    """A vehicle in somebody's name."""
    number = 70000 + b.data.town.index * 50 + len(b.data.belongings.cars)
    car = Car(owner, f"鲁Z{number:05d}测", kind, day, status, "长安", price)
    b.data.belongings.cars.append(car)
    return car


def old_car(b: Casebook) -> None:
    """The head of a family on 低保 has had a car for years."""
    p = on_aid(b, b.home(fits=lambda h: h.head.age() < 62))
    buy(b, p, date(2016, 5, 12))
    b.plant("R19", "yellow", "低保户主名下有小轿车", {"recipient": p}, program=LOW_INCOME)


def new_car(b: Casebook) -> None:
    """The spouse bought a car while the family was on 低保."""
    home, spouse = couple(b)
    on_aid(b, home)
    buy(b, spouse, date(2023, 2, 20), "小型普通客车", price=8600000)
    people = {"recipient": home.head, "owner": spouse}
    b.plant("R19", "orange", "享受低保期间配偶新购小客车", people, program=LOW_INCOME)


def two_cars(b: Casebook) -> None:
    """Two old cars in one family on 低保."""
    home, spouse = couple(b)
    on_aid(b, home)
    for owner, year in ((home.head, 2014), (spouse, 2017)):
        buy(b, owner, date(year, 8, 3))
    b.plant("R19", "orange", "低保家庭名下有两辆小轿车", {"recipient": home.head}, program=LOW_INCOME)


def own(
    b: Casebook, owners: list[Person], day: date, kind: str = "商品房", share: str = "单独所有", status: str = "现势"
) -> Home:
    """A home in the names of some people, numbered apart from the background's."""
    number = b.data.town.index * 200 + len(b.data.belongings.homes)
    cert = f"青和{b.data.town.code[-3:]}{b.data.town.index:03d}第{number:07d}号"
    home = Home(owners, cert, f"青和县和畅园{number % 20 + 1}号楼", kind, 96.5, day, share, status)
    b.data.belongings.homes.append(home)
    return home


def old_flat(b: Casebook) -> None:
    """The head of a family on 低保 has had a flat in the county town for years."""
    p = on_aid(b, b.home())
    own(b, [p], date(2013, 5, 12))
    b.plant("R20", "yellow", "低保户主名下有商品房", {"recipient": p}, program=LOW_INCOME)


def new_flat(b: Casebook) -> None:
    """A couple on 低保 bought a flat, both owners in one cell."""
    home, spouse = couple(b)
    on_aid(b, home)
    own(b, [home.head, spouse], date(2022, 11, 8), share="共同共有")
    people = {"recipient": home.head, "owner": spouse}
    b.plant("R20", "orange", "享受低保期间夫妻购买商品房", people, program=LOW_INCOME)


def two_homes(b: Casebook) -> None:
    """Rebuilding aid for a family that has two homes."""
    home, spouse = couple(b)
    approved = date(2023, 7, 10)
    for owner, year in ((home.head, 2009), (spouse, 2012)):
        own(b, [owner], date(year, 4, 2), "自建")
    b.office.approve("C04", home.head, home.members, approved)
    b.treasury.pay("C04", "2023", home.head, 1800000, approved=approved)
    b.plant("R20", "yellow", "危房改造户名下有两套住房", {"recipient": home.head}, program="C04", amount_fen=1800000)


CASES = (old_car, old_flat, new_car, two_cars, new_flat, two_homes)
