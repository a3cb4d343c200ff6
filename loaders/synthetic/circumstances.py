"""The ordinary circumstances of a town: who has a car, a home, a certificate; nothing here fails a benefit's test."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from loaders.synthetic.belongings import Belongings, Car, Certificate, Custody, Engagement, Home, Insured, TaxYear
from loaders.synthetic.cases.casebook import Casebook
from loaders.synthetic.model import AS_OF, YEARS, Household, Person, TownData, Village
from loaders.synthetic.programs import BY_CODE

CARS = ("小型轿车", "小型轿车", "小型普通客车", "小型越野客车", "微型普通客车")
BRANDS = ("五菱", "长安", "吉利", "比亚迪", "大众", "哈弗")
FARM = (("普通二轮摩托车", "钱江"), ("正三轮载货摩托车", "宗申"), ("三轮汽车", "时风"), ("轻型普通货车", "福田"))
NEEDS = {"B01": ("残疾人证", "三级"), "B02": ("残疾人证", "一级"), "B06": ("学籍", "在校生")}
"""Programmes whose recipients hold a certificate."""
POSTS = ("保洁员", "护林员", "护路员", "水管员")
WAGE = 60000


class Circumstances:
    """Fills in what the cases left open, after all payments are known."""

    def __init__(self, data: TownData, book: Casebook, rng: Random) -> None:
        self.data, self.book, self.rng = data, book, rng
        self.has: Belongings = data.belongings
        self._plates = {car.plate for car in self.has.cars}
        self._serial = 0
        tested = {p.person for p in data.payments if BY_CODE[p.program].asset_test}
        tested |= {m for aid in data.aids for m in aid.members}
        self.tested = {p.household for p in tested if p.household}

    def run(self) -> None:
        """Everything, household by household."""
        for village in self.data.town.villages:
            for home in village.households:
                self._vehicles(home)
                self._houses(home, village)
            self._posts(village)
        self._certificates()
        self._custody()
        self._births()
        self._insurance()
        self._taxes()

    def plate(self) -> str:
        """A number plate not given before; its letters and digits are made up."""
        while True:
            plate = f"鲁Z{self.rng.randrange(36**4) % 90000 + 10000:05d}测"
            if plate not in self._plates:
                self._plates.add(plate)
                return plate

    def cert(self) -> str:
        """A number of a title to a home."""
        self._serial += 1
        return f"青和{self.data.town.code[-3:]}{self.data.town.index:03d}第{self._serial + 50_000:07d}号"

    def _free(self, home: Household) -> bool:
        """Whether the household may own what an asset test asks about."""
        return home not in self.tested and home not in self.book.used_homes

    def _driver(self, home: Household) -> Person | None:
        return next((p for p in home.members if p.death is None and 22 <= p.age() <= 64), None)

    def _vehicles(self, home: Household) -> None:
        owner, rng = self._driver(home), self.rng
        if owner is None or home in self.book.used_homes:
            return
        if self._free(home) and rng.random() < 0.36:
            day = date(2012, 1, 1) + timedelta(days=rng.randrange(4600))
            state = rng.choices(("正常", "逾期未检验", "抵押", "注销", "转出"), (90, 4, 3, 2, 1))[0]
            self.has.cars.append(Car(owner, self.plate(), rng.choice(CARS), day, state, rng.choice(BRANDS),
                                     100000 * rng.randrange(30, 160) if rng.random() < 0.6 else None))
        elif rng.random() < 0.3:
            kind, brand = rng.choice(FARM)
            day = date(2010, 1, 1) + timedelta(days=rng.randrange(5200))
            self.has.cars.append(Car(owner, self.plate(), kind, day, "正常", brand))

    def _houses(self, home: Household, village: Village) -> None:
        head, rng = home.head, self.rng
        if head.death is not None or home in self.book.used_homes or rng.random() > 0.5:
            return
        day = date(2005, 1, 1) + timedelta(days=rng.randrange(6000))
        place = f"{self.data.town.name}{village.name}{int(home.number[-4:])}号"
        self.has.homes.append(Home([head], self.cert(), place, "自建", 60.0 + rng.randrange(120), day))
        if self._free(home) and rng.random() < 0.12:
            spouse = head.spouse if head.spouse in home.members else None
            owners = [head, spouse] if spouse and rng.random() < 0.5 else [head]
            share = "共同共有" if len(owners) > 1 else "单独所有"
            day = date(2010, 1, 1) + timedelta(days=rng.randrange(5200))
            flat = f"青和县锦绣小区{rng.randrange(1, 30)}号楼{rng.randrange(1, 5)}0{rng.randrange(1, 5)}室"
            self.has.homes.append(Home(owners, self.cert(), flat, "商品房", 80.0 + rng.randrange(60), day, share))

    def _posts(self, village: Village) -> None:
        """Two welfare posts a village, held by people over fifty who are no kin of anybody in office."""
        held = {e.person for e in self.has.posts}
        paid = {w.person for w in self.data.wages}
        found = 0
        for home in village.households:
            p = home.head
            fit = (p.death is None and 50 <= p.age() <= 64 and p not in held | paid and home not in self.book.used_homes
                   and self.book.kin.free_of_kin(home.members))
            if not fit or found == 2:
                continue
            found += 1
            start = date(self.rng.randrange(2021, 2024), self.rng.randrange(1, 13), 1)
            self.engage(p, village, start, category=self.rng.choice(("脱贫户", "大龄困难人员", "")))

    def engage(self, p: Person, village: Village, start: date, end: date | None = None, category: str = "",
               post: str = "") -> Engagement:
        """A post with a wage for every month of the last year."""
        account = self.book.bank.account(p)
        job = Engagement(p, post or self.rng.choice(POSTS), village, start, end, WAGE, account, category)
        for month in range(1, 13):
            day = date(YEARS[-1], month, 1)
            if start <= day and (end is None or day <= end):
                job.months.append((day, self.rng.randrange(18, 24), account))
        self.has.posts.append(job)
        return job

    def _certificates(self) -> None:
        """Whoever is paid by certificate holds one, unless a case says otherwise."""
        done = {(c.person, c.kind) for c in self.has.certificates} | self.book.uncertified
        for code, (kind, level) in NEEDS.items():
            for p in {x.person: None for x in self.data.payments if x.program == code}:
                if (p, kind) not in done:
                    done.add((p, kind))
                    start = date(max(2012, p.birth.year + 6), 3, 1)
                    self.has.certificates.append(Certificate(p, kind, level, start, None))
        for village in self.data.town.villages:
            for p in village.people:
                if p.death is None and 6 <= p.age() <= 18 and self.rng.random() < 0.9 and (p, "学籍") not in done:
                    first = date(p.birth.year + 6, 9, 1)
                    self.has.certificates.append(Certificate(p, "学籍", "在校生", first, None))

    def _custody(self) -> None:
        """A few people who drew nothing were held once."""
        paid = {p.person.household for p in self.data.payments} | {a.head.household for a in self.data.aids}
        held = [p for v in self.data.town.villages for p in v.people
                if p.death is None and 20 <= p.age() <= 60 and p.household not in paid | self.book.used_homes
                and p not in self.book.kin.circle]
        for p in self.rng.sample(held, min(len(held), 4)):
            start = date(2020, 1, 1) + timedelta(days=self.rng.randrange(900))
            self.has.custody.append(Custody(p, start, start + timedelta(days=self.rng.randrange(40, 700))))

    def _births(self) -> None:
        people = (p for v in self.data.town.villages for p in v.people)
        self.has.born += [p for p in people if p.birth >= date(2019, 1, 1) and p.father and p.mother]

    def _insurance(self) -> None:
        for wage in self.data.wages:
            if wage.post_type == "在编" and self.rng.random() < 0.8:
                self.has.insured.append(Insured(wage.person, wage.unit, "", wage.start, wage.end))
        insured = {i.person for i in self.has.insured}
        for company in self.data.companies:
            person = company.legal
            done = person in insured or person in self.book.used_people
            if company.kind != "个体工商户" and company.closed is None and not done:
                insured.add(person)
                self.has.insured.append(Insured(person, company.name, company.code, company.founded))

    def _taxes(self) -> None:
        told = {t.code for t in self.has.taxes} | self.book.untaxed
        for company in self.data.companies:
            if company.code in told or company.status != "存续" or self.rng.random() < 0.1:
                continue
            staff = self.rng.randrange(1, 4) if company.kind == "个体工商户" else self.rng.randrange(2, 20)
            for year in YEARS:
                if company.founded.year <= year <= AS_OF.year:
                    paid = self.rng.randrange(0, 180000) if staff < 4 else self.rng.randrange(200000, 6000000)
                    self.has.taxes.append(TaxYear(company.name, company.code, year, paid, staff))
