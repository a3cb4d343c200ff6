"""The things a made-up place is made of. Money is integer 分; dates are `datetime.date`."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from loaders.synthetic.bank_model import AccountAlias, AccountChange, Flow
from loaders.synthetic.belongings import Belongings
from loaders.synthetic.farming import Farming
from loaders.synthetic.papers import Papers

AS_OF, YEARS = date(2024, 12, 31), (2022, 2023, 2024)
"""The day every extract describes; the years paid for."""


@dataclass(slots=True, eq=False)
class Village:
    """A village with its own committee: an administrative village or a natural one of a community."""

    code: str
    name: str
    town: Town
    level: str = "行政村"
    community: Village | None = None
    surnames: list[str] = field(default_factory=list)
    target: int = 0
    former_code: str = ""
    former_name: str = ""
    people: list[Person] = field(default_factory=list)
    households: list[Household] = field(default_factory=list)
    offices: list[Office] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Town:
    """A township: its own files in every department."""

    code: str
    name: str
    index: int
    villages: list[Village] = field(default_factory=list)
    communities: list[Village] = field(default_factory=list)
    neighbours: list[Village] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Marriage:
    """A marriage from `day` on, until `divorced` where that is set."""

    husband: Person
    wife: Person
    day: date
    divorced: date | None = None


@dataclass(slots=True, eq=False)
class Person:
    """One human being; `registered` tells whether the township's register has a row of theirs."""

    name: str
    sex: str
    birth: date
    id: str
    village: Village
    generation: int
    father: Person | None = None
    mother: Person | None = None
    children: list[Person] = field(default_factory=list)
    marriages: list[Marriage] = field(default_factory=list)
    household: Household | None = None
    relation: str = ""
    death: date | None = None
    registered: bool = True
    account: str = ""
    moved_in: date | None = None
    adopted: bool = False
    recorded_sex: str = ""

    @property
    def spouse(self) -> Person | None:
        """The person married to at the end of the story, dead or alive."""
        return self.spouse_on(AS_OF)

    def spouse_on(self, day: date) -> Person | None:
        """The person married to on a day."""
        for m in self.marriages:
            if m.day <= day and (m.divorced is None or m.divorced > day):
                return m.wife if m.husband is self else m.husband
        return None

    def age(self, day: date = AS_OF) -> int:
        """Full years on a day."""
        return day.year - self.birth.year - ((day.month, day.day) < (self.birth.month, self.birth.day))


@dataclass(slots=True, eq=False)
class Household:
    """A 户 of the register."""

    number: str
    village: Village
    head: Person
    members: list[Person] = field(default_factory=list)
    door: int = 0
    """Door number where it is not that of the household's own number."""


@dataclass(slots=True, eq=False)
class Office:
    """A post held by a person in a unit, with its term; an open end is None."""

    person: Person
    unit: Village | Town
    post: str
    start: date
    end: date | None = None
    kind: str = "村"

    def held_on(self, day: date) -> bool:
        """Whether the term covers a day, both ends included."""
        return self.start <= day and (self.end is None or day <= self.end)


@dataclass(slots=True)
class Payment:
    """One row of a payment roster; what the row shows may differ from what is true."""

    program: str
    period: str
    person: Person
    village: str
    account: str
    holder: str
    quantity: float
    rate: int
    amount: int
    paid: date
    part: str = ""
    approved: date | None = None
    status: str = ""
    reason: str = ""
    clerk: str = ""
    shown_name: str = ""
    shown_id: str = ""
    returned: str = ""
    batch: str = ""
    parcel: str = ""
    phone: str = ""
    entered: datetime | None = None


@dataclass(slots=True, eq=False)
class Company:
    """A market entity; `holders` are (person or company, share in percent, from, to)."""

    code: str
    name: str
    kind: str
    status: str
    legal: Person
    founded: date
    registered: int
    account: str
    holders: list[tuple[Person | Company, float, date | None, date | None]] = field(default_factory=list)
    closed: date | None = None


@dataclass(slots=True)
class Entry:
    """One line of a village ledger."""

    village: Village
    day: date
    voucher: str
    summary: str
    account: str
    debit: int = 0
    credit: int = 0
    payee: str = ""
    payee_account: str = ""
    handler: str = ""
    approver: str = ""
    contract: str = ""
    mode: str = "转账"
    receiver: str = ""
    detail_signer: str = ""
    invoice: str = ""
    attach: str = "2"


@dataclass(slots=True)
class Contract:
    """A contract of a village, with the bidders of its tender."""

    number: str
    name: str
    village: Village
    party: str
    party_code: str
    amount: int
    signed: date
    meeting: date | None
    mode: str
    bidders: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Step:
    """One signed step of an approval."""

    case: str
    program: str
    applicant: Person
    step: str
    signer: str
    signer_id: str
    day: date
    result: str = "同意"
    recusal: str = "否"


@dataclass(slots=True)
class Filing:
    """A near-relative filing of one staff member for one beneficiary."""

    staff: Person
    post: str
    unit: str
    beneficiary: Person
    relation: str
    program: str
    filed: date
    recusal: str = "已回避"
    with_id: bool = True


@dataclass(slots=True, eq=False)
class Aid:
    """A benefit household of 低保 or 特困 (civil affairs' file)."""

    file_no: str
    kind: str
    head: Person
    members: list[Person]
    start: date
    end: date | None
    monthly: int
    account: str
    case: str
    approved: date
    village: Village
    unfiled: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Death:
    """A row of a death list; `source` names the department, `column` the date's kind."""

    person: Person
    day: date
    source: str = "卫健"
    column: str = "death"


@dataclass(slots=True)
class Wage:
    """A row of the public payroll."""

    person: Person
    unit: str
    post_type: str
    start: date
    end: date | None
    pay: int


@dataclass(slots=True)
class Guardian:
    """A guardian who draws money for a ward."""

    ward: Person
    guardian: Person
    relation: str
    start: date
    account: str


@dataclass(slots=True)
class Institution:
    """A home for people without support, with its own account."""

    name: str
    code: str
    account: str
    wards: list[tuple[Person, date]] = field(default_factory=list)


@dataclass(slots=True)
class ExtraRow:
    """A further row of the register for a person: an earlier household."""

    person: Person
    household: Household
    relation: str
    out: date
    reason: str


@dataclass(slots=True)
class TownData:
    """All facts of one town, as its departments know them."""

    town: Town
    offices: list[Office] = field(default_factory=list)
    staff: dict[str, list[Person]] = field(default_factory=dict)
    relatives: list[tuple[Person, str, str, str, str, str]] = field(default_factory=list)
    payments: list[Payment] = field(default_factory=list)
    aids: list[Aid] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    filings: list[Filing] = field(default_factory=list)
    deaths: list[Death] = field(default_factory=list)
    wages: list[Wage] = field(default_factory=list)
    guardians: list[Guardian] = field(default_factory=list)
    institutions: list[Institution] = field(default_factory=list)
    changes: list[AccountChange] = field(default_factory=list)
    aliases: list[AccountAlias] = field(default_factory=list)
    companies: list[Company] = field(default_factory=list)
    ledger: list[Entry] = field(default_factory=list)
    contracts: list[Contract] = field(default_factory=list)
    papers: Papers = field(default_factory=Papers)
    extra_rows: list[ExtraRow] = field(default_factory=list)
    outsiders: list[Person] = field(default_factory=list)
    marriages: list[Marriage] = field(default_factory=list)
    belongings: Belongings = field(default_factory=Belongings)
    flows: list[Flow] = field(default_factory=list)
    farming: Farming = field(default_factory=Farming)
