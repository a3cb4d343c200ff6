"""R18, R21, R24, R25, R54: businesses, benefits that exclude one another, conditions, split files, standards."""

from __future__ import annotations

from datetime import date

from loaders.synthetic.belongings import Certificate, TaxYear
from loaders.synthetic.cases.asset_planted import LOW_INCOME, SINCE, couple, on_aid
from loaders.synthetic.cases.casebook import Casebook, NoRoomError
from loaders.synthetic.model import YEARS, Company, Person
from loaders.synthetic.payments import relief

CARE, DISABLED = "D05", "残疾人证"


def _taxed(b: Casebook, company: Company, paid: int, staff: int) -> None:
    b.data.belongings.taxes += [TaxYear(company.name, company.code, year, paid, staff) for year in YEARS]


def trader_on_aid(b: Casebook) -> None:
    """The head of a family on 低保 trades and pays a little tax."""
    p = on_aid(b, b.home(fits=lambda h: h.head.age() < 62))
    shop = b.registry.register(p, "92", founded=date(2019, 5, 6))
    _taxed(b, shop, 120000, 1)
    b.plant("R18", "yellow", "低保户主经营个体户并纳税", {"recipient": p}, program=LOW_INCOME, organization=shop.code)


def company_on_aid(b: Casebook) -> None:
    """The spouse owns a company that pays tax."""
    home, spouse = couple(b)
    on_aid(b, home)
    firm = b.registry.register(spouse, "91", founded=date(2018, 5, 6))
    _taxed(b, firm, 2000000, 4)
    people = {"recipient": home.head, "owner": spouse}
    b.plant("R18", "orange", "低保家庭配偶名下公司年纳税两万元", people, program=LOW_INCOME, organization=firm.code)


def stolen_name(b: Casebook) -> None:
    """A company registered in a stolen name; one cancelled; a stall; a hundredth of a co-operative."""
    for kind, status, cause, tier, closed in (
        ("91", "登记异议（被冒用）", "F06", "blue", None),
        ("91", "注销", "F07", "blue", date(2020, 6, 1)),
        ("92", "存续", "stall", "blue", None),
    ):
        p = on_aid(b, b.home(fits=lambda h: h.head.age() < 62))
        firm = b.registry.register(p, kind, status=status, founded=date(2017, 5, 6))
        firm.closed = closed
        b.untaxed.add(firm.code)
        b.clear("R18", cause, tier, f"主体状态{status}", {"recipient": p}, program=LOW_INCOME)
    p = on_aid(b, b.home(fits=lambda h: h.head.age() < 62))
    coop = b.registry.register(b.registry.outsider(), "93", founded=date(2017, 5, 6), share=60)
    coop.holders.append((p, 1, date(2017, 5, 6), None))
    b.clear("R18", "role", "blue", "合作社普通成员", {"recipient": p}, program=LOW_INCOME)


def both_aids(b: Casebook) -> None:
    """低保 and 特困 for one person at once."""
    home = b.home(fits=lambda h: len(h.members) == 1)
    on_aid(b, home)
    b.treasury.aid(b.office.grant("C02", home, date(2023, 1, 1)))
    b.plant("R21", "orange", "同时享受低保和特困供养", {"recipient": home.head})


def both_cares(b: Casebook) -> None:
    """Care money for the old and for the disabled at once."""
    p = b.home(fits=lambda h: h.head.age() > 65).head
    b.treasury.flat("B02", "2023Q3", p)
    for month in (7, 8, 9):
        b.treasury.pay(CARE, f"2023-{month:02d}", p, 8000)
    b.plant("R21", "orange", "同时领取养老护理和残疾护理补贴", {"recipient": p})


def rebuilt_twice(b: Casebook) -> None:
    """Two rebuilding grants within three years."""
    p = b.home(fits=lambda h: h.head.age() < 75).head
    for year in (2022, 2024):
        b.treasury.pay("C04", str(year), p, 1200000, approved=date(year, 7, 10))
    b.plant("R21", "orange", "三年内两次危房改造", {"recipient": p})


def permitted_pair(b: Casebook) -> None:
    """低保 with the disabled person's allowance; and one month of change from one aid to the other."""
    p = on_aid(b, b.home(fits=lambda h: h.head.age() < 75))
    b.treasury.flat("B01", "2023Q2", p)
    b.clear("R21", "F13", "blue", "低保与残疾人两项补贴可以同时享受", {"recipient": p})
    home = b.home(fits=lambda h: len(h.members) == 1)
    b.treasury.aid(b.office.grant(LOW_INCOME, home, date(2022, 4, 1), date(2023, 4, 30)))
    b.treasury.aid(b.office.grant("C02", home, date(2023, 4, 1)))
    b.clear("R21", "changeover", "yellow", "低保转特困当月重叠", {"recipient": home.head})


def too_young(b: Casebook) -> None:
    """The old-age allowance at sixty."""
    p = b.home(fits=lambda h: 55 <= h.head.age() <= 70).head
    b.treasury.flat("B03", "2024Q2", p)
    b.plant("R24", "yellow", "不满八十岁领取高龄津贴", {"recipient": p}, program="B03")


