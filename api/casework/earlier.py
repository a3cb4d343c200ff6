"""Dispositions the office made before this program: kept with their source, applied to the warning they answer.

A finding that was checked and not confirmed is dismissed with its reason as soon as its warning is there; one that
was confirmed stays open with a line in its history, because somebody must look whether it was put right.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.engine import Connection, RowMapping

from api.casework.actors import Actor
from api.casework.changing import Entry, save, take
from api.casework.deadlines import Terms
from api.casework.deciding import decide
from api.casework.particulars import LABEL_WORDS, Label, Particulars
from api.casework.transitions import UNDECIDED
from api.records.access_tables import warning_people
from api.records.case_tables import earlier_decisions
from api.records.tables import warnings

_CLEARED = (Label.NOT_CONFIRMED, Label.DATA_ERROR)


@dataclass(frozen=True, slots=True)
class Earlier:
    """One earlier disposition: ``person`` is a key of the graph, ``row`` the row of the list; money in 分."""

    rule: str
    person: str
    label: Label
    decided_on: date
    row: int
    code: str | None = None
    confirmed_fen: int = 0
    recovered_fen: int = 0
    note: str = ""


@dataclass(slots=True)
class Applied:
    """How many were new, dismissed a warning, noted one, or wait for a sweep that finds it."""

    stored: int = 0
    dismissed: int = 0
    noted: int = 0
    waiting: int = 0


def store(connection: Connection, source: str, decisions: Iterable[Earlier]) -> int:
    """Keeps the rows of one list (its SHA-256); a list that was read before adds nothing. Returns how many are new."""
    there = set(connection.execute(sa.select(earlier_decisions.c.row).where(
        earlier_decisions.c.source == source)).scalars())
    fresh = [d for d in decisions if d.row not in there]
    for d in fresh:
        connection.execute(sa.insert(earlier_decisions).values(
            rule=d.rule, person=d.person, label=d.label.value, reason_code=d.code, decided_on=d.decided_on,
            confirmed_fen=d.confirmed_fen, recovered_fen=d.recovered_fen, note=d.note, source=source, row=d.row))
    return len(fresh)


def apply(connection: Connection, actor: Actor, terms: Terms) -> Applied:
    """Ties what waits to the undecided warnings it answers: same rule, same person concerned."""
    done = Applied()
    waiting = connection.execute(sa.select(earlier_decisions).where(earlier_decisions.c.warning.is_(None))
                                 .order_by(earlier_decisions.c.decided_on, earlier_decisions.c.id)).mappings().all()
    for row in waiting:
        key = _warning(connection, row)
        if key is None:
            done.waiting += 1
            continue
        _answer(connection, actor, terms, row, key, done)
        connection.execute(sa.update(earlier_decisions).where(earlier_decisions.c.id == row["id"])
                           .values(warning=key))
    return done


def _warning(connection: Connection, row: RowMapping) -> str | None:
    query = (sa.select(warnings.c.key).join(warning_people, warning_people.c.warning == warnings.c.key)
             .where(warnings.c.rule == row["rule"], warning_people.c.person == row["person"],
                    warnings.c.status.in_([s.value for s in UNDECIDED])).order_by(warnings.c.key).limit(1))
    found = connection.execute(query).scalar()
    return None if found is None else str(found)


def _answer(connection: Connection, actor: Actor, terms: Terms, row: RowMapping, key: str, done: Applied) -> None:
    label = Label(row["label"])
    said = f"以往处置（{row['decided_on']}）：{LABEL_WORDS[label]}。{row['note']}".strip()
    if label in _CLEARED:
        decide(connection, actor, key, "dismiss", reason=said, given=Particulars(code=row["reason_code"]), terms=terms)
        done.dismissed += 1
        return
    warning = take(connection, key)
    detail = {"label": label.value, "confirmed_fen": row["confirmed_fen"], "recovered_fen": row["recovered_fen"]}
    save(connection, actor, warning, [Entry("imported", warning["status"], warning["status"], detail)], {}, reason=said)
    done.noted += 1

