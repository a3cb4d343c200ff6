"""Outside the planted cases nothing in the made-up town looks like one."""

from collections import defaultdict
from datetime import timedelta
from typing import Any

import pytest

from loaders.synthetic.cases.casebook import Casebook
from loaders.synthetic.model import Payment, Person, TownData
from loaders.synthetic.pedigree import NEAR, RECUSAL, kin_by
from loaders.synthetic.place import PRESETS
from loaders.synthetic.programs import bounds
from loaders.synthetic.town_data import build_town

Made = tuple[TownData, Casebook]


@pytest.fixture(scope="module")
def made() -> Made:
    return build_town(PRESETS["town"], 0, 2)


def _named(book: Casebook, *rules: str) -> set[Any]:
    """Everybody and everything that a case of these rules, or one allowed beside it, names."""
    names: set[Any] = set()
    for case in book.planted + book.innocent:
        if {case["rule"], *case["also"]} & set(rules):
            names |= {p["citizen_id"] for p in case["persons"]}
            names |= {case.get(k) for k in ("organization", "contract", "voucher", "payee")} - {None}
            names |= set(case.get("organizations", ()))
    return names


def test_no_account_receives_for_two_people(made: Made) -> None:
    data, book = made
    people: dict[str, set[Person]] = defaultdict(set)
    for p in data.payments:
        people[p.account].add(p.person)
    named = _named(book, "R08", "R09", "R11")
    assert not [a for a, ps in people.items() if len(ps) > 1 and not {p.id for p in ps} & named]


def test_nobody_is_paid_twice_for_one_period(made: Made) -> None:
    data, book = made
    rows: dict[tuple[Person, str, str], list[Payment]] = defaultdict(list)
    for p in data.payments:
        if not p.returned:
            rows[p.person, p.program, p.period].append(p)
    named = _named(book, "R52", "R10", "R22", "R54", "R12")  # arrears and late additions have payments of their own
    assert not [k for k, ps in rows.items() if len(ps) > 1 and k[0].id not in named]


def test_nobody_dead_is_paid(made: Made) -> None:
    data, book = made
    named = _named(book, "R15")
    for p in data.payments:
        if p.person.death and p.person.id not in named:
            assert bounds(p.period)[0] <= p.person.death + timedelta(days=45)


def test_nobody_signs_for_kin(made: Made) -> None:
    data, book = made
    holders = {o.person.id: o.person for o in data.offices}
    families: dict[Person, set[Person]] = defaultdict(set)
    for a in data.aids:
        families[a.head] |= set(a.members)
    named = _named(book, "R04", "R02")
    for s in data.steps:
        signer = holders[s.signer_id]
        touched = families[s.applicant] | {s.applicant}
        if touched & ({signer} | set(kin_by(signer, RECUSAL, s.day))):
            assert {signer.id, s.applicant.id} & named


def test_every_kin_on_low_income_aid_is_filed_in_time(made: Made) -> None:
    data, book = made
    filed = {(f.staff.id, f.beneficiary.id): f.filed for f in data.filings}
    named = _named(book, "R02")
    for a in data.aids:
        for o in data.offices:
            if not o.held_on(a.approved):
                continue
            for m in set(a.members) & set(kin_by(o.person, RECUSAL, a.approved)):
                day = filed.get((o.person.id, m.id))
                assert (day and day <= a.approved + timedelta(days=30)) or o.person.id in named


def test_committees_and_supervisors_are_no_near_kin(made: Made) -> None:
    data, book = made
    named = _named(book, "R43", "R44", "R45", "R46")
    for village in data.town.villages:
        holders = {o.person for o in village.offices if o.person.id not in named and o.post != "村民小组长"}
        for p in holders:
            assert not holders & set(kin_by(p, NEAR))


def test_returned_money_is_issued_again(made: Made) -> None:
    data, book = made
    named = _named(book, "R53")
    for p in data.payments:
        if p.returned and p.person.id not in named:
            again = [
                q for q in book.treasury.of[p.person] if (q.program, q.period, q.part) == (p.program, p.period, "补发")
            ]
            assert any(p.paid < q.paid <= p.paid + timedelta(days=60) for q in again)


def test_large_spending_has_meeting_then_contract_then_payment(made: Made) -> None:
    data, book = made
    contracts = {c.number: c for c in data.contracts}
    named = _named(book, "R35")
    for e in data.ledger:
        if e.debit > 5_000_000 and e.account != "银行存款" and not {e.contract, e.voucher} & named:
            deal = contracts[e.contract]
            assert deal.meeting
            assert deal.meeting <= deal.signed <= e.day


def test_every_voucher_balances(made: Made) -> None:
    sums: dict[tuple[str, int, str], int] = defaultdict(int)
    for e in made[0].ledger:
        sums[e.village.code, e.day.year, e.voucher] += e.debit - e.credit
    assert not any(sums.values())


def test_children_are_younger_than_their_parents_and_spouses_no_siblings(made: Made) -> None:
    for village in made[0].town.villages:
        for p in village.people:
            for parent in (p.father, p.mother):
                assert parent is None or 14 <= (p.birth - parent.birth).days / 365.25 <= 75
            if p.spouse and p.father:
                assert p.spouse.father is not p.father
