"""Every example of every rule holds on every engine, and the second opinion in SQL agrees with it."""

from typing import Any

import duckdb
import pytest

from cypher.case_graph import CaseStore
from cypher.cases import Case, complaints, read_cases, run_case
from cypher.catalog import load_catalog
from cypher.comparison import raw_tests
from cypher.findings import Outcome, RuleOutcome
from cypher.reference import comparable, flat_tables, reference_rows
from cypher.rule import Rule
from cypher.runner import bound, known_values
from cypher.settings import CountySettings, ParamMissing, bind
from cypher.tallies import year_values, years_of_rule
from tests.served_cases import ServedCases

CATALOG = load_catalog()
_RAN = (Outcome.HITS, Outcome.NO_HITS, Outcome.PARTIAL)
CASES = [pytest.param(rule, case, id=f"{rule.name}-{case.name}")
         for rule in CATALOG.running() for case in read_cases(rule).cases]


@pytest.mark.parametrize(("rule", "case"), CASES)
def test_a_rule_gives_just_the_hits_its_case_expects(rule: Rule, case: Case, cases: CaseStore) -> None:
    others = [other for name in case.model.rules for other in CATALOG.named(name)]
    outcomes = run_case(case, rule, others, cases)
    assert complaints(case, rule, others, outcomes) == []
    if rule.reference_path.exists() and not isinstance(cases, ServedCases):
        _agrees_with_reference(rule, case, cases, outcomes[0])


def _agrees_with_reference(rule: Rule, case: Case, cases: CaseStore, outcome: RuleOutcome) -> None:
    """Asked beside the embedded engine only: SQL reads the same tables, whichever engine they come from."""
    try:
        bindings = bind(rule, CountySettings(case.model.settings), case.model.params)
    except ParamMissing:
        return
    values = bindings[0].values
    known = len(bindings) == 1 and rule.meta.stage == "row" and outcome.outcome in _RAN
    connection = duckdb.connect()
    flat_tables(cases.writer, connection, rule.reference_path.read_text(encoding="utf-8"), cases.counts())
    as_of = case.model.as_of
    if rule.meta.stage == "statistic":
        raw = raw_tests(rule, cases.writer, bindings, as_of, stratified=True, timeout=60,
                        bound=lambda text, asked: bound(text, asked, as_of))
        rows: list[dict[str, Any]] = [row for one in raw for row in one.rows]
    else:
        rows = _rows(outcome) if known else cases.writer.read(rule.text, bound(rule.body, values, as_of))
    asked = [known_values({**values, **days}, as_of) for days in _spans(rule, case, cases)]
    assert comparable(rule, rows) == sorted(row for one in asked for row in reference_rows(rule, connection, one))


def _rows(outcome: RuleOutcome) -> list[dict[str, Any]]:
    """The rows that the findings were made of, one each."""
    return [{**finding.identity, "amount_fen": finding.amount_fen} for finding in outcome.findings]


def _spans(rule: Rule, case: Case, cases: CaseStore) -> list[dict[str, object]]:
    """A statistical rule is asked year by year, every other once."""
    if rule.meta.stage == "row":
        return [{}]
    return [year_values(year, case.model.as_of) for year in years_of_rule(rule, cases.writer, case.model.as_of)]
