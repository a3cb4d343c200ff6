"""Background payments of three years: everybody who should be paid, once, into their own account."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from loaders.synthetic.aid import AidOffice
from loaders.synthetic.model import AS_OF, YEARS, Aid, Household, Payment, Person, Town
from loaders.synthetic.programs import BY_CODE, Program, bounds, pay_day, periods

CLERKS = ("孙会娟", "郑立新", "罗春燕", "曹志鹏")
RETURN_REASONS = ("账户状态异常", "账号与户名不符", "账户已销户", "账号错误")


class Treasury:
    """Pays; keeps every payment of the town and an index by person."""

    def __init__(self, office: AidOffice, rng: Random) -> None:
        self.office, self.data, self.bank, self.rng = office, office.data, office.bank, rng
        self.of: dict[Person, list[Payment]] = {}

    def pay(  # noqa: PLR0913 (a roster row has as many columns)
        self,
        code: str,
        period: str,
        person: Person,
        amount: int,
        *,
        quantity: float = 1,
        rate: int = 0,
        account: str = "",
        paid: date | None = None,
        approved: date | None = None,
        part: str = "",
        village: str = "",
    ) -> Payment:
        """One payment into somebody's account, their own unless another is named."""
        program = BY_CODE[code]
        number = account or self.bank.account(person)
        owner = self.bank.owner.get(number, person)
        row = Payment(
            code,
            period,
            person,
            village or person.village.name,
            number,
            owner.name,
            quantity,
            rate,
            amount,
            paid or pay_day(program, period),
            part,
            approved,
            clerk=CLERKS[self.data.town.index % len(CLERKS)],
        )
        self.data.payments.append(row)
        self.of.setdefault(person, []).append(row)
        return row

    def flat(self, code: str, period: str, person: Person) -> Payment:
        """The standard of a programme, once."""
        standard = BY_CODE[code].standard
        return self.pay(code, period, person, standard, rate=standard)

    def area(self, code: str, year: int, person: Person, mu: float, village: str = "", account: str = "") -> Payment:
        """An area subsidy: mu times the standard."""
        rate = BY_CODE[code].standard
        amount = round(mu * rate)
        return self.pay(code, str(year), person, amount, quantity=mu, rate=rate, village=village, account=account)

    def bounce(self, payment: Payment, days: int | None, account: str = "") -> Payment | None:
        """The bank returns a payment; it is issued again `days` later, or never."""
        payment.returned = self.rng.choice(RETURN_REASONS)
        payment.status = "退回"
        if days is None:
            return None
        return self.pay(
            payment.program,
            payment.period,
            payment.person,
            payment.amount,
            quantity=payment.quantity,
            rate=payment.rate,
            account=account or payment.account,
            paid=payment.paid + timedelta(days=days),
            approved=payment.approved,
            part="补发",
            village=payment.village,
        )

    def aid(self, aid: Aid, skip: tuple[str, ...] = ()) -> list[Payment]:
        """Every period of a benefit household inside the years paid for."""
        program = BY_CODE[aid.kind]
        rows = []
        for year in YEARS:
            for period in periods(program, year):
                first, last = bounds(period)
                if period in skip or first < aid.start or (aid.end and last > aid.end + timedelta(days=3)):
                    continue
                amount = aid.monthly * (3 if program.cycle == "quarter" else 1)
                rows.append(self.pay(aid.kind, period, aid.head, amount, rate=amount, account=aid.account))
        return rows


def alive(person: Person, period: str) -> bool:
    """Whether somebody lives beyond the end of a period."""
    return person.death is None or person.death > bounds(period)[1] + timedelta(days=40)


