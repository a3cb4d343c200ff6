"""Cadres, declared relatives, the register, marriages, deaths and the payroll of a town."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from loaders.synthetic.model import AS_OF, Household, Person, TownData
from loaders.synthetic.tables import Delivery, Row, snapshot

_REGISTER = (
    "hh name id rel sex birth address village father father_id mother mother_id spouse spouse_id "
    "in_date out_date out_reason hh_type"
)
_RELATIVES = "cadre_name cadre_id relation rel_name rel_id work address alive declared"


def people_files(data: TownData) -> Iterator[Delivery]:
    """Every file about people and posts."""
    t = data.town.name
    yield snapshot("cadres", "组织部", t, "村干部花名册", "name id town village post from to party", _cadres(data))
    yield snapshot("relatives", "纪委", t, "干部亲属申报表", _RELATIVES, _relatives(data))
    yield snapshot("register", "公安局", t, "户籍人口信息", _REGISTER, list(register_rows(data)))
    weddings = _weddings(data)
    yield snapshot("marriages", "民政局", t, "婚姻登记信息", "man man_id woman woman_id date type cert", weddings)
    for column, folder, words, source in (
        ("death", "卫健局", "死亡人员名单", "死亡证明"),
        ("other", "民政局/殡葬", "殡葬服务登记", "殡葬服务中心"),
    ):
        dead = [
            (d.person.name, d.person.id, d.day, source, d.person.village.name)
            for d in data.deaths
            if d.column == column
        ]
        if dead:
            yield snapshot("deaths", folder, t, words, "name id death kind village", dead)
    wages = [(w.person.name, w.person.id, w.unit, w.post_type, w.start, w.end, w.pay) for w in data.wages]
    yield snapshot("payroll", "人社局", t, "财政供养人员名册", "name id unit post_type from to pay", list[Row](wages))


def _cadres(data: TownData) -> list[Row]:
    t = data.town.name
    return [
        (o.person.name, o.person.id, t, o.unit.name, o.post, o.start, o.end, "中共党员" if k % 3 else "群众")
        for k, o in enumerate(data.offices)
    ]


def _relatives(data: TownData) -> list[Row]:
    t, day = data.town.name, AS_OF.replace(month=3, day=15)
    return [
        (c.name, c.id, word, name, number, work, f"{t}{c.village.name}", note, day)
        for c, word, name, number, work, note in data.relatives
    ]


def _weddings(data: TownData) -> list[Row]:
    """Marriages since 1985 and divorces, by day."""
    rows: list[Row] = []
    for k, m in enumerate(data.marriages):
        if m.day.year < 1985:
            continue
        pair = (m.husband.name, m.husband.id, m.wife.name, m.wife.id)
        rows.append((*pair, m.day, "结婚", f"J{data.town.code}-{m.day.year}-{k:05d}"))
        if m.divorced:
            rows.append((*pair, m.divorced, "离婚", f"L{data.town.code}-{m.divorced.year}-{k:05d}"))
    return sorted(rows, key=lambda r: (r[4], r[6]))


def register_rows(data: TownData) -> Iterator[Row]:
    """The register: households with those who died or moved out, then rows of earlier households."""
    for village in data.town.villages:
        place = f"{data.town.name}{village.name}"
        for h in village.households:
            for p in h.members:
                reason = "死亡" if p.death else ""
                yield _register_row(p, h, p.relation, place, village.name, p.death, reason)
    for x in data.extra_rows:
        village = x.household.village
        place = f"{data.town.name}{village.name}"
        yield _register_row(x.person, x.household, x.relation, place, village.name, x.out, x.reason)


def _register_row(
    p: Person, home: Household, relation: str, place: str, village: str, out: date | None, reason: str
) -> Row:
    family: list[str] = []
    for kin in (p.father, p.mother, p.spouse):
        family += [kin.name, kin.id] if kin else ["", ""]
    sex = p.recorded_sex or ("男" if p.sex == "M" else "女")
    address = f"{place}{home.door or int(home.number[-4:])}号"
    person = (home.number, p.name, p.id, relation, sex, p.birth, address, village)
    return (*person, *family, p.moved_in, out, reason, "家庭户")
