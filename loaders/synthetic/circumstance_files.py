"""Vehicles, homes, certificates, custody, welfare posts, insurance, tax and births of a town, as files."""

from __future__ import annotations

from collections.abc import Iterator

from loaders.synthetic.belongings import Home
from loaders.synthetic.model import Company, TownData
from loaders.synthetic.tables import Delivery, Row, sheet, snapshot

_CARS = "owner id plate type registered status brand price"
_HOMES = "owners ids cert address kind area registered share status"
_POSTS = "name id post town village from to wage category"
_WAGES = "name id wage month attendance acct"
_BIRTHS = "child child_id birth mother mother_id father father_id cert"


def circumstance_files(data: TownData) -> Iterator[Delivery]:
    """Every file of these kinds that has rows."""
    made = (_cars, _homes, _posts, _wages, _births, _custody, _certificates, _insurance, _taxes)
    yield from (delivery for make in made if (delivery := make(data)).tables[0].rows)


def _cars(data: TownData) -> Delivery:
    rows: list[Row] = []
    for car in data.belongings.cars:
        number = car.owner.code if isinstance(car.owner, Company) else car.owner.id
        rows.append((car.owner.name, number, car.plate, car.type, car.registered, car.status, car.brand, car.price))
    return snapshot("vehicles", "公安局/交管", data.town.name, "机动车登记信息", _CARS, rows)


def _homes(data: TownData) -> Delivery:
    rows: list[Row] = [
        (*_owners(h), h.cert, h.address, h.kind, h.area, h.registered, h.share, h.status) for h in data.belongings.homes
    ]
    return snapshot("houses", "自然资源局", data.town.name, "不动产登记信息", _HOMES, rows)


def _owners(home: Home) -> tuple[str, str]:
    """Owners of one home in one cell, each number under its label where there are several."""
    names = "、".join(p.name for p in home.owners)
    if len(home.owners) == 1:
        return names, home.owners[0].id
    numbered = home.owners if home.with_ids else home.owners[:1]
    return names, ",".join(f"身份证:{p.id}" for p in numbered)


def _posts(data: TownData) -> Delivery:
    t = data.town.name
    rows: list[Row] = [
        (e.person.name, e.person.id, e.post, t, e.village.name, e.start, e.end, e.wage, e.category)
        for e in data.belongings.posts
    ]
    return snapshot("posts", "人社局", t, "公益性岗位人员名册", _POSTS, rows)


def _wages(data: TownData) -> Delivery:
    rows: list[Row] = [
        (e.person.name, e.person.id, e.wage, f"{month:%Y-%m}", days, account)
        for e in data.belongings.posts
        for month, days, account in e.months
    ]
    stem = f"{data.town.name}公益性岗位工资明细"
    return Delivery("posts", "人社局", stem, [sheet("post_wages", stem, _WAGES, rows)])


def _births(data: TownData) -> Delivery:
    rows: list[Row] = []
    for k, p in enumerate(data.belongings.born):
        if p.mother and p.father:
            family = (p.mother.name, p.mother.id, p.father.name, p.father.id)
            rows.append((p.name, p.id, p.birth, *family, f"T{data.town.code[-6:]}{k:05d}"))
    return snapshot("births", "卫健局", data.town.name, "出生医学证明签发登记", _BIRTHS, rows)


def _custody(data: TownData) -> Delivery:
    rows: list[Row] = [(c.person.name, c.person.id, c.start, c.end, c.kind) for c in data.belongings.custody]
    return snapshot("custody", "司法局", data.town.name, "服刑羁押人员名单", "name id from to kind", rows)


def _certificates(data: TownData) -> Delivery:
    rows: list[Row] = [
        (c.person.name, c.person.id, c.kind, c.level, c.start, c.end) for c in data.belongings.certificates
    ]
    return snapshot("certificates", "残联", data.town.name, "证件登记信息", "name id kind level from to", rows)


def _insurance(data: TownData) -> Delivery:
    rows: list[Row] = [
        (i.person.name, i.person.id, i.unit, i.code, i.start, i.end, i.kind) for i in data.belongings.insured
    ]
    fields = "name id unit unit_code from to kind"
    return snapshot("insurance", "人社局", data.town.name, "社会保险缴费记录", fields, rows)


def _taxes(data: TownData) -> Delivery:
    rows: list[Row] = [(t.name, t.code, t.year, t.paid, t.staff) for t in data.belongings.taxes]
    return snapshot("tax", "税务局", data.town.name, "市场主体纳税信息", "name uscc year paid staff", rows)
