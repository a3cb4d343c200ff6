"""The catalogue is clean: lint, lock, examples."""

from cypher.catalog import load_catalog, lock_complaints, read_lock
from cypher.legal import read_clauses
from cypher.lint import lint


def test_no_rule_file_draws_a_complaint() -> None:
    assert lint(load_catalog().rules, read_clauses()) == []


def test_no_rule_text_changes_under_an_old_version() -> None:
    assert lock_complaints(load_catalog().rules, read_lock()) == []
