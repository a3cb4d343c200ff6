"""Warnings on the wire: a line of the list, one warning whole, a move."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from api.casework.orders import Order
from api.casework.paging import Filter
from api.casework.particulars import Label, Particulars, Result
from api.web.wire.parts import Key, Line, Reason, Text, Told, Wire

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
    view: Literal["", "mine", "new", "snoozed"] = ""

    def filter(self, *, account: str = "", last_login: datetime | None = None) -> Filter:
        """As the casework understands it; ``mine`` are those the account handles, ``new`` came since it was here.

        ``snoozed`` are those put off, which every other list leaves out until their day.
        """
        return Filter(self.status, self.tier, self.rule, self.town, self.min, self.q, self.due,
                      account if self.view == "mine" else "", last_login if self.view == "new" else None,
                      self.view == "snoozed")


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


class CameBack(BaseModel):
    """A settled warning that came back: ``new`` says what is new, one sentence each; ``before`` how it was settled."""

    at: datetime
    reason: str
    new: list[str]
    before: dict[str, Any]


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
    reopened: CameBack | None
    etag: str


class FindingResult(Wire):
    """Outcome of the check of one finding; money in 分. ``finding`` empty: the warning's own."""

    label: Literal["confirmed", "partly", "not_confirmed", "data_error", "undecided"]
    note: Text
    finding: Annotated[Line, Field(max_length=64)] = ""
    code: Line | None = None
    confirmed_fen: Annotated[int | None, Field(ge=0, le=10**15)] = None
    recovered_fen: Annotated[int, Field(ge=0, le=10**15)] = 0


class Transition(Wire):
    """A move of ``workflow.md``, its reason, and what the action itself asks for.

    ``recusal_known``: the assigner has read that the handler must stand back for kinship of the wider circle.
    """

    action: Line
    reason: Reason
    unit: Line = ""
    handler: Line | None = None
    task: Text = ""
    due_on: date | None = None
    code: Line | None = None
    into: Key | None = None
    part: Key | None = None
    ground: Line | None = None
    days: Annotated[int | None, Field(ge=1, le=366)] = None
    results: Annotated[list[FindingResult], Field(max_length=200)] = Field(default_factory=list)
    remedy: Text = ""
    recovered_fen: Annotated[int | None, Field(ge=0, le=10**15)] = None
    evidence: Annotated[list[Line], Field(max_length=20)] = Field(default_factory=list)
    tier: Literal["red", "orange", "yellow", "blue"] | None = None
    recusal_known: bool = False

    def particulars(self) -> Particulars:
        """As the casework understands it."""
        results = tuple(Result(Label(r.label), r.note, r.finding, r.code, r.confirmed_fen, r.recovered_fen)
                        for r in self.results)
        return Particulars(
            unit=self.unit, handler=self.handler, task=self.task, due_on=self.due_on, code=self.code, into=self.into,
            part=self.part, ground=self.ground, days=self.days, results=results, remedy=self.remedy,
            recovered_fen=self.recovered_fen, evidence=tuple(self.evidence), tier=self.tier)


class Many(Wire):
    """The same move for many warnings, all or none; each with the version that was read."""

    warnings: Annotated[dict[Key, Annotated[str, Field(max_length=24)]], Field(min_length=1, max_length=200)]
    move: Transition


class Comment(Wire):
    """A remark; it stays in the history."""

    text: Annotated[Text, Field(min_length=1)]


class AttachmentTold(BaseModel):
    """A file of a warning."""

    id: int
    sha256: str
    name: str
    media_type: str
    size: int
    actor: str
    at: datetime


class Moved(BaseModel):
    """The statuses passed through and the new version."""

    key: str
    passed: list[str]
    status: str
    etag: str
