"""``county.toml``: the county's own parameters. An unknown key is an error that names the known ones."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from datetime import date
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator
from pydantic_core import ErrorDetails

from graph.errors import InputError
from loaders.readers import Cell, CellKind
from loaders.values.dates import clean_date
from loaders.values.result import Context

RULE_KEY = re.compile(r"R\d{2}[a-z]?")
Parameter = bool | int | float | str | list[str] | list[int] | list[float]


class _Closed(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Filing(_Closed):
    """近亲属备案: the kin scope in force here and the days a filing may come late."""

    scope: str | None = None
    grace_days: int = Field(default=30, ge=0)
    beneficiaries: tuple[str, ...] = ()


class Tender(_Closed):
    """Amounts (yuan) from which a contract needs a tender, smallest first."""

    limits_yuan: tuple[int, ...] = ()


class Pair(_Closed):
    """Programmes that exclude or permit one another, with the time and the paper that says so."""

    programs: tuple[str, ...] = Field(min_length=2)
    level: str | None = None
    from_: date | None = Field(default=None, alias="from")
    to: date | None = None
    source: str | None = None

    @field_validator("from_", "to", mode="before")
    @classmethod
    def _written_day(cls, value: object) -> object:
        return _day(value)


class Dialect(_Closed):
    """A kin word as it is used here."""

    term: str
    chains: tuple[str, ...] = Field(min_length=1)
    source: str | None = None


class Shared(_Closed):
    """What many people share by design and nothing follows from: office phones, addresses of homes for many."""

    phones: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()


class Land(_Closed):
    """Village code or name -> standard mu (标准亩) in one of its customary mu (习惯亩)."""

    mu_factors: dict[str, float] = {}


class Legal(_Closed):
    """Clauses that the county's own staff have confirmed."""

    verified: tuple[str, ...] = ()


class Scopes(_Closed):
    """Choices the law leaves to the county; ``patterns`` scope name -> patterns of P, C, X."""

    recusal_beyond_list: bool = False
    patterns: dict[str, tuple[str, ...]] = {}


class CountySettings(_Closed):
    """``county.toml`` as typed values.

    ``rules`` parameters by rule ("R08"), ``rules_from`` by rule and year from which they hold; ``elections``
    year -> month; ``headings`` further headings accepted, kind -> (heading -> field).
    """

    region: str | None = Field(default=None, pattern=r"^\d{6}$|^\d{9}$|^\d{12}$")
    filing: Filing = Filing()
    scopes: Scopes = Scopes()
    tender: Tender = Tender()
    rules: dict[str, dict[str, Parameter]] = {}
    rules_from: dict[str, dict[int, dict[str, Parameter]]] = {}
    exclusive: tuple[Pair, ...] = ()
    permitted: tuple[Pair, ...] = ()
    elections: dict[int, int] = {}
    dialect: tuple[Dialect, ...] = ()
    legal: Legal = Legal()
    shared: Shared = Shared()
    land: Land = Land()
    headings: dict[str, dict[str, str]] = {}

    @field_validator("elections")
    @classmethod
    def _months(cls, value: dict[int, int]) -> dict[int, int]:
        if any(not 1 <= month <= 12 for month in value.values()):
            raise ValueError("月份应在 1–12 之间")
        return value

    def with_headings(self, further: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
        """The county's headings with further ones that a person accepted; of two meanings the further one holds."""
        return {kind: {**self.headings.get(kind, {}), **further.get(kind, {})} for kind in {*self.headings, *further}}

    def parameters(self, rule: str, year: int | None = None) -> dict[str, Parameter]:
        """Parameters of a rule, in the version that holds in ``year`` (None: without dated versions)."""
        found = dict(self.rules.get(rule, {}))
        for since, values in sorted(self.rules_from.get(rule, {}).items()):
            if year is not None and since <= year:
                found.update(values)
        return found


def parse_county(text: str, origin: str = "county.toml") -> CountySettings:
    """Settings from TOML text. Raises InputError that names the wrong key, its place and the known keys."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{origin} 不是合法的 TOML:{error}") from error
    try:
        return CountySettings.model_validate(_arranged(raw, origin))
    except ValidationError as error:
        raise InputError(_explain(error, origin)) from error


def _arranged(raw: dict[str, Any], origin: str) -> dict[str, Any]:
    """The file's own layout -> the model's: scope patterns and dated rule parameters have free names."""
    data = dict(raw)
    if isinstance(scopes := data.get("scopes"), dict):
        known = {"recusal_beyond_list"}
        data["scopes"] = {
            **{k: v for k, v in scopes.items() if k in known},
            "patterns": {k: v for k, v in scopes.items() if k not in known},
        }
        _check_scopes(data["scopes"]["patterns"], origin)
    if isinstance(rules := data.get("rules"), dict):
        data["rules"], data["rules_from"] = _split_rules(rules, origin)
    return data


def _check_scopes(patterns: dict[str, Any], origin: str) -> None:
    for name, value in patterns.items():
        good = isinstance(value, list) and all(isinstance(p, str) and re.fullmatch("[PCX]+", p) for p in value)
        if not name.isupper() or not good:
            raise InputError(
                f"{origin} 的 [scopes] 里不认识 {name}；可用 recusal_beyond_list,"
                "或大写的范围名加由 P、C、X 组成的路径列表"
            )


def _split_rules(rules: dict[str, Any], origin: str) -> tuple[dict[str, Any], dict[str, Any]]:
    plain: dict[str, Any] = {}
    dated: dict[str, Any] = {}
    for rule, values in rules.items():
        if not RULE_KEY.fullmatch(rule) or not isinstance(values, dict):
            raise InputError(f"{origin} 的 [rules] 里不认识 {rule}；应写作 [rules.R08] 或 [rules.R36.2024]")
        plain[rule] = {k: v for k, v in values.items() if not isinstance(v, dict)}
        dated[rule] = {k: v for k, v in values.items() if isinstance(v, dict)}
        if strange := [year for year in dated[rule] if not re.fullmatch(r"(19|20)\d\d", year)]:
            raise InputError(f"{origin} 的 [rules.{rule}] 里 {strange[0]} 不是年份")
    return plain, {rule: years for rule, years in dated.items() if years}


def _explain(error: ValidationError, origin: str) -> str:
    return f"{origin} 有误：" + ";".join(_one(item) for item in error.errors())


def _one(item: ErrorDetails) -> str:
    place = ".".join(str(part) for part in item["loc"])
    if item["type"] != "extra_forbidden":
        return f"{place}:{item['msg']}"
    parent = item["loc"][:-1]
    return f"不认识 {place}，可用的键：{'、'.join(_known(parent))}"


def _known(path: tuple[int | str, ...]) -> list[str]:
    models: dict[str, type[BaseModel]] = {
        "filing": Filing,
        "scopes": Scopes,
        "tender": Tender,
        "legal": Legal,
        "shared": Shared,
        "land": Land,
        "exclusive": Pair,
        "permitted": Pair,
        "dialect": Dialect,
    }
    model = models.get(str(path[0])) if path else CountySettings
    fields = model.model_fields if model else {}
    return [field.alias or name for name, field in fields.items() if name not in {"rules_from", "patterns"}]


def _day(value: object) -> object:
    """A date, or a text as people write it; a year alone is its first day."""
    if not isinstance(value, str | int):
        return value
    found = clean_date(Cell(str(value), CellKind.TEXT), Context(date.max.replace(year=9998))).value
    return found.day if found is not None else value  # type: ignore[attr-defined]
