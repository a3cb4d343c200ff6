"""Queued work, files, sweeps, rules, checks on the wire."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from api.web.wire.parts import Key, Line, Reason, Told, Wire


class Queued(BaseModel):
    """Accepted; ``place`` is where to ask how it goes."""

    id: str
    state: str = "queued"
    place: str


class WorkTold(BaseModel):
    """How a piece of work stands; ``result`` when it is done, ``error`` in Chinese when it failed."""

    id: str
    kind: str
    state: Literal["queued", "running", "done", "failed"]
    queued_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    error: str | None
    result: dict[str, Any] | None


class CheckRow(Wire):
    """One row about to be paid, under the caller's own ``id``. Money in 分."""

    id: Annotated[str, Field(min_length=1, max_length=64)]
    name: Line
    citizen_id: Annotated[Line, Field(max_length=30)]
    program: Line
    amount_fen: Annotated[int, Field(ge=-10**13, le=10**13)]
    village: Line = ""
    account: Annotated[Line, Field(max_length=40)] = ""
    period: Annotated[Line, Field(max_length=40)] = ""
    batch: Annotated[Line, Field(max_length=40)] = ""
    paid_on: date | None = None


class Check(Wire):
    """Up to 100 rows, answered at once."""

    rows: Annotated[list[CheckRow], Field(min_length=1, max_length=100)]


class Roster(Wire):
    """Up to 50,000 rows, checked as a job."""

    rows: Annotated[list[CheckRow], Field(min_length=1, max_length=50_000)]


class RowTold(Told):
    """Verdict of one row, as in ``check --json``, keyed by the caller's id."""

    id: str
    verdict: Literal["clear", "review", "hold", "insufficient_data"]
    score: int
    reason: str | None
    findings: list[dict[str, Any]]


class CheckTold(Told):
    """Verdicts of the rows and of the whole."""

    roster: dict[str, Any]
    rows: list[RowTold]
    as_of: str
    data_version: str


class ColumnsMapped(Wire):
    """What headings of a kind of file mean from now on; null forgets one. ``sha256``: a kept file to read again."""

    kind: Annotated[str, Field(max_length=32)]
    columns: Annotated[dict[Annotated[Line, Field(min_length=1)], Annotated[str, Field(max_length=64)] | None],
                       Field(min_length=1, max_length=100)]
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] | None = None


class SweepWanted(Wire):
    """Rules by id or name, and the beginning of a region code; empty for all."""

    rules: Annotated[list[Line], Field(max_length=60)] = Field(default_factory=list)
    region: Annotated[str, Field(pattern=r"^\d{0,12}$")] = ""


class CandidateTold(BaseModel):
    """Something a person must decide: ``kind`` *same* or *tie*."""

    id: str
    kind: str
    a: str
    b: str
    a_name: str
    b_name: str
    reason: str


class CandidateDecided(Wire):
    """``relation`` for a tie that is confirmed: parent (a is a parent of b), spouse, sibling."""

    verdict: Literal["confirm", "reject"]
    relation: Literal["parent", "spouse", "sibling"] | None = None
    reason: Reason


class AuditLine(BaseModel):
    """One entry of the chain."""

    seq: int
    at: str
    actor: str
    action: str
    object: str
    reason: str
    results: int
    detail: dict[str, Any]
    hash: str


class ChainTold(BaseModel):
    """Outcome of a check of the whole chain; ``broken`` is the first entry that cannot be trusted."""

    entries: int
    head: str
    broken: int | None
    reason: str


class SettingTold(BaseModel):
    """One setting by its name in ``config.toml``; ``value`` is null where nothing is set."""

    name: str
    value: str | None
    words: str


class SettingsTold(BaseModel):
    """All settings of a workspace in the order of ``docs/configuration.md``."""

    data: list[SettingTold]


class AccountMade(Wire):
    """A new account, without any right; ``person``: citizen number or key, for the own-kin block, not kept."""

    name: Line
    full_name: Line
    unit: Line = ""
    person: Annotated[Line, Field(max_length=40)] | None = None


class ActivationTold(BaseModel):
    """Shown once."""

    name: str
    activation: str


class GrantWanted(Wire):
    """Role and scope of an account."""

    role: Line
    areas: Annotated[list[Annotated[str, Field(pattern=r"^\d{0,12}$")]], Field(max_length=50)] = Field(
        default_factory=list)
    department: Line = ""
    rights: Annotated[list[Line], Field(max_length=10)] = Field(default_factory=list)


class KeyMade(Wire):
    """A key for a machine: what it may ask, what it sees, how long."""

    name: Line
    scopes: Annotated[list[Line], Field(min_length=1, max_length=10)]
    sees: Literal["verdict", "masked"] = "verdict"
    days: Annotated[int, Field(ge=1, le=3650)] = 365


class KeyTold(BaseModel):
    """The key, shown once."""

    key: str


class OverrideWanted(Wire):
    """The head of the commission lets somebody handle a case in spite of kinship, for a time."""

    account: Key
    reason: Reason
    days: Annotated[int, Field(ge=1, le=90)] = 14
