"""What people of a town have and stand in, as the departments that keep it know it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from loaders.synthetic.model import Company, Person, Village


@dataclass(slots=True)
class Car:
    """A row of the vehicle register; `status` may hold several states."""

    owner: Person | Company
    plate: str
    type: str
    registered: date
    status: str = "正常"
    brand: str = ""
    price: int | None = None


@dataclass(slots=True)
class Home:
    """A registered home with its owners; `share` says how they own it."""

    owners: list[Person]
    cert: str
    address: str
    kind: str
    area: float
    registered: date
    share: str = "单独所有"
    status: str = "现势"
    with_ids: bool = True


@dataclass(slots=True)
class Certificate:
    """A certificate of disability, school, service or hardship."""

    person: Person
    kind: str
    level: str
    start: date
    end: date | None = None


@dataclass(slots=True)
class Custody:
    """A stay in custody, or what is not one (community correction)."""

    person: Person
    start: date
    end: date | None
    kind: str = "有期徒刑"


@dataclass(slots=True, eq=False)
class Engagement:
    """A public-welfare post of a village and its months of wages: (first day, days at work, account)."""

    person: Person
    post: str
    village: Village
    start: date
    end: date | None
    wage: int
    account: str
    category: str = ""
    months: list[tuple[date, int | None, str]] = field(default_factory=list)


@dataclass(slots=True)
class Insured:
    """A stretch of social insurance paid through a unit."""

    person: Person
    unit: str
    code: str
    start: date
    end: date | None = None
    kind: str = "职工养老"


@dataclass(slots=True)
class TaxYear:
    """What an entity paid in one year."""

    name: str
    code: str
    year: int
    paid: int
    staff: int


@dataclass
class Belongings:
    """All of it, for one town."""

    cars: list[Car] = field(default_factory=list)
    homes: list[Home] = field(default_factory=list)
    certificates: list[Certificate] = field(default_factory=list)
    custody: list[Custody] = field(default_factory=list)
    posts: list[Engagement] = field(default_factory=list)
    insured: list[Insured] = field(default_factory=list)
    taxes: list[TaxYear] = field(default_factory=list)
    born: list[Person] = field(default_factory=list)
