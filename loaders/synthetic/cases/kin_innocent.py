"""Innocent: R01, R02, R04, R07 — kin of those who decide, in good order."""

from __future__ import annotations

from datetime import date, timedelta

from loaders.synthetic.aid import LOW_INCOME
from loaders.synthetic.cases.casebook import Casebook, NoRoomError
from loaders.synthetic.cases.kin_planted import CLOSE, COMMITTEE, award
from loaders.synthetic.model import Office, Person, Step, Village
from loaders.synthetic.offices import GROUP, INTAKE, LAST_TERM, MEMBER, resident_stranger
from loaders.synthetic.payments import relief
from loaders.synthetic.pedigree import NEAR, OUTSIDE, kin_by

BY_ELECTION = date(2023, 5, 10)


def by_elections(b: Casebook) -> None:
    """Four members elected in 2023, so that earlier benefits fall before their term."""
    for v in b.data.town.villages[1:9]:
        barred = {o.person for o in v.offices}
        near = {x for o in v.offices for x in kin_by(o.person, NEAR)}
        for p in v.people:
            good = p.death is None and 30 <= p.age() <= 58 and p.household and p.household.head is p
            if good and p not in barred | near | b.used_people and not any(m.divorced for m in p.marriages):
                b.appoint(p, v, MEMBER, BY_ELECTION)
                b.used_people.discard(p)
                break


def divorced_leader(b: Casebook) -> None:
    """A divorced man leads a group in a village where his former wife's family lives."""
    for m in b.data.marriages:
        o, ex = m.husband, m.wife
        late = not m.divorced or m.divorced > date(2020, 6, 1)
        if late or o.death or o in b.kin.circle or o in b.used_people or not o.household:
            continue
        family = [s for parent in (ex.father, ex.mother) if parent for s in (parent, *parent.children)]
        for kin in family:
            home = kin.household
            if kin is ex or kin.death or kin in b.kin.circle or not home or home.head is not kin:
                continue
            if b.used_people & set(home.members):
                continue
            if home.village in b.data.town.villages and all(x.death is None for x in home.members):
                b.appoint(o, home.village, GROUP)
                b.use(kin)
                b.kept["divorced"] = (o, kin)
                return


def former_cadre(b: Casebook) -> None:
    """The cadre had left office before the award was approved."""
    o, kin = b.cadre_and_kin(CLOSE, start=LAST_TERM)
    award(b, kin)
    b.clear("R01", "F02", "yellow", "干部离任后近亲属才获奖补", {"cadre": o.person, "relative": kin}, program="C05")


def before_term(b: Casebook) -> None:
    """The award was approved before the cadre was elected."""
    o, kin = b.cadre_and_kin(CLOSE, start=BY_ELECTION)
    award(b, kin, 2022)
    b.clear("R01", "F02", "yellow", "干部任职前近亲属已获奖补", {"cadre": o.person, "relative": kin}, program="C05")


def area_subsidy(b: Casebook) -> None:
    """Kin of a cadre get the area subsidy everybody gets."""
    o, kin = b.cadre_and_kin((*CLOSE, "PCC"))
    if not any(p.program == "A02" for p in b.treasury.of.get(kin, ())):
        b.treasury.area("A02", 2023, kin, 5.4)
    b.clear("R01", "F03", "yellow", "近亲属只领普惠补贴", {"cadre": o.person, "relative": kin}, program="A02")


def filed_and_recused(b: Casebook) -> None:
    """低保 for kin, filed in time, others decided."""
    o, kin = b.cadre_and_kin(CLOSE, COMMITTEE)
    if kin.household:
        b.treasury.aid(b.office.grant(LOW_INCOME, kin.household, date(2022, 6, 1), head=kin))
    people = {"cadre": o.person, "relative": kin}
    b.clear("R01", "F04", "blue", "近亲属低保已备案并回避", people, program=LOW_INCOME)
    b.clear("R02", "F04", "blue", "近亲属低保已备案并回避", people, program=LOW_INCOME)


def ex_wifes_brother(b: Casebook) -> None:
    """An award to the brother of a woman the cadre divorced years before."""
    if "divorced" not in b.kept:
        raise NoRoomError
    o, kin = b.kept["divorced"]
    award(b, kin)
    b.clear("R01", "divorced", "yellow", "前妻的兄弟姐妹，婚姻早已解除", {"cadre": o, "relative": kin}, program="C05")


