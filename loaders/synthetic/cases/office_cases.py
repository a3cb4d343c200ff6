"""Planted and innocent: R43 and R44 — who may not sit where, and who may."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from loaders.synthetic.cases.casebook import Casebook, NoRoomError
from loaders.synthetic.households import reorder
from loaders.synthetic.model import ExtraRow, Household, Marriage, Office, Person, Village
from loaders.synthetic.offices import BOTH, HEAD, LAST_END, LAST_TERM, MEMBER, SECRETARY, SUPERVISOR_MEMBER
from loaders.synthetic.pedigree import NEAR, kin_by

BOOK_KEEPER = "会计"


def fit(b: Casebook, p: Person) -> bool:
    """Whether somebody lives in a household, is of the age for a post, and is in no case and no office."""
    return (
        p.death is None
        and p.registered
        and 28 <= p.age() <= 66
        and p.household is not None
        and p not in b.used_people
        and p not in b.kin.circle
        and not any(m.divorced for m in p.marriages)
    )


def clear_of_office(village: Village, *people: Person) -> bool:
    """Whether nobody in the village's offices is near kin of the people."""
    holders = {o.person for o in village.offices}
    return not any(holders & set(kin_by(p, NEAR)) for p in people)


def _pairs(b: Casebook, village: Village, patterns: tuple[str, ...]) -> Iterator[tuple[Person, Person]]:
    for p in village.people:
        if fit(b, p):
            for q, pattern in kin_by(p, (*NEAR, *patterns)).items():
                if pattern in patterns and q.village is village and fit(b, q) and clear_of_office(village, p, q):
                    yield p, q


def _pair(b: Casebook, patterns: tuple[str, ...]) -> tuple[Village, Person, Person]:
    """Two relatives of a village no structural case uses yet."""
    for v in b.data.town.villages:
        if b.is_free(v):
            found = next(_pairs(b, v, patterns), None)
            if found:
                b.used_villages.add(v)
                b.want(found[0], found[1])
                b.want(found[1], found[0])
                return v, *found
    raise NoRoomError


def relatives_apart(b: Casebook, patterns: tuple[str, ...]) -> tuple[Village, Person, Person]:
    """Two relatives of any village, neither of whom is near kin of anybody in office there; both are used."""
    for v in b.data.town.villages:
        found = next(_pairs(b, v, patterns), None)
        if found:
            b.use(*found)
            b.want(found[0], found[1])
            b.want(found[1], found[0])
            return v, *found
    raise NoRoomError


def supervisor_and_brother(b: Casebook) -> None:
    """A member of the supervision committee is the sibling of a committee member."""
    v, p, q = _pair(b, ("PC",))
    b.appoint(p, v, MEMBER)
    b.appoint(q, v, SUPERVISOR_MEMBER)
    b.plant("R43", "red", "监委会委员与村委会委员是兄弟姐妹", {"member": p, "supervisor": q}, limb="a")


def supervisor_and_parent(b: Casebook) -> None:
    """A supervisor is the parent of a committee member."""
    v, p, q = _pair(b, ("P",))
    b.appoint(p, v, MEMBER)
    b.appoint(q, v, SUPERVISOR_MEMBER)
    b.plant("R43", "red", "监委会委员与村委会委员是父母子女", {"member": p, "supervisor": q}, limb="a")


def same_person(b: Casebook) -> None:
    """One person sits on both."""
    v, p = _single(b)
    b.appoint(p, v, MEMBER)
    b.appoint(p, v, SUPERVISOR_MEMBER)
    b.plant("R43", "red", "同一人兼任村委会委员和监委会委员", {"supervisor": p}, limb="a")


def only_in_the_past(b: Casebook) -> None:
    """Siblings on both committees in the last term."""
    v, p, q = _pair(b, ("PC",))
    b.appoint(p, v, MEMBER, LAST_TERM, LAST_END)
    b.appoint(q, v, SUPERVISOR_MEMBER, LAST_TERM, LAST_END)
    b.plant("R43", "orange", "上一届监委会委员与村委会委员是兄弟姐妹", {"member": p, "supervisor": q}, limb="a")


def supervisor_keeps_books(b: Casebook) -> None:
    """Shandong: the supervisor is the village's accountant."""
    v, p = _single(b)
    b.appoint(p, v, SUPERVISOR_MEMBER)
    b.appoint(p, v, BOOK_KEEPER)
    b.plant("R43", "red", "监委会委员兼任村会计（山东）", {"supervisor": p}, limb="b")


