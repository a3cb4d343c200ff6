"""What a rule found: the finding, the outcome of a rule, the result of a sweep."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from cypher.judging import Judged
from cypher.legal import Clause
from graph.model import EvidenceKind, Tier
from graph.port import Value


class Outcome(StrEnum):
    """What became of a rule in a sweep; *not run* is never *no hits*."""

    HITS = "hits"
    NO_HITS = "no_hits"
    PARTIAL = "partial"
    NOT_RUN = "not_run"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Change:
    """Why a tier went up or down, by how many steps, in words for a person.

    ``rules`` names the rules whose hits raised it, and ``findings`` their keys.
    """

    reason: str
    steps: int
    words: str
    rules: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter that was tried: ``cleared``, ``lowered``, ``capped``, ``raised`` or ``kept``."""

    name: str
    result: str
    words: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One row of a rule: a question put to a person, never a finding of misconduct.

    ``columns`` are the returned columns with lists sorted. ``persons`` are (role, key). ``explanation`` and
    ``title`` hold tokens in place of names (``explain.fill``). ``cleared`` rows stay on record in blue and open no
    warning; a comparison that is not *favoured* is cleared, and still lowers what it speaks for. ``ceiling``: a tier
    that nothing raises it above. ``score`` and the final ``tier`` are set by ``composition``.
    """

    rule: str
    limb: str | None
    rule_version: int
    key: str
    identity: Mapping[str, Value]
    columns: Mapping[str, Value]
    base_tier: Tier
    tier: Tier
    evidence_kinds: tuple[EvidenceKind, ...]
    score: float = 0.0
    cleared: bool = False
    weak: bool = False
    trial: bool = False
    lowered_by: tuple[Change, ...] = ()
    raised_by: tuple[Change, ...] = ()
    filters: tuple[Filter, ...] = ()
    persons: tuple[tuple[str, str], ...] = ()
    accounts: tuple[str, ...] = ()
    organizations: tuple[str, ...] = ()
    programs: tuple[str, ...] = ()
    contracts: tuple[str, ...] = ()
    villages: tuple[str, ...] = ()
    kin: tuple[str, ...] = ()
    payments: tuple[str, ...] = ()
    entries: tuple[str, ...] = ()
    approvals: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    amount_fen: int | None = None
    first_on: date | None = None
    last_on: date | None = None
    legal: tuple[Clause, ...] = ()
    legal_note: str | None = None
    subject: tuple[str, str] = ("", "")
    title: str = ""
    explanation: str = ""
    verify: tuple[str, ...] = ()
    statistic: Mapping[str, Any] | None = None
    ceiling: Tier | None = None

    @property
    def name(self) -> str:
        """``R02a``: rule and limb."""
        return self.rule + (self.limb or "")

    @property
    def signature(self) -> frozenset[str]:
        """What "evidence grew in kind" is measured on: a dismissed warning reopens when this set gains a member.

        Kinds of evidence, limb, accounts, signers, kin paths and contracts; never counts, amounts or dates.
        """
        kin = {"kin:" + k.rpartition(".")[0] if "." in k else "kin:" + k for k in self.kin}
        return frozenset({*("evidence:" + k for k in self.evidence_kinds), "limb:" + (self.limb or ""),
                          *("account:" + a for a in self.accounts), *("contract:" + c for c in self.contracts),
                          *("signer:" + key for role, key in self.persons if role == "signer"), *kin})


@dataclass(frozen=True, slots=True)
class RuleOutcome:
    """One rule, run once. ``not_run_for``: programmes or territories left out (outcome ``partial``).

    ``tests``: every comparison a statistical rule made, with its verdict.
    """

    rule: str
    limb: str | None
    version: int
    outcome: Outcome
    findings: tuple[Finding, ...] = ()
    reason: str = ""
    not_run_for: tuple[str, ...] = ()
    seconds: float = 0.0
    tests: tuple[Judged, ...] = ()


@dataclass(frozen=True, slots=True)
class SweepResult:
    """All rules run over one version of the graph; findings composed and ranked."""

    as_of: date
    data_version: str
    started: datetime
    finished: datetime
    outcomes: tuple[RuleOutcome, ...] = field(default_factory=tuple)
    findings: tuple[Finding, ...] = field(default_factory=tuple)


def finding_key(rule: str, limb: str | None, identity: Mapping[str, Value]) -> str:
    """Key of a finding: a hash of rule id, limb and the identity values, and of nothing else."""
    values = {name: value.isoformat() if isinstance(value, date) else value for name, value in identity.items()}
    text = json.dumps([rule, limb or "", values], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:32]
