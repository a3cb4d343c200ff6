"""Rules before a payment run on a part of the graph; what they read must be in it."""

from __future__ import annotations

import pytest

from cypher.before import PART_HOLDS, bearing, before_payment
from cypher.catalog import load_catalog
from cypher.rule import Rule
from graph.schema import NODES, RELATIONS

RULES = load_catalog().rules


@pytest.mark.parametrize("rule", before_payment(RULES), ids=lambda rule: rule.name)
def test_a_rule_before_payment_reads_only_what_the_part_of_a_roster_holds(rule: Rule) -> None:
    assert {*rule.meta.needs, *rule.meta.optional} <= PART_HOLDS


def test_the_part_names_labels_and_relations_of_the_schema() -> None:
    assert {*(node.label for node in NODES), *(relation.name for relation in RELATIONS)} >= PART_HOLDS


def test_a_rule_that_bears_on_those_before_payment_does_not_run_before_payment() -> None:
    found = bearing(RULES)
    assert found
    assert not {rule.name for rule in found} & {rule.name for rule in before_payment(RULES)}
