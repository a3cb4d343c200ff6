"""What a rule is: the closed model of its front matter, and the rule itself with its text and companions."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from graph.model import EvidenceKind, Tier

FAMILIES = {
    "kin_benefit": "优亲厚友",
    "accounts": "补贴账户",
    "eligibility": "享受资格",
    "land": "耕地补贴",
    "village_funds": "村级三资",
    "office": "任职回避",
    "shared_attributes": "信息雷同",
}

EgoSet = Literal["office", "township", "signer", "bidder", "payee", "account_owner", "file_head", "dealer"]
ParamValue = bool | int | float | str | date | list[int] | list[float] | list[str]
ParamType = Literal["bool", "int", "real", "text", "date", "scope", "ints", "texts"]


class Closed(BaseModel):
    """A model that refuses fields it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Param(Closed):
    """One parameter of a rule; without a default and a setting the rule does not run.

    ``unit = "yuan"``: written in yuan, bound in fen; days and months are told to people.
    ``setting``: dotted path in ``county.toml`` that sets it. ``region_prefix``: a bool that is true where the
    county's code begins so. ``proposal``: the default is this project's own and must be confirmed by the county.
    """

    type: ParamType
    words: str
    default: ParamValue | None = None
    unit: Literal["yuan", "days", "months"] | None = None
    setting: str | None = None
    region_prefix: str | None = None
    proposal: bool = False


class FalsePositive(Closed):
    """An innocent cause and the case that proves the rule survives it; ``filter`` is one of F01–F15."""

    words: str
    case: str
    filter: str | None = None


class Raise(Closed):
    """Hits of other rules that raise a row of this one.

    A hit counts when it shares ``min_shared`` persons (own roles ``persons`` against ``their_persons``, default
    any), a value of each column in ``shares``, and carries the values of ``where``. Either one step for each
    independent fact (default), or straight ``to`` a tier. ``limbs``: hits of at least so many *other limbs of the same
    rule*; the catalogue counts these by themselves, so they need not bring another kind of evidence.
    """

    rules: list[str] = Field(min_length=1)
    words: str
    persons: list[str] = []
    their_persons: list[str] = []
    min_shared: int = 1
    shares: list[str] = []
    where: dict[str, bool | int | str] = {}
    to: Tier | None = None
    limbs: int | None = Field(default=None, ge=1)

    @model_validator(mode="after")
    def _bound(self) -> Raise:
        if not self.persons and not self.shares:
            raise ValueError("raised_by 至少要写 persons 或 shares 之一，否则会把全县的命中连在一起")
        if self.limbs and not self.to:
            raise ValueError("写了 limbs（同一规则的其他方面）就要写 to（直接升到哪一级）")
        return self


class Meta(Closed):
    """The front matter of a rule file; ``rules/README.md`` explains each field.

    ``populations`` and ``years`` (stage *statistic* only) say who could have been chosen, persons or households, and
    name the query of the years; ``by_amount``: how much each got counts as well.
    ``applies`` names a bool parameter that must be true, otherwise the rule is not run in this county. ``counted``: a
    hit of this limb alone is on record and opens no warning; with another limb (``raised_by`` with ``limbs``) it does.
    """

    id: str = Field(pattern=r"^R\d{2}$")
    limb: str | None = Field(default=None, pattern=r"^[a-z]$")
    status: Literal["draft", "trial", "active", "retired"]
    version: int = Field(ge=1)
    tier: Tier
    subject: str
    identity: list[str] = Field(min_length=1)
    evidence: list[EvidenceKind] = Field(min_length=1)
    kin_from: list[EgoSet] = []
    needs: list[str] = Field(min_length=1)
    optional: list[str] = []
    gaps: list[str] = []
    legal: list[str]
    verify: list[str] = Field(min_length=1)
    heading: str
    explanation: str
    precision: float | None = Field(default=None, gt=0, le=1)
    presumed_steps: int = Field(default=1, ge=0, le=3)
    stage: Literal["row", "statistic", "cycle"] = "row"
    populations: list[Literal["household", "person"]] = []
    years: Literal["payment", "ledger"] | None = None
    by_amount: bool = False
    pre_payment: bool = False
    params: dict[str, Param] = {}
    applies: str | None = None
    counted: bool = False
    modifiers: dict[str, str] = {}
    single: dict[str, str] = {}
    raised_by: list[Raise] = []
    lowered_by: list[Raise] = []
    false_positives: list[FalsePositive] = []
    retired_on: date | None = None
    retired_because: str | None = None

    @model_validator(mode="after")
    def _retired_says_why(self) -> Meta:
        if self.status == "retired" and not (self.retired_on and self.retired_because):
            raise ValueError("停用的规则要写 retired_on 和 retired_because")
        if (self.stage == "statistic") != bool(self.populations and self.years):
            raise ValueError("stage = \"statistic\" 的规则要写 populations 和 years，其他规则不写")
        if self.applies and (self.applies not in self.params or self.params[self.applies].type != "bool"):
            raise ValueError("applies 应是 [params] 中一个 bool 参数的名称")
        return self


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule file: front matter, the whole text that is sent to the engine, and where it stands."""

    title: str
    meta: Meta
    text: str
    body: str
    path: Path

    @property
    def id(self) -> str:
        """R01 …"""
        return self.meta.id

    @property
    def limb(self) -> str | None:
        """Limb of a rule that has several."""
        return self.meta.limb

    @property
    def name(self) -> str:
        """``R02`` or ``R02a``: unique in the catalogue."""
        return self.meta.id + (self.meta.limb or "")

    @property
    def slug(self) -> str:
        """File name without ending."""
        return self.path.name.removesuffix(".cypher")

    @property
    def family(self) -> str:
        """Name of the folder."""
        return self.path.parent.name

    @property
    def fingerprint(self) -> str:
        """Hash of the whole text; a changed text needs a new version."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def cases_path(self) -> Path:
        """The examples beside the rule."""
        return self.path.with_name(self.slug + ".cases.toml")

    @property
    def reference_path(self) -> Path:
        """The same rule over flat tables; exists for rules that scan payments or the ledger."""
        return self.path.with_name(self.slug + ".reference.sql")