class Background:
    """Ordinary payments to the people of a town."""

    def __init__(self, treasury: Treasury, rng: Random, payroll: set[Person]) -> None:
        self.t, self.rng, self.payroll = treasury, rng, payroll
        self.index = treasury.office.index
        self.quiet: set[Household] = set()

    def run(self, town: Town) -> None:
        """All programmes but the filler, village by village."""
        for aid in self.t.data.aids:
            self.t.aid(aid)
        aided = {a.head.household for a in self.t.data.aids}
        for village in town.villages:
            people = [p for p in village.people if p.household]
            for p in people:
                self._person(p)
                self._funeral(p)
            for h in village.households:
                self._farm(h)
                if h not in aided and self._poor_enough(h):
                    self._discretion(h)

    def _each(self, code: str, person: Person, years: tuple[int, ...] = YEARS) -> None:
        program: Program = BY_CODE[code]
        for year in years:
            for period in periods(program, year):
                if alive(person, period):
                    self.t.flat(code, period, person)

    def _person(self, p: Person) -> None:
        """Programmes by certificate or head: disability, old age, students, resettled people."""
        rng, age = self.rng, p.age()
        if age >= 78:
            for year in YEARS:
                for period in periods(BY_CODE["B03"], year):
                    if p.age(bounds(period)[0]) >= 80 and alive(p, period):
                        self.t.flat("B03", period, p)
        draw = rng.random()
        if draw < 0.013 and age > 18:
            self._each("B01", p)
        elif draw < 0.018 and age > 18:
            self._each("B02", p)
        elif draw < 0.03 and 63 <= age < 80:
            self._each("B04", p)
        elif draw < 0.055 and 18 <= p.age(date(2022, 9, 1)) <= 19:
            self._each("B06", p, (2022, 2023))
        elif draw > 0.985 and age > 25:
            self._each("A04", p)
        elif draw > 0.955 and age > 25:
            self._each("A05", p)

    def _funeral(self, p: Person) -> None:
        """The funeral grant goes to a grown-up of the household."""
        home = p.household
        if home is None or p.death is None or p.death.year not in YEARS:
            return
        adults = [x for x in home.members if x.death is None and x.age() > 18]
        heir = next((x for x in adults if not any(r.program == "B07" for r in self.t.of.get(x, ()))), None)
        if heir:
            day = min(p.death + timedelta(days=45), AS_OF)
            self.t.pay("B07", str(day.year), heir, 100000, rate=100000, paid=day)

    def _farm(self, h: Household) -> None:
        if self.rng.random() > 0.38 or h.head.age() < 22:
            return
        mu = round(self.rng.uniform(1.2, 4.5) * max(2, min(len(h.members), 5)) / 2, 2)
        corn = self.rng.random() < 0.3
        for year in YEARS:
            if not alive(h.head, str(year)):
                return
            self.t.area("A01", year, h.head, mu)
            if corn:
                self.t.area("A03", year, h.head, round(mu * 0.8, 2))

    def _poor_enough(self, h: Household) -> bool:
        people = h.members
        return (
            all(p.death is None for p in people)
            and h.head.age() >= 18
            and not any(p in self.index.circle or p in self.payroll for p in people)
        )

    def _discretion(self, h: Household) -> None:
        """Temporary relief, houses, industry awards, new year's visits: among the rest, by chance."""
        rng, head = self.rng, h.head
        if rng.random() < 0.03:
            month = f"{rng.choice(YEARS)}-{rng.randrange(1, 13):02d}"
            relief(self.t, head, month, 50000 * rng.randrange(1, 8))
        if rng.random() < 0.008 and head.age() > 50:
            self.house(head, rng.choice(YEARS), 1000000 + 100000 * rng.randrange(10))
        if rng.random() < 0.04:
            year = rng.choice(YEARS)
            self.t.pay("C05", str(year), head, 10000 * rng.randrange(8, 40), approved=date(year, 9, 20))
        if rng.random() < 0.05 and head.age() > 60:
            self.t.flat("C06", str(rng.choice(YEARS)), head)

    def house(self, person: Person, year: int, amount: int) -> Payment:
        """Rebuilding aid of a year."""
        family = person.household.members if person.household else [person]
        approved = date(year, 7, 10)
        self.t.office.approve("C04", person, family, approved)
        return self.t.pay("C04", str(year), person, amount, approved=approved)

    def reissues(self) -> None:
        """A few returned payments, each issued again within the month."""
        yearly = [p for p in self.t.data.payments if p.program in ("A01", "A03", "B04")]
        for p in self.rng.sample(yearly, min(len(yearly), max(3, len(yearly) // 400))):
            if not p.returned and not p.part:
                self.t.bounce(p, self.rng.randrange(15, 45))

    def fill(self, town: Town, total: int, used: set[Household]) -> None:
        """The one-off grain subsidy, to as many households as make the number of payments right."""
        missing = total - len(self.t.data.payments)
        for year in (2024, 2023, 2022):
            for village in town.villages:
                for h in village.households:
                    if missing <= 0:
                        return
                    if h in used or h.head.age() < 22 or not alive(h.head, str(year)):
                        continue
                    self.t.area("A02", year, h.head, round(self.rng.uniform(1.5, 9), 2))
                    missing -= 1


def relief(
    t: Treasury,
    person: Person,
    month: str,
    amount: int,
    signers: dict[str, Person] | None = None,
    approved: date | None = None,
    only: tuple[str, ...] = (),
    notes: dict[str, tuple[str, str]] | None = None,
) -> Payment:
    """Temporary relief (C03): approval of the month, then the payment."""
    year, m = int(month[:4]), int(month[5:])
    day = approved or date(year, m, 10)
    family = person.household.members if person.household else [person]
    t.office.approve("C03", person, family, day, signers, only, notes)
    return t.pay("C03", month, person, amount, paid=day + timedelta(days=14), approved=day)
