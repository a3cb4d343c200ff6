"""Every example of every rule holds on every engine, and the second opinion in SQL agrees with it."""

import duckdb
import pytest

from cypher.case_graph import CaseStore
from cypher.cases import Case, check, read_cases
from cypher.catalog import load_catalog
from cypher.reference import comparable, flat_tables, reference_rows
from cypher.rule import Rule
from cypher.runner import bound, known_values
from cypher.settings import CountySettings, ParamMissing, bind
from cypher.tallies import year_values, years_of_rule

CATALOG = load_catalog()
CASES = [pytest.param(rule, case, id=f"{rule.name}-{case.name}")
         for rule in CATALOG.running() for case in read_cases(rule).cases]


@pytest.mark.parametrize(("rule", "case"), CASES)
def test_a_rule_gives_just_the_hits_its_case_expects(rule: Rule, case: Case, cases: CaseStore) -> None:
    others = [other for name in case.model.rules for other in CATALOG.named(name)]
    assert check(case, rule, others, cases) == []
    if rule.reference_path.exists():
        _agrees_with_reference(rule, case, cases)


def _agrees_with_reference(rule: Rule, case: Case, cases: CaseStore) -> None:
    try:
        values = bind(rule, CountySettings(case.model.settings), case.model.params)[0].values
    except ParamMissing:
        return
    connection = duckdb.connect()
    flat_tables(cases.writer, connection, rule.reference_path.read_text(encoding="utf-8"), cases.counts())
    for days in _spans(rule, case, cases):
        rows = cases.writer.read(rule.text, bound(rule.body, {**values, **days}, case.model.as_of))
        assert comparable(rule, rows) == reference_rows(rule, connection,
                                                        known_values({**values, **days}, case.model.as_of))


def _spans(rule: Rule, case: Case, cases: CaseStore) -> list[dict[str, object]]:
    """A statistical rule is asked year by year, every other once."""
    if rule.meta.stage == "row":
        return [{}]
    return [year_values(year, case.model.as_of) for year in years_of_rule(rule, cases.writer, case.model.as_of)]
