"""Makes all facts of one town, background first, then the cases, then what depends on both."""

from __future__ import annotations

from datetime import date
from random import Random

from loaders.synthetic.aid import AidOffice, give_aid
from loaders.synthetic.bank import Bank
from loaders.synthetic.cases.casebook import Casebook
from loaders.synthetic.cases.registry import after_books, after_payments, before_aid
from loaders.synthetic.circumstances import Circumstances
from loaders.synthetic.companies import Registry
from loaders.synthetic.households import settle
from loaders.synthetic.identity import Issuer
from loaders.synthetic.kin_index import KinIndex
from loaders.synthetic.ledger import Books
from loaders.synthetic.model import Death, Person, TownData, Wage
from loaders.synthetic.offices import group_leaders, make_offices
from loaders.synthetic.payments import Background, Treasury
from loaders.synthetic.people import populate
from loaders.synthetic.place import Preset, county_codes, make_town, share
from loaders.synthetic.relatives import declare

_POSTS_OF_CASES = {True: 42, False: 5}
"""How many office-holders the cases may add; group leaders make up the rest."""
_UNITS = ("中心小学", "卫生院", "初级中学", "财政所", "农技站")


def _payroll(data: TownData, rng: Random, index: KinIndex) -> set[Person]:
    """Teachers, nurses and clerks who live in the villages, with those retired."""
    chosen = []
    for village in data.town.villages:
        adults = [p for p in village.people if p.death is None and 26 <= p.age() <= 72 and p not in index.circle]
        chosen += rng.sample(adults, max(1, len(adults) // 70))
    for p in chosen:
        kind = "离退休" if p.age() >= 60 else "在编"
        start = date(p.birth.year + 23, 8, 1)
        data.wages.append(
            Wage(p, data.town.name + rng.choice(_UNITS), kind, start, None, 1000 * rng.randrange(380, 720))
        )
    return {x for p in chosen for x in (p, p.spouse, *(p.household.members if p.household else ())) if x}


def _top_up(data: TownData, book: Casebook, cadres: int) -> None:
    """Group leaders, until the town has as many office-holders as it shall have."""
    paid = {
        m
        for p in data.payments
        if p.program[0] == "C"
        for m in (p.person.household.members if p.person.household else ())
    }
    aided = {m for a in data.aids for m in a.members}
    missing = cadres - len({o.person for o in data.offices})
    for office in group_leaders(data, missing, book.used_people | paid | aided | set(book.kin.circle)):
        book.kin.add(office.person)


def build_town(preset: Preset, index: int, seed: int) -> tuple[TownData, Casebook]:
    """One town of a preset; the same arguments give the same facts."""

    def rng(purpose: str) -> Random:
        return Random(f"{seed}:{index}:{purpose}")

    def quota(total: int) -> int:
        return share(total, preset.towns, index)

    town = make_town(preset, index, rng("place"))
    data = TownData(town)
    issuer = Issuer(rng("numbers"), *county_codes(index), index % 14, min(preset.towns, 14))
    data.marriages = populate(town, rng("people"), issuer)
    settle(town, rng("homes"), data.marriages)
    make_offices(data, rng("offices"), issuer, quota(preset.cadres) - _POSTS_OF_CASES[preset.full_cases], preset.large)
    bank = Bank(data, rng("bank"), issuer)
    kin = KinIndex(data)
    office = AidOffice(data, rng("aid"), kin, bank)
    treasury = Treasury(office, rng("treasury"))
    registry = Registry(data, rng("firms"), issuer)
    registry.make_suppliers(max(12, quota(preset.companies) // 25))
    books = Books(data, rng("books"), registry, issuer)
    book = Casebook(data, rng("cases"), issuer, treasury, registry, books, full=preset.full_cases)
    before_aid(book)
    payroll = _payroll(data, rng("payroll"), kin) | book.payroll_family
    give_aid(office, rng("need"), payroll | book.reserved_people(), town.villages)
    background = Background(treasury, rng("payments"), payroll | book.reserved_people())
    background.run(town)
    background.reissues()
    book.open(payroll)
    after_payments(book)
    _top_up(data, book, quota(preset.cadres))
    background.fill(town, quota(preset.payments), book.used_homes)
    office.file_all()
    for p in (q for v in town.villages for q in v.people):
        if p.death:
            data.deaths.append(Death(p, p.death))
    books.run(quota(preset.ledger))
    after_books(book)
    book.settle_vouchers(books.number_vouchers())
    everyone = [p for v in town.villages for p in v.people]
    registry.fill(quota(preset.companies), [p for p in everyone if book.may_trade(p)])
    book.leases.background([p for p in everyone if book.may_trade(p) and p.death is None and 28 <= p.age() <= 64])
    bank.fill_aliases(quota(preset.aliases), [p for p in everyone if p not in book.used_people])
    Circumstances(data, book, rng("circumstances")).run()
    data.farming.background(data, rng("farming"), registry.suppliers[0])
    book.statements.background(quota(preset.flows), data.payments)
    declare(data, rng("relatives"), issuer, quota(preset.relatives), book.wanted)
    return data, book
