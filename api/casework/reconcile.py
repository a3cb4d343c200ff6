"""Findings of a sweep against the warnings that are there.

A new finding opens a warning. A known one refreshes it silently: amounts and counts never open a second. One
that people have settled (排除, 销号) reopens only when its evidence grew in kind, and then says what is new.
One that is found no more does not close itself: it is marked as withdrawn, and only where its rule really ran.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, RowMapping

from api.casework.documents import Document
from api.casework.transitions import SETTLED, Status
from api.records.access_tables import warning_people
from api.records.tables import warning_events, warnings


@dataclass(frozen=True, slots=True)
class Seen:
    """A finding as the casework sees it: its document, and what it rests on in kind."""

    document: Document
    signature: frozenset[str]


@dataclass(slots=True)
class Reconciled:
    """How many warnings a sweep opened, refreshed, reopened and withdrew."""

    opened: int = 0
    refreshed: int = 0
    reopened: int = 0
    withdrawn: int = 0


def reconcile(connection: Connection, seen: Sequence[Seen], *, sweep: str, actor: str,
              covered: Iterable[tuple[str, str | None]], region: str | None = None) -> Reconciled:
    """Brings the warnings in line with the findings, in the caller's transaction.

    ``covered``: (rule, limb) of every rule that ran on all it was asked for; only their warnings, inside
    ``region`` where one was asked for, can be withdrawn. ``seen`` holds no two findings with one key.
    """
    now, done = datetime.now(UTC), Reconciled()
    known = {row["key"]: row for row in connection.execute(sa.select(warnings)).mappings()}
    for item in seen:
        row = known.get(item.document["key"])
        if row is None:
            _open(connection, item, sweep, actor, now)
            done.opened += 1
        else:
            done.reopened += _refresh(connection, row, item, sweep, actor, now)
            done.refreshed += 1
    gone = _gone(known, {item.document["key"] for item in seen}, set(covered), region)
    for row in gone:
        _withdraw(connection, row, actor)
    done.withdrawn = len(gone)
    return done


def _open(connection: Connection, item: Seen, sweep: str, actor: str, now: datetime) -> None:
    values = _values(item, sweep, now) | {"status": Status.NEW.value, "first_sweep": sweep, "first_seen": now,
                                          "key": item.document["key"], "edit": 1}
    connection.execute(sa.insert(warnings).values(values))
    _name_people(connection, item.document)
    _event(connection, item.document["key"], actor, action="opened", statuses=(None, Status.NEW), edit=1)


def _refresh(connection: Connection, row: RowMapping, item: Seen, sweep: str, actor: str, now: datetime) -> bool:
    """Refreshes one warning; True when it reopened."""
    judged = row["dismissed_signature"]
    grown = sorted(item.signature - set(judged or ())) if row["status"] in SETTLED and judged is not None else []
    values = _values(item, sweep, now)
    changed = any(row[name] != values[name] for name in ("body", "tier", "score", "signature", "withdrawn"))
    edit = row["edit"] + (1 if changed or grown else 0)
    if grown:
        values |= {"status": Status.REOPENED.value}
        _event(connection, row["key"], actor, action="reopened", statuses=(row["status"], Status.REOPENED),
               edit=edit, reason="证据类型增加", new=grown)
    connection.execute(sa.update(warnings).where(warnings.c.key == row["key"]).values(values | {"edit": edit}))
    if changed:
        _name_people(connection, item.document)
    return bool(grown)


def _name_people(connection: Connection, doc: Document) -> None:
    """Lists who is concerned, so that a warning can be kept from whoever is their kin."""
    connection.execute(sa.delete(warning_people).where(warning_people.c.warning == doc["key"]))
    people = sorted({person["person"] for person in doc["persons"]})
    if people:
        connection.execute(sa.insert(warning_people), [{"warning": doc["key"], "person": key} for key in people])


def _values(item: Seen, sweep: str, now: datetime) -> dict[str, Any]:
    doc = item.document
    territory = doc["villages"][0]["village"] if doc["villages"] else None
    return {"rule": doc["rule"], "limb": doc["limb"], "rule_version": doc["rule_version"], "tier": doc["tier"],
            "score": round(doc["score"]), "title": doc["title"], "explanation": doc["explanation"],
            "territory": territory, "amount_fen": doc["amount_fen"], "body": doc,
            "signature": sorted(item.signature), "withdrawn": False, "last_sweep": sweep, "last_seen": now}


def _gone(known: Mapping[str, RowMapping], seen: set[str], covered: set[tuple[str, str | None]],
          region: str | None) -> list[RowMapping]:
    return [row for key, row in known.items()
            if key not in seen and (row["rule"], row["limb"]) in covered and not row["withdrawn"]
            and (not region or str(row["territory"] or "").startswith(region))]


def _withdraw(connection: Connection, row: RowMapping, actor: str) -> None:
    edit = row["edit"] + 1
    connection.execute(sa.update(warnings).where(warnings.c.key == row["key"]).values(withdrawn=True, edit=edit))
    _event(connection, row["key"], actor, action="withdrawn", statuses=(row["status"], row["status"]), edit=edit,
           reason="最近一次比对中不再出现，请承办人核实")


def _event(connection: Connection, key: str, actor: str, *, action: str, statuses: tuple[str | None, str | None],
           edit: int, reason: str = "", **detail: object) -> None:
    before, after = statuses
    connection.execute(sa.insert(warning_events).values(
        warning=key, at=datetime.now(UTC), actor=actor, action=action, from_status=before and str(before),
        to_status=after and str(after), reason=reason, detail=detail, edit=edit))
