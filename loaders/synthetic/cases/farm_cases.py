"""Planted and innocent: R26, R27, R29, R30 — land, machines and herds that do not fit."""

from __future__ import annotations

from datetime import date

from loaders.synthetic.cases.casebook import Casebook, NoRoomError
from loaders.synthetic.cases.funds_planted import YUAN
from loaders.synthetic.farming import Herd, Machine
from loaders.synthetic.model import Company, Person, Wage

LAND = "A01"


def _farmer(b: Casebook) -> Person:
    """The head of a quiet household that is paid for land every year."""
    return b.paid(LAND, lambda p: p.household is not None and p.household.head is p and len(p.household.members) > 1)


def half_confirmed(b: Casebook) -> None:
    """The register confirms half of the area that is paid for."""
    p = _farmer(b)
    b.drop(p, lambda row: row.program in ("A01", "A02", "A03"))
    b.treasury.area(LAND, 2023, p, 8.0)  # enough land that half of it is more than the rule leaves alone
    b.data.farming.less[p] = 0.45
    b.plant("R26", "yellow", "补贴面积超过确权面积一倍", {"recipient": p}, limb="a", program=LAND)


def kin_half_confirmed(b: Casebook) -> None:
    """The same, and the head of the household is a cadre's kin."""
    o, kin = b.cadre_and_kin(("PC", "C", "P", "PCC", "PPC"))
    b.drop(kin, lambda row: row.program in ("A01", "A02", "A03"))
    b.treasury.area(LAND, 2023, kin, 8.0)
    b.data.farming.less[kin] = 0.4
    people = {"cadre": o.person, "recipient": kin}
    b.plant("R26", "orange", "干部亲属户补贴面积超过确权面积", people, limb="a", also=("R27",), program=LAND)


def land_taken_over(b: Casebook) -> None:
    """Half of the land is a neighbour's, taken over by a registered transfer."""
    p = _farmer(b)
    b.data.farming.less[p] = 0.5
    b.data.farming.more[p] = 12.0
    b.clear("R26", "transfer", "blue", "流入土地有流转登记", {"recipient": p}, program=LAND)


def waste_land_cleared(b: Casebook) -> None:
    """Half of the land was waste, cleared by the household and registered as contracted otherwise."""
    p = _farmer(b)
    b.drop(p, lambda row: row.program in ("A01", "A02", "A03"))
    b.treasury.area(LAND, 2023, p, 8.0)
    b.data.farming.less[p] = b.data.farming.cleared[p] = 0.5
    b.clear("R26", "reclaimed", "blue", "一半是已登记的开荒地", {"recipient": p}, program=LAND)


def _grows(b: Casebook, p: Person) -> None:
    """Five mu in one year, eight in the next; the register has a little more than the five."""
    b.drop(p, lambda row: row.program in ("A01", "A02", "A03"))
    b.treasury.area(LAND, 2022, p, 5.0)
    b.treasury.area(LAND, 2023, p, 8.0)
    b.data.farming.less[p] = 0.7


def grown(b: Casebook) -> None:
    """The area grows by more than half; the village's land does not."""
    p = _farmer(b)
    _grows(b, p)
    b.plant("R26", "yellow", "补贴面积一年增加六成", {"recipient": p}, limb="b", also=("R26",), program=LAND)


def grown_by_transfer(b: Casebook) -> None:
    """The three mu more were taken over from a neighbour by a registered transfer."""
    p = _farmer(b)
    _grows(b, p)
    b.data.farming.more[p] = 4.0
    b.clear("R26", "grown-within", "blue", "面积增加，流入土地有流转登记", {"recipient": p}, program=LAND)


# -- collective land -----------------------------------------------------------------------------

COLLECTIVE = 24.0
"""Mu of collective land a village of the background has."""


def _paid_for_collective(b: Casebook) -> tuple[Person, Person]:
    o, kin = b.cadre_and_kin(("PC", "C", "P"))
    b.drop(kin, lambda row: row.program in ("A01", "A02", "A03"))
    b.treasury.area(LAND, 2023, kin, COLLECTIVE)
    b.data.farming.less[kin] = 0.0
    return o.person, kin


def collective_land(b: Casebook) -> None:
    """A cadre's kin without a contract is paid for exactly the village's collective land."""
    cadre, kin = _paid_for_collective(b)
    people = {"cadre": cadre, "recipient": kin}
    b.plant("R27", "red", "干部亲属没有承包地，按全村机动地面积领补贴", people, also=("R26",), program=LAND)


def collective_land_rented(b: Casebook) -> None:
    """The same, but it is rented and the rent was paid."""
    cadre, kin = _paid_for_collective(b)
    lease = b.leases.make(kin.village, "机动地", kin.name, kin.id, date(2022, 3, 7))
    lease.area = COLLECTIVE
    lease.rent = lease.received = int(COLLECTIVE) * 520 * YUAN
    people = {"cadre": cadre, "recipient": kin}
    b.clear("R27", "rented", "blue", "租种机动地并已交租金", people, also=("R38",), program=LAND)


# -- machines ------------------------------------------------------------------------------------


def _dealer(b: Casebook, legal: Person | None = None) -> Company:
    return b.registry.register(legal or b.registry.outsider(), "91")


def _machine(
    b: Casebook, buyer: Person | Company, village_of: Person, number: str, invoice: str, dealer: Company
) -> Machine:
    m = Machine(
        buyer,
        village_of.village,
        "4LZ-6谷物收割机",
        number,
        f"E{number}",
        invoice,
        dealer.name,
        28_000 * YUAN,
        date(2023, 5, 11),
    )
    b.data.farming.machines.append(m)
    return m