def namesake(b: Casebook) -> None:
    """A stranger with the name of the cadre's brother gets an award."""
    o, kin = b.cadre_and_kin(("PC", "C"))
    stranger = b.home().head
    b.rename(stranger, kin.name)
    award(b, stranger)
    b.clear("R01", "F08", "yellow", "与干部亲属同名的另一人", {"cadre": o.person, "relative": stranger}, program="C05")


def filed_within_grace(b: Casebook) -> None:
    """Filed twenty days after the approval."""
    o, kin = b.cadre_and_kin(CLOSE, COMMITTEE)
    _grant_and_file(b, o.person, kin, days=20)
    b.clear(
        "R02", "grace", "yellow", "批准后二十天内补备案", {"staff": o.person, "beneficiary": kin}, program=LOW_INCOME
    )


def filed_by_name(b: Casebook) -> None:
    """The filing names the beneficiary without a number."""
    o, kin = b.cadre_and_kin(CLOSE, COMMITTEE)
    _grant_and_file(b, o.person, kin, with_id=False)
    b.clear(
        "R02",
        "name-only",
        "yellow",
        "备案只写姓名未写证件号",
        {"staff": o.person, "beneficiary": kin},
        program=LOW_INCOME,
    )


def _grant_and_file(b: Casebook, staff: Person, kin: Person, days: int = -3, with_id: bool = True) -> None:
    if kin.household is None:
        raise NoRoomError
    aid = b.office.grant(LOW_INCOME, kin.household, date(2022, 10, 1), head=kin, unfiled={staff.id})
    b.treasury.aid(aid)
    for p in aid.members:
        if pattern := b.kin.circle[staff].get(p):
            b.office.file(staff, p, pattern, aid, aid.approved + timedelta(days=days), with_id=with_id or p is not kin)


def outside_the_list(b: Casebook) -> None:
    """A wife's nephew, a grand-uncle: kin in no list, nothing to file."""
    o, p, pattern = _distant(b, COMMITTEE)
    if p.household:
        b.treasury.aid(b.office.grant(LOW_INCOME, p.household, date(2022, 11, 1)))
    people = {"staff": o.person, "beneficiary": p}
    b.clear("R02", "scope", "yellow", f"名单以外的亲属（{pattern}）", people, program=LOW_INCOME)


def _distant(b: Casebook, posts: tuple[str, ...]) -> tuple[Office, Person, str]:
    """An office-holder and kin beyond every list, with nobody nearer in the household."""
    for o in b.cadres(posts):
        circle = set(b.kin.circle[o.person])
        for p, pattern in kin_by(o.person, OUTSIDE).items():
            home = p.household
            if p not in circle and b.suits(o, p) and home and home.head is p and not set(home.members) & circle:
                b.use(o.person, p)
                b.want(o.person, p)
                return o, p, pattern
    raise NoRoomError


def approved_before_term(b: Casebook) -> None:
    """低保 approved a year before the cadre was elected; no filing was due then."""
    o, kin = b.cadre_and_kin(CLOSE, start=BY_ELECTION)
    if kin.household:
        b.treasury.aid(b.office.grant(LOW_INCOME, kin.household, date(2022, 3, 1), head=kin, unfiled={o.person.id}))
    b.clear("R02", "F02", "yellow", "批准时干部尚未任职", {"staff": o.person, "beneficiary": kin}, program=LOW_INCOME)


def namesake_signer(b: Casebook) -> None:
    """A clerk of the township bears the name of the applicant's brother."""
    home = b.home(fits=lambda h: bool(h.head.father and len(h.head.father.children) > 1))
    head = home.head
    brother = next(s for s in (head.father.children if head.father else []) if s is not head)
    clerk = resident_stranger(b.data.town, b.rng, b.issuer, brother.sex)
    clerk.name = brother.name
    b.data.outsiders.append(clerk)
    b.appoint(clerk, b.data.town, INTAKE, date(2022, 1, 4), kind="镇")
    relief(b.treasury, head, "2023-11", 180000, {"经办": clerk})
    b.clear("R04", "F08", "yellow", "经办人与申请人兄弟同名", {"signer": clerk, "beneficiary": head}, program="C03")


