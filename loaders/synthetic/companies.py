"""Market entities: traders and co-operatives of residents, and the firms that supply villages."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from loaders.synthetic.identity import Issuer
from loaders.synthetic.model import Company, Person, TownData
from loaders.synthetic.offices import resident_stranger
from loaders.synthetic.words import TRADES, firm


class Registry:
    """Registers entities of a town."""

    def __init__(self, data: TownData, rng: Random, issuer: Issuer) -> None:
        self.data, self.rng, self.issuer = data, rng, issuer
        self.suppliers: list[Company] = []
        self.named: dict[str, Company] = {}

    def register(
        self,
        legal: Person,
        kind: str = "91",
        name: str = "",
        status: str = "存续",
        founded: date | None = None,
        share: float = 100,
    ) -> Company:
        """A new entity with its legal representative, who holds `share` percent of a company."""
        rng, town = self.rng, self.data.town.name
        trade = rng.choice(TRADES)[0]
        tail = {"91": "有限公司", "92": "经营部", "93": "专业合作社"}[kind]
        while not name or name in self.named:
            name = firm(rng, town[:-1], trade, tail)
        day = founded or date(2010, 3, 1) + timedelta(days=rng.randrange(3600))
        words = {"91": "有限责任公司", "92": "个体工商户", "93": "农民专业合作社"}[kind]
        company = Company(
            self.issuer.credit(kind),
            name,
            words,
            status,
            legal,
            day,
            100_000_00 * rng.randrange(1, 30),
            self.issuer.corporate(),
        )
        if kind != "92":
            company.holders.append((legal, share, day, None))
            if share < 100:
                other = resident_stranger(self.data.town, rng, self.issuer)
                company.holders.append((other, 100 - share, day, None))
        self.data.companies.append(company)
        self.named[name] = company
        return company

    def outsider(self) -> Person:
        """Somebody who owns a firm and lives elsewhere."""
        return resident_stranger(self.data.town, self.rng, self.issuer)

    def make_suppliers(self, count: int) -> None:
        """Firms that villages buy from, none of which belongs to anybody of the town."""
        for _ in range(count):
            self.suppliers.append(self.register(self.outsider(), "91", share=self.rng.choice((100, 100, 60, 51))))

    def fill(self, total: int, people: list[Person]) -> None:
        """Traders, firms and co-operatives of residents until the town has `total` entities."""
        owners = [p for p in people if p.death is None and 22 <= p.age() <= 60]
        self.rng.shuffle(owners)
        for p in owners:
            if len(self.data.companies) >= total:
                return
            kind = self.rng.choices(("92", "91", "93"), (75, 15, 10))[0]
            status = self.rng.choices(("存续", "注销", "吊销"), (85, 12, 3))[0]
            company = self.register(p, kind, status=status)
            if status != "存续":
                company.closed = company.founded + timedelta(days=self.rng.randrange(400, 1500))
