"""Cadres, declared relatives, the register, marriages, deaths and the payroll of a town."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from loaders.synthetic.model import AS_OF, Person, TownData
from loaders.synthetic.tables import AS_OF_WORDS, Delivery, Row, sheet


def people_files(data: TownData) -> Iterator[Delivery]:
    """Cadres, declared relatives, register, marriages, deaths, payroll."""
    t = data.town.name
    cadres = [
        (o.person.name, o.person.id, t, o.unit.name, o.post, o.start, o.end, "中共党员" if k % 3 else "群众", "")
        for k, o in enumerate(data.offices)
    ]
    yield Delivery(
        "cadres",
        "组织部",
        f"{t}村干部花名册（{AS_OF_WORDS}）",
        [
            sheet(
                "cadres",
                f"{t}村干部花名册（{AS_OF_WORDS}）",
                "name id town village post from to party",
                [r[:-1] for r in cadres],
            )
        ],
    )
    homes = {o.person: o.person.village.name for o in data.offices}
    declared = [
        (c.name, c.id, word, name, number, work, f"{t}{homes[c]}", note, AS_OF.replace(month=3, day=15))
        for c, word, name, number, work, note in data.relatives
    ]
    yield Delivery(
        "relatives",
        "纪委",
        f"{t}干部亲属申报表（{AS_OF_WORDS}）",
        [
            sheet(
                "relatives",
                f"{t}干部亲属情况申报表（{AS_OF_WORDS}）",
                "cadre_name cadre_id relation rel_name rel_id work address alive declared",
                declared,
            )
        ],
    )
    yield Delivery(
        "register",
        "公安局",
        f"{t}户籍人口信息（{AS_OF_WORDS}）",
        [
            sheet(
                "register",
                f"{t}户籍人口信息表（{AS_OF_WORDS}）",
                "hh name id rel sex birth address village father father_id mother mother_id spouse spouse_id "
                "in_date out_date out_reason hh_type",
                list(register_rows(data)),
            )
        ],
    )
    weddings = []
    for k, m in enumerate(data.marriages):
        if m.day.year >= 1985:
            pair = (m.husband.name, m.husband.id, m.wife.name, m.wife.id)
            weddings.append((*pair, m.day, "结婚", f"J{data.town.code}-{m.day.year}-{k:05d}"))
            if m.divorced:
                weddings.append((*pair, m.divorced, "离婚", f"L{data.town.code}-{m.divorced.year}-{k:05d}"))
    weddings.sort(key=lambda r: (r[4], r[1]))
    yield Delivery(
        "marriages",
        "民政局",
        f"{t}婚姻登记信息（{AS_OF_WORDS}）",
        [sheet("marriages", f"{t}婚姻登记信息（{AS_OF_WORDS}）", "man man_id woman woman_id date type cert", weddings)],
    )
    dead = [
        (d.person.name, d.person.id, d.day, "死亡证明", d.person.village.name)
        for d in data.deaths
        if d.column == "death"
    ]
    yield Delivery(
        "deaths",
        "卫健局",
        f"{t}死亡人员名单（{AS_OF_WORDS}）",
        [sheet("deaths", f"{t}死亡人员名单（{AS_OF_WORDS}）", "name id death kind village", dead)],
    )
    other = [
        (d.person.name, d.person.id, d.day, "殡葬服务中心", d.person.village.name)
        for d in data.deaths
        if d.column == "other"
    ]
    if other:
        yield Delivery(
            "deaths",
            "民政局/殡葬",
            f"{t}殡葬服务登记（{AS_OF_WORDS}）",
            [sheet("deaths", f"{t}殡葬服务登记（{AS_OF_WORDS}）", "name id death kind village", other)],
        )
    wages = [(w.person.name, w.person.id, w.unit, w.post_type, w.start, w.end, w.pay) for w in data.wages]
    yield Delivery(
        "payroll",
        "人社局",
        f"{t}财政供养人员名册（{AS_OF_WORDS}）",
        [sheet("payroll", f"{t}财政供养人员名册（{AS_OF_WORDS}）", "name id unit post_type from to pay", wages)],
    )


def register_rows(data: TownData) -> Iterator[Row]:
    """The register: living members first to last household, then who died, then earlier households."""
    for village in data.town.villages:
        place = f"{data.town.name}{village.name}"
        for h in village.households:
            for p in h.members:
                yield _register_row(
                    p, h.number, p.relation, place, village.name, p.moved_in, p.death, "死亡" if p.death else ""
                )
    for x in data.extra_rows:
        village = x.household.village
        yield _register_row(
            x.person,
            x.household.number,
            x.relation,
            f"{data.town.name}{village.name}",
            village.name,
            None,
            x.out,
            x.reason,
        )


def _register_row(
    p: Person, number: str, relation: str, place: str, village: str, in_date: Any, out: Any, reason: str
) -> Row:
    f, m, s = p.father, p.mother, p.spouse
    sex = p.recorded_sex or ("男" if p.sex == "M" else "女")
    return (
        number,
        p.name,
        p.id,
        relation,
        sex,
        p.birth,
        f"{place}{int(number[-4:])}号",
        village,
        f.name if f else "",
        f.id if f else "",
        m.name if m else "",
        m.id if m else "",
        s.name if s else "",
        s.id if s else "",
        in_date,
        out,
        reason,
        "家庭户",
    )
