"""The life of a warning, on both databases."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from api.casework.actors import command_line
from api.casework.deciding import decide_many
from api.casework.history import history
from api.casework.listing import listed, news
from api.casework.particulars import Label, Particulars, Result
from api.casework.transitions import Action, Status, allowed
from api.casework.verification import current, gaps
from api.errors import Forbidden, MoveRefused, Stale
from api.records.audit import AuditLog
from api.records.case_tables import verifications
from api.records.database import writing
from api.records.tables import audit
from graph.errors import InputError

from .office import (
    ADMINISTRATOR,
    CHECKER,
    CLOSER,
    COMMISSION,
    KEY,
    OFFICE,
    SECOND,
    TERMS,
    act,
    at,
    confirmed,
    finding,
    row,
    sweep,
    to_checking,
    to_closing,
)

B = "b" * 32


def test_a_warning_goes_from_opening_to_being_struck_off(engine):
    sweep(engine, finding())
    to_closing(engine)
    done = act(engine, CLOSER, "close")
    assert (done.status, done.number) == ("closed", "371699-2026-00001")
    with engine.connect() as connection:
        lived = [(e.actor, e.action, e.after) for e in history(connection, KEY)]
    assert lived == [
        ("scheduler", "opened", "new"), ("lin", "triage", "triage"), ("lin", "assign", "assigned"),
        ("zhou", "start", "checking"), ("zhou", "report", "reported"), ("wu", "review", "review"),
        ("chen", "dispose", "disposal"), ("chen", "rectify", "rectifying"), ("zhou", "finish", "closing"),
        ("sun", "close", "closed")]
    assert row(engine)["closed_on"] == date(2026, 3, 2)
    assert row(engine)["overdue_state"] is None


def test_every_decision_has_its_audit_line_and_the_chain_holds(engine):
    sweep(engine, finding())
    to_closing(engine)
    with engine.connect() as connection:
        lines = connection.execute(sa.select(audit.c.actor, audit.c.detail).order_by(audit.c.seq)).all()
    assert [line.detail["move"] for line in lines] == [
        "assign", "start", "report", "review", "dispose", "rectify", "finish"]
    assert AuditLog(engine, "test").verify().broken is None


def test_a_refused_decision_leaves_nothing_behind(engine):
    sweep(engine, finding())
    before = row(engine)
    with pytest.raises(MoveRefused, match="现在可以"):
        act(engine, COMMISSION, "close")
    with pytest.raises(InputError, match="承办单位"):
        act(engine, OFFICE, "assign")
    assert row(engine) == before
    with engine.connect() as connection:
        assert connection.execute(sa.select(sa.func.count()).select_from(audit)).scalar() == 0


@pytest.mark.parametrize("status", list(Status))
def test_whoever_acts_only_moves_of_the_table_are_possible(engine, status):
    sweep(engine, finding())
    with engine.begin() as connection:
        connection.exec_driver_sql(f"UPDATE warnings SET status = '{status.value}'")
    fresh = {Action.DISMISS, Action.ASSIGN, Action.MERGE, Action.REFER} if status in {"new", "reopened"} else set()
    beside = {Action.COMMENT, Action.RETIER, Action.SNOOZE, Action.WAKE, Action.SPLIT}
    for action in set(Action) - set(allowed(status)) - fresh - beside:
        with pytest.raises(MoveRefused):
            act(engine, ADMINISTRATOR, action.value)


def test_the_handler_does_not_review_and_neither_of_them_closes(engine):
    sweep(engine, finding())
    to_checking(engine)
    act(engine, CHECKER, "report", results=(confirmed(),))
    with pytest.raises(Forbidden, match="不办“复核”"):
        act(engine, CHECKER, "review")
    act(engine, SECOND, "review")
    act(engine, COMMISSION, "dispose")
    act(engine, COMMISSION, "finish")
    for actor, words in ((CHECKER, "不办“销号”"), (SECOND, "另一人")):
        with pytest.raises(Forbidden, match=words):
            act(engine, actor, "close")
    assert act(engine, CLOSER, "close").status == "closed"


def test_whoever_reported_is_a_handler_even_when_another_was_named(engine):
    sweep(engine, finding())
    act(engine, OFFICE, "assign", unit=SECOND.unit, handler="somebody")
    act(engine, SECOND, "start")
    act(engine, SECOND, "report", results=(confirmed(),))
    with pytest.raises(Forbidden):
        act(engine, SECOND, "review")


def test_the_command_line_stands_outside_roles_and_is_named_in_the_history(engine):
    sweep(engine, finding())
    for action, given in [("assign", {"unit": "青石镇纪委"}), ("start", {}), ("report", {"results": (confirmed(),)}),
                          ("review", {}), ("dispose", {}), ("finish", {}), ("close", {})]:
        act(engine, ADMINISTRATOR, action, **given)
    assert row(engine)["status"] == "closed"
    with engine.connect() as connection:
        assert {e.actor for e in history(connection, KEY)[1:]} == {"cli:admin"}


@pytest.mark.parametrize(("result", "words"), [
    (Result(Label.CONFIRMED, "看过凭证"), "属实金额"), (Result(Label.CONFIRMED, " ", confirmed_fen=1), "依据"),
    (Result(Label.NOT_CONFIRMED, "看过", confirmed_fen=5), "不应有"), (confirmed(confirmed_fen=-1), "负数"),
    (confirmed(finding="ffffffff"), "不属于"), (Result(Label.NOT_CONFIRMED, "看过", code="F99"), "F15")])
def test_a_report_without_result_ground_or_money_is_refused(engine, result, words):
    sweep(engine, finding())
    to_checking(engine)
    with pytest.raises(InputError, match=words):
        act(engine, CHECKER, "report", results=(result,))


def test_a_report_needs_a_result_for_every_merged_finding(engine):
    sweep(engine, finding(), finding(B))
    act(engine, OFFICE, "merge", B, into=KEY)
    to_checking(engine)
    with pytest.raises(InputError, match="371699-2026-00002"):
        act(engine, CHECKER, "report", results=(confirmed(),))
    other = Result(Label.NOT_CONFIRMED, "同名不同人", B[:8], "F08")
    act(engine, CHECKER, "report", results=(confirmed(), other))
    with engine.connect() as connection:
        assert {r.finding: r.label for r in current(connection, KEY)} == {KEY: "confirmed", B: "not_confirmed"}
    assert row(engine)["result"] == "partly"


def test_a_second_report_takes_the_place_of_the_first_and_both_stay_on_record(engine):
    sweep(engine, finding())
    to_checking(engine)
    act(engine, CHECKER, "report", results=(confirmed(),))
    act(engine, SECOND, "review")
    act(engine, SECOND, "send-back", reason="缺银行流水")
    act(engine, CHECKER, "report", results=(confirmed(confirmed_fen=60_00),))
    with engine.connect() as connection:
        assert [r.confirmed_fen for r in current(connection, KEY)] == [60_00]
        assert connection.execute(sa.select(sa.func.count()).select_from(verifications)).scalar() == 2


def test_nothing_is_closed_while_something_is_open(engine):
    sweep(engine, finding())
    to_checking(engine)
    act(engine, CHECKER, "report", results=(Result(Label.UNDECIDED, "账册已毁"),))
    act(engine, SECOND, "review")
    act(engine, COMMISSION, "dispose")
    act(engine, COMMISSION, "rectify")
    act(engine, CHECKER, "finish")
    with engine.connect() as connection:
        assert gaps(connection, row(engine)) == ["有疑点“无法认定”，须补查或移送", "没有整改情况"]
    with pytest.raises(MoveRefused, match="还不能销号"):
        act(engine, CLOSER, "close")


def test_the_command_line_may_leave_things_unsaid_and_the_history_says_what(engine):
    sweep(engine, finding())
    for action in ("assign", "start", "report", "review", "dispose", "finish"):
        act(engine, ADMINISTRATOR, action)
    assert act(engine, ADMINISTRATOR, "close").unsaid == ("疑点 371699-2026-00001（R09） 没有核查结果",)
    with engine.connect() as connection:
        assert [e.action for e in history(connection, KEY) if e.detail.get("unsaid")] == ["report", "close"]


def test_money_that_came_back_is_a_new_entry(engine):
    sweep(engine, finding())
    to_closing(engine)
    with engine.connect() as connection:
        assert [(r.confirmed_fen, r.recovered_fen) for r in current(connection, KEY)] == [(80_00, 80_00)]
        assert connection.execute(sa.select(sa.func.count()).select_from(verifications)).scalar() == 2


def test_a_referred_lead_is_closed_without_results_here(engine):
    sweep(engine, finding())
    act(engine, COMMISSION, "refer", reason="移送案管")
    act(engine, COMMISSION, "finish")
    assert act(engine, CLOSER, "close").status == "closed"


def test_a_dismissal_keeps_its_reason_code_and_holds_against_more_of_the_same(engine):
    sweep(engine, finding())
    act(engine, OFFICE, "dismiss", code="F01")
    assert row(engine)["reason_code"] == "F01"
    assert sweep(engine, finding(amount=999_00), name="s2").reopened == 0
    assert row(engine)["status"] == "dismissed"


def test_evidence_that_grew_in_kind_reopens_with_the_difference_and_the_case_begins_anew(engine):
    sweep(engine, finding())
    to_closing(engine)
    act(engine, CLOSER, "close")
    grown = finding(signature=("evidence:account", "account:a1", "account:a2", "evidence:flow"))
    assert sweep(engine, grown, name="s2").reopened == 1
    again = row(engine)
    assert (again["status"], again["handler"], again["due_on"], again["reviewer"]) == ("reopened", None, None, None)
    assert again["number"] == "371699-2026-00001"
    assert news(engine, KEY) == ["account:a2", "evidence:flow"]
    with engine.connect() as connection:
        assert current(connection, KEY) == []
    act(engine, SECOND, "assign", unit=SECOND.unit)
    act(engine, SECOND, "start")  # who reviewed then may check now


def test_a_person_reopens_only_with_evidence_of_a_new_kind(engine):
    sweep(engine, finding())
    act(engine, OFFICE, "dismiss", code="F02")
    with pytest.raises(InputError, match="新种类"):
        act(engine, SECOND, "reopen")
    act(engine, SECOND, "reopen", evidence=("complaint",))
    assert news(engine, KEY) == ["seen:complaint"]
    sweep(engine, finding(), name="s2")
    act(engine, OFFICE, "dismiss", code="F02")
    with pytest.raises(InputError, match="新种类"):
        act(engine, SECOND, "reopen", evidence=("complaint",))


def test_a_tier_set_by_a_person_stands_over_the_next_sweep(engine):
    sweep(engine, finding())
    act(engine, OFFICE, "retier", tier="yellow", reason="金额小")
    sweep(engine, finding(amount=5), name="s2")
    assert row(engine)["tier"] == "yellow"
    assert [doc["tier"] for doc in listed(engine)] == ["yellow"]


def test_a_snoozed_warning_comes_back_on_its_day_and_not_after_half_a_year(engine):
    sweep(engine, finding())
    today = TERMS.today
    for day in (today, today + timedelta(days=181), None):
        with pytest.raises(InputError, match="180"):
            act(engine, OFFICE, "snooze", due_on=day)
    act(engine, OFFICE, "snooze", due_on=today + timedelta(days=180))
    assert row(engine)["status"] == "new"
    act(engine, OFFICE, "wake")
    assert row(engine)["snoozed_until"] is None


def test_a_snoozed_warning_is_out_of_the_list_until_its_day(engine):
    sweep(engine, finding(), finding(B))
    with engine.begin() as connection:
        connection.exec_driver_sql(f"UPDATE warnings SET snoozed_until = '2999-01-01' WHERE key = '{KEY}'")
        connection.exec_driver_sql(f"UPDATE warnings SET snoozed_until = '2020-01-01' WHERE key = '{B}'")
    assert [doc["key"] for doc in listed(engine)] == [B]
    assert len(listed(engine, snoozed=True)) == 2


def test_a_decided_warning_cannot_be_snoozed(engine):
    sweep(engine, finding())
    act(engine, OFFICE, "dismiss")
    with pytest.raises(MoveRefused):
        act(engine, OFFICE, "snooze", due_on=TERMS.today + timedelta(days=3))


def test_extension_is_granted_by_another_for_a_known_ground_and_moves_the_deadline(engine):
    sweep(engine, finding())
    to_checking(engine)
    before = row(engine)["due_on"]
    with pytest.raises(InputError, match="court"):
        act(engine, CHECKER, "extend", ground="busy", days=5)
    act(engine, CHECKER, "extend", ground="court", days=5)
    assert row(engine)["due_on"] == before
    with pytest.raises(Forbidden, match="不办“同意延期”"):
        act(engine, CHECKER, "grant", days=5)
    act(engine, OFFICE, "grant", days=5)
    assert row(engine)["due_on"] == TERMS.calendar.after(before, 5).day
    assert row(engine)["status"] == "checking"


def test_a_refused_extension_moves_nothing(engine):
    sweep(engine, finding())
    to_checking(engine)
    before = row(engine)["due_on"]
    act(engine, CHECKER, "extend", ground="disaster", days=5)
    act(engine, OFFICE, "refuse", reason="不属灾区")
    assert (row(engine)["status"], row(engine)["due_on"]) == ("checking", before)


def test_merging_into_itself_into_a_part_or_into_a_closed_case_is_refused(engine):
    sweep(engine, finding(), finding(B), finding("c" * 32))
    with pytest.raises(InputError, match="自己"):
        act(engine, OFFICE, "merge", KEY, into=KEY)
    act(engine, OFFICE, "merge", B, into=KEY)
    with pytest.raises(InputError, match="并入本件"):
        act(engine, OFFICE, "merge", KEY, into=B)
    act(engine, OFFICE, "dismiss", "c" * 32)
    with pytest.raises(InputError, match="重新打开"):
        act(engine, OFFICE, "merge", KEY, into="c" * 32)


def test_what_was_merged_is_split_off_again_during_triage_only(engine):
    sweep(engine, finding(), finding(B))
    act(engine, OFFICE, "triage")
    act(engine, OFFICE, "merge", B, into=KEY)
    act(engine, OFFICE, "split", part=B)
    assert (row(engine, B)["status"], row(engine, B)["merged_into"]) == ("triage", None)
    with pytest.raises(InputError, match="确已并入"):
        act(engine, OFFICE, "split", part=B)
    act(engine, OFFICE, "merge", B, into=KEY)
    to_checking(engine)
    with pytest.raises(MoveRefused):
        act(engine, OFFICE, "split", part=B)


def test_a_bulk_action_does_all_or_nothing_and_names_what_cannot_be(engine):
    sweep(engine, finding(), finding(B), finding("c" * 32))
    act(engine, OFFICE, "dismiss", B)
    with pytest.raises(MoveRefused, match="bbbbbbbb"), writing(engine).begin() as connection:
        decide_many(connection, OFFICE, [KEY, B, "c" * 32], "dismiss", reason="普惠项目",
                    given=Particulars(code="F03"), terms=TERMS)
    assert row(engine)["status"] == "new"
    with writing(engine).begin() as connection:
        done = decide_many(connection, OFFICE, [KEY, "c" * 32], "dismiss", reason="普惠项目",
                           given=Particulars(code="F03"), terms=TERMS)
    assert [c.status for c in done] == ["dismissed", "dismissed"]


def test_a_decision_on_an_old_view_is_refused(engine):
    sweep(engine, finding())
    seen = row(engine)["edit"]
    act(engine, OFFICE, "comment", reason="请先看流水", edit=seen)
    with pytest.raises(Stale, match="重新打开"):
        act(engine, SECOND, "dismiss", edit=seen)
    assert row(engine)["status"] == "new"


def test_a_comment_stands_in_the_history_and_moves_nothing(engine):
    sweep(engine, finding())
    act(engine, OFFICE, "comment", reason="请先看流水")
    with engine.connect() as connection:
        assert [(e.words, e.reason) for e in history(connection, KEY)][1:] == [("备注", "请先看流水")]
    assert row(engine)["status"] == "new"


def test_numbers_follow_one_another_and_are_not_given_twice(engine):
    sweep(engine, finding(), finding(B))
    sweep(engine, finding(), finding(B), finding("c" * 32, village=None), name="s2")
    assert [row(engine, k)["number"] for k in (KEY, B, "c" * 32)] == [
        "371699-2026-00001", "371699-2026-00002", "371699-2026-00003"]


def test_a_warning_is_named_by_its_number_too(engine):
    sweep(engine, finding())
    assert act(engine, OFFICE, "triage", row(engine)["number"]).key == KEY


def test_deadlines_of_an_order_follow_the_tier(engine):
    for key, tier in ((KEY, "red"), (B, "orange"), ("c" * 32, "yellow"), ("d" * 32, "blue")):
        sweep(engine, finding(key, tier=tier), name=key[:4])
        act(engine, OFFICE, "assign", key, unit="青石镇纪委")
    days = {k[0]: (row(engine, k)["respond_by"], row(engine, k)["due_on"]) for k in (KEY, B, "c" * 32, "d" * 32)}
    assert days == {  # counted on a wall calendar: 5 April 2026 is 清明, off 4 to 6; 1 to 5 May off, 9 May worked
        "a": (date(2026, 3, 9), date(2026, 3, 23)), "b": (date(2026, 3, 16), date(2026, 4, 14)),
        "c": (date(2026, 3, 23), date(2026, 5, 28)), "d": (date(2026, 4, 1), date(2026, 4, 1))}


def test_a_day_named_by_the_assigner_stands_and_may_not_lie_in_the_past(engine):
    sweep(engine, finding())
    with pytest.raises(InputError, match="已经过去"):
        act(engine, OFFICE, "assign", unit="青石镇纪委", due_on=date(2026, 3, 1))
    act(engine, OFFICE, "assign", unit="青石镇纪委", due_on=date(2026, 3, 5))
    assert (row(engine)["respond_by"], row(engine)["due_on"]) == (date(2026, 3, 5), date(2026, 3, 5))


def test_an_assignment_late_in_the_day_counts_from_the_next_working_day(engine):
    sweep(engine, finding())
    late = at(date(2026, 3, 6))
    act(engine, OFFICE, "assign", unit="青石镇纪委",
        terms=type(late)(late.days, late.calendar, late.now + timedelta(hours=9)))  # Friday, 18:00
    assert row(engine)["assigned_on"] == date(2026, 3, 9)


def test_a_returned_order_leaves_no_deadline_behind(engine):
    sweep(engine, finding())
    act(engine, OFFICE, "assign", unit="青石镇纪委")
    act(engine, CHECKER, "return", reason="不属本镇")
    assert {row(engine)[n] for n in ("unit", "handler", "due_on", "clock", "overdue_state")} == {None}


def test_an_unknown_actor_name_is_written_as_it_is(engine):
    sweep(engine, finding())
    act(engine, command_line("x'; DROP TABLE warnings; --"), "comment", reason="=HYPERLINK(\"http://x\")")
    assert row(engine)["edit"] == 2
