"""Where cases take their people from, and the answers they leave."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from random import Random
from typing import Any

from loaders.synthetic.aid import AidOffice
from loaders.synthetic.bank import Bank
from loaders.synthetic.cases.answers import Answers
from loaders.synthetic.companies import Registry
from loaders.synthetic.households import reorder
from loaders.synthetic.identity import Issuer
from loaders.synthetic.kin_index import KinIndex
from loaders.synthetic.leases import LeaseBook
from loaders.synthetic.ledger import Books
from loaders.synthetic.model import Household, Office, Person, Town, TownData, Village
from loaders.synthetic.offices import THIS_TERM, appoint
from loaders.synthetic.payments import Treasury
from loaders.synthetic.pedigree import kin_by
from loaders.synthetic.statements import Statements

DAY = date(2023, 6, 1)
"""The day in the middle of the years, on which ties are checked."""


class NoRoomError(Exception):
    """The place is too small for this case."""


class Casebook(Answers):
    """Hands out people nobody else's case uses, and keeps the answers of one town."""

    def __init__(
        self,
        data: TownData,
        rng: Random,
        issuer: Issuer,
        treasury: Treasury,
        registry: Registry,
        books: Books,
        *,
        full: bool,
    ) -> None:
        super().__init__(data.town.index)
        self.data, self.rng, self.issuer, self.full = data, rng, issuer, full
        self.treasury, self.registry, self.books = treasury, registry, books
        self.statements = Statements(data, Random(rng.random()), issuer, registry)
        self.leases = LeaseBook(data, Random(rng.random()))
        self.office: AidOffice = treasury.office
        self.bank: Bank = treasury.bank
        self.kin: KinIndex = treasury.office.index
        self.used_people: set[Person] = set()
        self.used_homes: set[Household] = set()
        self.used_villages: set[Village] = set()
        self.payroll_family: set[Person] = set()
        self.wanted: dict[Person, set[Person]] = {}
        self.kept: dict[str, Any] = {}
        self.skipped: list[str] = []
        self.files: list[dict[str, Any]] = []
        self.payroll: set[Person] = set()
        self.uncertified: set[tuple[Person, str]] = set()
        self.untaxed: set[str] = set()
        self._homes: list[Household] = []
        self._aided: set[Household] = set()

    # -- people ---------------------------------------------------------------------------------

    def use(self, *people: Person) -> None:
        """Keeps people and their households away from every other case."""
        for p in people:
            self.used_people.add(p)
            if p.household:
                self.used_homes.add(p.household)
                self.used_people.update(p.household.members)

    def reserved_people(self) -> set[Person]:
        """Who background aid must leave alone."""
        return set(self.used_people)

    def may_trade(self, person: Person) -> bool:
        """Whether the background may give somebody a business: no case, no aid, no post, no kin with one."""
        return (
            person not in self.used_people
            and person not in self.kin.circle
            and person not in self.kin.of
            and person.household not in self._aided
        )

    def has_aid(self, person: Person) -> bool:
        """Whether the background has the household on low-income aid: a business there would be a case of its own."""
        return any(m.household is person.household for a in self.data.aids for m in a.members)

    def open(self, payroll: set[Person]) -> None:
        """After the background payments: which households no discretionary money has reached."""
        self.payroll = payroll
        self._aided = {p.person.household for p in self.data.payments if p.program[0] == "C" and p.person.household}
        self._aided |= {m.household for a in self.data.aids for m in a.members if m.household}
        self._homes = [h for v in self.data.town.villages for h in v.households]
        self.rng.shuffle(self._homes)

    def quiet(self, home: Household | None) -> bool:
        """A household no case uses, with nobody in office, on the payroll or dead, and no class C money."""
        return bool(
            home
            and home not in self.used_homes
            and home not in self._aided
            and not any(
                p.death or p in self.used_people or p in self.kin.circle or p in self.payroll for p in home.members
            )
        )

    def homes(self, village: Village | None = None, stranger: bool = True) -> Iterator[Household]:
        """Quiet households; `stranger` ones are no kin of anybody in office (a lone village may run out)."""
        late = []
        for home in self._homes:
            here = village is None or home.village is village
            if not here or not self.quiet(home) or not 25 <= home.head.age() <= 78:
                continue
            if not stranger or self.kin.free_of_kin(home.members):
                yield home
            else:
                late.append(home)
        if not self.full:
            yield from (home for home in late if self.quiet(home))

    def home(
        self, village: Village | None = None, stranger: bool = True, fits: Callable[[Household], bool] = lambda _: True
    ) -> Household:
        """One quiet household, now used."""
        for home in self.homes(village, stranger):
            if fits(home):
                self.use(home.head)
                return home
        raise NoRoomError

    def people(self, count: int, village: Village | None = None) -> list[Person]:
        """Heads of quiet households of strangers, unrelated to one another."""
        found: list[Person] = []
        barred: set[Person] = set()
        for home in self.homes(village):
            head = home.head
            if head in barred or (
                self.treasury.of.get(head) and any(p.program in ("A04", "A05") for p in self.treasury.of[head])
            ):
                continue
            found.append(head)
            barred |= set(
                kin_by(head, ("X", "P", "C", "PC", "PP", "CC", "PPC", "PCC", "PPCC", "XP", "XPC", "CX", "PCX"))
            )
            if len(found) == count:
                self.use(*found)
                return found
        raise NoRoomError

    def paid(self, code: str, fits: Callable[[Person], bool] = lambda _: True) -> Person:
        """Somebody quiet whom the background pays under a programme, now used."""
        for home in self._homes:
            if not self.quiet(home) or (self.full and not self.kin.free_of_kin(home.members)):
                continue
            for p in home.members:
                if any(x.program == code for x in self.treasury.of.get(p, ())) and fits(p):
                    self.use(p)
                    return p
        raise NoRoomError

    # -- office-holders -------------------------------------------------------------------------

    def cadres(self, posts: tuple[str, ...] = (), start: date = THIS_TERM) -> Iterator[Office]:
        """Village offices of one term whose holder no case uses yet."""
        for o in list(self.data.offices):
            if (
                isinstance(o.unit, Village)
                and o.unit.level != "社区"
                and o.start == start
                and o.person not in self.used_people
                and (not posts or o.post in posts)
            ):
                yield o

    def cadre(self, posts: tuple[str, ...] = ()) -> Office:
        """One such office, its holder now used."""
        for o in self.cadres(posts):
            self.use(o.person)
            return o
        raise NoRoomError

    def any_cadre(self, posts: tuple[str, ...] = ()) -> Office:
        """A free office like ``cadre``; where every one has its case, one whose holder no look-alike names."""
        for o in self.cadres_again(posts):
            self.use(o.person)
            return o
        raise NoRoomError

    def cadres_again(self, posts: tuple[str, ...] = ()) -> Iterator[Office]:
        """Offices like ``cadres``, then those of this term whose holder has a case and no look-alike names."""
        told = {p["citizen_id"] for case in self.innocent for p in case["persons"]}
        yield from self.cadres(posts)
        yield from (
            o
            for o in self.data.offices
            if isinstance(o.unit, Village)
            and o.unit.level != "社区"
            and o.start == THIS_TERM
            and o.end is None
            and o.person.id not in told
            and (not posts or o.post in posts)
        )

    def cadre_and_kin(
        self,
        patterns: tuple[str, ...],
        posts: tuple[str, ...] = (),
        start: date = THIS_TERM,
        fits: Callable[[Person], bool] = lambda p: p.household is not None and p.household.head is p,
        village: Village | None = None,
        busy: bool = False,
    ) -> tuple[Office, Person]:
        """A cadre in office and a relative in a quiet household of the same village, both now used.

        ``busy``: where every cadre has a case, one of this term again whom no look-alike names.
        """
        for o in self.cadres_again(posts) if busy else self.cadres(posts, start):
            if village is not None and o.unit is not village:
                continue
            for p, pattern in kin_by(o.person, patterns, DAY).items():
                if pattern in patterns and self.suits(o, p) and fits(p):
                    self.use(o.person, p)
                    self.want(o.person, p)
                    return o, p
        raise NoRoomError

    def suits(self, o: Office, p: Person) -> bool:
        """Whether a relative lives as a grown-up in another, quiet household of the office's village."""
        return (
            p.death is None
            and p.registered
            and 20 <= p.age() <= 85
            and p.village is o.unit
            and p.household is not o.person.household
            and self.quiet(p.household)
            and not any(m.divorced for m in p.marriages)
        )

    def want(self, holder: Person, other: Person) -> None:
        """Makes an office-holder declare a relative."""
        self.wanted.setdefault(holder, set()).add(other)

    def appoint(
        self,
        person: Person,
        unit: Village | Town,
        post: str,
        start: date = THIS_TERM,
        end: date | None = None,
        kind: str = "村",
    ) -> Office:
        """A further post; its holder is used."""
        office = appoint(self.data, person, unit, post, start, end, kind)
        self.kin.add(person)
        self.use(person)
        return office

    def is_free(self, village: Village) -> bool:
        """Whether no structural case is laid in a village yet; a lone village takes them all."""
        return village not in self.used_villages or not self.full

    def fresh_village(self, fits: Callable[[Village], bool] = lambda _: True) -> Village:
        """A village no structural case uses yet."""
        for v in self.data.town.villages:
            if self.is_free(v) and fits(v):
                return v
        raise NoRoomError

    # -- money ----------------------------------------------------------------------------------

    def rename(self, person: Person, name: str) -> None:
        """Changes somebody's name everywhere, also on payments made already."""
        old = person.name
        person.name = name
        for p in self.treasury.of.get(person, ()):
            if p.holder == old:
                p.holder = name

    def known(self, owner: Person, account: str) -> None:
        """Makes the bank's table say whose an account is."""
        if any(account in (a.card, a.inner) for a in self.data.aliases):
            return
        if account.startswith("62"):
            self.bank.alias(owner, account, self.bank.open(owner, card=False))
        else:
            self.bank.alias(owner, self.bank.open(owner, card=True), account)

    def die(self, person: Person, day: date) -> None:
        """Somebody dies; the household gets another head if it must."""
        person.death = day
        if person.household:
            reorder(person.household)

    def drop(self, person: Person, gone: Callable[[Any], bool]) -> None:
        """Takes back background payments of a person."""
        rows = self.treasury.of.get(person, [])
        lost = {id(p) for p in rows if gone(p)}
        if lost:
            self.treasury.of[person] = [p for p in rows if id(p) not in lost]
            self.data.payments = [p for p in self.data.payments if id(p) not in lost]

    def settle_vouchers(self, numbers: dict[str, str]) -> None:
        """Puts the final voucher numbers into the answers."""
        for row in self.planted + self.innocent:
            if "voucher" in row:
                row["voucher"] = numbers[row["voucher"]]
        for roll in self.data.papers.labour:
            roll.voucher = numbers.get(roll.voucher, roll.voucher)
