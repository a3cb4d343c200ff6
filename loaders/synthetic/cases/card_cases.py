"""Planted and innocent: R12, R14 — accounts changed for a while, accounts opened in a block."""

from __future__ import annotations

from datetime import date, timedelta

from loaders.synthetic.bank import BANK
from loaders.synthetic.bank_model import AccountAlias, AccountChange
from loaders.synthetic.cases.casebook import Casebook
from loaders.synthetic.model import Payment, Person, Village

AWARD = "C05"
LARGE = 300_000


def _award(b: Casebook, p: Person, account: str, year: int = 2023) -> Payment:
    row = b.treasury.pay(AWARD, str(year), p, LARGE, account=account, approved=date(year, 9, 20))
    row.holder = b.bank.owner[account].name
    return row


def _there_and_back(b: Casebook, p: Person, new: str, reason: str = "更正") -> None:
    """The account is changed ten days before a large award and changed back three weeks after it."""
    old = b.bank.account(p)
    row = _award(b, p, new)
    b.data.changes.append(AccountChange(p, old, new, row.paid - timedelta(days=10), reason))
    b.data.changes.append(AccountChange(p, new, old, row.paid + timedelta(days=21), reason))


def switched_to_cadre(b: Casebook) -> None:
    """For one award the money went to a cadre's account."""
    o = b.cadre()
    (p,) = b.people(1, o.person.village)
    new = b.bank.account(o.person)
    b.known(o.person, new)
    _there_and_back(b, p, new)
    people = {"recipient": p, "holder": o.person, "cadre": o.person}
    b.plant(
        "R12",
        "red",
        "发放前改到村干部账户，发放后改回",
        people,
        limb="a",
        also=("R09", "R11"),
        program=AWARD,
        account=new,
        amount_fen=LARGE,
    )


def switched_to_other(b: Casebook) -> None:
    """For one award the money went to another villager's account."""
    p, other = b.people(2)
    new = b.bank.account(other)
    b.known(other, new)
    _there_and_back(b, p, new)
    people = {"recipient": p, "holder": other}
    b.plant(
        "R12",
        "orange",
        "发放前改到他人账户，发放后改回",
        people,
        limb="a",
        also=("R11", "R08"),
        program=AWARD,
        account=new,
        amount_fen=LARGE,
    )


def switched_to_second(b: Casebook) -> None:
    """The other account is the person's own."""
    (p,) = b.people(1)
    new = b.bank.open(p)
    _there_and_back(b, p, new)
    b.plant(
        "R12", "yellow", "发放前改到本人另一账户，发放后改回", {"recipient": p}, limb="a", program=AWARD, account=new
    )


def reissued_elsewhere(b: Casebook) -> None:
    """A returned award is issued again to somebody else's account; the next one goes to the person's own."""
    p, other = b.people(2)
    new = b.bank.account(other)
    b.known(other, new)
    first = b.treasury.flat("A05", "2023", p)
    again = b.treasury.bounce(first, 20, new)
    if again:
        again.holder = other.name
    b.treasury.pay("A05", "2023", p, 12_000, paid=first.paid + timedelta(days=70), part="补录")
    people = {"recipient": p, "holder": other}
    b.plant(
        "R12",
        "orange",
        "退票后重发到他人账户，以后又用原账户",
        people,
        limb="b",
        also=("R11", "R10", "R52"),
        program="A05",
        account=new,
    )


def card_lost(b: Casebook) -> None:
    """A lost card is replaced before an award, and the new one is used from then on."""
    (p,) = b.people(1)
    old, new = b.bank.account(p), b.bank.open(p)
    row = _award(b, p, new)
    b.data.changes.append(AccountChange(p, old, new, row.paid - timedelta(days=9), "挂失补卡"))
    b.drop(p, lambda r: r.paid > row.paid and r.account == old)
    b.clear("R12", "replaced", "blue", "挂失换卡后一直用新卡", {"recipient": p}, account=new)


