"""Papers about village money that name people and places in words only. Money is integer 分."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


@dataclass(slots=True)
class Invoice:
    """An invoice of the tax office's extract; `code` is empty for electronic ones."""

    code: str
    number: str
    day: date
    seller: str
    seller_code: str
    buyer: str
    amount: int
    kind: str = "增值税普通发票"
    stub: int = 0

    @property
    def mark(self) -> str:
        """Code and number as a voucher names them."""
        return f"{self.code}-{self.number}" if self.code else self.number


@dataclass(slots=True)
class LabourRow:
    """A row of a roll of labour or lost time; the voucher may still be a mark."""

    village: str
    year: int
    voucher: str
    name: str
    id: str
    day: date
    site: str
    amount: int
    sign: str
    note: str = ""


@dataclass(slots=True)
class Lease:
    """A line of the ledger of leases; `rent` is a year's, for the whole."""

    number: str
    name: str
    village: str
    party: str
    party_code: str
    rent: int
    signed: date
    start: date
    end: date
    mode: str
    area: float
    kind: str
    meeting: date | None = None
    unit: str = "亩"
    received: int = 0
    overdue: int = 0
    overdue_days: int = 0
    note: str = ""


@dataclass(slots=True)
class Bid:
    """A bid file of one bidder for one lot."""

    lot: str
    village: str
    bidder: str
    code: str
    phone: str
    address: str
    ip: str
    deposit: str
    price: int
    agency_address: str = ""


@dataclass(slots=True)
class Split:
    """How the compensation for land taken from a village was divided; money that is neither is not told."""

    number: str
    project: str
    village: str
    approved: date | None
    announced: date
    amount: int
    collective: int
    document: str = ""
    due: date | None = None


@dataclass(slots=True)
class Papers:
    """The papers of one town."""

    invoices: list[Invoice] = field(default_factory=list)
    bids: list[Bid] = field(default_factory=list)
    leases: list[Lease] = field(default_factory=list)
    labour: list[LabourRow] = field(default_factory=list)
    splits: list[Split] = field(default_factory=list)
