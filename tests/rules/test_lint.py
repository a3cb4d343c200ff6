"""The catalogue is clean: lint, lock, examples."""

import pytest

from cypher.catalog import load_catalog, lock_complaints, read_lock
from cypher.legal import read_clauses
from cypher.lint import lint
from cypher.lint_statement import lint_patterns
from cypher.residents import QUERIES
from cypher.statement import parts


def test_no_rule_file_draws_a_complaint() -> None:
    assert lint(load_catalog().rules, read_clauses()) == []


def test_no_rule_text_changes_under_an_old_version() -> None:
    assert lock_complaints(load_catalog().rules, read_lock()) == []


@pytest.mark.parametrize("name", sorted(path.name for path in QUERIES.glob("*.cypher")))
def test_no_named_query_has_a_pattern_the_embedded_engine_answers_wrongly(name: str) -> None:
    text = (QUERIES / name).read_text(encoding="utf-8")
    assert [fault for part in parts(text) for fault in lint_patterns(part)] == []