def _single(b: Casebook) -> tuple[Village, Person]:
    for v in b.data.town.villages:
        if b.is_free(v):
            for p in v.people:
                if fit(b, p) and clear_of_office(v, p):
                    b.used_villages.add(v)
                    return v, p
    raise NoRoomError


def _head_and(b: Casebook, patterns: tuple[str, ...], posts: tuple[str, ...] = (HEAD, BOTH)) -> tuple[Office, Person]:
    """A village head in office and a relative in the village who is no near kin of the other office-holders."""
    for v in b.data.town.villages:
        if not b.is_free(v):
            continue
        for o in v.offices:
            if o.post not in posts or o.end or o.person in b.used_people:
                continue
            others = {x.person for x in v.offices} - {o.person}
            for q, pattern in kin_by(o.person, (*NEAR, *patterns)).items():
                if pattern in patterns and q.village is v and fit(b, q) and not others & set(kin_by(q, NEAR)):
                    b.used_villages.add(v)
                    b.want(o.person, q)
                    b.use(o.person)
                    return o, q
    raise NoRoomError


def wife_keeps_books(b: Casebook) -> None:
    """The village head's spouse, child or sibling keeps the accounts."""
    o, q = _head_and(b, ("X", "C", "PC", "P"))
    b.appoint(q, _village(o), BOOK_KEEPER)
    b.plant("R44", "red", "村主任近亲属任会计（山东）", {"head": o.person, "bookkeeper": q})


def head_keeps_books(b: Casebook) -> None:
    """The village head is the accountant as well."""
    v = b.fresh_village(lambda v: any(o.post in (HEAD, BOTH) and o.person not in b.used_people for o in v.offices))
    b.used_villages.add(v)
    o = next(o for o in v.offices if o.post in (HEAD, BOTH))
    b.appoint(o.person, v, "出纳")
    b.plant("R44", "red", "村主任兼任出纳", {"head": o.person})


def _village(o: Office) -> Village:
    if not isinstance(o.unit, Village):
        raise NoRoomError
    return o.unit


def terms_apart(b: Casebook) -> None:
    """Siblings, but one left before the other came."""
    v, p, q = _pair(b, ("PC",))
    b.appoint(p, v, MEMBER, LAST_TERM, LAST_END)
    b.appoint(q, v, SUPERVISOR_MEMBER)
    b.clear("R43", "F02", "yellow", "两人任期不重叠", {"member": p, "supervisor": q})


def cousins(b: Casebook) -> None:
    """Cousins are not 近亲属 here."""
    v, p, q = _pair(b, ("PPCC",))
    b.appoint(p, v, MEMBER)
    b.appoint(q, v, SUPERVISOR_MEMBER)
    b.clear("R43", "scope", "yellow", "堂（表）兄弟姐妹，不属近亲属", {"member": p, "supervisor": q})


def other_village(b: Casebook) -> None:
    """Siblings on the committees of different villages."""
    for v in b.data.town.villages:
        for p in v.people:
            for q in p.father.children if p.father else []:
                w = q.village
                if q is p or w is v or w not in b.data.town.villages or not (fit(b, p) and fit(b, q)):
                    continue
                if {v, w} & b.used_villages or not (clear_of_office(v, p) and clear_of_office(w, q)):
                    continue
                b.used_villages |= {v, w}
                b.appoint(p, v, MEMBER)
                b.appoint(q, w, SUPERVISOR_MEMBER)
                b.want(p, q)
                b.clear("R43", "unit", "yellow", "兄弟姐妹在不同的村任职", {"member": p, "supervisor": q})
                return
    raise NoRoomError


def namesakes(b: Casebook) -> None:
    """A supervisor bears the name of a committee member's brother."""
    v, p, q = _pair(b, ("PC",))
    b.use(q)
    stranger = next(
        (
            s
            for s in v.people
            if fit(b, s)
            and s.sex == q.sex
            and clear_of_office(v, s)
            and s not in kin_by(p, (*NEAR, "PPC", "PCC", "PPCC"))
        ),
        None,
    )
    if stranger is None:
        raise NoRoomError
    stranger.name = q.name
    b.appoint(p, v, MEMBER)
    b.appoint(stranger, v, SUPERVISOR_MEMBER)
    b.clear("R43", "F08", "yellow", "与村委会委员的兄弟同名的另一人", {"member": p, "supervisor": stranger})


