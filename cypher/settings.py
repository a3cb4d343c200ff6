"""The county's own parameters as rules see them, and the values a rule's query is given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from cypher.errors import RuleFileWrong
from cypher.rule import Param, ParamValue, Rule
from graph.errors import QinqingError
from graph.kinship.scopes import ScopeSet, load_scopes

_FITS = {
    "bool": lambda v: isinstance(v, bool),
    "int": lambda v: isinstance(v, int) and not isinstance(v, bool),
    "real": lambda v: isinstance(v, (int, float)) and not isinstance(v, bool),
    "text": lambda v: isinstance(v, str),
    "date": lambda v: isinstance(v, date),
    "ints": lambda v: isinstance(v, list) and all(isinstance(x, int) for x in v),
    "scope": lambda v: isinstance(v, str),
    "texts": lambda v: isinstance(v, list) and all(isinstance(x, str) for x in v),
}


@dataclass(frozen=True, slots=True)
class CountySettings:
    """``county.toml`` as a nested mapping; ``region`` and ``legal.verified`` have their own names."""

    values: Mapping[str, object] = field(default_factory=dict)

    def at(self, dotted: str) -> object | None:
        """Value at ``filing.scope``; None when it is not set."""
        found: object = self.values
        for name in dotted.split("."):
            if not isinstance(found, Mapping) or name not in found:
                return None
            found = found[name]
        return found

    @property
    def region(self) -> str:
        """Region code, empty when not set."""
        return str(self.at("region") or "")

    @property
    def confirmed_clauses(self) -> tuple[str, ...]:
        """Legal keys the county's staff have verified."""
        value = self.at("legal.verified")
        return tuple(str(v) for v in value) if isinstance(value, list) else ()


@dataclass(frozen=True, slots=True)
class Binding:
    """Values of a rule's parameters for facts of the years ``first`` to ``last`` (None = open)."""

    first: int | None
    last: int | None
    values: dict[str, ParamValue]

    def covers(self, year: int) -> bool:
        """Are these the values for facts of that year?"""
        return (self.first is None or self.first <= year) and (self.last is None or year <= self.last)


class ParamMissing(RuleFileWrong):
    """A parameter without a default is not set: the rule does not run."""


def bind(rule: Rule, settings: CountySettings, explicit: Mapping[str, ParamValue] | None = None) -> list[Binding]:
    """One binding for each span of years with its own values, oldest first.

    ``[rules.R36.2024]`` of ``county.toml`` holds from that year on. Raises ParamMissing, and RuleFileWrong for a
    value of the wrong type or a name the rule does not know.
    """
    own = settings.at(f"rules.{rule.id}")
    overrides = dict(own) if isinstance(own, Mapping) else {}
    dated = sorted((int(k), v) for k, v in overrides.items() if k.isdigit() and isinstance(v, Mapping))
    plain = {k: v for k, v in overrides.items() if not k.isdigit()} | dict(explicit or {})
    bindings, first = [], None
    for start, later in [*dated, (None, None)]:
        last = None if start is None else start - 1
        bindings.append(Binding(first, last, _values(rule, settings, plain)))
        if later is not None:
            first, plain = start, plain | dict(later)
    return bindings


def _values(rule: Rule, settings: CountySettings, given: Mapping[str, object]) -> dict[str, ParamValue]:
    return {name: _value(rule, name, param, settings, given) for name, param in rule.meta.params.items()}


def _value(rule: Rule, name: str, param: Param, settings: CountySettings,
           given: Mapping[str, object]) -> ParamValue:
    value: object | None = given.get(name)
    if value is None and param.setting:
        value = settings.at(param.setting)
    if value is None and param.region_prefix:
        value = settings.region.startswith(param.region_prefix)
    if value is None:
        value = param.default
    if value is None:
        where = f"[{param.setting}]" if param.setting else f"[rules.{rule.id}] {name}"
        raise ParamMissing(f"参数“{param.words}”没有设置，也没有默认值：请在 county.toml 的 {where} 中填写")
    if param.type == "scope" and value:
        _check_scope(param, str(value), settings)
    if not _FITS[param.type](value):
        raise RuleFileWrong(f"{rule.name} 的参数 {name}（{param.words}）应为 {param.type}，现在是 {value!r}")
    return _in_fen(value) if param.unit == "yuan" else value  # type: ignore[return-value]


def scope_set(settings: CountySettings) -> ScopeSet:
    """The circles of kin with the county's own settings (``[scopes]``)."""
    own = settings.at("scopes.YUNNAN")
    return load_scopes(recusal_beyond_list=bool(settings.at("scopes.recusal_beyond_list")),
                       yunnan=[str(p) for p in own] if isinstance(own, list) else None)


def scope_names(rule: Rule, settings: CountySettings) -> set[str]:
    """Scopes this rule's parameters name in this county; none for a rule that cannot run."""
    names = [name for name, param in rule.meta.params.items() if param.type == "scope"]
    try:
        return {str(b.values[name]) for b in bind(rule, settings) for name in names if b.values[name]}
    except RuleFileWrong:
        return set()


def _check_scope(param: Param, name: str, settings: CountySettings) -> None:
    try:
        configured = scope_set(settings).configured(name)
    except QinqingError as error:
        raise RuleFileWrong(f"{param.words}：{error}") from None
    if not configured:
        raise ParamMissing(f"亲属范围 {name} 由本县自定，尚未设置：请在 county.toml 的 [scopes] {name} 中填写")


def _in_fen(value: object) -> ParamValue:
    if isinstance(value, list):
        return [round(v * 100) for v in value]
    return round(value * 100)  # type: ignore[operator]


def years_of(row_year: object, as_of: date) -> int:
    """The year whose parameters judge a row: its ``year`` column, else the year of the sweep."""
    return row_year if isinstance(row_year, int) else as_of.year
