"""One matter, one case; a list for a stated capacity says what it leaves out; silence is never innocence."""

from collections import Counter
from datetime import date

import pytest

from api.casework.cases import LARGEST, cases_of, story
from api.casework.coverage import BOOKS, File, Place, Run, rows
from api.casework.precision import Measured, wilson, words
from api.casework.queue import as_answer, plan
from cypher.catalog import load_catalog
from graph.errors import InputError


def warning(key, *persons, tier="yellow", score=40, accounts=(), village="371699101201", program="C05", **more):
    return {"key": key, "rule": "R01", "limb": None, "tier": tier, "score": score, "title": f"标题{key}",
            "explanation": f"事实{key}。", "first_on": "2023-01-01", "last_on": "2023-02-01", "amount_fen": 1000,
            "persons": [{"role": role, "person": person, "name": person} for role, person in persons],
            "accounts": [{"account": a, "kind": kind} for a, kind in accounts], "organizations": [], "contracts": [],
            "programs": [{"code": program, "name": program}], "payments": [], "entries": [],
            "villages": [{"village": village, "name": village}], **more}


def test_warnings_that_share_a_person_or_an_account_are_one_case():
    found = cases_of([warning("a", ("cadre", "c"), ("relative", "x")), warning("b", ("relative", "x")),
                      warning("d", ("holder", "y"), accounts=[("acc", "card")]),
                      warning("e", ("recipient", "z"), accounts=[("acc", "card")]), warning("f", ("cadre", "q"))])
    assert sorted(sorted(w["key"] for w in case.warnings) for case in found) == [["a", "b"], ["d", "e"], ["f"]]


def test_a_village_a_programme_or_the_account_of_a_public_body_links_nothing():
    found = cases_of([warning("a", ("cadre", "c"), accounts=[("town", "corporate")]),
                      warning("b", ("cadre", "d"), accounts=[("town", "corporate")])])
    assert len(found) == 2


def test_a_case_takes_the_highest_tier_and_counts_each_payment_once():
    paid = [{"payment": "p1", "amount_fen": 500}]
    [case] = cases_of([warning("a", ("cadre", "c"), tier="red", score=86, payments=paid),
                       warning("b", ("cadre", "c"), tier="blue", score=20, payments=paid)])
    assert (case.tier, case.score, case.amount_fen) == ("red", 86, 500)
    assert "事实a。" in story(case)
    assert "2 条预警" in story(case)


def test_a_component_too_large_to_read_is_split_by_office_holder():
    hub = [warning(f"s{i}", ("signer", "clerk"), ("relative", f"x{i}")) for i in range(LARGEST)]
    two = [warning(f"t{i}", ("signer", "other"), ("relative", f"x{i}")) for i in range(10)]
    found = cases_of([*hub, *two, warning("u", ("recipient", "x3"))])
    assert sorted(len(case.warnings) for case in found) in ([10, LARGEST + 1], [11, LARGEST])


def test_cases_do_not_depend_on_the_order_of_warnings():
    docs = [warning(f"w{i}", ("cadre", f"c{i % 4}"), ("relative", f"x{i % 3}"), score=i) for i in range(9)]
    assert [c.id for c in cases_of(docs)] == [c.id for c in cases_of(reversed(docs))]


def test_a_queue_takes_the_most_promising_and_says_what_it_leaves_out():
    docs = [warning(f"w{i}", ("cadre", f"c{i}"), tier=tier) for i, tier in
            enumerate(["red", "yellow", "orange", "blue", "yellow"])]
    chosen, left = plan(cases_of(docs), {"R01": 0.5}, 2)
    answer = as_answer(chosen, left, 2)
    assert [v["tier"] for v in answer["visits"]] == ["red", "orange"]
    assert answer["left_out"]["by_tier"] == {"yellow": 2, "blue": 1}
    assert all(one["why"] for one in answer["left_out"]["first"])
    with pytest.raises(InputError):
        plan([], {}, 0)


def test_between_equals_a_queue_spreads_over_towns_then_goes_by_money_then_age():
    docs = [warning("a", ("cadre", "a"), village="371699101201"), warning("b", ("cadre", "b"), village="371699101202"),
            warning("c", ("cadre", "c"), village="371699102201"),
            warning("d", ("cadre", "d"), village="371699103201", amount_fen=100_000_000)]
    chosen, left = plan(cases_of(docs), {"R01": 0.5}, 3)
    assert [v.case.warnings[0]["key"] for v in chosen] == ["d", "a", "c"]
    assert [v.case.warnings[0]["key"] for v in left] == ["b"]


def place(program="C05", program_class="C", count=4):
    return Place("371699101201", "村", "371699101", program, "奖补", program_class, count, 1000, date(2024, 1, 1))


def test_a_row_is_fair_only_where_every_rule_ran_and_the_comparison_cleared():
    rules = [(r, frozenset({"C"})) for r in load_catalog().named("R01")]
    key, cleared = ("371699101201", "C05"), Counter(not_favoured=2)
    files = [File("rosters", "371699101", date(2024, 12, 1)), File("cadres", None, date(2024, 6, 1))]

    def state(run, warnings=(), verdicts=None):
        [row] = rows([place()], rules, {"R01": run} if run else {}, files, warnings, verdicts or {})
        return row

    assert state(Run("hits", ""), verdicts={key: cleared}).state == "fair"
    assert state(Run("no_hits", "")).state == "checked"
    assert state(Run("not_run", "缺少数据")).not_run == {"R01": "缺少数据"}
    assert state(Run("partial", "没有类别", ("C05",))).state == "partial"
    assert state(Run("partial", "没有类别", ("C09",))).state == "checked"
    assert state(None).state == "partial"
    assert state(Run("hits", ""), warnings=[warning("a")]).state == "open"
    assert state(Run("no_hits", "")).data["rosters"] == date(2024, 12, 1)


def test_a_village_without_books_is_not_called_checked():
    rules = [(r, None) for r in load_catalog().named("R31a")]
    [row] = rows([place(BOOKS, None, 0)], rules, {"R31a": Run("no_hits", "")}, [], [], {})
    assert row.state == "partial"


def test_a_measured_share_needs_twenty_decided_cases():
    assert "满 20 件" in words(Measured(5, 2, 1, None, None, None))
    low, high = wilson(0.4, 50)
    assert low < 0.4 < high
    assert wilson(0.4, 500)[1] - wilson(0.4, 500)[0] < high - low
    assert "退回试运行" in words(Measured(40, 1, 0, 0.025, 0.0, 0.1))
