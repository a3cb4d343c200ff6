"""Warnings on the wire: a line of the list, one warning whole, a move."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from api.casework.orders import Order
from api.casework.paging import Filter
from api.web.wire.parts import Line, Reason, Told, Wire

Words = Annotated[list[Annotated[str, Field(max_length=40)]], Field(max_length=20, default_factory=list)]


class ListQuery(Wire):
    """What the list is asked for; ``town`` is the beginning of a region code, ``min`` a sum in 分."""

    status: Words
    tier: Words
    rule: Words
    due: Words
    town: Annotated[str, Field(pattern=r"^\d{0,12}$")] = ""
    min: Annotated[int | None, Field(ge=0, le=10**15)] = None
    q: Annotated[Line, Field(max_length=50)] = ""
    limit: Annotated[int, Field(ge=1, le=100)] = 50
    after: Annotated[str | None, Field(max_length=400)] = None
    sort: Order = Order.TIER
    view: Literal["", "mine", "new"] = ""

    def filter(self, *, account: str = "", last_login: datetime | None = None) -> Filter:
        """As the casework understands it; ``mine`` are those the account handles, ``new`` came since it was here."""
        return Filter(self.status, self.tier, self.rule, self.town, self.min, self.q, self.due,
                      account if self.view == "mine" else "", last_login if self.view == "new" else None)


class WarningLine(Told):
    """One line of the list; names masked, no kin, no evidence."""

    key: str
    rule: str
    limb: str | None
    rule_version: int
    tier: str
    score: int
    status: str
    overdue_state: str | None
    due_on: str | None
    title: str
    explanation: str
    subject: dict[str, Any]
    persons: list[dict[str, Any]]
    villages: list[dict[str, Any]]
    programs: list[dict[str, Any]]
    amount_fen: int | None
    first_on: str | None
    last_on: str | None
    handler: str | None
    evidence_withdrawn: bool
    etag: str


class WarningTold(Told):
    """One warning as in ``warnings --json``, with its history and what may be done with it now."""

    key: str
    tier: str
    status: str
    title: str
    explanation: str
    persons: list[dict[str, Any]]
    kin: list[dict[str, Any]]
    payments: list[dict[str, Any]]
    evidence: list[dict[str, Any]]
    events: list[dict[str, Any]]
    allowed: list[dict[str, str]]
    etag: str


class Transition(Wire):
    """A move of ``workflow.md`` and its reason."""

    action: str
    reason: Reason


class Moved(BaseModel):
    """The statuses passed through and the new version."""

    key: str
    passed: list[str]
    status: str
    etag: str
