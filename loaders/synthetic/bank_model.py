"""What a bank knows of the made-up county: cards, changed accounts, statements."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the people hold the accounts, and the model lists them
    from loaders.synthetic.model import Person


@dataclass(slots=True)
class AccountChange:
    """A changed account in the bank's log."""

    person: Person
    old: str
    new: str
    day: date
    reason: str


@dataclass(slots=True)
class AccountAlias:
    """A card and the inner account it belongs to."""

    person: Person
    card: str
    inner: str
    opened: date
    branch: str = ""
    agent: str = ""
    agent_phone: str = ""


@dataclass(slots=True)
class Flow:
    """One line of an account's statement; `direction` 借 takes money out, 贷 brings it in."""

    account: str
    holder: str
    holder_id: str
    when: datetime
    direction: str
    amount: int
    other: str
    other_name: str
    summary: str
    terminal: str = ""
    agent: str = ""
    agent_id: str = ""
