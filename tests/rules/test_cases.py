"""Every example of every rule holds on every engine, and the second opinion in SQL agrees with it."""

import duckdb
import pytest

from cypher.cases import Case, check, prepare, read_cases
from cypher.catalog import load_catalog
from cypher.reference import comparable, flat_tables, reference_rows
from cypher.rule import Rule
from cypher.runner import bound, known_values
from cypher.settings import CountySettings, ParamMissing, bind
from graph.port import GraphReader, GraphWriter

CATALOG = load_catalog()
CASES = [pytest.param(rule, case, id=f"{rule.name}-{case.name}")
         for rule in CATALOG.running() for case in read_cases(rule).cases]


@pytest.mark.parametrize(("rule", "case"), CASES)
def test_a_rule_gives_just_the_hits_its_case_expects(rule: Rule, case: Case, writer: GraphWriter) -> None:
    prepare(case, rule, writer)
    others = [other for name in case.model.rules for other in CATALOG.named(name)]
    assert check(case, rule, others, writer) == []
    if rule.reference_path.exists():
        _agrees_with_reference(rule, case, writer)


def _agrees_with_reference(rule: Rule, case: Case, reader: GraphReader) -> None:
    try:
        values = bind(rule, CountySettings(case.model.settings), case.model.params)[0].values
    except ParamMissing:
        return
    connection = duckdb.connect()
    flat_tables(reader, connection, rule.reference_path.read_text(encoding="utf-8"))
    rows = reader.read(rule.text, bound(rule, values, case.model.as_of))
    assert comparable(rule, rows) == reference_rows(rule, connection, known_values(values, case.model.as_of))
