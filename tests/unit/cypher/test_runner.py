"""What ran, what could not, what failed: three different answers, and one bad rule stops nothing."""

from collections.abc import Mapping
from datetime import date

import pytest

from cypher.catalog import load_catalog
from cypher.errors import RowsWrong
from cypher.findings import Outcome, finding_key
from cypher.legal import NO_CLAUSE
from cypher.rows import findings_of
from cypher.runner import run_rule, sweep
from cypher.settings import CountySettings
from graph.errors import QueryInvalid
from graph.model import Tier
from graph.port import Capabilities, Row, StoreInfo
from tests.unit.cypher.making import made_rule

DAY, NOWHERE = date(2024, 12, 31), CountySettings()
ROW: Row = {"person": "p", "program": "g", "villages": ["v2", "v1"], "payments": ["b", "a"], "amount_fen": 100,
            "last_on": date(2024, 3, 1)}


class Answers:
    """A reader that gives prepared rows, so that the runner's own decisions are seen."""

    capabilities = Capabilities(False, False, False)

    def __init__(self, *rows: Row, counts: Mapping[str, int] | None = None, error: Exception | None = None) -> None:
        self.rows, self.error = list(rows), error
        self._counts = dict(counts or {"PAID_TO": 1, "UNDER": 1})

    def info(self) -> StoreInfo:
        return StoreInfo("w", "v1", None, 1, DAY)

    def counts(self) -> dict[str, int]:
        return self._counts

    def read(self, *_: object, **__: object) -> list[Row]:
        if self.error:
            raise self.error
        return self.rows

    def read_table(self, text: str, *_: object, **__: object):
        raise AssertionError(text)

    def close(self) -> None:
        """Nothing to release."""


def run(reader: Answers, rule=None, **params):
    return run_rule(rule or made_rule(), reader, params or None, as_of=DAY, settings=NOWHERE)


def test_rows_are_hits_and_none_are_no_hits() -> None:
    assert run(Answers(ROW)).outcome is Outcome.HITS
    assert run(Answers()).outcome is Outcome.NO_HITS


def test_a_missing_input_is_not_run_and_names_the_department_file() -> None:
    outcome = run(Answers(ROW, counts={"PAID_TO": 0, "UNDER": 1}))
    assert (outcome.outcome, outcome.findings) == (Outcome.NOT_RUN, ())
    assert "补贴发放名册" in outcome.reason


def test_a_missing_parameter_is_not_run_and_named() -> None:
    rule = made_rule(extra='// params.x = { type = "int", words = "限额" }\n')
    assert run(Answers(ROW), rule).outcome is Outcome.NOT_RUN
    assert "限额" in run(Answers(ROW), rule).reason
    assert run(Answers(ROW), rule, x=3).outcome is Outcome.HITS


def test_an_engine_error_fails_the_rule_with_its_sentence() -> None:
    outcome = run(Answers(error=QueryInvalid("语句有误")))
    assert (outcome.outcome, outcome.reason) == (Outcome.FAILED, "语句有误")


@pytest.mark.parametrize("rows", [[ROW, ROW], [{**ROW, "person": None}], [{**ROW, "last_on": "2024-03-01"}],
                                  [{**ROW, "amount_fen": 1.5}]])
def test_rows_that_break_the_convention_fail_the_rule(rows: list[Row]) -> None:
    assert run(Answers(*rows)).outcome is Outcome.FAILED


def test_one_failing_rule_does_not_stop_the_sweep() -> None:
    class Half(Answers):
        def read(self, text: str, *_: object, **__: object) -> list[Row]:
            if "R91" in text:
                raise QueryInvalid("语句有误")
            return [ROW]

    result = sweep(Half(), [made_rule("R90"), made_rule("R91")], NOWHERE, DAY)
    assert [o.outcome for o in result.outcomes] == [Outcome.HITS, Outcome.FAILED]
    assert [f.rule for f in result.findings] == ["R90"]


def test_a_region_shows_the_findings_of_its_villages_only() -> None:
    rules = [made_rule("R90")]
    assert sweep(Answers(ROW), rules, NOWHERE, DAY, region="v1").findings
    shown = sweep(Answers(ROW), rules, NOWHERE, DAY, region="w")
    assert (shown.findings, shown.outcomes[0].outcome) == ((), Outcome.NO_HITS)


def test_asking_for_one_rule_still_lets_the_others_raise_it() -> None:
    raised = made_rule("R90", extra='// raised_by = [{ rules = ["R91"], persons = ["person"], words = "x" }]\n')
    result = sweep(Answers(ROW), [raised, made_rule("R91", evidence='["flow"]')], NOWHERE, DAY, only=["R90"])
    assert [(o.rule, f.tier) for o in result.outcomes for f in o.findings] == [("R90", Tier.YELLOW)]


def test_the_key_is_made_of_rule_limb_and_identity_alone() -> None:
    one, = findings_of(made_rule(), [ROW], NOWHERE)
    other, = findings_of(made_rule(), [{**ROW, "amount_fen": 999, "payments": ["z"], "last_on": DAY}], NOWHERE)
    assert one.key == other.key == finding_key("R90", None, {"program": "g", "person": "p"})
    assert finding_key("R90", "a", {"person": "p"}) != finding_key("R90", "b", {"person": "p"})


def test_lists_come_sorted_whatever_the_engine_says() -> None:
    found, = findings_of(made_rule(), [ROW], NOWHERE)
    assert found.payments == ("a", "b")
    assert found.columns["villages"] == ["v1", "v2"]


def test_a_fact_without_a_clause_in_force_says_so() -> None:
    found, = findings_of(made_rule(), [{**ROW, "last_on": date(2010, 1, 1)}], NOWHERE)
    assert (found.legal, found.legal_note) == ((), NO_CLAUSE)


def test_evidence_grows_by_a_new_account_and_not_by_a_new_payment() -> None:
    rows = [ROW, {**ROW, "payments": ["a", "b", "c"]}, {**ROW, "accounts": ["k"]}, {**ROW, "kin": ["pair.segment"]},
            {**ROW, "kin": ["pair.other"]}]
    plain, paid, account, kin, later = (findings_of(made_rule(), [row], NOWHERE)[0].signature for row in rows)
    assert paid == plain
    assert account - plain == {"account:k"}
    assert kin == later > plain


def test_a_weak_match_and_presumed_kin_are_read_from_their_columns() -> None:
    weak, = findings_of(made_rule(), [{**ROW, "matched_by": ["id18", "name_village"]}], NOWHERE)
    assert weak.weak
    presumed, = findings_of(made_rule(), [{**ROW, "confidence": ["presumed"]}], NOWHERE)
    assert [c.reason for c in presumed.lowered_by] == ["presumed"]
    mixed, = findings_of(made_rule(), [{**ROW, "confidence": ["presumed", "asserted"]}], NOWHERE)
    assert mixed.lowered_by == ()


def test_an_identity_without_a_value_is_refused() -> None:
    with pytest.raises(RowsWrong, match="没有标识"):
        findings_of(made_rule(), [{**ROW, "program": None}], NOWHERE)


def test_a_rule_about_compensation_splits_names_the_file_that_nobody_loaded() -> None:
    (rule,) = load_catalog().named("R42c")
    outcome = run(Answers(counts={"LedgerEntry": 9, "SPENT_BY": 9, "Village": 3}), rule)
    assert (outcome.outcome, outcome.reason) == (Outcome.NOT_RUN, "缺少数据：征地补偿分配方案")
