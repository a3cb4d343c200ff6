"""Innocent: R15, R17, R22, R23, R53."""

from __future__ import annotations

from datetime import date

from loaders.synthetic.cases.casebook import Casebook, NoRoomError
from loaders.synthetic.cases.eligibility_planted import elsewhere
from loaders.synthetic.cases.kin_planted import award
from loaders.synthetic.identity import fifteen
from loaders.synthetic.model import ExtraRow, Guardian, Person, Wage


def funeral_grant(b: Casebook) -> None:
    """The funeral grant is paid after death, by its nature."""
    for v in b.data.town.villages:
        for p in v.people:
            if p.death and date(2022, 2, 1) < p.death < date(2024, 6, 1) and p not in b.used_people:
                b.used_people.add(p)
                month = p.death.month + 3
                year, month = (p.death.year, month) if month <= 12 else (p.death.year + 1, month - 12)
                b.treasury.pay("B07", str(year), p, 100000, rate=100000, paid=date(year, month, 8)).part = "第2批"
                b.clear("R15", "funeral", "yellow", "丧葬补助本就在亡故后发放", {"recipient": p}, program="B07")
                return
    raise NoRoomError


def dead_namesake(b: Casebook) -> None:
    """A living recipient bears the name of somebody who died."""
    p = b.paid("B03")
    dead = next((q for q in p.village.people if q.death and q.death < date(2023, 1, 1) and q.sex == p.sex), None)
    if dead is None:
        raise NoRoomError
    b.rename(p, dead.name)
    b.clear("R15", "F08", "yellow", "与死者同名同村的另一人", {"recipient": p}, program="B03")


def late_posting(b: Casebook) -> None:
    """Money for a quarter before the death, posted months after it."""
    p = b.paid("B03", lambda x: any(r.period == "2023Q4" for r in b.treasury.of[x]))
    b.die(p, date(2024, 1, 25))
    b.drop(p, lambda r: r.period[:4] == "2024")
    row = next(r for r in b.treasury.of[p] if r.program == "B03" and r.period == "2023Q4")
    row.paid, row.part = date(2024, 4, 28), "补发"
    b.clear("R15", "arrears", "yellow", "补发亡故前所属期的资金", {"recipient": p}, program="B03")


def _paid_post(b: Casebook, kind: str, note: str, cause: str, end: date | None = None) -> None:
    p = b.home(fits=lambda h: h.head.age() < 64).head
    b.data.wages.append(Wage(p, b.data.town.name + "人民政府", kind, date(2020, 1, 1), end, 120000))
    amount = award(b, p)
    b.clear("R17", cause, "yellow", note, {"recipient": p}, program="C05", amount_fen=amount)


def temporary_staff(b: Casebook) -> None:
    """Temporary staff, welfare posts and the village allowance run in the same payroll system."""
    for kind in ("临聘", "公益岗", "村干部补贴"):
        _paid_post(b, kind, f"工资系统中的{kind}，非财政供养编制", "post-type")


def left_the_payroll(b: Casebook) -> None:
    """Off the payroll before the benefit."""
    _paid_post(b, "在编", "停薪在前、领补在后", "F02", date(2021, 12, 31))


def pensioners_wife(b: Casebook) -> None:
    """The spouse of somebody retired: limb b only."""
    home = b.home(fits=lambda h: h.head.spouse in h.members and h.head.age() > 60)
    spouse = home.head.spouse
    if spouse is None:
        raise NoRoomError
    b.data.wages.append(Wage(spouse, b.data.town.name + "卫生院", "离退休", date(1985, 7, 1), None, 380000))
    award(b, home.head)
    b.clear("R17", "limb-b", "yellow", "离退休人员的配偶", {"recipient": home.head, "spouse": spouse}, program="C05")


def teachers_land(b: Casebook) -> None:
    """A teacher's own contract land (class A)."""
    p = b.home(fits=lambda h: any(r.program == "A01" for r in b.treasury.of.get(h.head, ())) and h.head.age() < 60).head
    b.data.wages.append(Wage(p, b.data.town.name + "初级中学", "在编", date(2005, 8, 1), None, 560000))
    b.clear("R17", "F03", "blue", "在编人员自家承包地的普惠补贴", {"recipient": p}, program="A01")


def merged_village(b: Casebook) -> None:
    """Two instalments, one under the village's former name."""
    village = next(v for v in b.data.town.villages if v.former_name)
    p = b.home(village).head
    approved = date(2022, 3, 4)
    b.office.approve("C04", p, p.household.members if p.household else [p], approved)
    b.treasury.pay("C04", "2022", p, 900000, paid=date(2022, 5, 6), approved=approved, village=village.former_name)
    b.treasury.pay("C04", "2022", p, 900000, paid=date(2022, 11, 11), approved=approved, part="第2批")
    b.clear("R22", "F11", "yellow", "行政村合并前后名称不同", {"recipient": p}, program="C04")
    b.clear("R52", "instalments", "yellow", "危房改造分期发放", {"recipient": p}, program="C04")


