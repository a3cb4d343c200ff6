"""Findings of a sweep against the warnings that are there.

A new finding opens a warning. A known one refreshes it silently: amounts and counts never open a second. One
that people have settled (排除, 销号) reopens only when its evidence grew in kind, and then says what is new.
One that is found no more does not close itself: it is marked as withdrawn, and only where its rule really ran.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, RowMapping

from api.casework.calendar import SHANGHAI
from api.casework.deciding import AFRESH
from api.casework.documents import Document
from api.casework.numbers import county_of, next_numbers
from api.casework.particulars import BY_HAND
from api.casework.transitions import SETTLED, Status
from api.casework.verification import drop
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
              covered: Iterable[tuple[str, str | None]], region: str | None = None, county: str = "") -> Reconciled:
    """Brings the warnings in line with the findings, in the caller's transaction.

    ``covered``: (rule, limb) of every rule that ran on all it was asked for; only their warnings, inside
    ``region`` where one was asked for, can be withdrawn. ``seen`` holds no two findings with one key. ``county``:
    code for the number of a warning that has no place.
    """
    now, done = datetime.now(UTC), Reconciled()
    # Locked until the sweep is written: a decision taken meanwhile waits and finds the new evidence.
    rows = connection.execute(sa.select(warnings).order_by(warnings.c.key).with_for_update()).mappings()
    known = {row["key"]: row for row in rows}
    numbers = _numbers(connection, [item for item in seen if item.document["key"] not in known], county, now)
    for item in seen:
        row = known.get(item.document["key"])
        if row is None:
            _open(connection, item, sweep, actor, now, next(numbers[_county(item, county)]))
            done.opened += 1
        else:
            done.reopened += _refresh(connection, row, item, sweep, actor, now)
            done.refreshed += 1
    gone = _gone(known, {item.document["key"] for item in seen}, set(covered), region)
    for row in gone:
        _withdraw(connection, row, actor)
    done.withdrawn = len(gone)
    return done


def _county(item: Seen, fallback: str) -> str:
    return county_of(_territory(item.document), fallback)


def _numbers(connection: Connection, fresh: Sequence[Seen], county: str, now: datetime) -> dict[str, Iterator[str]]:
    """Ledger numbers for warnings that open, by county."""
    year = now.astimezone(SHANGHAI).year
    counts = Counter(_county(item, county) for item in fresh)
    return {code: iter(next_numbers(connection, code, year, count)) for code, count in sorted(counts.items())}


def _open(connection: Connection, item: Seen, sweep: str, actor: str, now: datetime, number: str) -> None:
    values = _values(item, sweep, now) | {"status": Status.NEW.value, "first_sweep": sweep, "first_seen": now,
                                          "key": item.document["key"], "number": number, "edit": 1}
    connection.execute(sa.insert(warnings).values(values))
    _name_people(connection, item.document)
    _event(connection, item.document["key"], actor, action="opened", statuses=(None, Status.NEW), edit=1)


def _refresh(connection: Connection, row: RowMapping, item: Seen, sweep: str, actor: str, now: datetime) -> bool:
    """Refreshes one warning; True when it reopened."""
    judged = row["dismissed_signature"]
    grown = sorted(item.signature - set(judged or ())) if row["status"] in SETTLED and judged is not None else []
    values = _values(item, sweep, now)
    if row["retained_until"] and not grown:
        # Persons and evidence were deleted by time; the dismissal holds, and nothing of them comes back.
        connection.execute(sa.update(warnings).where(warnings.c.key == row["key"])
                           .values(last_sweep=sweep, last_seen=now, withdrawn=False))
        return False
    values["signature"] = sorted({*values["signature"], *_by_hand(row)})
    if row["set_tier"]:
        values["tier"] = row["set_tier"]
    changed = any(row[name] != values[name] for name in ("body", "tier", "score", "signature", "withdrawn"))
    edit = row["edit"] + (1 if changed or grown else 0)
    if grown:
        values |= {**AFRESH, "status": Status.REOPENED.value, "retained_until": None}
        drop(connection, row["key"])
        _event(connection, row["key"], actor, action="reopened", statuses=(row["status"], Status.REOPENED),
               edit=edit, reason="证据类型增加", new=grown)
    connection.execute(sa.update(warnings).where(warnings.c.key == row["key"]).values(values | {"edit": edit}))
    if changed:
        _name_people(connection, item.document)
    return bool(grown)


def _by_hand(row: RowMapping) -> list[str]:
    return [member for member in row["signature"] if member.startswith(BY_HAND)]


def _name_people(connection: Connection, doc: Document) -> None:
    """Lists who is concerned, so that a warning can be kept from whoever is their kin."""
    connection.execute(sa.delete(warning_people).where(warning_people.c.warning == doc["key"]))
    people = sorted({person["person"] for person in doc["persons"]})
    if people:
        connection.execute(sa.insert(warning_people), [{"warning": doc["key"], "person": key} for key in people])


def _territory(doc: Document) -> str | None:
    return doc["villages"][0]["village"] if doc["villages"] else None


def _values(item: Seen, sweep: str, now: datetime) -> dict[str, Any]:
    doc = item.document
    return {"rule": doc["rule"], "limb": doc["limb"], "rule_version": doc["rule_version"], "tier": doc["tier"],
            "score": round(doc["score"]), "title": doc["title"], "explanation": doc["explanation"],
            "territory": _territory(doc), "amount_fen": doc["amount_fen"], "body": doc,
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