def bank_renumbered(b: Casebook) -> None:
    """The bank gives an account a new number; the alias table joins both, and both stand in rosters."""
    (p,) = b.people(1)
    old, new = b.bank.open(p, card=False), b.bank.open(p, card=True)
    b.bank.alias(p, new, old)
    row = _award(b, p, new)
    b.data.changes.append(AccountChange(p, old, new, row.paid - timedelta(days=9), "系统换号"))
    b.treasury.pay(AWARD, "2023", p, 40_000, account=old, paid=row.paid + timedelta(days=40), part="补录")
    b.clear("R12", "F10", "blue", "银行换号，新旧号码是同一账户", {"recipient": p}, account=new)


# -- opened in a block ---------------------------------------------------------------------------


def _block(b: Casebook, people: list[Person], cards: list[str], day: date, agent: tuple[str, str]) -> list[str]:
    """Everybody's account is opened at one branch on one day."""
    branch = f"{BANK}{b.data.town.name}分理处"
    for p, card in zip(people, cards, strict=True):
        b.bank.owner[card] = p
        b.data.aliases.append(AccountAlias(p, card, b.bank.open(p, card=False), day, branch, *agent))
    return cards


def _award_all(b: Casebook, people: list[Person], cards: list[str]) -> None:
    for p, card in zip(people, cards, strict=True):
        b.treasury.pay(AWARD, "2024", p, 90_000, account=card, approved=date(2024, 9, 20))


def cards_in_a_row(b: Casebook) -> None:
    """Six strangers' accounts with consecutive numbers, which then receive an award."""
    people = b.people(6)
    cards = _block(b, people, b.issuer.cards(6), date(2022, 4, 12), ("", ""))
    _award_all(b, people, cards)
    roles = [("holder", p) for p in people]
    b.plant("R14", "orange", "同一网点同日连号开立六个账户并收到奖补", roles, limb="a", program=AWARD, account=cards[0])


def cards_by_one_agent(b: Casebook) -> None:
    """One telephone stands for seven strangers' accounts opened on a day."""
    people = b.people(7)
    cards = [b.issuer.card() for _ in people]
    _block(b, people, cards, date(2021, 10, 19), ("黄代办", b.issuer.mobile()))
    roles = [("holder", p) for p in people]
    b.plant("R14", "yellow", "同一网点同日由同一电话代办七个账户", roles, limb="b", account=cards[0])


def _reached(b: Casebook, village: Village) -> list[Person]:
    """Heads of a village's households whom no other case and no card of theirs keeps from a campaign."""
    done = {a.person for a in b.data.aliases} | {c.person for c in b.data.changes} | b.used_people
    return [h.head for h in village.households if h.head.death is None and h.head not in done]


def campaign(b: Casebook) -> None:
    """The bank opens cards for a whole village on one day, in number order, with the village's own phone."""
    village = max(b.data.town.villages, key=lambda v: len(_reached(b, v)) / len(v.households))
    heads = _reached(b, village)
    cards = b.issuer.cards(len(heads))
    branch, phone = f"{BANK}{b.data.town.name}服务车", b.issuer.mobile()
    for p, card in zip(heads, cards, strict=True):
        b.bank.owner[card] = p
        inner = p.account if p.account.startswith("60") else b.bank.open(p, card=False)
        b.data.aliases.append(AccountAlias(p, card, inner, date(2020, 6, 3), branch, "网点经办", phone))
    roles = [("holder", p) for p in heads[:6]]
    b.clear("R14", "campaign", "blue", "银行为全村统一办理社保卡", roles, village=village)


def family_at_the_bank(b: Casebook) -> None:
    """A large household opens its accounts together."""
    home = b.home(fits=lambda h: sum(p.age() >= 16 for p in h.members) >= 4)
    people = [p for p in home.members if p.age() >= 16]
    cards = _block(b, people, b.issuer.cards(len(people)), date(2019, 2, 12), ("", ""))
    b.clear("R14", "family", "blue", "一家人同日连号开户", [("holder", p) for p in people], account=cards[0])


CASES = (
    switched_to_other,
    cards_in_a_row,
    switched_to_cadre,
    switched_to_second,
    reissued_elsewhere,
    cards_by_one_agent,
    card_lost,
    bank_renumbered,
    family_at_the_bank,
    campaign,
)
