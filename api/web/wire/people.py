"""People on the wire: search, one person, kin, the risk answer, one value unmasked."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from api.web.wire.parts import Key, Line, Reason, Wire

Digits = Annotated[str, Field(pattern=r"^\d{0,12}$")]


class Search(Wire):
    """Name or pinyin initials, village (beginning of its code), last four digits together with one of them.

    A whole number (``citizen_id``) needs the case it is asked for, except from a machine that asks for risks.
    """

    name: Annotated[Line, Field(max_length=40)] = ""
    village: Digits = ""
    last4: Annotated[str, Field(pattern=r"^(\d{3}[\dXx])?$")] = ""
    citizen_id: Annotated[str, Field(max_length=18, pattern=r"^[0-9Xx]*$")] = ""
    case: Annotated[Key, Field(max_length=80)] | None = None
    limit: Annotated[int, Field(ge=1, le=100)] = 20


class PersonLine(BaseModel):
    """One person found; the name masked."""

    person: str
    name: str
    village: str
    cadre: bool


class PersonTold(BaseModel):
    """One person: offices and what the graph has around, warnings the caller may see.

    ``cases``: of each of these warnings ``{"key", "number", "rule", "tier", "status"}``.
    """

    person: str
    name: str
    village: str
    cadre: bool
    minor: bool
    offices: list[dict[str, Any]]
    ties: dict[str, int]
    warnings: list[str]
    cases: list[dict[str, Any]] = Field(default_factory=list)


class KinLine(BaseModel):
    """One relative in the words of the law."""

    person: str
    name: str
    village: str
    words: str
    chain: str
    pattern: str
    kin_class: Annotated[str, Field(serialization_alias="class")]
    generations: int | None
    degree: int | None
    scopes: list[str]
    confidence: str
    valid_from: date | None
    valid_to: date | None


class RiskFinding(BaseModel):
    """One open warning that names the person: rule and clauses; words only for who may read them."""

    rule: str
    limb: str | None
    rule_version: int
    tier: str
    legal: list[dict[str, Any]]
    missing_filing: str | None
    explanation: str | None = None


class RiskTold(BaseModel):
    """The answer before money is paid; it stops no payment by itself."""

    person: str
    verdict: Literal["clear", "review", "hold", "insufficient_data"]
    score: int
    findings: list[RiskFinding]
    data_version: str


class Unmask(Wire):
    """One value of one person or account, for a case."""

    field: Literal["name", "citizen_id", "account"]
    key: Key
    case: Key
    reason: Reason


class Unmasked(BaseModel):
    """Shown for ``seconds``, then hidden again by the page."""

    field: str
    value: str
    seconds: int = 30
