"""R55, R04: circles of three, what only looks like an exchange, and signatures given by proxy."""

from __future__ import annotations

from itertools import permutations

from loaders.synthetic.cases.casebook import Casebook, NoRoomError
from loaders.synthetic.cases.kin_planted import CLOSE, COMMITTEE, Side, two_sides
from loaders.synthetic.model import Office
from loaders.synthetic.offices import INTAKE
from loaders.synthetic.payments import relief


def circle_of_three(b: Casebook) -> None:
    """Three members of a committee: the first signs for kin of the second, the second for the third's, and so on."""
    for v in b.data.town.villages:
        sides = [side for o in b.cadres() if o.unit is v for side in _sides(b, o)]
        for one, two, three in permutations(sides, 3):
            if _apart(b, one, two, three):
                _sign_around(b, (one, two, three))
                return
    raise NoRoomError


def _sides(b: Casebook, o: Office) -> list[Side]:
    found = [(o, p) for p, pattern in b.kin.circle[o.person].items()
             if pattern in CLOSE and b.suits(o, p) and p.household and p.household.head is p]
    return found[:1]


def _apart(b: Casebook, *sides: Side) -> bool:
    """Whether nobody is kin of another side's relative, and the relatives live apart."""
    homes = {kin.household for _, kin in sides}
    people = {o.person for o, _ in sides}
    return len(homes) == len(people) == len(sides) and not any(
        kin in b.kin.circle[o.person] for o, own in sides for _, kin in sides if kin is not own)


def _sign_around(b: Casebook, sides: tuple[Side, Side, Side]) -> None:
    for o, kin in sides:
        b.use(o.person, kin)
        b.want(o.person, kin)
    for place, month in enumerate(("2024-02", "2024-05", "2024-09")):
        signer, (_, kin) = sides[place][0], sides[(place + 1) % 3]
        relief(b.treasury, kin, month, 180000, {"评议": signer.person})
    b.plant("R55", "orange", "三名村干部一年之内依次为下一人的近亲属评议签字",
            [("signer", o.person) for o, _ in sides], also=("R01",), program="C03", year=2024)


def exchange_years_apart(b: Casebook) -> None:
    """Each signed for the other's kin, two years apart."""
    one, two = two_sides(b)
    for (o, kin), (signer, _), month in ((one, two, "2022-02"), (two, one, "2024-06")):
        b.use(o.person, kin)
        b.want(o.person, kin)
        relief(b.treasury, kin, month, 160000, {"评议": signer.person})
    b.clear("R55", "apart", "blue", "互相为对方亲属签字，相隔两年多",
            [("signer", one[0].person), ("signer", two[0].person)], also=("R01",), program="C03")


def one_sided(b: Casebook) -> None:
    """One signed for the other's kin; nothing came back."""
    one, two = two_sides(b)
    b.use(one[0].person, two[0].person, two[1])
    b.want(two[0].person, two[1])
    relief(b.treasury, two[1], "2023-09", 150000, {"评议": one[0].person})
    b.clear("R55", "one-sided", "blue", "只有一方为另一方的亲属签字",
            [("signer", one[0].person), ("signer", two[0].person)], also=("R01",), program="C03")


def town_clerk(b: Casebook) -> None:
    """The clerk of the township takes in half of all applications, kin of every cadre among them."""
    clerk = b.data.staff[INTAKE][0]
    b.clear("R55", "clerk", "blue", "镇经办人受理全镇一半申请", {"signer": clerk}, program="C03")


_BY_PROXY = ("同意（受委托代签）", "否")


def signed_by_proxy(b: Casebook) -> None:
    """Somebody else signed for the kin on the committee, by a mandate."""
    o, kin = b.cadre_and_kin(CLOSE, COMMITTEE, busy=True)
    relief(b.treasury, kin, "2023-04", 210000, {"评议": o.person}, notes={"评议": _BY_PROXY})
    b.clear("R04", "proxy", "yellow", "他人受委托代签", {"signer": o.person, "beneficiary": kin}, also=("R01",),
            program="C03")


def exchange_by_proxy(b: Casebook) -> None:
    """Each seems to have signed for the other's kin; one of the signatures was given by proxy."""
    one, two = two_sides(b)
    for (o, kin), (signer, _), month, notes in ((one, two, "2023-03", {}), (two, one, "2023-06", {"评议": _BY_PROXY})):
        b.use(o.person, kin)
        b.want(o.person, kin)
        relief(b.treasury, kin, month, 160000, {"评议": signer.person}, notes=notes)
    b.clear("R55", "proxy", "blue", "其中一方的签字是他人受委托代签",
            [("signer", one[0].person), ("signer", two[0].person)], also=("R01",), program="C03")


PLANTED = (circle_of_three,)
INNOCENT = (exchange_years_apart, one_sided, town_clerk)
LAST = (signed_by_proxy, exchange_by_proxy)