def _mark(b: Casebook) -> str:
    return b.issuer.mobile()[-6:]


def machine_twice(b: Casebook) -> None:
    """Two farmers were paid for one machine."""
    p, q = b.people(2)
    mark, dealer = _mark(b), _dealer(b)
    _machine(b, p, p, f"SG{mark}", f"1{mark}", dealer)
    _machine(b, q, q, f"SG{mark}", f"2{mark}", dealer)
    b.plant("R29", "red", "同一台机具两人领取补贴", [("recipient", p), ("recipient", q)], limb="a")


def invoice_twice(b: Casebook) -> None:
    """Two farmers handed in one invoice."""
    p, q = b.people(2)
    mark, dealer = _mark(b), _dealer(b)
    _machine(b, p, p, f"SA{mark}", f"3{mark}", dealer)
    _machine(b, q, q, f"SB{mark}", f"3{mark}", dealer)
    b.plant("R29", "red", "两人用同一张发票领取补贴", [("recipient", p), ("recipient", q)], limb="b")


def too_many_machines(b: Casebook) -> None:
    """A co-operative was paid for thirty-one machines in a year."""
    (p,) = b.people(1)
    coop, dealer, mark = b.registry.register(b.registry.outsider(), "93"), _dealer(b), _mark(b)
    for n in range(31):
        _machine(b, coop, p, f"SC{mark}{n:02d}", f"4{mark}{n:02d}", dealer)
    b.plant("R29", "orange", "合作社一年补贴三十一台", {}, limb="c", village=p.village, organization=coop.code)


def dealers_brother(b: Casebook) -> None:
    """The buyer is the dealer himself."""
    (p,) = b.people(1)
    mark = _mark(b)
    dealer = _dealer(b, p)
    _machine(b, p, p, f"SD{mark}", f"5{mark}", dealer)
    b.plant("R29", "orange", "购机人是经销企业负责人", {"recipient": p}, limb="d", organization=dealer.code)


def officials_coop(b: Casebook) -> None:
    """A teacher in post runs the co-operative that was paid."""
    p = b.home(fits=lambda h: h.head.age() < 58).head
    b.data.wages.append(Wage(p, b.data.town.name + "初级中学", "在编", date(2008, 8, 1), None, 5200 * YUAN))
    coop, mark = b.registry.register(p, "93"), _mark(b)
    _machine(b, coop, p, f"SE{mark}", f"6{mark}", _dealer(b))
    b.plant("R29", "red", "在编人员任负责人的合作社领取农机补贴", {"legal_rep": p}, limb="e", organization=coop.code)


def resold(b: Casebook) -> None:
    """A subsidised machine is sold on after nine months."""
    (p,) = b.people(1)
    mark = _mark(b)
    _machine(b, p, p, f"SF{mark}", f"7{mark}", _dealer(b)).resold = date(2024, 2, 20)
    b.plant("R29", "orange", "补贴机具九个月后转卖", {"recipient": p}, limb="f")


def invoices_in_a_row(b: Casebook) -> None:
    """Three farmers buy at one dealer on a day; the invoices follow one another."""
    people, dealer, mark = b.people(3), _dealer(b), int(_mark(b))
    for n, p in enumerate(people):
        _machine(b, p, p, f"SH{mark}{n}", f"80{mark + n:06d}", dealer)
    b.clear("R29", "invoice-row", "blue", "同一经销企业发票连号", [("recipient", p) for p in people])


# -- herds ---------------------------------------------------------------------------------------


def _aided(b: Casebook) -> Person:
    for aid in b.data.aids:
        if aid.end is None and aid.head not in b.used_people and aid.head not in b.kin.of and aid.head.death is None:
            b.use(aid.head)
            return aid.head
    raise NoRoomError


def aided_with_herd(b: Casebook) -> None:
    """A household on relief is listed with eighty sows."""
    p = _aided(b)
    b.data.farming.herds.append(Herd(p, "能繁母猪", 80, 2024, b.bank.account(p), p.name, 8000 * YUAN))
    b.plant("R30", "yellow", "低保（特困）户登记为规模养殖户", {"recipient": p}, limb="a")


def name_lent(b: Casebook) -> None:
    """The same, and the money goes to somebody else's account."""
    p, (other,) = _aided(b), b.people(1)
    account = b.bank.account(other)
    b.known(other, account)
    b.data.farming.herds.append(Herd(p, "肉牛", 12, 2023, account, other.name, 6000 * YUAN))
    people = {"recipient": p, "holder": other}
    b.plant("R30", "orange", "低保（特困）户登记养殖，补贴进他人账户", people, limb="a", account=account)


def raised_for_them(b: Casebook) -> None:
    """A co-operative raises the cattle for poor households under a support scheme."""
    p = _aided(b)
    b.data.farming.herds.append(Herd(p, "肉牛（产业帮扶托养）", 6, 2024, b.bank.account(p), p.name, 1000 * YUAN))
    b.clear("R30", "F13", "blue", "产业帮扶托养", {"recipient": p})


CASES = (
    half_confirmed,
    machine_twice,
    aided_with_herd,
    land_taken_over,
    kin_half_confirmed,
    invoice_twice,
    too_many_machines,
    dealers_brother,
    officials_coop,
    resold,
    invoices_in_a_row,
    name_lent,
    raised_for_them,
)
LATER = (grown, grown_by_transfer, collective_land, collective_land_rented)
"""Laid last: of a small place's cadres and their kin the older cases take theirs first."""
LAST = (waste_land_cleared,)
