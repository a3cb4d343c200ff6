"""Rows of a rule → findings, by the column convention of ``columns``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from cypher.columns import Kind, kind_of, role_of
from cypher.errors import RowsWrong
from cypher.explain import compose
from cypher.findings import Change, Filter, Finding, finding_key
from cypher.legal import NO_CLAUSE, choose
from cypher.rule import Rule
from cypher.settings import CountySettings
from graph.model import TIER_ORDER, Tier
from graph.port import Row, Scalar, Value

WEAK_MATCHES = ("id_trunc", "name_village")
_CONFIDENCE = ("presumed", "derived", "asserted")
_VERB = {"lower": "lowered", "raise": "raised", "clear": "cleared", "cap": "capped"}


def shift(tier: Tier, steps: int) -> Tier:
    """``steps`` up (or down, negative), limited to blue … red."""
    return TIER_ORDER[max(0, min(len(TIER_ORDER) - 1, TIER_ORDER.index(tier) + steps))]


def findings_of(rule: Rule, rows: Iterable[Row], settings: CountySettings) -> list[Finding]:
    """Findings in the order of their identity. Raises RowsWrong for a null or doubled identity."""
    found: dict[str, Finding] = {}
    for row in rows:
        finding = _finding(rule, {name: _ordered(value) for name, value in row.items()}, settings)
        if finding.key in found:
            raise RowsWrong(f"{rule.name} 对同一标识返回了两行：{dict(finding.identity)}；请在查询中聚合")
        found[finding.key] = finding
    return sorted(found.values(), key=lambda f: [str(v) for v in f.identity.values()])


def _ordered(value: Value) -> Value:
    """Lists flat (``collect`` of collected lists), each value once, sorted: engines disagree on their order."""
    return sorted(set(_flat(value))) if isinstance(value, list) else value  # type: ignore[type-var, return-value]


def _flat(values: Iterable[Any]) -> Iterator[Scalar]:
    for value in values:
        if isinstance(value, list):
            yield from _flat(value)
        elif value is not None:
            yield value


def _finding(rule: Rule, row: Row, settings: CountySettings) -> Finding:
    meta = rule.meta
    identity = {name: row.get(name) for name in meta.identity}
    if any(value is None or value == [] for value in identity.values()):
        raise RowsWrong(f"{rule.name} 返回了没有标识的行：{identity}；请在查询中排除空值")
    base = _base_tier(rule, row)
    lowered, weak = _lowered(rule, row), _is_weak(row)
    days = _days(row)
    legal = choose(meta.legal, days, settings)
    title, explanation = compose(rule, row)
    return Finding(
        rule=rule.id, limb=rule.limb, rule_version=meta.version, key=finding_key(rule.id, rule.limb, identity),
        identity=identity, columns=dict(row), base_tier=base, tier=base, evidence_kinds=tuple(meta.evidence),
        cleared=any(_on(row, "clear_")), weak=weak, trial=meta.status == "trial", lowered_by=lowered,
        raised_by=_changes(rule, row, "raise_"), filters=_filters(rule, row), persons=_persons(row),
        accounts=_keys(row, Kind.ACCOUNT), organizations=_keys(row, Kind.ORGANIZATION),
        programs=_keys(row, Kind.PROGRAM), contracts=_keys(row, Kind.CONTRACT), villages=_keys(row, Kind.VILLAGE),
        kin=_keys(row, Kind.KIN), payments=_keys(row, Kind.PAYMENT), entries=_keys(row, Kind.ENTRY),
        approvals=_keys(row, Kind.APPROVAL), facts=_keys(row, Kind.FACT), amount_fen=_integer(row, "amount_fen"),
        first_on=_day(row, "first_on") or _day(row, "fact_on"), last_on=_day(row, "last_on") or _day(row, "fact_on"),
        legal=legal, legal_note=None if legal or not meta.legal else NO_CLAUSE, subject=_subject(rule, row),
        title=title, explanation=explanation, verify=tuple(meta.verify))


def _base_tier(rule: Rule, row: Row) -> Tier:
    """Tier of the row itself: its ``tier`` column or the rule's, raised by its own ``raise_`` columns."""
    tier = Tier(str(row["tier"])) if row.get("tier") else rule.meta.tier
    return shift(tier, sum(c.steps for c in _changes(rule, row, "raise_")))


