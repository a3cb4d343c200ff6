"""States of deadlines, reminders and escalation, a calendar that changed."""

from datetime import date

import pytest
import sqlalchemy as sa

from api.casework.calendar import WorkCalendar, Year
from api.casework.clock import acknowledge, is_late, pending, tick
from api.casework.deadlines import Terms
from api.casework.history import history
from api.records.case_tables import reminders
from api.records.database import writing
from graph.errors import NotFound

from .office import ADMINISTRATOR, CHECKER, KEY, OFFICE, TERMS, act, at, finding, row, sweep, to_checking, to_closing


def ticked(engine, day, calendar=None):
    terms = at(day)
    with writing(engine).begin() as connection:
        return tick(connection, ADMINISTRATOR, Terms(terms.days, calendar or terms.calendar, terms.now))


def state(engine):
    return row(engine)["overdue_state"]


@pytest.mark.parametrize(("day", "expected"), [
    (date(2026, 3, 3), "normal"),        # due on Monday 23 March
    (date(2026, 3, 17), "normal"),       # 4 working days left
    (date(2026, 3, 18), "due_soon"),     # 3 left
    (date(2026, 3, 23), "due_soon"),     # the last day runs until midnight
    (date(2026, 3, 24), "overdue"),
    (date(2026, 4, 14), "overdue"),      # 15 working days past: 6 April was a holiday
    (date(2026, 4, 15), "long_overdue")])
def test_the_state_follows_the_clock_alone(engine, day, expected):
    sweep(engine, finding())
    to_checking(engine)
    ticked(engine, day)
    assert state(engine) == expected


def test_until_the_check_has_begun_the_first_response_counts(engine):
    sweep(engine, finding())
    act(engine, OFFICE, "assign", unit="青石镇纪委")  # respond by 9 March, close by 23 March
    ticked(engine, date(2026, 3, 10))
    assert state(engine) == "overdue"
    act(engine, CHECKER, "start", terms=at(date(2026, 3, 10)))
    assert state(engine) == "normal"


def test_risk_and_overdue_never_overwrite_each_other(engine):
    sweep(engine, finding())
    to_checking(engine)
    ticked(engine, date(2026, 3, 24))
    sweep(engine, finding(tier="blue"), name="s2")
    assert (row(engine)["tier"], state(engine)) == ("blue", "overdue")
    act(engine, OFFICE, "retier", tier="orange", terms=at(date(2026, 3, 24)))
    assert (row(engine)["tier"], state(engine)) == ("orange", "overdue")


def test_reminders_come_before_and_climb_after_once_each(engine):
    sweep(engine, finding())
    to_checking(engine)
    for day in (date(2026, 3, 18), date(2026, 3, 19), date(2026, 3, 24), date(2026, 3, 25), date(2026, 4, 20)):
        ticked(engine, day)
    with engine.connect() as connection:
        told = [(r.kind, r.level, r.account) for r in pending(connection)]
    assert told == [("due_soon", "handler", "zhou"), ("overdue", "handler", "zhou"), ("overdue", "assigner", "lin"),
                    ("long_overdue", "handler", "zhou"), ("long_overdue", "commission", None)]


def test_a_reminder_that_was_seen_is_not_shown_again(engine):
    sweep(engine, finding())
    to_checking(engine)
    ticked(engine, date(2026, 3, 18))
    with writing(engine).begin() as connection:
        (only,) = pending(connection, account="zhou")
        acknowledge(connection, CHECKER, only.id)
        assert pending(connection) == []
        with pytest.raises(NotFound):
            acknowledge(connection, CHECKER, only.id)


def test_a_closed_case_is_never_overdue(engine):
    sweep(engine, finding())
    to_closing(engine)
    ticked(engine, date(2027, 1, 4))
    assert state(engine) == "long_overdue"
    act(engine, ADMINISTRATOR, "close")
    ticked(engine, date(2027, 1, 5))
    assert state(engine) is None


def test_a_tick_is_due_once_a_day_and_after_a_change_of_the_calendar(engine):
    with writing(engine).begin() as connection:
        assert is_late(connection, TERMS)
        tick(connection, ADMINISTRATOR, TERMS)
        assert not is_late(connection, TERMS)
        assert is_late(connection, at(date(2026, 3, 3)))
        assert is_late(connection, Terms(TERMS.days, WorkCalendar({2027: Year("通知")}), TERMS.now))


def test_a_deadline_beyond_the_known_years_is_provisional_and_recomputed_with_the_notice(engine):
    sweep(engine, finding())
    december = at(date(2026, 12, 28))
    act(engine, OFFICE, "assign", unit="青石镇纪委", handler="zhou", terms=december)
    act(engine, CHECKER, "start", terms=december)
    assert (row(engine)["due_on"], row(engine)["clock"]["provisional"]) == (date(2027, 1, 18), True)
    ticked(engine, date(2026, 12, 29))
    notice = Year("国办发明电〔2026〕9号", frozenset({date(2027, 1, 1)}), frozenset())
    assert ticked(engine, date(2026, 12, 30), WorkCalendar({2027: notice})).recomputed == 1
    assert (row(engine)["due_on"], row(engine)["clock"]["provisional"]) == (date(2027, 1, 19), False)
    with engine.connect() as connection:
        last = history(connection, KEY)[-1]
    assert (last.action, last.detail["from"], last.detail["to"]) == ("deadline", "2027-01-18", "2027-01-19")


def test_a_deadline_that_comes_earlier_brings_a_notice(engine):
    sweep(engine, finding())
    december = at(date(2026, 12, 28))
    act(engine, OFFICE, "assign", unit="青石镇纪委", handler="zhou", terms=december)
    act(engine, CHECKER, "start", terms=december)
    ticked(engine, date(2026, 12, 29))
    notice = Year("通知", frozenset(), frozenset({date(2027, 1, 2), date(2027, 1, 3)}))
    ticked(engine, date(2026, 12, 30), WorkCalendar({2027: notice}))
    with engine.connect() as connection:
        told = connection.execute(sa.select(reminders.c.kind, reminders.c.account, reminders.c.due_on)).all()
    assert [tuple(t) for t in told] == [("shortened", "zhou", row(engine)["due_on"])]
