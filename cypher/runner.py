"""Runs rules on one version of the graph: what ran, what could not, and what was found."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from typing import Any

from cypher.composition import compose
from cypher.cycles import finding_rows
from cypher.findings import Finding, Outcome, RuleOutcome, SweepResult
from cypher.gaps import Gaps, gaps_of
from cypher.rows import WEAK_MATCHES, findings_of
from cypher.rule import ParamValue, Rule
from cypher.settings import Binding, CountySettings, ParamMissing, bind, years_of
from cypher.words import missing
from graph.errors import QinqingError, StoreUnavailable
from graph.port import GraphReader, Row

BEIJING = timezone(timedelta(hours=8))
FIRST_DAY, LAST_DAY = date(1, 1, 1), date(9999, 12, 31)
TIMEOUT_SECONDS = 300.0
AT_ONCE = 2
"""Rules that run side by side: each may need much of the engine's memory."""
Progress = Callable[[Rule, RuleOutcome], None]


def run_rule(rule: Rule, reader: GraphReader, params: Mapping[str, ParamValue] | None = None, *, as_of: date,
             settings: CountySettings, counts: Mapping[str, int] | None = None,
             timeout: float = TIMEOUT_SECONDS, whole: GraphReader | None = None) -> RuleOutcome:
    """Runs one rule. ``params`` win over the county's; ``counts`` saves asking the store again.

    ``whole`` is asked for the rule's gaps where ``reader`` holds a part of the graph only.

    Never raises for what is wrong with this rule: the outcome is then ``failed`` (or ``not_run``) with the reason.
    Raises StoreUnavailable where the graph itself is gone: the other rules could not run either.
    """
    started = time.perf_counter()
    outcome = RuleOutcome(rule.id, rule.limb, rule.meta.version, Outcome.NO_HITS)
    try:
        outcome = _run(rule, reader, params, as_of, settings, reader.counts() if counts is None else counts, timeout,
                       outcome)
        if outcome.outcome in (Outcome.HITS, Outcome.NO_HITS):
            values = bind(rule, settings, params)[-1].values
            outcome = _with_gaps(outcome, gaps_of(rule, whole or reader, lambda text: bound(text, values, as_of)))
    except ParamMissing as error:
        outcome = replace(outcome, outcome=Outcome.NOT_RUN, reason=str(error))
    except StoreUnavailable:
        raise
    except QinqingError as error:
        outcome = replace(outcome, outcome=Outcome.FAILED, reason=str(error))
    return replace(outcome, seconds=time.perf_counter() - started)


def _run(rule: Rule, reader: GraphReader, params: Mapping[str, ParamValue] | None, as_of: date,
         settings: CountySettings, counts: Mapping[str, int], timeout: float, blank: RuleOutcome) -> RuleOutcome:
    bindings = bind(rule, settings, params)
    if rule.meta.applies and not bindings[-1].values[rule.meta.applies]:
        words = rule.meta.params[rule.meta.applies].words
        return replace(blank, outcome=Outcome.NOT_RUN, reason=f"本县不适用（{words}）")
    absent = [name for name in rule.meta.needs if not counts.get(name)]
    if absent:
        return replace(blank, outcome=Outcome.NOT_RUN, reason=missing(absent))
    if rule.meta.stage == "statistic":
        from cypher.comparison import STRATA_FILE, raw_tests, verdicts  # noqa: PLC0415 - pandas: others need not wait

        raw = raw_tests(rule, reader, bindings, as_of, stratified=bool(counts.get(STRATA_FILE)), timeout=timeout,
                        bound=lambda text, values: bound(text, values, as_of))
        compared = verdicts(rule, raw, settings)
        found = replace(blank, findings=compared.findings, tests=compared.tests)
    else:
        rows = _rows(rule, reader, bindings, as_of, timeout)
        if rule.meta.stage == "cycle":
            rows = finding_rows(list(rows), bindings[-1].values)
        found = replace(blank, findings=tuple(findings_of(rule, rows, settings)))
    return replace(found, outcome=Outcome.HITS if found.findings else Outcome.NO_HITS)