def _lowered(rule: Rule, row: Row) -> tuple[Change, ...]:
    changes = list(_changes(rule, row, "lower_"))
    confidence = row.get("confidence")
    values = confidence if isinstance(confidence, list) else [confidence] if confidence else []
    if strange := [v for v in values if str(v) not in _CONFIDENCE]:
        raise RowsWrong(f"{rule.name} 的 confidence 应为 {'、'.join(_CONFIDENCE)} 之一，现在是 {strange!r}")
    best = max((_CONFIDENCE.index(str(v)) for v in values), default=None)
    if best == 0 and rule.meta.presumed_steps:
        changes.append(Change("presumed", rule.meta.presumed_steps, "亲属关系为推定，尚无登记或申报直接证明"))
    return tuple(changes)


def _is_weak(row: Row) -> bool:
    match = row.get("matched_by")
    values = match if isinstance(match, list) else [match]
    return any(value in WEAK_MATCHES for value in values)


def _changes(rule: Rule, row: Row, prefix: str) -> tuple[Change, ...]:
    return tuple(Change(name.removeprefix(prefix), int(row[name] or 0), rule.meta.modifiers[name])  # type: ignore[arg-type]
                 for name in row if name.startswith(prefix) and row[name])


def _on(row: Row, prefix: str) -> list[bool]:
    return [bool(row[name]) for name in row if name.startswith(prefix)]


def _filters(rule: Rule, row: Row) -> tuple[Filter, ...]:
    return tuple(Filter(name, _VERB[name.partition("_")[0]] if row[name] else "kept", rule.meta.modifiers[name])
                 for name in row if kind_of(name) is Kind.MODIFIER)


def _values(row: Row, name: str) -> list[str]:
    value = row[name]
    values = value if isinstance(value, list) else [value]
    return [str(v) for v in values if v is not None]


def _keys(row: Mapping[str, Value], kind: Kind) -> tuple[str, ...]:
    return tuple(sorted({v for name in row if kind_of(name) is kind for v in _values(dict(row), name)}))


def _persons(row: Row) -> tuple[tuple[str, str], ...]:
    pairs = {(role, key) for name in row if (role := role_of(name)) for key in _person_keys(row, name)}
    return tuple(sorted(pairs))


def _person_keys(row: Row, name: str) -> list[str]:
    """Keys in a column of persons. Raises RowsWrong for a yes or no: it would stand as a person without a name."""
    if isinstance(row[name], bool):
        raise RowsWrong(f"人员列 {name} 返回了 {row[name]}：这一列只放人员键，判断请换一个列名")
    return _values(row, name)


def _subject(rule: Rule, row: Row) -> tuple[str, str]:
    """Kind and key of what the finding is about."""
    values = _values(row, rule.meta.subject)
    return str(kind_of(rule.meta.subject)), values[0] if values else ""


def _days(row: Row) -> list[date]:
    fact = _day(row, "fact_on")
    days = [fact] if fact else [_day(row, "first_on"), _day(row, "last_on")]
    return [d for d in days if d]


def _day(row: Row, name: str) -> date | None:
    value = row.get(name)
    if value is not None and not isinstance(value, date):
        raise RowsWrong(f"列 {name} 应是日期，现在是 {value!r}")
    return value


def _integer(row: Row, name: str) -> int | None:
    value = row.get(name)
    if value is not None and not isinstance(value, int):
        raise RowsWrong(f"列 {name} 应是以分计的整数，现在是 {value!r}")
    return value
