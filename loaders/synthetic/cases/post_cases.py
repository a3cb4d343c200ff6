"""R05, R06, R16: welfare posts, registrations moved into poor households, money for people in custody."""

from __future__ import annotations

from datetime import date

from loaders.synthetic.belongings import Certificate, Custody, Engagement
from loaders.synthetic.cases.asset_planted import LOW_INCOME, couple, on_aid
from loaders.synthetic.cases.casebook import Casebook, NoRoomError
from loaders.synthetic.cases.kin_planted import CLOSE
from loaders.synthetic.households import reorder
from loaders.synthetic.model import AS_OF, ExtraRow, Household, Person, Village, Wage
from loaders.synthetic.offices import LAST_TERM
from loaders.synthetic.statements import at

SINCE, WAGE = date(2022, 1, 1), 60000
YEAR = AS_OF.year


def engage(
    b: Casebook, p: Person, village: Village, category: str = "", days: tuple[int | None, ...] = (22,) * 12
) -> None:
    """A post of street cleaner with the attendance of each month of the last year."""
    account = b.bank.account(p)
    months = [(date(YEAR, k + 1, 1), worked, account) for k, worked in enumerate(days)]
    b.data.belongings.posts.append(Engagement(p, "保洁员", village, SINCE, None, WAGE, account, category, months))


def brother_sweeps(b: Casebook) -> None:
    """A near relative of a cadre holds a post of the village."""
    o, kin = b.cadre_and_kin(CLOSE)
    engage(b, kin, kin.village)
    b.plant("R05", "orange", "在任干部近亲属任公益岗", {"cadre": o.person, "person": kin}, limb="a")


def brother_never_seen(b: Casebook) -> None:
    """A near relative holds a post and did not work for four months."""
    o, kin = b.cadre_and_kin(CLOSE)
    engage(b, kin, kin.village, days=(0,) * 4 + (21,) * 8)
    for limb, people in (("a", {"cadre": o.person, "person": kin}), ("b", {"person": kin})):
        b.plant("R05", "red", "干部近亲属任公益岗且几个月没有出勤", people, limb=limb)


def nobody_sweeps(b: Casebook) -> None:
    """Paid for three months without a day at work."""
    p = b.home(fits=lambda h: h.head.age() < 62).head
    engage(b, p, p.village, "脱贫户", (22,) * 9 + (0,) * 3)
    b.plant("R05", "orange", "出勤为零仍发岗位工资", {"person": p}, limb="b")


def teacher_sweeps(b: Casebook) -> None:
    """In post at a school and paid as a cleaner."""
    p = b.home(fits=lambda h: h.head.age() < 55).head
    b.data.wages.append(Wage(p, b.data.town.name + "中心小学", "在编", date(2009, 8, 1), None, 520000))
    engage(b, p, p.village)
    b.plant("R05", "orange", "在编人员同时领公益岗工资", {"person": p}, limb="b")