def _with_gaps(found: RuleOutcome, gaps: Gaps | None) -> RuleOutcome:
    """What could not be judged makes the outcome partial; where that is the whole county, nothing ran."""
    if gaps is None:
        return found
    if gaps.whole and not found.findings:
        return replace(found, outcome=Outcome.NOT_RUN, reason=gaps.reason)
    return replace(found, outcome=Outcome.PARTIAL, not_run_for=gaps.names, reason=gaps.reason)


def _rows(rule: Rule, reader: GraphReader, bindings: list[Binding], as_of: date, timeout: float) -> Iterable[Row]:
    """Rows of a rule, each judged with the parameters of its year."""
    for binding in bindings:
        for row in reader.read(rule.text, bound(rule.body, binding.values, as_of), timeout=timeout):
            if binding.covers(years_of(row.get("year"), as_of)):
                yield row


def known_values(values: Mapping[str, Any], as_of: date) -> dict[str, object]:
    """A rule's parameters with those that are always there (``rules/README.md`` lists them)."""
    return {**values, "as_of": as_of, "as_of_day": (as_of - date(1970, 1, 1)).days, "first_day": FIRST_DAY,
            "last_day": LAST_DAY, "weak": list(WEAK_MATCHES)}


def bound(text: str, values: Mapping[str, Any], as_of: date) -> dict[str, object]:
    """Parameters the text really uses: an engine may refuse others."""
    return {name: value for name, value in known_values(values, as_of).items() if re.search(rf"\${name}\b", text)}


def sweep(reader: GraphReader, rules: Iterable[Rule], settings: CountySettings, as_of: date, *,
          only: Iterable[str] | None = None, region: str | None = None,
          progress: Progress | None = None) -> SweepResult:
    """Runs all active and trial rules, composes their findings and ranks them.

    ``only``: rule ids (``R01``) or names (``R02a``). All rules still run, since hits of one raise those of another;
    only the asked ones are reported. ``region``: prefix of a village or town code.
    """
    started, counts = datetime.now(BEIJING), reader.counts()
    running = [r for r in rules if r.meta.status in ("active", "trial")]
    outcomes = []
    for rule, outcome in _run_all(running, lambda rule: run_rule(rule, reader, as_of=as_of, settings=settings,
                                                                 counts=counts)):
        outcomes.append(outcome)
        if progress:
            progress(rule, outcome)
    composed = compose([f for o in outcomes for f in o.findings], {r.name: r for r in running})
    wanted = set(only) if only is not None else None
    shown = [f for f in composed if _asked(f.rule, f.name, wanted) and in_region(f, region)]
    return SweepResult(as_of, reader.info().data_version, started, datetime.now(BEIJING),
                       tuple(_reported(outcomes, shown, wanted)), tuple(shown))


def _run_all(rules: list[Rule], run: Callable[[Rule], RuleOutcome]) -> Iterator[tuple[Rule, RuleOutcome]]:
    """Rules with their outcomes, in order; while the engine plans or searches for one, another goes on."""
    pool = ThreadPoolExecutor(AT_ONCE, "rule")
    try:
        yield from zip(rules, pool.map(run, rules), strict=True)
    finally:
        pool.shutdown(cancel_futures=True)


def _asked(rule: str, name: str, wanted: set[str] | None) -> bool:
    return wanted is None or rule in wanted or name in wanted


def in_region(finding: Finding, region: str | None) -> bool:
    """Does a village of the finding lie in the region (prefix of its code)?"""
    return not region or any(code.startswith(region) for code in finding.villages)


def _reported(outcomes: list[RuleOutcome], shown: list[Finding], wanted: set[str] | None) -> Iterable[RuleOutcome]:
    """Outcomes of the asked rules, with the composed findings in place of the raw ones."""
    by_rule: dict[tuple[str, str | None], list[Finding]] = {}
    for finding in shown:
        by_rule.setdefault((finding.rule, finding.limb), []).append(finding)
    for outcome in outcomes:
        if _asked(outcome.rule, outcome.rule + (outcome.limb or ""), wanted):
            own = tuple(by_rule.get((outcome.rule, outcome.limb), ()))
            kind = outcome.outcome
            if kind is Outcome.HITS and not own:
                kind = Outcome.NO_HITS
            yield replace(outcome, outcome=kind, findings=own)
