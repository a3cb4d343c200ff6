import pytest

from api.casework.transitions import ACTION_WORDS, STATUS_WORDS, Action, Status, allowed, read_action, steps
from graph.errors import InputError


def test_every_status_and_action_has_a_word():
    assert set(STATUS_WORDS) == set(Status)
    assert set(ACTION_WORDS) == set(Action)


def test_every_status_but_merged_leads_on_and_every_status_but_new_is_reached():
    assert [s for s in Status if not allowed(s)] == [Status.MERGED]
    reached = {steps(s, a)[-1].after for s in Status for a in allowed(s)}
    assert set(Status) - reached == {Status.NEW}


def test_dismissing_a_new_warning_records_its_triage_first():
    moves = steps(Status.NEW, Action.DISMISS)
    assert [(m.action, m.before, m.after) for m in moves] == [
        (Action.TRIAGE, Status.NEW, Status.TRIAGE), (Action.DISMISS, Status.TRIAGE, Status.DISMISSED)]


@pytest.mark.parametrize(("status", "action"), [
    (Status.NEW, Action.CLOSE), (Status.CLOSED, Action.ASSIGN), (Status.MERGED, Action.REOPEN),
    (Status.CHECKING, Action.DISMISS)])
def test_a_move_outside_the_table_is_refused_with_what_is_possible(status, action):
    with pytest.raises(InputError, match="现在可以"):
        steps(status, action)


def test_an_unknown_action_is_answered_with_the_known_ones():
    with pytest.raises(InputError, match="dismiss（排除）"):
        read_action("delete")
