"""One pure pass over all findings: own row, then raised from hits of other rules, then capped, then scored.

The order is that of the rule catalogue: tier of the row → lowered by its own row → raised from the hits of other
rules named in its text (their rows, never their tiers) → capped. Verdicts of comparisons are plain columns by then
(``where = { verdict = … }``). Because no rule reads another rule's tier, the order of the findings does not matter
and the pass may be repeated.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from cypher.columns import Kind, kind_of
from cypher.findings import Change, Filter, Finding
from cypher.rows import shift
from cypher.rule import Meta, Raise, Rule
from graph.model import TIER_ORDER, EvidenceKind, Tier

ALONE = Filter("counted", "cleared", "只有这一个方面的事实，记录在案，不单独预警")
BASE_SCORE = {Tier.BLUE: 20, Tier.YELLOW: 40, Tier.ORANGE: 60, Tier.RED: 80}
KIND_POINTS, KIND_MAX, MONEY_MAX, SCORE_MAX = 6, 18, 2.0, 99.0
_NOTHING: frozenset[str] = frozenset()


def compose(findings: Iterable[Finding], rules: Mapping[str, Rule]) -> list[Finding]:
    """Findings with final tier, score and reasons, highest first. ``rules`` by name (``R02a``)."""
    raw = list(findings)
    index = _Index(raw, rules.values())
    return sorted((_judge(f, rules, index) for f in raw), key=_rank)


def _rank(finding: Finding) -> tuple[object, ...]:
    """Tier, score, oldest first, then key so that the order is total."""
    first = finding.first_on.isoformat() if finding.first_on else "9999"
    return (-TIER_ORDER.index(finding.tier), -finding.score, first, finding.key)


class _Index:
    """Hits by rule and shared value, so that each finding looks only at those it may meet."""

    def __init__(self, findings: Iterable[Finding], rules: Iterable[Rule]) -> None:
        asked = (*(e for r in rules for e in (*r.meta.raised_by, *r.meta.lowered_by)),)
        self._names = frozenset(name for entry in asked for name in entry.shares)
        self._values: dict[str, dict[str, set[str]]] = {}
        self._by_value: dict[tuple[str, str, str], list[Finding]] = defaultdict(list)
        for finding in findings:
            if finding.cleared and finding.statistic is None:
                continue
            shared = [("person", key) for _, key in finding.persons]
            shared += [(name, value) for name, values in self._shared(finding).items() for value in values]
            for rule in {finding.rule, finding.name}:
                for name, value in dict.fromkeys(shared):
                    self._by_value[rule, name, value].append(finding)

    def hits(self, finding: Finding, entry: Raise) -> list[Finding]:
        """Hits of other rules that meet the entry's conditions, each once, in order of key."""
        own = {key for role, key in finding.persons if role in entry.persons}
        found = {hit.key: hit for hit in self._near(finding, entry, own) if self._meets(finding, hit, entry, own)}
        return [found[key] for key in sorted(found)]

    def _near(self, finding: Finding, entry: Raise, own: set[str]) -> list[Finding]:
        """Hits that share one of the persons, or the rarest of the values that must be shared."""
        if entry.persons:
            return self._of(entry, "person", own)
        shared = self._shared(finding)
        return min((self._of(entry, name, shared.get(name, ())) for name in entry.shares), key=len)

    def _of(self, entry: Raise, name: str, values: Iterable[str]) -> list[Finding]:
        return [hit for rule in entry.rules for value in values for hit in self._by_value.get((rule, name, value), ())]

    def _meets(self, finding: Finding, hit: Finding, entry: Raise, own: set[str]) -> bool:
        if hit.cleared and "verdict" not in entry.where:
            return False
        if hit.key == finding.key or any(hit.columns.get(k) != v for k, v in entry.where.items()):
            return False
        if entry.persons:
            theirs = {key for role, key in hit.persons if not entry.their_persons or role in entry.their_persons}
            if len(own & theirs) < entry.min_shared:
                return False
        ours, others = self._shared(finding), self._shared(hit)
        return all(ours.get(name, _NOTHING) & others.get(name, _NOTHING) for name in entry.shares)

    def _shared(self, finding: Finding) -> dict[str, set[str]]:
        """Values under the names that some entry shares: of a column, or of a kind (``program``: ``programs`` too)."""
        if finding.key not in self._values:
            self._values[finding.key] = _values(finding, self._names)
        return self._values[finding.key]


