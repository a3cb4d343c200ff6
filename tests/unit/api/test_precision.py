"""Dispositions give each rule its measured share, and say nothing before twenty are decided."""

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from api.casework.precision import expected_share, measured
from api.records.case_tables import verifications
from api.records.database import open_database
from api.records.tables import warnings
from cypher.catalog import load_catalog

NOW = datetime(2025, 1, 1, tzinfo=UTC)


def warn(connection, key, rule="R02", limb="a", status="closed"):
    connection.execute(sa.insert(warnings).values(
        key=key, rule=rule, limb=limb, rule_version=1, tier="orange", score=60, status=status, title="", explanation="",
        body={}, signature=[], withdrawn=False, first_sweep="s", last_sweep="s", first_seen=NOW, last_seen=NOW, edit=1))


def report(connection, key, label, superseded=False):
    connection.execute(sa.insert(verifications).values(
        warning=key, finding=key, label=label, confirmed_fen=0, recovered_fen=0, note="", actor="a", at=NOW,
        superseded=superseded))


@pytest.fixture
def connection(tmp_path):
    engine = open_database(f"sqlite:///{tmp_path / 'casework.db'}")
    with engine.begin() as opened:
        yield opened
    engine.dispose()


def test_partly_counts_half_and_data_errors_not_at_all(connection):
    labels = ["confirmed"] * 8 + ["partly"] * 4 + ["not_confirmed"] * 8 + ["data_error"] * 5 + ["undecided"] * 3
    for number, label in enumerate(labels):
        warn(connection, f"k{number}")
        report(connection, f"k{number}", label)
    found = measured(connection)["R02a"]
    assert (found.decided, found.confirmed, found.partly, found.share) == (20, 8, 4, 0.5)
    assert found.low < 0.5 < found.high


def test_a_dismissal_is_a_finding_not_confirmed_and_a_later_report_takes_the_place_of_an_earlier(connection):
    for number in range(20):
        warn(connection, f"k{number}", status="dismissed" if number < 15 else "closed")
    for number in range(15, 20):
        report(connection, f"k{number}", "not_confirmed", superseded=True)
        report(connection, f"k{number}", "confirmed")
    assert measured(connection)["R02a"].share == 0.25


def test_below_twenty_the_promise_stands(connection):
    for number in range(19):
        warn(connection, f"k{number}", status="dismissed")
    [rule] = load_catalog().named("R02a")
    found = measured(connection)["R02a"]
    assert found.share is None
    assert expected_share(rule, found) == rule.meta.precision