def no_certificate(b: Casebook) -> None:
    """No certificate at all; one that expired; one of too low a grade."""
    for code, level, start, end, note in (
        ("B02", "", None, None, "没有残疾证"),
        ("B01", "三级", date(2011, 5, 1), date(2021, 4, 30), "残疾证早已到期"),
        ("B02", "四级", date(2015, 5, 1), None, "残疾等级不够"),
    ):
        p = b.home(fits=lambda h: h.head.age() < 75).head
        b.uncertified.add((p, DISABLED))
        if start:
            b.data.belongings.certificates.append(Certificate(p, DISABLED, level, start, end))
        b.treasury.flat(code, "2023Q3", p)
        b.plant("R24", "yellow", note, {"recipient": p}, program=code)


def renewing(b: Casebook) -> None:
    """The certificate is being renewed; and an archive's birth date that differs from the number's."""
    p = b.home(fits=lambda h: h.head.age() < 75).head
    b.uncertified.add((p, DISABLED))
    b.data.belongings.certificates.append(Certificate(p, DISABLED, "二级", date(2013, 2, 21), date(2023, 2, 20)))
    b.treasury.flat("B01", "2023Q2", p)
    b.clear("R24", "renewal", "blue", "证件正在换发", {"recipient": p}, program="B01")
    p = b.home(fits=lambda h: 76 <= h.head.age() <= 78).head
    b.treasury.flat("B03", "2024Q2", p)
    p.birth = p.birth.replace(year=p.birth.year - 6, day=min(p.birth.day, 28))
    b.clear("R24", "archive", "blue", "档案出生日期与身份证号不一致", {"recipient": p}, program="B03")


def _two_files(b: Casebook, one: Person, other: Person) -> None:
    for p in (one, other):
        if p.household is None:
            raise NoRoomError
        b.treasury.aid(b.office.grant(LOW_INCOME, p.household, SINCE, members=[p], head=p))


def couple_split(b: Casebook) -> None:
    """Husband and wife each have a file."""
    home, spouse = couple(b)
    _two_files(b, home.head, spouse)
    b.plant("R25", "orange", "夫妻各有一份低保档案", {"person": home.head, "partner": spouse}, program=LOW_INCOME)


def lawful_split(b: Casebook) -> None:
    """Father and grown son, each with a household; and a divorced couple."""
    for home in b.homes():
        children = [c for c in home.head.children if c.household and c.household.head is c]
        son = next((c for c in children if b.quiet(c.household)), None)
        if son is not None and son.household is not home and not any(m.divorced for m in son.marriages):
            b.use(home.head, son)
            _two_files(b, home.head, son)
            b.clear("R25", "separate", "blue", "父子已分户、各自生活", {"person": home.head, "partner": son})
            break
    for m in b.data.marriages:
        pair = (m.husband, m.wife)
        gone = m.divorced and m.divorced < date(2020, 1, 1)
        if gone and all(_lives_alone(b, p) for p in pair):
            b.use(*pair)
            _two_files(b, *pair)
            b.clear("R25", "F02", "blue", "早已离婚，各办一份", {"person": m.husband, "partner": m.wife})
            return


def _lives_alone(b: Casebook, p: Person) -> bool:
    home = p.household
    return bool(home and home.head is p and b.quiet(home) and b.kin.free_of_kin(home.members))


def above_standard(b: Casebook) -> None:
    """More than the standard; more than twice the standard for a cadre's near relative; above the ceiling."""
    (p,) = b.people(1)
    b.treasury.pay("A05", "2023", p, 50000, rate=38000)
    b.plant("R54", "yellow", "超过标准发放", {"recipient": p}, program="A05", amount_fen=50000)
    p = b.home().head
    relief(b.treasury, p, "2023-09", 1300000)
    b.plant("R54", "yellow", "临时救助超过限额", {"recipient": p}, program="C03", amount_fen=1300000)
    o, kin = b.cadre_and_kin(("PC", "P", "C"))
    b.treasury.pay("A05", "2024", kin, 90000, rate=38000)
    people = {"cadre": o.person, "recipient": kin}
    b.plant("R54", "orange", "干部近亲属按两倍以上标准发放", people, program="A05", amount_fen=90000)


def arrears(b: Casebook) -> None:
    """A payment that says it makes up for an earlier period; an area subsidy of a large farm."""
    (p,) = b.people(1)
    b.treasury.pay("A05", "2023", p, 76000, rate=38000, part="补发")
    b.clear("R54", "arrears", "blue", "补发以前所属期", {"recipient": p}, program="A05")
    p = b.home().head
    b.treasury.area("A02", 2023, p, 46.5)
    b.clear("R54", "payee-unit", "blue", "按面积发到户", {"recipient": p}, program="A02")


CASES = (
    trader_on_aid,
    both_aids,
    too_young,
    couple_split,
    above_standard,
    company_on_aid,
    both_cares,
    rebuilt_twice,
    no_certificate,
    stolen_name,
    permitted_pair,
    renewing,
    lawful_split,
    arrears,
)