def _send_on(b: Casebook, p: Person, to: Person) -> None:
    """Three months' wages arrive and go on, five sixths of each, two days later."""
    account, other = b.bank.account(p), b.bank.account(to)
    b.known(to, other)
    for month in (4, 5, 6):
        own = b.statements.person(p, account)
        b.statements.arrive(at(date(YEAR, month, 25)), own, b.statements.paymaster, WAGE, "公益岗工资")
        b.statements.move(at(date(YEAR, month, 27), 10), own, (to.name, other), WAGE * 5 // 6, "转账")


def wage_sent_on(b: Casebook) -> None:
    """The wage of a post goes on to a cadre of the village."""
    o = b.any_cadre()
    p = b.home(o.person.village, fits=lambda h: h.head.age() < 62).head
    engage(b, p, p.village, "脱贫户")
    _send_on(b, p, o.person)
    b.plant("R05", "red", "公益岗工资到账后转给在任村干部", {"person": p, "cadre": o.person}, limb="c")


def wage_shared_at_home(b: Casebook) -> None:
    """The wage goes on to the spouse, who keeps the family's money."""
    home, spouse = couple(b)
    engage(b, home.head, home.village, "脱贫户")
    _send_on(b, home.head, spouse)
    b.clear("R05", "F01", "blue", "公益岗工资转给同户的配偶", {"person": home.head, "spouse": spouse}, limb="c")


def disabled_brother(b: Casebook) -> None:
    """A near relative who is entitled to a post."""
    o, kin = b.cadre_and_kin(CLOSE)
    engage(b, kin, kin.village, "残疾")
    b.data.belongings.certificates.append(Certificate(kin, "残疾人证", "三级", date(2015, 3, 1), None))
    people = {"cadre": o.person, "person": kin}
    b.clear("R05", "certificate", "yellow", "持残疾证，依条件安置", people)


def brother_of_former_cadre(b: Casebook) -> None:
    """The cadre had left office before the post began."""
    o, kin = b.cadre_and_kin(CLOSE, start=LAST_TERM)
    engage(b, kin, kin.village)
    b.clear("R05", "F02", "blue", "干部离任后亲属才上岗", {"cadre": o.person, "person": kin})


def no_attendance_sheet(b: Casebook) -> None:
    """The sheet does not say how many days."""
    p = b.home(fits=lambda h: h.head.age() < 62).head
    engage(b, p, p.village, "脱贫户", (None,) * 12)
    b.clear("R05", "no-attendance", "blue", "工资表没有填出勤", {"person": p})


def same_payroll(b: Casebook) -> None:
    """Welfare posts run in the payroll system as well."""
    p = b.home(fits=lambda h: h.head.age() < 62).head
    b.data.wages.append(Wage(p, b.data.town.name + "人民政府", "公益岗", SINCE, None, WAGE))
    engage(b, p, p.village, "脱贫户")
    b.clear("R05", "post-type", "blue", "工资系统中的公益岗", {"person": p})


def _disabled(b: Casebook) -> Person:
    return b.paid("B01", lambda p: p.age() < 70)


def in_prison(b: Casebook) -> None:
    """The disability allowance went on for a year and a half in prison."""
    p = _disabled(b)
    b.data.belongings.custody.append(Custody(p, date(2023, 2, 15), date(2024, 11, 20)))
    b.plant("R16", "orange", "服刑期间仍领取残疾人生活补贴", {"person": p}, program="B01")


def held_for_months(b: Casebook) -> None:
    """One quarter paid while in custody."""
    p = _disabled(b)
    b.data.belongings.custody.append(Custody(p, date(2023, 6, 20), date(2023, 10, 12), "逮捕"))
    b.plant("R16", "yellow", "羁押期间领取一个季度补贴", {"person": p}, program="B01")


def still_counted(b: Casebook) -> None:
    """The family's 低保 still counts the spouse in prison."""
    home, spouse = couple(b)
    on_aid(b, home)
    b.data.belongings.custody.append(Custody(spouse, date(2023, 1, 10), date(2024, 6, 20)))
    people = {"person": spouse, "recipient": home.head}
    b.plant("R16", "orange", "低保仍把服刑的配偶计入人口", people, program=LOW_INCOME)


def community_correction(b: Casebook) -> None:
    """Corrected at home; and held, but acquitted."""
    for kind, cause in (("社区矫正", "community"), ("宣告无罪释放", "acquitted")):
        p = _disabled(b)
        b.data.belongings.custody.append(Custody(p, date(2023, 2, 15), date(2024, 11, 20), kind))
        b.clear("R16", cause, "blue", kind, {"person": p}, program="B01")


def recalculated(b: Casebook) -> None:
    """The family keeps its own share: the prisoner is not counted."""
    home, spouse = couple(b)
    on_aid(b, home, members=[p for p in home.members if p is not spouse])
    b.data.belongings.custody.append(Custody(spouse, date(2022, 1, 10), date(2024, 6, 20)))
    people = {"person": spouse, "recipient": home.head}
    b.clear("R16", "recalculated", "blue", "服刑人员已从享受人口减去", people, program=LOW_INCOME)


def _move(b: Casebook, p: Person, home: Household, day: date) -> None:
    """Registers somebody in another household from a day on."""
    old = p.household
    if old is None or old.head is p:
        raise NoRoomError
    b.data.extra_rows.append(ExtraRow(p, old, p.relation, day, "迁往其他户"))
    old.members.remove(p)
    home.members.append(p)
    p.household, p.moved_in = home, day
    reorder(home)


def _ward(b: Casebook, fits: int = 24) -> tuple[Person, Household]:
    """A young person of a quiet household of strangers and another quiet household."""
    child = b.home(fits=lambda h: any(8 <= p.age() <= fits and p in h.head.children for p in h.members))
    p = next(p for p in child.members if 8 <= p.age() <= fits and p in child.head.children)
    home = b.home(fits=lambda h: h.village is child.village and h.head.age() > 40)
    return p, home


def child_moved(b: Casebook) -> None:
    """A cadre's child moves into a household that then gets 低保 for it."""
    for o in b.cadres():
        own = o.person.household
        single = [p for p in o.person.children if not p.marriages and p.age() < 26]
        child = next((p for p in single if own and p in own.members), None)
        if child is None or own is None or own.head is child:
            continue
        home = b.home(fits=lambda h: h.head.age() > 40)
        b.use(o.person, child)
        b.want(o.person, child)
        _move(b, child, home, date(2022, 2, 1))
        on_aid(b, home)
        people = {"person": child, "recipient": home.head}
        b.plant("R06", "red", "干部子女户口迁入后该户办低保", people, also=("R01", "R02"), program=LOW_INCOME)
        return
    raise NoRoomError


def stranger_moved(b: Casebook) -> None:
    """A stranger's child moves in likewise."""
    p, home = _ward(b)
    _move(b, p, home, date(2022, 2, 1))
    on_aid(b, home)
    b.plant("R06", "yellow", "他人子女户口迁入后该户办低保", {"person": p, "recipient": home.head}, program=LOW_INCOME)


def moved_for_school(b: Casebook) -> None:
    """Moved in for school, and after prison."""
    day = date(2022, 2, 1)
    p, home = _ward(b, 17)
    _move(b, p, home, day)
    b.data.belongings.certificates.append(Certificate(p, "学籍", "在校生", date(2022, 3, 1), None))
    on_aid(b, home)
    b.clear("R06", "school", "blue", "为入学迁入", {"person": p, "recipient": home.head}, program=LOW_INCOME)
    p, home = _ward(b)
    _move(b, p, home, day)
    b.data.belongings.custody.append(Custody(p, date(2020, 5, 1), date(2022, 1, 10)))
    on_aid(b, home)
    b.clear("R06", "released", "blue", "刑满释放后落户", {"person": p, "recipient": home.head}, program=LOW_INCOME)


CASES = (
    brother_sweeps,
    nobody_sweeps,
    in_prison,
    brother_never_seen,
    teacher_sweeps,
    held_for_months,
    still_counted,
    child_moved,
    stranger_moved,
    disabled_brother,
    brother_of_former_cadre,
    no_attendance_sheet,
    same_payroll,
    community_correction,
    recalculated,
    moved_for_school,
)
LATER = (wage_sent_on, wage_shared_at_home)
