"""Village ledgers since 2018: two lines for each voucher, ordinary spending below every limit."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from loaders.synthetic.companies import Registry
from loaders.synthetic.identity import Issuer
from loaders.synthetic.invoices import InvoiceBook
from loaders.synthetic.model import Company, Contract, Entry, Person, TownData, Village
from loaders.synthetic.offices import BOOKS, BOTH, HEAD, SECRETARY

LEDGER_YEARS = tuple(range(2018, 2025))
BANK_LINE = "银行存款"
_SMALL = (
    ("办公用品", "管理费用"),
    ("打印纸和墨盒", "管理费用"),
    ("路灯维修", "公益支出"),
    ("广播维修", "公益支出"),
    ("绿化苗木", "公益支出"),
    ("机井维修", "经营支出"),
    ("沟渠清淤", "公益支出"),
    ("宣传栏制作", "管理费用"),
    ("垃圾桶", "公益支出"),
    ("除雪", "公益支出"),
    ("会议室桌椅", "固定资产"),
    ("监控设备维护", "管理费用"),
    ("树木修剪", "公益支出"),
    ("文化活动音响", "公益支出"),
    ("消防器材", "公益支出"),
    ("报刊订阅", "管理费用"),
)
_WORKS = ("道路硬化", "文化广场", "排水沟", "路灯安装", "机耕路", "饮水管网", "村部修缮", "健身器材", "桥涵", "护坡")
_PLACES = ("村东", "村西", "村南", "村北", "主街", "河边", "学校旁", "村部前")
UTILITIES = "供电公司", "自来水公司"


class Books:
    """Keeps the ledger and the contracts of a town's villages."""

    def __init__(self, data: TownData, rng: Random, registry: Registry, issuer: Issuer) -> None:
        self.data, self.rng, self.registry, self.issuer = data, rng, registry, issuer
        self._marks = 0
        self._accounts = {name: issuer.corporate() for name in UTILITIES}
        self._contracts = 0
        self._names = {k.name for k in data.contracts}
        self.invoices = InvoiceBook(data, Random(rng.random()))

    def utility_account(self, name: str) -> str:
        """The account of a utility."""
        return self._accounts[name]

    def number(self) -> str:
        """A mark for a new voucher; `number_vouchers` turns marks into numbers."""
        self._marks += 1
        return f"V{self._marks}"

    def number_vouchers(self) -> dict[str, str]:
        """Numbers the vouchers of each village and year by date; returns mark → number."""
        order: dict[tuple[str, int], list[tuple[date, int, Entry]]] = {}
        for k, e in enumerate(self.data.ledger):
            order.setdefault((e.village.code, e.day.year), []).append((e.day, k, e))
        numbers: dict[str, str] = {}
        for rows in order.values():
            count = 0
            for _, _, e in sorted(rows, key=lambda r: r[:2]):
                if e.voucher not in numbers:
                    count += 1
                    numbers[e.voucher] = f"记-{count:04d}"
        for e in self.data.ledger:
            e.voucher = numbers[e.voucher]
        return numbers

    def spend(  # noqa: PLR0913, PLR0917 (a voucher has as many boxes to fill in)
        self,
        village: Village,
        day: date,
        summary: str,
        amount: int,
        payee: str = "",
        account: str = "",
        code: str = "公益支出",
        contract: str = "",
        mode: str = "转账",
        attach: str = "",
    ) -> str:
        """One outflow: expense line and bank or cash line; returns the voucher's mark.

        A firm's bill comes with an invoice; a list of payees is attached as such.
        """
        voucher = self.number()
        handler, approver = self._hands(village, day)
        invoice = self._bill(village, day, payee, amount)
        hands = (payee, account, handler, approver, contract, mode, "", "", invoice)
        proof = attach or (payee if payee.endswith("表") else "2")
        other = "库存现金" if mode == "现金" else BANK_LINE
        self.data.ledger.append(Entry(village, day, voucher, summary, code, amount, 0, *hands, proof))
        self.data.ledger.append(Entry(village, day, voucher, summary, other, 0, amount, *hands, proof))
        return voucher

    def _bill(self, village: Village, day: date, payee: str, amount: int) -> str:
        firm = self.registry.named.get(payee)
        if firm is None and payee not in UTILITIES:
            return ""
        made_out = day - timedelta(days=self.rng.randrange(1, 6))
        return self.invoices.make(payee, firm.code if firm else "", village.name, made_out, amount).mark

    def lines(self, voucher: str) -> list[Entry]:
        """The lines of a voucher just booked, by its mark."""
        return [e for e in self.data.ledger[-40:] if e.voucher == voucher]

    def receive(self, village: Village, day: date, summary: str, amount: int, code: str = "补助收入") -> None:
        """One income."""
        voucher = self.number()
        handler, approver = self._hands(village, day)
        self.data.ledger.append(
            Entry(village, day, voucher, summary, BANK_LINE, debit=amount, handler=handler, approver=approver)
        )
        self.data.ledger.append(
            Entry(village, day, voucher, summary, code, credit=amount, handler=handler, approver=approver)
        )

    def settle(
        self, village: Village, day: date, summary: str, amount: int, payer: str, account: str, code: str
    ) -> None:
        """Money that somebody gives back."""
        voucher = self.number()
        handler, approver = self._hands(village, day)
        hands = (payer, account, handler, approver)
        self.data.ledger.append(Entry(village, day, voucher, summary, BANK_LINE, amount, 0, *hands))
        self.data.ledger.append(Entry(village, day, voucher, summary, code, 0, amount, *hands))

    def _hands(self, village: Village, day: date) -> tuple[str, str]:
        held = [o for o in village.offices if o.held_on(day)]
        books = next((o.person.name for o in held if o.post == BOOKS), "")
        head = next((o.person.name for o in held if o.post in (SECRETARY, BOTH, HEAD)), "")
        return books, head

    def contract(
        self,
        village: Village,
        name: str,
        party: Company | Person,
        amount: int,
        signed: date,
        meeting: date | None,
        mode: str = "公开招标",
        bidders: list[str] | None = None,
    ) -> Contract:
        """A contract, tendered to the party and two suppliers unless bidders are named."""
        self._contracts += 1
        number = f"{village.code[6:]}HT{signed.year}{self._contracts:04d}"
        code = party.code if isinstance(party, Company) else party.id
        others = bidders
        if others is None:
            others = [c.name for c in self.rng.sample(self.registry.suppliers, 3) if c.name != party.name][:2]
        row = Contract(number, name, village, party.name, code, amount, signed, meeting, mode, [party.name, *others])
        self.data.contracts.append(row)
        return row

    def year(self, village: Village, year: int, lines: int) -> None:
        """An ordinary year of about `lines` ledger lines."""
        rng = self.rng
        left = max(6, lines // 2)
        months = [1 + k * 12 // max(1, min(12, left // 5)) for k in range(max(1, min(12, left // 5)))]
        for month in months:
            self.spend(
                village,
                date(year, month, 5),
                f"付{month}月电费",
                100 * rng.randrange(280, 900),
                UTILITIES[0],
                self._accounts[UTILITIES[0]],
                "管理费用",
            )
            self.spend(
                village, date(year, month, 25), f"发放{month}月村干部报酬", 620000, "村干部报酬发放表", "", "应付工资"
            )
            left -= 2
        self.receive(village, date(year, 3, 8), "收上级村级组织运转经费", 6_000_000)
        self.receive(village, date(year, 10, 9), "收土地承包费", 100 * rng.randrange(20_000, 90_000), "发包及上交收入")
        left -= 2
        if rng.random() < 0.6:
            self.project(village, year)
            left -= 1
        self._purchases(village, year, max(0, left))

    def _purchases(self, village: Village, year: int, count: int) -> None:
        """Small purchases, one kind at most once in a hundred days."""
        rng = self.rng
        kinds = rng.sample(_SMALL, len(_SMALL))
        for k in range(count):
            what, code = kinds[k % len(kinds)]
            turn = k // len(kinds)
            day = date(year, 1, 6) + timedelta(days=min(350, (k % len(kinds)) * 5 + turn * 110 + rng.randrange(4)))
            supplier = self.registry.suppliers[(k * 7 + rng.randrange(7)) % len(self.registry.suppliers)]
            place = _PLACES[turn % len(_PLACES)]
            amount = 100 * rng.randrange(300, 7800)
            mode = "现金" if amount < 400_00 else "村务卡" if amount < 950_00 else "转账"
            summary = f"付{place}{what}款"
            self.spend(village, day, summary, amount, supplier.name, supplier.account, code, mode=mode)

    def project(self, village: Village, year: int) -> None:
        """A tendered work with meeting, contract, then payment."""
        rng = self.rng
        supplier = self.registry.suppliers[rng.randrange(len(self.registry.suppliers))]
        name = f"{village.name}{rng.choice(_PLACES)}{rng.choice(_WORKS)}工程"
        while name in self._names:
            name = f"{village.name}{rng.choice(_PLACES)}{rng.choice(_WORKS)}{rng.randrange(2, 99)}段工程"
        self._names.add(name)
        amount = 100 * rng.randrange(520_00, 1_550_00) // 10 * 10
        signed = date(year, rng.randrange(3, 9), rng.randrange(1, 28))
        row = self.contract(village, name, supplier, amount, signed, signed - timedelta(days=rng.randrange(9, 40)))
        paid = min(signed + timedelta(days=rng.randrange(40, 110)), date(year, 12, 20))
        self.spend(
            village,
            paid,
            f"付{name[len(village.name) :]}款",
            amount,
            supplier.name,
            supplier.account,
            "在建工程",
            row.number,
        )

    def run(self, total: int) -> None:
        """Seven years of every village, `total` lines in all (less what cases have booked already)."""
        villages = self.data.town.villages
        start = len(self.data.ledger)
        slots = len(villages) * len(LEDGER_YEARS)
        done = 0
        for village in villages:
            for year in LEDGER_YEARS:
                done += 1
                goal = (total - start) * done // slots
                self.year(village, year, goal + start - len(self.data.ledger))