def recused(b: Casebook) -> None:
    """The kin on the committee stepped back and another member signed."""
    o, kin = b.cadre_and_kin(CLOSE, COMMITTEE)
    relief(b.treasury, kin, "2023-07", 220000)
    last = b.data.steps[-1]
    b.data.steps.append(
        Step(last.case, "C03", kin, "评议", o.person.name, o.person.id, date(2023, 7, 4), "回避，由他人办理", "是")
    )
    b.clear(
        "R04", "recusal", "yellow", "已申请回避，由他人签字", {"signer": o.person, "beneficiary": kin}, program="C03"
    )


def data_clerk(b: Casebook) -> None:
    """The kin only typed the form."""
    o, kin = b.cadre_and_kin(("PC", "PCX", "XPC"))
    relief(b.treasury, kin, "2023-02", 190000)
    last = b.data.steps[-1]
    b.data.steps.append(
        Step(last.case, "C03", kin, "录入", o.person.name, o.person.id, date(2023, 2, 1), "已录入", "否")
    )
    b.clear("R04", "clerk", "yellow", "只做资料录入", {"signer": o.person, "beneficiary": kin}, program="C03")


def distant_signer(b: Casebook) -> None:
    """The signer is kin beyond the recusal list."""
    o, p, pattern = _distant(b, ())
    relief(b.treasury, p, "2023-12", 170000, {"评议": o.person})
    people = {"signer": o.person, "beneficiary": p}
    b.clear("R04", "scope", "yellow", f"回避范围以外的亲属（{pattern}）", people, program="C03")


def own_before_term(b: Casebook) -> None:
    """The cadre's own award came before the election."""
    for o in b.cadres(start=BY_ELECTION):
        b.use(o.person)
        award(b, o.person, 2022)
        b.clear("R07", "F02", "yellow", "任职前本人所获奖补", {"cadre": o.person}, program="C05")
        return
    raise NoRoomError


def aid_before_term(b: Casebook) -> None:
    """On 低保 before taking office, confirmed again by the township afterwards."""
    for o in b.cadres(start=BY_ELECTION):
        b.use(o.person)
        home = o.person.household
        if home is None or home.head is not o.person or any(p.death for p in home.members):
            continue
        aid = b.office.grant(LOW_INCOME, home, date(2022, 2, 1))
        b.treasury.aid(aid)
        reviewer = b.data.staff["镇民政办审核人"][0]
        b.data.steps.append(
            Step(aid.case, LOW_INCOME, o.person, "年度复核", reviewer.name, reviewer.id, date(2023, 6, 20))
        )
        for p in aid.members:
            for holder, pattern in b.kin.of.get(p, ()):
                if holder is not o.person:
                    b.office.file(holder, p, pattern, aid)
        b.clear(
            "R07", "re-certified", "yellow", "任职前已享受低保，任职后经镇复核", {"cadre": o.person}, program=LOW_INCOME
        )
        return
    raise NoRoomError


def disability(b: Casebook) -> None:
    """A cadre in office draws a benefit with a certificate (class B)."""
    o = b.cadre()
    b.drop(o.person, lambda p: p.program == "B01")
    for q in range(1, 5):
        b.treasury.flat("B01", f"2023Q{q}", o.person)
    b.clear("R07", "F03", "yellow", "凭证资格类补贴，不属裁量", {"cadre": o.person}, program="B01")


def disaster(b: Casebook) -> None:
    """Relief for a whole village after a storm, cadres' households included."""
    village = _stormy(b)
    salaried = {w.person for w in b.data.wages}
    for home in village.households:
        if home.head.death is None and home.head.age() >= 18 and not {home.head, home.head.spouse} & salaried:
            b.treasury.flat("C07", "2023", home.head)
    for o in village.offices:
        own = o.person.household
        if o.held_on(date(2023, 9, 1)) and own and own.head is o.person:
            b.clear("R07", "disaster", "yellow", "全村受灾，户户发放", {"cadre": o.person}, program="C07")


def _stormy(b: Casebook) -> Village:
    """The village with the fewest used households."""
    return min(b.data.town.villages, key=lambda v: (sum(h in b.used_homes for h in v.households), v.code))


EARLY = (by_elections, divorced_leader)
CASES = (
    ex_wifes_brother,
    approved_before_term,
    before_term,
    own_before_term,
    aid_before_term,
    filed_and_recused,
    former_cadre,
    area_subsidy,
    filed_within_grace,
    filed_by_name,
    recused,
    namesake,
    namesake_signer,
    data_clerk,
    outside_the_list,
    distant_signer,
    disability,
    disaster,
)
