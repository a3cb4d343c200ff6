"""What a second sweep does to the warnings that are there."""

import json

import pytest
import sqlalchemy as sa

from api.casework.actors import command_line
from api.casework.deciding import decide
from api.casework.listing import listed, news
from api.casework.reconcile import Seen, reconcile
from api.records.database import open_database, writing
from api.records.tables import warning_events, warnings
from graph.errors import InputError, NotFound

COVERED = [("R09", None)]


@pytest.fixture
def engine(tmp_path):
    engine = open_database(f"sqlite:///{tmp_path / 'casework.db'}")
    yield engine
    engine.dispose()


def seen(key="a" * 32, *, amount=100, signature=("evidence:account", "account:a1"), tier="red", village="371699101201"):
    doc = {"key": key, "rule": "R09", "limb": None, "rule_version": 1, "tier": tier, "score": 80.0, "title": "t",
           "explanation": "e", "villages": [{"village": village, "name": "v"}], "amount_fen": amount,
           "persons": []}
    return Seen(json.loads(json.dumps(doc)), frozenset(signature))


def sweep(engine, items, *, name="s1", covered=COVERED, region=None):
    with writing(engine).begin() as connection:
        return reconcile(connection, items, sweep=name, actor="test", covered=covered, region=region)


def act(engine, key, action, reason="查过"):
    with writing(engine).begin() as connection:
        return list(decide(connection, command_line("test"), key, action, reason=reason).passed)


def events(engine):
    with engine.connect() as connection:
        return list(connection.execute(sa.select(warning_events.c.action).order_by(warning_events.c.id)).scalars())


def test_a_second_sweep_of_the_same_data_changes_nothing(engine):
    sweep(engine, [seen()])
    before = listed(engine)
    with engine.connect() as connection:
        edit = connection.execute(sa.select(warnings.c.edit)).scalar()
    sweep(engine, [seen()], name="s2")
    assert listed(engine) == before
    assert events(engine) == ["opened"]
    with engine.connect() as connection:
        assert connection.execute(sa.select(warnings.c.edit)).scalar() == edit


def test_more_money_refreshes_and_opens_no_second_warning(engine):
    sweep(engine, [seen()])
    done = sweep(engine, [seen(amount=900)], name="s2")
    assert (done.opened, done.refreshed) == (0, 1)
    assert [doc["amount_fen"] for doc in listed(engine)] == [900]


def test_a_dismissed_warning_stays_dismissed_when_more_of_the_same_comes(engine):
    sweep(engine, [seen()])
    assert act(engine, "a" * 32, "dismiss") == ["new", "triage", "dismissed"]
    assert sweep(engine, [seen(amount=900)], name="s2").reopened == 0
    assert listed(engine) == []
    assert [doc["status"] for doc in listed(engine, statuses=["dismissed"])] == ["dismissed"]


def test_a_dismissed_warning_reopens_when_its_evidence_grows_in_kind_and_says_what_is_new(engine):
    sweep(engine, [seen()])
    act(engine, "a" * 32, "dismiss")
    grown = seen(signature=("evidence:account", "account:a1", "account:a2", "evidence:flow"))
    assert sweep(engine, [grown], name="s2").reopened == 1
    assert [doc["status"] for doc in listed(engine)] == ["reopened"]
    assert news(engine, "a" * 32) == ["account:a2", "evidence:flow"]


def test_less_evidence_does_not_reopen(engine):
    sweep(engine, [seen()])
    act(engine, "a" * 32, "dismiss")
    assert sweep(engine, [seen(signature=("evidence:account",))], name="s2").reopened == 0


def test_a_finding_that_vanishes_is_marked_and_not_closed(engine):
    sweep(engine, [seen()])
    assert sweep(engine, [], name="s2").withdrawn == 1
    assert [(doc["status"], doc["evidence_withdrawn"]) for doc in listed(engine)] == [("new", True)]
    sweep(engine, [seen()], name="s3")
    assert [doc["evidence_withdrawn"] for doc in listed(engine)] == [False]


def test_a_rule_that_did_not_run_withdraws_nothing(engine):
    sweep(engine, [seen()])
    assert sweep(engine, [], name="s2", covered=[]).withdrawn == 0


def test_a_sweep_of_another_region_withdraws_nothing(engine):
    sweep(engine, [seen()])
    assert sweep(engine, [], name="s2", region="371699102").withdrawn == 0
    assert sweep(engine, [], name="s3", region="371699101").withdrawn == 1


def test_a_decision_needs_a_reason_and_a_known_warning(engine):
    sweep(engine, [seen()])
    with pytest.raises(InputError, match="理由"):
        act(engine, "a" * 32, "dismiss", reason="  ")
    with pytest.raises(NotFound):
        act(engine, "bbbbbbb", "dismiss")


def test_a_warning_may_be_named_by_the_beginning_of_its_key(engine):
    sweep(engine, [seen("abcdef" + "0" * 26), seen("abcdef" + "1" * 26)])
    with pytest.raises(InputError, match="多写几位"):
        act(engine, "abcdef", "triage")
    assert act(engine, "abcdef0", "triage") == ["new", "triage"]


def test_the_list_is_ranked_by_tier_then_score_then_money(engine):
    sweep(engine, [seen("1" * 32, tier="yellow"), seen("2" * 32, amount=1), seen("3" * 32, amount=2)])
    assert [doc["key"][0] for doc in listed(engine)] == ["3", "2", "1"]


def test_an_unknown_status_is_answered_with_the_known_ones(engine):
    with pytest.raises(InputError, match="dismissed"):
        listed(engine, statuses=["gone"])
