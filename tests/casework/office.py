"""A made-up office: who works there, and a warning to work on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from api.casework.actors import Actor, Role, command_line
from api.casework.calendar import WorkCalendar
from api.casework.changing import Changed
from api.casework.deadlines import Terms
from api.casework.deciding import decide
from api.casework.particulars import Label, Particulars, Result
from api.casework.reconcile import Reconciled, Seen, reconcile
from api.records.database import writing
from api.records.tables import warnings
from api.sections import Deadlines

TOWN = "371699101"
COMMISSION = Actor("chen", Role.COMMISSION, ("",), unit="县纪委")
OFFICE = Actor("lin", Role.OFFICE, (TOWN,), unit="第三纪检监察室")
CHECKER = Actor("zhou", Role.TOWN_COMMISSION, (TOWN,), unit="青石镇纪委")
SECOND = Actor("wu", Role.OFFICE, (TOWN,), unit="第三纪检监察室")
CLOSER = Actor("sun", Role.COMMISSION, ("",), unit="县纪委")
KEY = "a" * 32
MONDAY = datetime(2026, 3, 2, 1, tzinfo=UTC)  # nine in the morning in Shanghai


def at(day: date) -> Terms:
    """The terms at nine in the morning of a day."""
    return Terms(Deadlines(), WorkCalendar(), datetime(day.year, day.month, day.day, 1, tzinfo=UTC))


TERMS = Terms(now=MONDAY)


def finding(key: str = KEY, *, amount: int = 100_00, signature: Iterable[str] = ("evidence:account", "account:a1"),
            tier: str = "red", village: str | None = f"{TOWN}201") -> Seen:
    """A finding as a sweep hands it over."""
    places = [{"village": village, "name": "青石镇大浦村"}] if village else []
    doc: dict[str, Any] = {
        "key": key, "rule": "R09", "limb": None, "rule_version": 1, "tier": tier, "score": 80.0, "title": "收款集中",
        "explanation": "说明", "villages": places, "amount_fen": amount, "kin": [], "payments": [], "legal": [],
        "persons": [{"role": "cadre", "person": "p" + "1" * 24, "name": "王大山", "village_code": village}],
        "accounts": [], "organizations": [], "programs": [], "contracts": [], "evidence": [], "verify": [],
        "lowered_by": [], "raised_by": [], "filters": [], "subject": {"kind": "person", "id": "p" + "1" * 24,
                                                                       "label": "王大山"},
        "names": {"person": {"p" + "1" * 24: "王大山"}, "account": {"a2": "0018"}},
        "first_on": "2024-01-01", "last_on": "2024-06-01", "statistic": None, "legal_note": None,
        "evidence_kinds": ["account"],
    }
    return Seen(doc, frozenset(signature))


def sweep(engine: Engine, *items: Seen, name: str = "s1") -> Reconciled:
    """Brings findings in."""
    with writing(engine).begin() as connection:
        return reconcile(connection, items, sweep=name, actor="scheduler", covered=[("R09", None)], county="371699")


def act(engine: Engine, actor: Actor, action: str, key: str = KEY, *, reason: str = "查过", terms: Terms = TERMS,
        edit: int | None = None, **given: Any) -> Changed:
    """One decision in a transaction of its own."""
    with writing(engine).begin() as connection:
        return decide(connection, actor, key, action, reason=reason, given=Particulars(**given), terms=terms,
                      edit=edit)


def row(engine: Engine, key: str = KEY) -> Any:
    """The warning's row."""
    with engine.connect() as connection:
        return connection.execute(sa.select(warnings).where(warnings.c.key == key)).mappings().one()


def confirmed(**more: Any) -> Result:
    """A result that holds: 80 yuan of a hundred."""
    return Result(Label.CONFIRMED, "查看发放表和银行流水，询问王某", **{"confirmed_fen": 80_00, **more})


def to_checking(engine: Engine, key: str = KEY) -> None:
    """Assigned to the town's office and begun."""
    act(engine, OFFICE, "assign", key, unit="青石镇纪委", handler="zhou", task="核对流水")
    act(engine, CHECKER, "start", key)


def to_closing(engine: Engine, key: str = KEY) -> None:
    """Confirmed, put right, waiting for its number to be struck off."""
    to_checking(engine, key)
    act(engine, CHECKER, "report", key, results=(confirmed(),))
    act(engine, SECOND, "review", key)
    act(engine, COMMISSION, "dispose", key)
    act(engine, COMMISSION, "rectify", key)
    act(engine, CHECKER, "finish", key, remedy="款项已退回村账户", recovered_fen=80_00)


ADMINISTRATOR = command_line("cli:admin")
