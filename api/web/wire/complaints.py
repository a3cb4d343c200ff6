"""Complaints and exports on the wire."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from api.web.wire.parts import Key, Line, Reason, Text, Wire


class Named(Wire):
    """What a complaint names: a person, a payment, a voucher, a village, a warning."""

    kind: Literal["person", "payment", "voucher", "village", "warning"]
    key: Key


class ComplaintIn(Wire):
    """A complaint as it comes in; the reporter is sealed apart and never shown with it."""

    channel: Literal["letter", "visit", "hotline", "page", "transfer"]
    text: Annotated[Text, Field(min_length=1)]
    matter: Annotated[Line, Field(min_length=1, max_length=80)]
    objects: Annotated[list[Named], Field(max_length=20)] = Field(default_factory=list)
    territory: Annotated[str | None, Field(pattern=r"^\d{6,12}$")] = None
    reporter: Line | None = None


class ComplaintMove(Wire):
    """A step of its life: accept, transfer, answer, draft, approve, close."""

    action: Literal["accept", "transfer", "answer", "draft", "approve", "close"]
    reason: Reason
    unit: Line = ""
    handler: Line | None = None
    text: Text = ""


class ReasonOnly(Wire):
    """Why the reporter is looked at."""

    reason: Reason


class ComplaintTold(BaseModel):
    """A complaint without its sealed parts; ``text`` only where one is read."""

    number: str
    status: str
    channel: str
    received_on: date
    accept_by: date
    answer_by: date
    overdue_state: str | None
    territory: str | None
    unit: str | None
    handler: str | None
    anonymous: bool
    joined_into: str | None
    result: str | None
    approved_by: str | None
    answered_on: date | None
    links: list[tuple[str, str]]
    etag: str
    text: str | None = None
    events: list[dict[str, Any]] = Field(default_factory=list)


class ComplaintTaken(BaseModel):
    """What the sender of a complaint learns."""

    number: str
    status: str
    answer_by: date


class ReporterTold(BaseModel):
    """Who reported; null for an anonymous complaint."""

    reporter: str | None


class ExportWanted(Wire):
    """A list that leaves the service: what, of which statuses or year, and why.

    ``whole``: warnings with whole names and numbers. ``approval``: the number of a request that somebody granted.
    """

    what: Literal["warnings", "ledger", "coverage"]
    reason: Reason
    status: Annotated[list[Line], Field(max_length=20)] = Field(default_factory=list)
    year: Annotated[int | None, Field(ge=2000, le=2100)] = None
    whole: bool = False
    approval: Annotated[int | None, Field(ge=1, lt=2**63)] = None


class ApprovalTold(BaseModel):
    """A request for a large or whole list: by whom, for what, how long, how it was decided and until when it holds."""

    id: int
    asked_by: str
    asked_at: datetime
    wanted: dict[str, Any]
    count: int
    reason: str
    state: Literal["asked", "granted", "refused", "used"]
    decided_by: str | None
    decided_at: datetime | None
    decision: str | None
    until: datetime | None
    own: bool


class ApprovalDecided(Wire):
    """The second person's word."""

    verdict: Literal["grant", "refuse"]
    reason: Reason
