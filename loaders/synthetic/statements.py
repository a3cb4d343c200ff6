"""Account statements: what a bank prints for the accounts an office asked about."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from random import Random

from loaders.synthetic.bank_model import Flow
from loaders.synthetic.companies import Registry
from loaders.synthetic.identity import Issuer
from loaders.synthetic.model import AS_OF, Company, Payment, Person, TownData, Village

_CASH = ("取现", "ATM取款", "柜面取款")
_SHOPS = ("超市购物", "购买农资", "加油", "购买家电", "看病缴费", "话费充值", "付电费")


def at(day: date, hour: int = 9, minute: int = 0, second: int = 7) -> datetime:
    """A moment of a day."""
    return datetime.combine(day, time(hour, minute, second))


class Statements:
    """Writes statement lines; every account belongs to one person, firm, village or office."""

    def __init__(self, data: TownData, rng: Random, issuer: Issuer, registry: Registry) -> None:
        self.data, self.rng, self.registry = data, rng, registry
        self.paymaster = (f"{data.town.name}财政所", issuer.corporate())
        self.utility = ("供电公司", issuer.corporate())
        self._issuer = issuer
        self._villages: dict[str, str] = {}
        self.points: dict[str, tuple[str, Person]] = {}
        """Village name -> agent point where its people draw cash, and who runs it."""

    def village_account(self, village: Village) -> str:
        """The account of a village's collective."""
        return self._villages.setdefault(village.code, self._issuer.corporate())

    def name_of(self, village: Village) -> str:
        """What the bank prints as holder of a village's account."""
        return f"{village.name}股份经济合作社"

    def move(self, when: datetime, payer: tuple[str, str, str], payee: tuple[str, str], fen: int, words: str) -> None:
        """A transfer on the payer's statement; a party is (holder, account) and, for the payer, the citizen number."""
        holder, account, number = payer
        self.data.flows.append(Flow(account, holder, number, when, "借", fen, payee[1], payee[0], words))

    def arrive(self, when: datetime, payee: tuple[str, str, str], payer: tuple[str, str], fen: int, words: str) -> None:
        """A transfer on the payee's statement."""
        holder, account, number = payee
        self.data.flows.append(Flow(account, holder, number, when, "贷", fen, payer[1], payer[0], words))

    def draw(
        self, when: datetime, owner: Person, account: str, fen: int, terminal: str, agent: Person | None = None
    ) -> None:
        """Cash drawn, by the owner or by an agent the bank has written down."""
        who = (agent.name, agent.id) if agent else ("", "")
        words = self.rng.choice(_CASH)
        self.data.flows.append(
            Flow(account, owner.name, owner.id, when, "借", fen, "", "", words, terminal, who[0], who[1])
        )

    @staticmethod
    def person(p: Person, account: str) -> tuple[str, str, str]:
        """A person as a party."""
        return p.name, account, p.id

    def village(self, v: Village) -> tuple[str, str, str]:
        """A village as a party."""
        return self.name_of(v), self.village_account(v), ""

    @staticmethod
    def firm(c: Company) -> tuple[str, str, str]:
        """A firm as a party."""
        return c.name, c.account, ""

    def received(self, p: Payment) -> None:
        """The payment as the recipient's bank prints it."""
        self.arrive(at(p.paid, 8, 20), self.person(p.person, p.account), self.paymaster, p.amount, "惠农补贴")

    def background(self, total: int, payments: list[Payment]) -> None:
        """Ordinary life of recipients: money comes, is drawn, spent in shops, and shared with the family."""
        rng = self.rng
        shops = [c for c in self.data.companies if c.status == "存续"]
        rows = [p for p in payments if p.amount > 0 and not p.returned and self._plain(p)]
        rng.shuffle(rows)
        for p in rows:
            if len(self.data.flows) >= total:
                return
            self.received(p)
            self._spend(p, rng.choice(shops) if shops else None)
        for v in self.data.town.villages:
            self._rent(v)

    @staticmethod
    def _plain(p: Payment) -> bool:
        """Whether somebody of the place was paid into an account of their own, under their own name and number."""
        return bool(p.person.household) and p.holder == p.person.name and not p.shown_id and not p.shown_name

    def _spend(self, p: Payment, shop: Company | None) -> None:
        rng, left = self.rng, p.amount
        day = p.paid + timedelta(days=rng.randrange(1, 25))
        if day > AS_OF:
            return
        me = self.person(p.person, p.account)
        draw = rng.random()
        when = at(day, rng.randrange(8, 18), rng.randrange(60), rng.randrange(60))
        if draw < 0.6:
            self._cash(p, when, left * rng.randrange(40, 100) // 10_000 * 100 or left)
        elif draw < 0.85 and shop is not None:
            spent = max(100, left * rng.randrange(10, 90) // 100)
            self.move(when, me, (shop.name, shop.account), spent, rng.choice(_SHOPS))
        elif p.person.household:
            others = [x for x in p.person.household.members if x is not p.person and x.account]
            if others:
                self.move(when, me, (others[0].name, others[0].account), max(100, left // 2), "转账")

    def _cash(self, p: Payment, when: datetime, fen: int) -> None:
        point = self.points.get(p.village)
        if point:
            self.draw(when, p.person, p.account, fen, point[0], point[1])
        else:
            machine = f"{self.data.town.name}支行{self.rng.randrange(1, 5):02d}号机"
            self.draw(when, p.person, p.account, fen, machine)

    def _rent(self, v: Village) -> None:
        """A village's own account: operating money in, power paid."""
        for year in (2023, 2024):
            self.arrive(at(date(year, 3, 8), 10), self.village(v), self.paymaster, 6_000_000, "村级运转经费")
            self.move(at(date(year, 4, 5), 11), self.village(v), self.utility, 68_000, "电费")
