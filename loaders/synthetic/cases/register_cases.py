"""Innocent: R43 — people whom only an error of the register makes kin."""

from __future__ import annotations

from datetime import date

from loaders.synthetic.cases.casebook import Casebook, NoRoomError
from loaders.synthetic.cases.office_cases import clear_of_office, fit
from loaders.synthetic.model import ExtraRow, Person, Village
from loaders.synthetic.offices import MEMBER, SUPERVISOR_MEMBER
from loaders.synthetic.pedigree import NEAR, kin_by


def written_in_by_mistake(b: Casebook) -> None:
    """A supervisor once stood in a member's household as a child; the register itself calls that row an error."""
    village, member, other = _strangers(b)
    home = member.household
    if home is None:
        raise NoRoomError
    relation = "20" if other.sex == "M" else "30"
    b.data.extra_rows.append(ExtraRow(other, home, relation, date(2016, 4, 20), "登记错误注销"))
    b.appoint(member, village, MEMBER)
    b.appoint(other, village, SUPERVISOR_MEMBER)
    b.clear("R43", "mistaken", "blue", "户口曾误登为村委会委员的子女，已更正", {"member": member, "supervisor": other})


def _strangers(b: Casebook) -> tuple[Village, Person, Person]:
    """The head of a household and somebody of the same village a generation younger, no kin of each other."""
    for v in reversed(b.data.town.villages):
        for p in v.people:
            if not fit(b, p) or p.household is None or p.household.head is not p or not clear_of_office(v, p):
                continue
            kin = {p, *kin_by(p, (*NEAR, "PPC", "PCC", "PPCC", "XP", "CX", "XPC", "PCX"))}
            for q in v.people:
                young = fit(b, q) and (q.birth - p.birth).days > 22 * 365
                if young and q not in kin and q.household is not p.household and clear_of_office(v, q):
                    return v, p, q
    raise NoRoomError


EARLY = (written_in_by_mistake,)
