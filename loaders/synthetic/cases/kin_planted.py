"""Planted: R01, R02, R04, R07 — kin of those who decide, and those who decide themselves."""

from __future__ import annotations

from datetime import date

from loaders.synthetic.aid import LOW_INCOME
from loaders.synthetic.cases.casebook import Casebook, NoRoomError
from loaders.synthetic.model import Office, Person
from loaders.synthetic.offices import BOTH, HEAD, MEMBER, REVIEW
from loaders.synthetic.payments import relief

COMMITTEE = (BOTH, HEAD, MEMBER)
CLOSE = ("PC", "P", "C")
APPROVED = date(2023, 9, 20)


def award(b: Casebook, person: Person, year: int = 2023, amount: int = 320000) -> int:
    """An industry award (class C, no approval log); returns the amount."""
    b.treasury.pay("C05", str(year), person, amount, approved=APPROVED.replace(year=year))
    return amount


def township_kin(b: Casebook) -> None:
    """Appoints two reviewers of the township's civil affairs office who grew up in one of its villages."""
    for key in ("reviewer", "reviewer_alone"):
        for v in b.data.town.villages:
            pool = [
                p
                for p in v.people
                if p.death is None
                and 28 <= p.age() <= 50
                and p not in b.used_people
                and p not in b.kin.circle
                and p.household
                and p.father
                and len(p.father.children) > 1
            ]
            good = next((p for p in pool if _brother(p) and p not in b.kin.of), None)
            if good:
                b.kept[key] = b.appoint(good, b.data.town, REVIEW, date(2022, 1, 1), kind="镇")
                b.used_people.add(_brother(good) or good)
                b.kept[key + "_kin"] = _brother(good)
                if home := b.kept[key + "_kin"].household:
                    b.used_homes.add(home)
                    b.used_people.update(home.members)
                break


def _brother(p: Person) -> Person | None:
    """A living sibling who heads another household of the village."""
    return next(
        (
            s
            for s in (p.father.children if p.father else [])
            if s is not p
            and s.death is None
            and s.village is p.village
            and s.household is not p.household
            and s.household
            and s.household.head is s
            and all(m.death is None for m in s.household.members)
        ),
        None,
    )


def near_award(b: Casebook) -> None:
    """A brother or parent of a cadre in office gets an industry award."""
    o, kin = b.cadre_and_kin(CLOSE)
    amount = award(b, kin)
    b.plant(
        "R01",
        "yellow",
        "在任干部近亲属领取产业奖补",
        {"cadre": o.person, "relative": kin},
        program="C05",
        amount_fen=amount,
    )


def affine_award(b: Casebook) -> None:
    """A relative by marriage of a cadre in office gets temporary relief."""
    o, kin = b.cadre_and_kin(("XPC", "PCX", "XP"))
    relief(b.treasury, kin, "2023-05", 200000)
    b.plant(
        "R01",
        "blue",
        "在任干部近姻亲领取临时救助",
        {"cadre": o.person, "relative": kin},
        program="C03",
        amount_fen=200000,
    )


def member_of_household(b: Casebook) -> None:
    """The cadre's sister or child lives in a family on 低保 whose head is no kin; nothing was filed."""
    o, kin = b.cadre_and_kin(
        ("PC", "C"), COMMITTEE, fits=lambda p: p.household is not None and p.household.head is not p
    )
    home = kin.household
    if home is None:
        raise NoRoomError
    aid = b.office.grant(LOW_INCOME, home, date(2022, 5, 1), unfiled={o.person.id})
    b.treasury.aid(aid)
    people = {"cadre": o.person, "relative": kin, "recipient": aid.head}
    b.plant("R01", "orange", "低保家庭成员是在任干部近亲属，且未备案", people, also=("R02",), program=LOW_INCOME)
    b.plant("R02", "orange", "低保家庭成员未备案", people, limb="a", also=("R01", "R02"), program=LOW_INCOME)


def unfiled(b: Casebook) -> None:
    """低保 for a committee member's kin without a filing."""
    o, kin = b.cadre_and_kin((*CLOSE, "PCX", "XPC"), COMMITTEE)
    _aid(b, o, kin, filed=False, signed=False)
    b.plant(
        "R02",
        "orange",
        "近亲属享受低保未备案",
        {"staff": o.person, "beneficiary": kin},
        limb="a",
        also=("R01", "R02"),
        program=LOW_INCOME,
    )


def filed_but_signed(b: Casebook) -> None:
    """Filed, yet the committee member signed the deliberation."""
    o, kin = b.cadre_and_kin((*CLOSE, "PCX", "XPC"), COMMITTEE)
    _aid(b, o, kin, filed=True, signed=True)
    b.plant(
        "R02",
        "orange",
        "已备案但本人参与评议签字",
        {"staff": o.person, "beneficiary": kin},
        limb="b",
        also=("R01", "R02", "R04"),
        program=LOW_INCOME,
    )


def unfiled_and_signed(b: Casebook) -> None:
    """Neither filed nor recused."""
    o, kin = b.cadre_and_kin((*CLOSE, "PCX", "XPC"), COMMITTEE)
    _aid(b, o, kin, filed=False, signed=True)
    for limb in ("a", "b"):
        b.plant(
            "R02",
            "red",
            "未备案且参与评议签字",
            {"staff": o.person, "beneficiary": kin},
            limb=limb,
            also=("R01", "R02", "R04"),
            program=LOW_INCOME,
        )


def _aid(b: Casebook, o: Office, kin: Person, *, filed: bool, signed: bool) -> None:
    if kin.household is None:
        raise NoRoomError
    signers = {"评议": o.person} if signed else None
    missing = set() if filed else {o.person.id}
    aid = b.office.grant(LOW_INCOME, kin.household, date(2022, 8, 1), signers=signers, unfiled=missing, head=kin)
    b.treasury.aid(aid)
    if filed and signed:
        pattern = b.kin.circle[o.person][kin]
        b.office.file(o.person, kin, pattern, aid, recusal="未回避")


