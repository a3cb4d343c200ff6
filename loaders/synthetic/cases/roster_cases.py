"""Planted and innocent: R28, R42, R49, R50, R51 — what a roster's further columns and the register's doors tell."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from loaders.synthetic.cases.casebook import Casebook
from loaders.synthetic.cases.funds_planted import YUAN
from loaders.synthetic.farming import Parcel
from loaders.synthetic.model import Household, Payment, Person, Village

LAND, TAKEN, PREMIUM, AWARD = "A01", "A06", "A05", "C05"
PAID_FOR_LAND = 63_200 * YUAN


def _parcel(b: Casebook, village: Village, contractor: Person | None, mu: float) -> str:
    """A further parcel of a village in the register; returns its code."""
    code = f"{village.code:0<14}9{b.issuer.mobile()[-4:]}"
    b.data.farming.parcels.append(Parcel(village, code, contractor, mu))
    return code


def _neighbours(b: Casebook, count: int) -> list[Person]:
    """Heads of quiet households of one village, unrelated."""
    (first,) = b.people(1)
    return [first, *b.people(count - 1, first.village)]


# -- one parcel, two names -----------------------------------------------------------------------


def _both_paid(b: Casebook, mu: float) -> list[Person]:
    """Two neighbours are paid three mu each for one parcel of ``mu``."""
    people = _neighbours(b, 2)
    code = _parcel(b, people[0].village, people[0], mu)
    for p in people:
        b.drop(p, lambda row: row.program in ("A01", "A02", "A03"))
        b.treasury.area(LAND, 2024, p, 3.0).parcel = code
    return people


def parcel_in_two_names(b: Casebook) -> None:
    """Three mu, paid twice."""
    people = _both_paid(b, 3.0)
    b.plant("R28", "yellow", "同一地块以两个人的名义领补贴", [("recipient", p) for p in people], program=LAND)


def parcel_divided(b: Casebook) -> None:
    """Six mu, divided between two neighbours."""
    people = _both_paid(b, 6.0)
    b.clear("R28", "divided", "blue", "一块地分给两户，面积没有超过", [("recipient", p) for p in people], program=LAND)


# -- compensation --------------------------------------------------------------------------------


def _compensate(b: Casebook, p: Person, contractor: Person) -> Payment:
    row = b.treasury.pay(TAKEN, "2024", p, PAID_FOR_LAND, approved=date(2024, 4, 12), paid=date(2024, 5, 20))
    row.parcel = _parcel(b, p.village, contractor, 3.0)
    return row


def compensated_for_anothers(b: Casebook) -> None:
    """Compensated for a neighbour's parcel."""
    p, q = _neighbours(b, 2)
    _compensate(b, p, q)
    b.plant("R42", "orange", "领取别人承包地块的征地补偿", {"recipient": p, "contractor": q}, limb="a", program=TAKEN)


def kin_compensated(b: Casebook) -> None:
    """The same by a cadre's kin."""
    o, kin = b.cadre_and_kin(("PC", "C", "P"))
    (q,) = b.people(1, kin.village)
    _compensate(b, kin, q)
    people = {"cadre": o.person, "recipient": kin}
    b.plant("R42", "orange", "干部近亲属领取别人承包地块的征地补偿", people, limb="b", program=TAKEN)


def cadre_compensated(b: Casebook) -> None:
    """A cadre in office is compensated for a villager's parcel."""
    o = b.any_cadre()
    (q,) = b.people(1, o.person.village)
    _compensate(b, o.person, q)
    b.plant("R42", "red", "在任村干部领取别人承包地块的征地补偿", {"recipient": o.person}, limb="b", program=TAKEN)


def heir_compensated(b: Casebook) -> None:
    """The parcel stands in the father's name."""
    def fits(h: Household) -> bool:
        father = h.head.father
        return father is not None and father.registered and father.household is not h and father.village is h.village

    p = b.home(fits=fits).head
    if p.father:
        _compensate(b, p, p.father)
        b.clear("R42", "heirs", "blue", "地块登记在父亲名下，子女领取补偿", {"recipient": p}, program=TAKEN)


def tenant_compensated(b: Casebook) -> None:
    """The crops are those of a tenant of the village."""
    p, q = _neighbours(b, 2)
    b.leases.make(p.village, "机动地", p.name, p.id, date(2022, 3, 4))
    _compensate(b, p, q)
    b.clear("R42", "tenant", "blue", "租种户领取青苗补偿", {"recipient": p}, program=TAKEN)


# -- phones, doors, minutes ----------------------------------------------------------------------


def _phoned(b: Casebook, count: int, phone: str) -> list[Person]:
    people = _neighbours(b, count)
    for p in people:
        b.drop(p, lambda row: row.program == PREMIUM)
        b.treasury.flat(PREMIUM, "2023", p).phone = phone
    return people


def one_mobile(b: Casebook) -> None:
    """Six households of a roster have one mobile number."""
    people = _phoned(b, 6, b.issuer.mobile())
    b.plant("R49", "yellow", "六户登记同一手机号", [("recipient", p) for p in people], program=PREMIUM)


def village_office_phone(b: Casebook) -> None:
    """The landline of the village office stands behind six names."""
    people = _phoned(b, 6, "0543-8880123")
    b.clear("R49", "landline", "blue", "六户登记村委会的固定电话", [("recipient", p) for p in people], program=PREMIUM)


def _one_door(b: Casebook, count: int) -> list[Person]:
    people = _neighbours(b, count)
    for p in people:
        if p.household and people[0].household:
            p.household.door = int(people[0].household.number[-4:])
    return people


def five_at_one_door(b: Casebook) -> None:
    """Five households are registered at one door."""
    b.plant("R50", "blue", "五户登记在同一门牌", [("head", p) for p in _one_door(b, 5)])


def courtyard(b: Casebook) -> None:
    """Three households share a courtyard."""
    people = _one_door(b, 3)
    b.clear("R50", "courtyard", "blue", "三户同住一个院落", [("head", p) for p in people])


def _entered(b: Casebook, year: int, seconds: int) -> list[Person]:
    """Twelve equal awards, entered that many seconds apart."""
    people = _neighbours(b, 12)
    for n, p in enumerate(people):
        row = b.treasury.pay(AWARD, str(year), p, 123_400, approved=date(year, 9, 20))
        row.entered = datetime(year, 10, 8, 15, 2, 10) + timedelta(seconds=seconds * n)
    return people


def typed_in_minutes(b: Casebook) -> None:
    """One clerk types twelve equal awards in under five minutes."""
    people = _entered(b, 2024, 20)
    b.plant("R51", "blue", "同一录入人四分钟录入十二条同额奖补", [("recipient", p) for p in people], program=AWARD)


def uploaded_at_once(b: Casebook) -> None:
    """The same twelve rows come by one upload: one moment for all."""
    people = _entered(b, 2022, 0)
    b.clear("R51", "upload", "blue", "批量导入，录入时间相同", [("recipient", p) for p in people], program=AWARD)


CASES = (
    parcel_in_two_names,
    compensated_for_anothers,
    one_mobile,
    five_at_one_door,
    typed_in_minutes,
    parcel_divided,
    kin_compensated,
    cadre_compensated,
    heir_compensated,
    tenant_compensated,
    village_office_phone,
    courtyard,
    uploaded_at_once,
)
