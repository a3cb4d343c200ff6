"""Accounts: one per person, opened when first needed, with alias pairs and changes."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from loaders.synthetic.bank_model import AccountAlias
from loaders.synthetic.identity import Issuer
from loaders.synthetic.model import Person, TownData

BANK = "惠农村镇银行"


class Bank:
    """The bank of one town; an account belongs to exactly one person or organisation."""

    def __init__(self, data: TownData, rng: Random, issuer: Issuer) -> None:
        self.data, self.rng, self.issuer = data, rng, issuer
        self.owner: dict[str, Person] = {}

    def account(self, person: Person) -> str:
        """Somebody's account, opened now if there is none."""
        if not person.account:
            person.account = self.open(person)
        return person.account

    def open(self, person: Person, card: bool | None = None) -> str:
        """A further account of somebody."""
        is_card = self.rng.random() < 0.7 if card is None else card
        number = self.issuer.card() if is_card else self.issuer.passbook()
        self.owner[number] = person
        return number

    def alias(self, person: Person, card: str, inner: str) -> None:
        """Says that a card and an inner account are one."""
        opened = date(2017, 1, 5) + timedelta(days=self.rng.randrange(1500))
        self.data.aliases.append(AccountAlias(person, card, inner, opened))

    def fill_aliases(self, total: int, people: list[Person]) -> None:
        """Social-security cards with their inner accounts, up to `total` pairs."""
        done = {a.person for a in self.data.aliases}
        changed = {c.person for c in self.data.changes}
        for p in people:
            if len(self.data.aliases) >= total:
                return
            if p in done or p in changed or p.age() < 16:
                continue
            mine = p.account
            if mine.startswith("60"):
                self.alias(p, self.open(p, card=True), mine)
            else:
                self.alias(p, mine or self.open(p, card=True), self.open(p, card=False))