def reviewer_signs(b: Casebook) -> None:
    """A township reviewer signs for a brother's temporary relief."""
    o, kin = _reviewer(b, "reviewer")
    relief(b.treasury, kin, "2023-08", 300000, {"审核": o.person})
    people = {"signer": o.person, "beneficiary": kin}
    b.plant("R04", "orange", "镇审核人为兄弟姐妹签字", people, also=("R01",), program="C03", amount_fen=300000)
    b.plant(
        "R01", "orange", "镇干部参与审批，近亲属领取临时救助", people, also=("R04",), program="C03", amount_fen=300000
    )


def signs_alone(b: Casebook) -> None:
    """One reviewer alone signed every step for a sibling."""
    o, kin = _reviewer(b, "reviewer_alone")
    relief(b.treasury, kin, "2023-03", 280000, dict.fromkeys(("经办", "入户", "评议", "审核", "审批"), o.person))
    b.plant(
        "R04",
        "red",
        "一人办完全部环节且与申请人是近亲属",
        {"signer": o.person, "beneficiary": kin},
        also=("R01",),
        program="C03",
        amount_fen=280000,
    )


def _reviewer(b: Casebook, key: str) -> tuple[Office, Person]:
    if key not in b.kept:
        raise NoRoomError
    office, kin = b.kept[key], b.kept[key + "_kin"]
    b.want(office.person, kin)
    return office, kin


def deliberates_for_in_law(b: Casebook) -> None:
    """A committee member signs the deliberation on a brother-in-law's house."""
    o, kin = b.cadre_and_kin(("PCX", "XPC", "CX"), COMMITTEE)
    family = kin.household.members if kin.household else [kin]
    b.office.approve("C04", kin, family, date(2023, 7, 10), {"评议": o.person})
    b.treasury.pay("C04", "2023", kin, 1600000, approved=date(2023, 7, 10))
    b.plant(
        "R04",
        "orange",
        "为近姻亲危房改造评议签字",
        {"signer": o.person, "beneficiary": kin},
        also=("R01",),
        program="C04",
        amount_fen=1600000,
    )


def signs_for_self(b: Casebook) -> None:
    """A committee member applies and signs the deliberation."""
    o = b.cadre(COMMITTEE)
    relief(b.treasury, o.person, "2023-10", 150000, {"评议": o.person})
    b.plant(
        "R04", "orange", "本人申请、本人评议签字", {"signer": o.person}, also=("R07",), program="C03", amount_fen=150000
    )
    b.plant(
        "R07",
        "orange",
        "在任干部本人领取临时救助",
        {"cadre": o.person},
        also=("R04",),
        program="C03",
        amount_fen=150000,
    )


Side = tuple[Office, Person]
"""An office-holder and a relative of theirs."""


def reciprocal(b: Casebook) -> None:
    """Two members of one committee sign for one another's kin within a season."""
    _exchange(b, *two_sides(b))


def two_sides(b: Casebook) -> tuple[Side, Side]:
    """Two members of one committee, each with a relative who is no kin of the other."""
    for v in b.data.town.villages:
        pair = [o for o in b.cadres() if o.unit is v]
        found: list[tuple[Office, Person]] = []
        for o in pair:
            kin = next(
                (
                    p
                    for p, pat in b.kin.circle[o.person].items()
                    if pat in CLOSE
                    and b.suits(o, p)
                    and p.household
                    and p.household.head is p
                    and p not in [k for _, k in found]
                ),
                None,
            )
            if kin:
                found.append((o, kin))
        for i, (a, x) in enumerate(found):
            for c, y in found[i + 1 :]:
                if (
                    y not in b.kin.circle[a.person]
                    and x not in b.kin.circle[c.person]
                    and x.household is not y.household
                ):
                    return (a, x), (c, y)
    raise NoRoomError


def _exchange(b: Casebook, one: tuple[Office, Person], two: tuple[Office, Person]) -> None:
    for (o, kin), (signer, _), month in ((one, two, "2023-04"), (two, one, "2023-06")):
        b.use(o.person, kin)
        b.want(o.person, kin)
        relief(b.treasury, kin, month, 260000, {"评议": signer.person})
    b.plant("R55", "red", "两名村干部九十天内分别为对方近亲属评议签字",
            [("signer", one[0].person), ("signer", two[0].person)], also=("R01", "R03", "R04"), program="C03",
            year=2023)
    # neither signs for kin of their own: the exchange alone is R55; each also signs for their own side
    for (o, kin), month in ((one, "2023-05"), (two, "2023-07")):
        relief(b.treasury, kin, month, 120000, {"入户": o.person})
        b.plant(
            "R04",
            "orange",
            "互相为对方近亲属签字，并各为自己亲属入户签字",
            {"signer": o.person, "beneficiary": kin},
            also=("R01", "R03"),
            program="C03",
            amount_fen=120000,
        )


def own_award(b: Casebook) -> None:
    """A cadre in office gets an industry award."""
    o = b.cadre()
    amount = award(b, o.person, 2024)
    b.plant("R07", "orange", "在任干部本人领取产业奖补", {"cadre": o.person}, program="C05", amount_fen=amount)


EARLY = (township_kin,)
CASES = (
    near_award,
    unfiled,
    reviewer_signs,
    own_award,
    affine_award,
    filed_but_signed,
    signs_for_self,
    unfiled_and_signed,
    member_of_household,
    signs_alone,
    deliberates_for_in_law,
    reciprocal,
)
