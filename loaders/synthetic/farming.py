"""Land, machines and herds of a town, as the agricultural office lists them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from loaders.synthetic.model import Company, Household, Payment, Person, TownData, Village

AREA = ("A01", "A02", "A03")


@dataclass(slots=True)
class Parcel:
    """A parcel with its contractor, or collective land where there is none; `moved_in` is land taken over."""

    village: Village
    code: str
    contractor: Person | None
    measured: float
    land_type: str = "家庭承包"
    moved_in: float | None = None
    term: str = ""


@dataclass(slots=True)
class Machine:
    """One subsidised machine."""

    buyer: Person | Company
    village: Village
    model: str
    number: str
    engine: str
    invoice: str
    dealer: str
    amount: int
    day: date
    resold: date | None = None


@dataclass(slots=True)
class Herd:
    """A household's livestock in a year's list."""

    keeper: Person
    animal: str
    heads: int
    year: int
    account: str = ""
    holder: str = ""
    amount: int = 0


@dataclass
class Farming:
    """What a town's agricultural office knows; `less`: share of paid land the register has, `more`: land taken over,
    `cleared`: share of paid land that was waste and is contracted otherwise."""

    parcels: list[Parcel] = field(default_factory=list)
    machines: list[Machine] = field(default_factory=list)
    herds: list[Herd] = field(default_factory=list)
    less: dict[Person, float] = field(default_factory=dict)
    more: dict[Person, float] = field(default_factory=dict)
    cleared: dict[Person, float] = field(default_factory=dict)

    def background(self, data: TownData, rng: Random, dealer: Company) -> None:
        """Everybody's land as it is paid for, collective land, and ordinary machines and herds."""
        counts: dict[str, int] = defaultdict(int)
        for village in data.town.villages:
            self._parcel(counts, village, None, 24.0, "机动地")
        for home, mu in _paid(data.payments).items():
            part = round(mu * self.less.get(home.head, 1.0), 2)
            if not part and home.head not in self.more:
                continue
            self._parcel(counts, home.village, home.head, part, moved_in=self.more.get(home.head))
            if home.head in self.cleared:
                reclaimed = round(mu * self.cleared[home.head], 2)
                self._parcel(counts, home.village, home.head, reclaimed, "其他方式承包（开荒地）")
        heads = [h.head for v in data.town.villages for h in v.households if 25 <= h.head.age() <= 65]
        for n, p in enumerate(rng.sample(heads, max(2, len(heads) // 60))):
            day = date(2022 + n % 3, 3 + n % 6, 1 + n % 27)
            mark = f"{data.town.code[-3:]}{n:05d}"
            self.machines.append(
                Machine(
                    p, p.village, "1204轮式拖拉机", f"TJ{mark}", f"YC{mark}", f"00{mark}", dealer.name, 2_400_000, day
                )
            )
        aided = {m for a in data.aids for m in a.members}
        for n, p in enumerate(rng.sample(heads, max(2, len(heads) // 50))):
            many = p not in aided
            self.herds.append(
                Herd(p, "能繁母猪", 60 + n if many else 3, 2022 + n % 3, p.account, p.name, 6000 * (1 + n % 5))
            )

    def _parcel(
        self,
        counts: dict[str, int],
        village: Village,
        contractor: Person | None,
        mu: float,
        land_type: str = "家庭承包",
        moved_in: float | None = None,
    ) -> None:
        counts[village.code] += 1
        code = f"{village.code:0<14}{counts[village.code]:05d}"
        term = "2021-2028" if moved_in else ""
        self.parcels.append(Parcel(village, code, contractor, mu, land_type, moved_in, term))


def _paid(payments: list[Payment]) -> dict[Household, float]:
    """Household -> the largest area it is paid for under one programme and year."""
    sums: dict[tuple[Household, str, str], float] = defaultdict(float)
    for p in payments:
        if p.program in AREA and p.person.household and not p.shown_id:
            sums[p.person.household, p.program, p.period] += p.quantity
    found: dict[Household, float] = {}
    for (home, _, _), mu in sums.items():
        found[home] = max(found.get(home, 0.0), round(mu, 2))
    return found
