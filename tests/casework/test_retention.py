"""Deleting takes two people, leaves count and hash, and lets a dismissal hold."""

from datetime import date

import pytest
import sqlalchemy as sa

from api.casework.retention import carry_out, propose
from api.errors import Forbidden, MoveRefused
from api.records.audit import AuditLog
from api.records.database import writing
from api.records.tables import audit
from api.sections import Retention
from graph.errors import InputError

from .office import COMMISSION, KEY, OFFICE, act, finding, row, sweep

LATER = date(2029, 12, 1)


def proposed(engine, day=LATER):
    with writing(engine).begin() as connection:
        return propose(connection, OFFICE, Retention(), day)


def test_a_dismissed_warning_loses_its_persons_by_two_people_and_stays_dismissed(engine):
    sweep(engine, finding())
    act(engine, OFFICE, "dismiss", code="F01")
    found = proposed(engine)
    assert found.items["dismissed"] == [KEY]
    with writing(engine).begin() as connection:
        with pytest.raises(Forbidden, match="另一人"):
            carry_out(connection, OFFICE, found.id, reason="到期")
        carry_out(connection, COMMISSION, found.id, reason="到期")
        with pytest.raises(MoveRefused):
            carry_out(connection, COMMISSION, found.id, reason="到期")
    kept = row(engine)
    assert "王大山" not in repr(dict(kept))
    assert (kept["status"], kept["reason_code"], kept["rule"]) == ("dismissed", "F01", "R09")
    with engine.connect() as connection:
        entries = connection.execute(sa.select(audit.c.detail, audit.c.results).where(
            audit.c.action == "retention").order_by(audit.c.seq)).all()
    assert [(e.results, e.detail["step"], e.detail["hash"]) for e in entries] == [
        (1, "proposed", found.hash), (1, "done", found.hash)]
    assert AuditLog(engine, "t").verify().broken is None
    with pytest.raises(InputError, match="没有到期"):
        proposed(engine)


def test_a_sweep_does_not_bring_pruned_persons_back_while_the_dismissal_holds(engine):
    sweep(engine, finding())
    act(engine, OFFICE, "dismiss", code="F01")
    with writing(engine).begin() as connection:
        carry_out(connection, COMMISSION, propose(connection, OFFICE, Retention(), LATER).id, reason="到期")
    sweep(engine, finding(amount=5), name="s2")
    assert "王大山" not in repr(dict(row(engine)))
    assert sweep(engine, finding(signature=("evidence:account", "account:a1", "evidence:flow")), name="s3").reopened
    assert "王大山" in repr(dict(row(engine)))


def test_what_has_not_run_out_is_not_listed(engine):
    sweep(engine, finding())
    act(engine, OFFICE, "dismiss", code="F01")
    with pytest.raises(InputError, match="没有到期"):
        proposed(engine, date(2026, 12, 1))
