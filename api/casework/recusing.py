"""A case leaves the hands of an investigator who turns out to be kin of a person in it (R48).

New data may show a kinship that nobody knew when the case was assigned. It goes back to triage, so that somebody else
is chosen; its history says neutrally that another must take it, the audit log says why.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection, RowMapping

from api.casework import trail
from api.casework.actors import Actor
from api.casework.changing import Entry, save
from api.casework.clock import remind
from api.casework.deadlines import Terms
from api.casework.transitions import Status
from api.records.access_tables import accounts, kin_overrides, warning_people
from api.records.tables import warnings

EVENT = "recused"
WORDS = "须回避，请另选承办人"
_BEFORE_THE_REPORT_STANDS = (Status.ASSIGNED, Status.CHECKING, Status.EXTENSION, Status.REPORTED, Status.REVIEW)
_CLEARED = ("unit", "handler", "task", "assigned_on", "respond_by", "due_on", "clock", "overdue_state")
Near = Callable[[str], frozenset[str]]


def recuse(connection: Connection, actor: Actor, near: Near, terms: Terms) -> list[str]:
    """Takes open cases from handlers who are near kin of somebody in them; returns their keys.

    ``near``: a person, the household and whoever is near kin. A kinship that the head of the commission has lifted for
    a time is left alone, and so is a case whose report has been accepted: that work is done. Safe to run again.
    """
    taken = []
    for row in _in_hand(connection):
        kin = near(row["kin_person"])
        found = kin.intersection(connection.execute(
            sa.select(warning_people.c.person).where(warning_people.c.warning == row["key"])).scalars())
        if found:
            _take(connection, actor, row, terms, len(found))
            taken.append(str(row["key"]))
    return taken


def _in_hand(connection: Connection) -> list[RowMapping]:
    lifted = sa.exists().where(kin_overrides.c.warning == warnings.c.key, kin_overrides.c.account == accounts.c.name,
                               kin_overrides.c.until > datetime.now(UTC))
    query = (sa.select(warnings, accounts.c.person.label("kin_person"))
             .join(accounts, accounts.c.name == warnings.c.handler)
             .where(warnings.c.status.in_([s.value for s in _BEFORE_THE_REPORT_STANDS]),
                    accounts.c.person.is_not(None), ~lifted)
             .order_by(warnings.c.key).with_for_update(of=warnings))
    return list(connection.execute(query).mappings())


def _take(connection: Connection, actor: Actor, row: RowMapping, terms: Terms, people: int) -> None:
    remind(connection, row["key"], EVENT, terms.today, ("assigner", "commission"), row, terms.today)
    save(connection, actor, row, [Entry(EVENT, row["status"], Status.TRIAGE.value, {"unit": row["unit"]})],
         dict.fromkeys(_CLEARED), reason=WORDS)
    trail.note(connection, actor, EVENT, row["key"], reason="承办人与案中人员有近亲属关系", results=people,
               handler=row["handler"])