def reissued_elsewhere(b: Casebook) -> None:
    """Returned on one village's roll, issued again on the other's."""
    (p,) = b.people(1)
    again = b.treasury.bounce(b.treasury.flat("B04", "2023", p), 30)
    if again:
        again.village = elsewhere(b, p.village).name
    b.clear("R22", "F14", "yellow", "退票后在另一村补发", {"recipient": p}, program="B04")


def land_shares(b: Casebook) -> None:
    """A woman married away keeps a land share in the village of her birth."""
    p = b.home(
        fits=lambda h: any(r.program == "A01" and r.period == "2024" for r in b.treasury.of.get(h.head, ()))
    ).head
    second = b.bank.open(p)
    b.treasury.area("A01", 2024, p, 1.2, village=elsewhere(b, p.village).name, account=second)
    b.clear("R22", "F13", "yellow", "两村各有承包地", {"recipient": p}, also=("R52",), program="A01")
    b.clear(
        "R10", "F13", "yellow", "两村承包地分别入账", {"recipient": p}, also=("R52",), program="A01", account=second
    )


def fifteen_digits(b: Casebook) -> None:
    """An old number of fifteen digits."""
    for home in b.homes():
        p = home.head
        row = next((r for r in b.treasury.of.get(p, ()) if r.program == "A01" and r.period == "2023"), None)
        if row and p.id[6:8] == "19":
            b.use(p)
            row.shown_id = fifteen(p.id)
            b.clear("R23", "F09", "blue", "十五位旧身份证号", {"recipient": p}, program="A01")
            return
    raise NoRoomError


def other_region(b: Casebook) -> None:
    """A number of another province, and one whose county code is younger than the birth."""
    for region, note in (("429998", "外省首次登记的身份证号"), (b.issuer.county, "区划代码晚于出生年份（补登）")):
        p = b.home(fits=lambda h: h.head.birth.year < 1995).head
        p.id = b.issuer.citizen(p.birth, p.sex, region)
        if not any(r.program == "A02" for r in b.treasury.of.get(p, ())):
            b.treasury.area("A02", 2024, p, 3.3)
        b.clear("R23", "region", "yellow", note, {"recipient": p}, program="A02")


def long_name(b: Casebook) -> None:
    """A minority name with another kind of dot on the roll."""
    (p,) = b.people(1)
    b.rename(p, "买买提·吐尔逊")
    b.treasury.flat("A04", "2023", p).shown_name = "买买提•吐尔逊"
    b.clear("R23", "minority-name", "yellow", "少数民族姓名间隔点写法不同", {"recipient": p}, program="A04")


def newborn(b: Casebook) -> None:
    """A ward born in the last year, not yet in the register but in the guardians' list."""
    keeper = b.home().head
    birth = date(2024, 2, 6)
    baby = Person(keeper.name[0] + "安", "M", birth, b.issuer.citizen(birth, "M"), keeper.village, 3, registered=False)
    account = b.bank.account(keeper)
    b.known(keeper, account)
    b.data.guardians.append(Guardian(baby, keeper, "监护人", date(2024, 3, 1), account))
    for q in (2, 3, 4):
        row = b.treasury.pay("B05", f"2024Q{q}", baby, 420000, rate=420000, account=account)
        row.holder = keeper.name
    b.clear(
        "R23",
        "newborn",
        "yellow",
        "新生儿尚未入户，监护登记可查",
        {"recipient": baby},
        also=("R08", "R11"),
        program="B05",
    )


def stopped(b: Casebook) -> None:
    """低保 stopped, with its end date on file."""
    home = b.home()
    b.treasury.aid(b.office.grant("C01", home, date(2022, 4, 1), date(2023, 10, 31)))
    b.clear("R53", "stopped", "yellow", "已停发（有终止日期）", {"recipient": home.head}, program="C01")


def died_on_aid(b: Casebook) -> None:
    """The only member of a benefit household died; the file ends with that month."""
    home = b.home(fits=lambda h: len(h.members) == 1 and h.head.age() > 62)
    b.drop(home.head, lambda r: r.period[:4] == "2024")
    b.die(home.head, date(2024, 3, 14))
    b.treasury.aid(b.office.grant("C01", home, date(2022, 4, 1), date(2024, 3, 31), members=[home.head]))
    b.clear("R53", "died", "yellow", "享受对象已去世", {"recipient": home.head}, program="C01")


def moved_away(b: Casebook) -> None:
    """The family moved to another county; the file ended with the move."""
    home = b.home(fits=lambda h: len(h.members) <= 2)
    b.drop(home.head, lambda r: r.period[:4] == "2024")
    b.treasury.aid(b.office.grant("C01", home, date(2022, 4, 1), date(2024, 5, 31)))
    for p in home.members:
        b.data.extra_rows.append(ExtraRow(p, home, p.relation, date(2024, 5, 20), "迁往县外"))
    home.village.households.remove(home)
    b.clear("R53", "moved", "yellow", "已迁出", {"recipient": home.head}, program="C01")


CASES = (
    funeral_grant,
    dead_namesake,
    late_posting,
    temporary_staff,
    left_the_payroll,
    pensioners_wife,
    teachers_land,
    merged_village,
    reissued_elsewhere,
    land_shares,
    fifteen_digits,
    other_region,
    long_name,
    newborn,
    stopped,
    died_on_aid,
    moved_away,
)
