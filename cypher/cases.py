"""Examples of a rule: small graphs with the hits and misses they must give, run on any engine."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date

from pydantic import Field, ValidationError

from cypher.case_graph import CaseGraph, CaseStore, complete, parse
from cypher.composition import compose
from cypher.derive import derive_kin
from cypher.errors import RuleFileWrong
from cypher.findings import Finding, Outcome, RuleOutcome
from cypher.rule import Closed, ParamValue, Rule
from cypher.runner import run_rule
from cypher.settings import CountySettings

AS_OF = date(2024, 12, 31)
Scalar = bool | int | float | str | date | list[str]


class CaseModel(Closed):
    """One case as written: lines of graph, what is expected, and what is different from the default."""

    name: str
    graph: str = ""
    expect: list[dict[str, Scalar]] = Field(default_factory=list)
    params: dict[str, ParamValue] = Field(default_factory=dict)
    settings: dict[str, object] = Field(default_factory=dict)
    rules: list[str] = Field(default_factory=list)
    as_of: date = AS_OF
    outcome: Outcome | None = None
    reason: str | None = None


class CasesModel(Closed):
    """A cases file: lines shared by all cases, and the cases."""

    graph: str = ""
    case: list[CaseModel] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class Case:
    """A case with its whole graph."""

    name: str
    graph: CaseGraph
    model: CaseModel

    @property
    def expect(self) -> list[dict[str, Scalar]]:
        """Expected findings by identity, with further columns to compare; empty = a miss."""
        return self.model.expect


@dataclass(frozen=True, slots=True)
class CaseFile:
    """All cases of one rule."""

    cases: tuple[Case, ...]


def read_cases(rule: Rule) -> CaseFile:
    """Cases beside the rule. Raises RuleFileWrong."""
    path = rule.cases_path
    try:
        model = CasesModel.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        raise RuleFileWrong(f"{rule.slug}：缺少用例文件 {path.name}") from None
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise RuleFileWrong(f"{path.name}：{error}") from None
    shared = parse(model.graph, path.name)
    return CaseFile(tuple(_case(rule, m, shared, path.name) for m in model.case))


def _case(rule: Rule, model: CaseModel, shared: CaseGraph, file: str) -> Case:
    for expected in model.expect:
        lacking = set(rule.meta.identity) - set(expected)
        if lacking:
            raise RuleFileWrong(f"{file}“{model.name}”：expect 要写全标识列，缺 {'、'.join(sorted(lacking))}")
    graph = complete(shared.over(parse(model.graph, f"{file}“{model.name}”")))
    return Case(model.name, graph, model)


def check(case: Case, rule: Rule, others: list[Rule], store: CaseStore) -> list[str]:
    """Runs the rule (and ``others``, for raises) on the case's graph; what is not as expected."""
    return complaints(case, rule, others, run_case(case, rule, others, store))


def run_case(case: Case, rule: Rule, others: list[Rule], store: CaseStore) -> list[RuleOutcome]:
    """Puts the case's graph into the store; the outcomes of the rule and of ``others`` on it.

    Where the case gives primitive ties, KIN is derived from them.
    """
    settings = CountySettings(case.model.settings)
    store.hold(case.graph)
    if any(name in ("PARENT_OF", "SPOUSE_OF", "SIBLING_OF") for _, name, _ in case.graph.relations):
        derive_kin(store.writer, [rule], settings)
    counts = store.counts()
    return [run_rule(r, store.writer, case.model.params if r is rule else None, as_of=case.model.as_of,
                     settings=settings, counts=counts) for r in (rule, *others)]


def complaints(case: Case, rule: Rule, others: list[Rule], outcomes: list[RuleOutcome]) -> list[str]:
    """What of the outcomes of ``run_case`` is not as the case expects."""
    own = outcomes[0]
    if own.outcome is Outcome.FAILED and case.model.outcome is not Outcome.FAILED:
        return [f"规则出错：{own.reason}"]
    found = []
    if case.model.outcome and own.outcome is not case.model.outcome:
        found.append(f"应为 {case.model.outcome}，实为 {own.outcome}（{own.reason}）")
    if case.model.reason and case.model.reason not in own.reason:
        found.append(f"原因应含“{case.model.reason}”，实为“{own.reason}”")
    composed = compose([f for o in outcomes for f in o.findings], {r.name: r for r in (rule, *others)})
    return found + _compare(rule, case, [f for f in composed if f.name == rule.name])


def _compare(rule: Rule, case: Case, findings: list[Finding]) -> list[str]:
    names = rule.meta.identity
    found = {tuple(str(f.identity[n]) for n in names): f for f in findings}
    wanted = {tuple(str(e[n]) for n in names): e for e in case.expect}
    complaints = [f"应命中而未命中：{dict(zip(names, key, strict=True))}" for key in wanted if key not in found]
    complaints += [f"不应命中：{dict(zip(names, key, strict=True))}" for key in found if key not in wanted]
    for key, expected in wanted.items():
        if key in found:
            complaints += _differences(expected, found[key])
    return complaints


def _differences(expected: dict[str, Scalar], finding: Finding) -> list[str]:
    """``tier``, ``base_tier``, ``cleared``, ``weak``, ``amount_fen`` of the finding, any other name of its columns."""
    complaints = []
    for name, value in expected.items():
        own = name in ("tier", "base_tier", "cleared", "weak", "amount_fen")
        actual = getattr(finding, name) if own else finding.columns.get(name)
        if actual != value:
            complaints.append(f"{name} 应为 {value}，实为 {actual}")
    return complaints
