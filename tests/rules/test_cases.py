"""Every example of every rule holds on every engine, and the second opinion in SQL agrees with it."""

import duckdb
import pytest

from cypher.cases import Case, check, prepare, read_cases
from cypher.catalog import load_catalog
from cypher.reference import comparable, flat_tables, reference_rows
from cypher.rule import Rule
from cypher.runner import bound
from cypher.settings import CountySettings, ParamMissing, bind
from graph.port import GraphStore

CATALOG = load_catalog()
CASES = [pytest.param(rule, case, id=f"{rule.name}-{case.name}")
         for rule in CATALOG.running() for case in read_cases(rule).cases]
_serial = iter(range(10**6))


@pytest.mark.parametrize(("rule", "case"), CASES)
def test_a_rule_gives_just_the_hits_its_case_expects(rule: Rule, case: Case, store: GraphStore) -> None:
    with store.new_version(f"case-{next(_serial)}") as writer:
        prepare(case, rule, writer)
        others = [other for name in case.model.rules for other in CATALOG.named(name)]
        assert check(case, rule, others, writer) == []
        if rule.reference_path.exists():
            _agrees_with_reference(rule, case, writer)


def _agrees_with_reference(rule, case, reader) -> None:
    try:
        values = bind(rule, CountySettings(case.model.settings), case.model.params)[0].values
    except ParamMissing:
        return
    values = bound(rule, values, case.model.as_of)
    connection = duckdb.connect()
    flat_tables(reader, connection)
    assert comparable(rule, reader.read(rule.text, values)) == reference_rows(rule, connection, values)
