import pytest

from api.checks.rows import verdicts_only
from api.checks.verdicts import RosterRow, by_row, roster_answer, row_answer


def finding(tier, rule="R01", limb=None, rows=((1, "s"),), sha="f"):
    return {"rule": rule, "limb": limb, "rule_version": 1, "tier": tier, "score": 50.0, "explanation": "e", "kin": [],
            "legal": [], "evidence": [{"sha256": sha, "sheet": s, "row": r} for r, s in rows]}


def answer(*tiers, judged=True):
    return row_answer(RosterRow("s", 5, "张*", [finding(t) for t in tiers], judged))


@pytest.mark.parametrize(("tiers", "verdict"), [
    ((), "clear"), (("blue",), "clear"), (("yellow",), "review"), (("orange",), "hold"), (("blue", "red"), "hold")])
def test_the_worst_finding_of_a_row_decides(tiers, verdict):
    assert answer(*tiers)["verdict"] == verdict


def test_a_row_that_cannot_be_judged_is_never_called_clear():
    assert answer(judged=False)["verdict"] == "insufficient_data"
    assert answer("blue", judged=False)["verdict"] == "insufficient_data"
    assert answer("red", judged=False)["verdict"] == "hold"


def test_an_empty_roster_is_not_clear():
    whole = roster_answer([], not_run=[], concentration=[], as_of="2025-01-01", data_version="v")["roster"]
    assert whole["verdict"] == "insufficient_data"


def test_the_roster_counts_its_rows_and_names_missing_filings():
    rows = [answer(), answer("yellow"), row_answer(RosterRow("s", 9, "李*", [finding("orange", "R02", "a")], True))]
    whole = roster_answer(rows, not_run=[], concentration=[], as_of="2025-01-01", data_version="v")["roster"]
    assert (whole["verdict"], whole["rows"], whole["hold"], whole["review"]) == ("hold", 3, 1, 1)
    assert whole["missing_filings"] == [9]


def test_findings_are_given_to_the_rows_of_this_file_alone():
    docs = [finding("red", rows=((3, "s"), (4, "s"))), finding("red", sha="other")]
    assert {key: len(found) for key, found in by_row(docs, "f").items()} == {("s", 3): 1, ("s", 4): 1}


def test_a_verdict_alone_does_not_tell_how_many_kin_a_village_chose():
    one = {"village": "v", "village_name": "甲村", "program": "C03", "program_name": "救助", "year": 2024,
           "verdict": "favoured", "reason": None, "chosen": 9, "kin": 8, "expected": 1.5, "p": 0.001, "q": 0.01}
    whole = verdicts_only(roster_answer([], not_run=[], concentration=[one], as_of="2025-01-01", data_version="v"))
    [told] = whole["roster"]["concentration"]
    assert told["verdict"] == "favoured"
    assert not {"chosen", "kin", "expected", "p", "q"} & set(told)
