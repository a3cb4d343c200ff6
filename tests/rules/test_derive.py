"""KIN follows from the primitive ties, for those whom a rule asks for, the same each time."""

from datetime import date

import pytest

from cypher.case_graph import CaseStore, complete, parse
from cypher.catalog import load_catalog
from cypher.derive import derive_kin
from cypher.settings import CountySettings
from graph.port import GraphWriter

FAMILY = """
Person c sex=M
Person w sex=F
Person s sex=M
Person b sex=M
c SERVES v role=head valid_from=2021-01-01
c SPOUSE_OF w valid_from=2000-01-01 valid_to=2022-06-30 ended_by=divorce
c PARENT_OF s
w SIBLING_OF b
"""
KIN = ("MATCH (a:Person)-[k:KIN]->(b:Person) RETURN a.key AS ego, b.key AS other, k.pattern AS pattern, "
       "k.near AS near, k.recusal AS recusal, k.valid_to AS until, k.key AS key ORDER BY ego, other")
NOWHERE = CountySettings()


@pytest.fixture
def family(cases: CaseStore) -> GraphWriter:
    cases.hold(complete(parse(FAMILY, "family")))
    return cases.writer


def test_only_office_holders_have_kin_and_each_tie_ends_when_its_weakest_step_ends(family: GraphWriter) -> None:
    report = derive_kin(family, load_catalog().named("R01"), NOWHERE)
    rows = {(r["ego"], r["other"]): r for r in family.read(KIN)}
    assert set(rows) == {("c", "w"), ("c", "s"), ("c", "b")}
    assert report.relations == report.added == 3
    assert (rows["c", "s"]["pattern"], rows["c", "s"]["near"], rows["c", "s"]["until"]) == ("C", True, None)
    assert (rows["c", "b"]["pattern"], rows["c", "b"]["near"], rows["c", "b"]["recusal"]) == ("XPC", False, True)
    assert rows["c", "w"]["until"] == rows["c", "b"]["until"] == date(2022, 6, 30)


def test_deriving_twice_changes_nothing(family: GraphWriter) -> None:
    rules = load_catalog().named("R01")
    derive_kin(family, rules, NOWHERE)
    before = family.read(KIN)
    again = derive_kin(family, rules, NOWHERE)
    assert (again.added, again.removed) == (0, 0)
    assert family.read(KIN) == before


def test_a_tie_that_is_gone_takes_its_kin_along(family: GraphWriter) -> None:
    rules = load_catalog().named("R01")
    derive_kin(family, rules, NOWHERE)
    edges = family.read("MATCH (:Person)-[e:SIBLING_OF]->(:Person) RETURN e.key AS key")
    family.retract_relations("SIBLING_OF", [str(e["key"]) for e in edges])
    assert derive_kin(family, rules, NOWHERE).removed == 1
    assert {r["other"] for r in family.read(KIN)} == {"w", "s"}


def test_without_a_rule_that_asks_nobody_has_kin(family: GraphWriter) -> None:
    assert derive_kin(family, load_catalog().named("R07"), NOWHERE).relations == 0
