"""Working days, against the State Council's notices (days spot-checked by hand from the published texts)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.casework.calendar import Due, WorkCalendar, Year, add_months, read_calendar
from graph.errors import InputError

CALENDAR = WorkCalendar()
DAYS = st.dates(date(2018, 1, 1), date(2027, 12, 31))


@pytest.mark.parametrize(("day", "working"), [
    (date(2018, 2, 15), False), (date(2018, 2, 11), True),    # Spring Festival 2018, Sunday made up
    (date(2020, 1, 31), False), (date(2020, 2, 1), False),    # prolonged in January 2020
    (date(2023, 10, 7), True), (date(2024, 2, 9), True),      # 除夕 was no holiday in 2024
    (date(2025, 1, 26), True), (date(2025, 1, 28), False), (date(2026, 2, 14), True), (date(2026, 10, 10), True)])
def test_holidays_and_make_up_workdays_are_those_of_the_notices(day, working):
    assert CALENDAR.is_working(day) is working


def test_every_year_from_2018_to_2026_has_its_notice():
    assert all(CALENDAR.known(year) for year in range(2018, 2027))
    assert not CALENDAR.known(2027)


def test_the_day_after_the_assignment_is_day_one():
    assert CALENDAR.after(date(2026, 3, 2), 5) == Due(date(2026, 3, 9))


def test_a_deadline_runs_over_the_spring_festival():
    # 2026: off 15 to 23 February, worked on Saturday 14 and Saturday 28 February
    assert CALENDAR.after(date(2026, 2, 13), 5) == Due(date(2026, 2, 27))


@pytest.mark.parametrize(("at", "day"), [
    (datetime(2026, 3, 2, 9, 30, tzinfo=UTC), date(2026, 3, 2)),            # 17:30 in Shanghai
    (datetime(2026, 3, 2, 9, 30, 1, tzinfo=UTC), date(2026, 3, 3)),         # a second later: the next working day
    (datetime(2026, 3, 6, 10, tzinfo=UTC), date(2026, 3, 9)),               # Friday evening
    (datetime(2026, 3, 6, 16, 30, tzinfo=UTC), date(2026, 3, 9)),           # Saturday in Shanghai, Friday in UTC
    (datetime(2026, 2, 14, 1, tzinfo=UTC), date(2026, 2, 14))])             # a Saturday that is worked
def test_after_half_past_five_counts_as_the_next_working_day(at, day):
    assert CALENDAR.start(at) == day


def test_a_deadline_that_touches_a_year_without_its_notice_is_provisional():
    assert CALENDAR.after(date(2026, 12, 30), 1) == Due(date(2026, 12, 31), provisional=False)
    assert CALENDAR.after(date(2026, 12, 31), 1) == Due(date(2027, 1, 1), provisional=True)


def test_the_administrator_is_reminded_from_november_of_the_year_that_is_missing():
    assert CALENDAR.missing(date(2026, 10, 31)) is None
    assert CALENDAR.missing(date(2026, 11, 1)) == 2027
    assert WorkCalendar({2027: Year("通知")}).missing(date(2026, 11, 1)) is None


def test_blue_is_reviewed_on_the_first_working_day_of_the_next_quarter():
    assert CALENDAR.quarterly_review(date(2025, 12, 31)).day == date(2026, 1, 4)  # 1 to 3 January off, Sunday 4 worked
    assert CALENDAR.quarterly_review(date(2026, 1, 1)).day == date(2026, 4, 1)


@pytest.mark.parametrize(("day", "months", "end"), [
    (date(2025, 1, 31), 1, date(2025, 2, 28)), (date(2024, 1, 31), 1, date(2024, 2, 29)),
    (date(2025, 11, 30), 3, date(2026, 2, 28)), (date(2025, 12, 15), 1, date(2026, 1, 15))])
def test_months_are_calendar_months(day, months, end):
    assert add_months(day, months) == end


@given(DAYS, st.integers(1, 90))
def test_between_is_the_inverse_of_after(day, days):
    end = CALENDAR.after(day, days).day
    assert CALENDAR.between(day, end) == days
    assert CALENDAR.is_working(end)


@given(DAYS, st.integers(1, 40), st.integers(1, 40))
def test_days_add_up(day, one, other):
    assert CALENDAR.after(CALENDAR.after(day, one).day, other).day == CALENDAR.after(day, one + other).day


def test_a_year_written_by_hand_is_no_longer_provisional(tmp_path):
    path = tmp_path / "calendar.toml"
    path.write_text('[2027]\nsource = "国办发明电〔2026〕9号"\nholidays = [2027-01-01]\nworkdays = [2027-01-03]\n')
    written = read_calendar(path)
    assert written.after(date(2026, 12, 31), 1) == Due(date(2027, 1, 3))
    assert written.table != CALENDAR.table


def test_without_the_file_the_library_alone_counts(tmp_path):
    assert read_calendar(tmp_path / "calendar.toml") == CALENDAR


@pytest.mark.parametrize(("text", "words"), [
    ("[next]\nsource = 'x'", "年份"), ("[2027]\nholidays = []", "source"), ("[2027]\nsource='x'\nfree=[]", "只能有"),
    ("[2027]\nsource='x'\nholidays=['2027-01-01']", "不加引号"), ("[2027]\nsource='x'\nholidays=[2026-01-01]", "该年"),
    ("=", "TOML")])
def test_a_wrong_calendar_says_what_is_wrong(tmp_path, text, words):
    (tmp_path / "calendar.toml").write_text(text)
    with pytest.raises(InputError, match=words):
        read_calendar(tmp_path / "calendar.toml")


def test_no_day_of_the_week_is_trusted_alone():
    days = [date(2018, 1, 1) + timedelta(days=n) for n in range(9 * 365)]
    assert any(CALENDAR.is_working(d) for d in days if d.weekday() >= 5)
    assert any(not CALENDAR.is_working(d) for d in days if d.weekday() < 5)