def divorced_couple(b: Casebook) -> None:
    """Husband and wife once; divorced before the term began."""
    for m in b.data.marriages:
        p, q, v = m.husband, m.wife, m.husband.village
        good = m.divorced and m.divorced < date(2020, 12, 1) and b.is_free(v) and q.village is v
        if not good or p.death or q.death or {p, q} & b.used_people or not (p.household and q.household):
            continue
        if p.household is q.household or max(p.age(), q.age()) > 66 or not clear_of_office(v, p, q):
            continue
        if any(x.divorced is None for x in p.marriages + q.marriages):
            continue
        b.used_villages.add(v)
        b.appoint(p, v, MEMBER)
        b.appoint(q, v, SUPERVISOR_MEMBER)
        b.clear("R43", "divorced", "yellow", "早已离婚", {"member": p, "supervisor": q})
        return
    raise NoRoomError


def adopted_away(b: Casebook) -> None:
    """Brothers by birth; one was adopted by another family as a child."""
    for v in b.data.town.villages:
        if not b.is_free(v):
            continue
        for p, q in _pairs(b, v, ("PC",)):
            old, couple = q.father.household if q.father else None, _adopters(b, v, p, q)
            if couple and old and q.household is not old:
                b.used_villages.add(v)
                _adopt(b, q, old, couple)
                b.appoint(p, v, MEMBER)
                b.appoint(q, v, SUPERVISOR_MEMBER)
                b.use(couple.husband)
                people = {"member": p, "supervisor": q}
                b.clear("R43", "adoption", "yellow", "幼时已被他人收养，与生家兄弟的亲属关系终止", people)
                return
    raise NoRoomError


def _adopters(b: Casebook, village: Village, p: Person, q: Person) -> Marriage | None:
    """A couple of the village of the birth parents' age who are no kin and hold no office."""
    if q.father is None:
        return None
    family = set(kin_by(p, (*NEAR, "PPC", "XP"))) | b.used_people | set(b.kin.circle)
    for m in b.data.marriages:
        man = m.husband
        if man.village is not village or m.divorced or man in family or not man.household or not m.wife.registered:
            continue
        if abs((man.birth - q.father.birth).days) < 2500 and clear_of_office(village, man):
            return m
    return None


def _adopt(b: Casebook, child: Person, old: Household, couple: Marriage) -> None:
    """Moves a child into another family: the register keeps the row of the birth household, closed."""
    moved = date(child.birth.year + 3, 5, 12)
    b.data.extra_rows.append(ExtraRow(child, old, "23" if child.sex == "M" else "33", moved, "送养"))
    homes = [old, child.household, couple.husband.household]
    for parent in (child.father, child.mother):
        if parent:
            parent.children.remove(child)
    child.father, child.mother, child.adopted = couple.husband, couple.wife, True
    couple.husband.children.append(child)
    couple.wife.children.append(child)
    own = child.children if child.sex == "M" else []
    for member in (child, *own):
        member.name = couple.husband.name[0] + member.name[1:]
    for home in homes:
        if home:
            reorder(home)


def secretarys_wife(b: Casebook) -> None:
    """The party secretary's spouse keeps the books: the secretary is not the village head."""
    o, q = _head_and(b, ("X",), (SECRETARY,))
    b.appoint(q, _village(o), BOOK_KEEPER)
    b.clear("R44", "post", "yellow", "书记（非村主任）配偶任会计", {"head": o.person, "bookkeeper": q})


def books_before_term(b: Casebook) -> None:
    """The head's sibling kept the books in the last term only."""
    o, q = _head_and(b, ("PC",))
    b.appoint(q, _village(o), BOOK_KEEPER, LAST_TERM, LAST_END)
    b.clear("R44", "F02", "yellow", "会计任期在村主任任期之前", {"head": o.person, "bookkeeper": q})


def in_law_keeps_books(b: Casebook) -> None:
    """A brother-in-law is not 近亲属 here."""
    o, q = _head_and(b, ("XPC", "PCX"))
    b.appoint(q, _village(o), BOOK_KEEPER)
    b.clear("R44", "scope", "yellow", "姻亲任会计，不属近亲属", {"head": o.person, "bookkeeper": q})


def entrusted_books(b: Casebook) -> None:
    """The township keeps the accounts by entrustment."""
    o, q = _head_and(b, ("PC", "C", "X"))
    b.appoint(q, _village(o), "会计（镇委托代理）")
    b.clear("R44", "entrusted", "yellow", "实行委托代理记账", {"head": o.person, "bookkeeper": q})


EARLY = (
    supervisor_and_brother,
    wife_keeps_books,
    supervisor_keeps_books,
    same_person,
    head_keeps_books,
    only_in_the_past,
    supervisor_and_parent,
    divorced_couple,
    other_village,
    adopted_away,
    namesakes,
    terms_apart,
    cousins,
    secretarys_wife,
    books_before_term,
    in_law_keeps_books,
    entrusted_books,
)