def _values(finding: Finding, names: frozenset[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for column, value in finding.columns.items():
        kind = kind_of(column)
        kinds = {column} if kind in (Kind.SCALAR, Kind.MODIFIER, Kind.CONTROL) else {column, str(kind)}
        for name in kinds & names:
            values = value if isinstance(value, list) else [value]
            found.setdefault(name, set()).update(str(one) for one in values if one is not None)
    return found


def _judge(finding: Finding, rules: Mapping[str, Rule], index: _Index) -> Finding:
    meta = rules[finding.name].meta
    own_raises = tuple(c for c in finding.raised_by if not c.rules)
    own_lowers = tuple(c for c in finding.lowered_by if not c.rules)
    lowers = (*own_lowers, *_lowers(finding, meta, index))
    facts = _facts(finding, meta, rules, index)
    tier = _raised(shift(finding.base_tier, -sum(c.steps for c in lowers)), facts)
    if meta.counted and not any(f.entry.limbs for f in facts):
        alone = tuple(f for f in (ALONE,) if f not in finding.filters)
        finding = replace(finding, cleared=True, filters=(*finding.filters, *alone))
    if finding.cleared or finding.weak or any(f.result == "capped" for f in finding.filters):
        tier = Tier.BLUE
    if finding.ceiling:
        tier = min(tier, finding.ceiling, key=TIER_ORDER.index)
    evidence = tuple(k for k in EvidenceKind if k in meta.evidence or any(k in f.kinds for f in facts))
    return replace(finding, tier=tier, lowered_by=lowers, evidence_kinds=evidence,
                   raised_by=(*own_raises, *(f.change for f in facts)),
                   score=_score(tier, len(evidence) - 1, finding.amount_fen))


def _lowers(finding: Finding, meta: Meta, index: _Index) -> list[Change]:
    found = ((entry, index.hits(finding, entry)) for entry in meta.lowered_by)
    return [_change(entry, hits, 1) for entry, hits in found if hits]


@dataclass(frozen=True, slots=True)
class _Fact:
    """One other rule whose hits raise a finding, with the kinds of evidence it adds."""

    entry: Raise
    kinds: frozenset[EvidenceKind]
    change: Change


def _facts(finding: Finding, meta: Meta, rules: Mapping[str, Rule], index: _Index) -> list[_Fact]:
    """Independent facts, in the order of the front matter.

    A hit counts when its rule brings a kind of evidence this rule lacks, or is another limb of this rule that the
    catalogue counts. Facts that give a step are matched to kinds
    one to one, so that many rows, or several rules, of one kind give one step.
    """
    facts: dict[tuple[int, str], _Fact] = {}
    for place, entry in enumerate(meta.raised_by):
        by_rule: dict[str, list[Finding]] = defaultdict(list)
        for hit in index.hits(finding, entry):
            by_rule[hit.name].append(hit)
        if entry.limbs:
            others = {name: hits for name, hits in by_rule.items() if name != meta.id + (meta.limb or "")}
            if len(others) >= entry.limbs:
                kinds = frozenset(k for name in others for k in rules[name].meta.evidence) - set(meta.evidence)
                every = [hit for hits in others.values() for hit in hits]
                facts[place, meta.id] = _Fact(entry, kinds, _change(entry, every, 0))
            continue
        for name, hits in by_rule.items():
            fresh = frozenset(rules[name].meta.evidence) - set(meta.evidence)
            if fresh:
                facts[place, name] = _Fact(entry, fresh, _change(entry, hits, 0 if entry.to else 1))
    matched = _match({key: f.kinds for key, f in facts.items() if f.entry.to is None})
    return [f for key, f in sorted(facts.items(), key=lambda item: item[0]) if f.entry.to or key in matched]


def _match(facts: Mapping[tuple[int, str], frozenset[EvidenceKind]]) -> set[tuple[int, str]]:
    """Facts of a largest one-to-one assignment of facts to kinds (augmenting paths; at most nine kinds)."""
    taken: dict[EvidenceKind, tuple[int, str]] = {}

    def place(fact: tuple[int, str], tried: set[EvidenceKind]) -> bool:
        for kind in EvidenceKind:
            if kind in facts[fact] and kind not in tried:
                tried.add(kind)
                if kind not in taken or place(taken[kind], tried):
                    taken[kind] = fact
                    return True
        return False

    for fact in sorted(facts):
        place(fact, set())
    return set(taken.values())


def _raised(tier: Tier, facts: list[_Fact]) -> Tier:
    raised = shift(tier, sum(f.change.steps for f in facts))
    return max([raised, *(f.entry.to for f in facts if f.entry.to)], key=TIER_ORDER.index)


def _change(entry: Raise, hits: list[Finding], steps: int) -> Change:
    return Change(reason=hits[0].name, steps=steps, words=entry.words,
                  rules=tuple(sorted({h.name for h in hits})), findings=tuple(h.key for h in hits))


def _score(tier: Tier, further_kinds: int, amount_fen: int | None) -> float:
    """Base by tier, 6 for each further kind of evidence (at most 18), money as tie-break up to 2; at most 99."""
    money = min(MONEY_MAX, math.log10(1 + abs(amount_fen or 0) / 100) / 3)
    return min(SCORE_MAX, round(BASE_SCORE[tier] + min(KIND_MAX, KIND_POINTS * further_kinds) + money, 2))
