"""Deleting what has been kept long enough: a list that one person proposes and another approves, then carried out.

What is deleted leaves a count and a hash in the audit log. A dismissed warning loses its persons and its evidence;
its key, kinds of evidence, reason and rule stay, so that the dismissal holds.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, RowMapping

from api.casework import trail
from api.casework.actors import Actor
from api.casework.transitions import Status
from api.errors import Forbidden, MoveRefused
from api.records.access_tables import warning_people
from api.records.case_tables import attachments, retention_lists
from api.records.tables import files, warning_events, warnings
from api.sections import Retention
from graph.errors import InputError, NotFound

_EMPTIED = ("persons", "accounts", "organizations", "contracts", "kin", "payments", "evidence", "verify", "filters",
            "lowered_by", "raised_by")
Items = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Listed:
    """A deletion list: ``items`` are keys of dismissed warnings, hashes of sources, hashes of attachments."""

    id: int
    made_on: date
    items: Items
    hash: str
    count: int
    proposed_by: str
    approved_by: str | None
    state: str


def propose(connection: Connection, actor: Actor, terms: Retention, today: date) -> Listed:
    """The list of what has run out. Raises InputError when there is nothing."""
    items = {"dismissed": _dismissed(connection, today - timedelta(days=terms.dismissed_days)),
             "sources": _sources(connection, today - timedelta(days=terms.retracted_sources_days)),
             "attachments": _attachments(connection, today - timedelta(days=terms.attachments_days))}
    count = sum(map(len, items.values()))
    if not count:
        raise InputError("没有到期可删的内容")
    added = connection.execute(sa.insert(retention_lists).values(
        made_on=today, items=items, hash=_hash(items), count=count, proposed_by=actor.name, state="proposed", edit=1))
    key = added.inserted_primary_key
    number = int(key[0]) if key else 0
    trail.note(connection, actor, "retention", str(number), results=count, step="proposed", hash=_hash(items))
    return get(connection, number)


def carry_out(connection: Connection, actor: Actor, number: int, *, reason: str) -> Listed:
    """Approves and deletes, by another person than proposed; files themselves are removed by the caller afterwards.

    Raises NotFound, MoveRefused (done already, or the list was changed), Forbidden, InputError without a reason.
    """
    row = _row(connection, number)
    if row["state"] != "proposed" or _hash(row["items"]) != row["hash"]:
        raise MoveRefused(f"删除清单 {number} 已经办过，或内容被改动；请重新提出")
    if actor.name == row["proposed_by"]:
        raise Forbidden("删除清单须由提出人以外的另一人批准")
    if not reason.strip():
        raise InputError("批准删除必须写明理由")
    for key in row["items"]["dismissed"]:
        _prune(connection, actor, key, reason)
    connection.execute(sa.delete(files).where(files.c.sha256.in_(row["items"]["sources"])))
    connection.execute(sa.delete(attachments).where(attachments.c.sha256.in_(row["items"]["attachments"])))
    connection.execute(sa.update(retention_lists).where(retention_lists.c.id == number).values(
        state="done", approved_by=actor.name, done_at=datetime.now(UTC), edit=row["edit"] + 1))
    trail.note(connection, actor, "retention", str(number), reason=reason, results=row["count"], step="done",
               hash=row["hash"], proposed_by=row["proposed_by"])
    return get(connection, number)


def get(connection: Connection, number: int) -> Listed:
    """One list. Raises NotFound."""
    row = _row(connection, number)
    return Listed(row["id"], row["made_on"], row["items"], row["hash"], row["count"], row["proposed_by"],
                  row["approved_by"], row["state"])


def _row(connection: Connection, number: int) -> RowMapping:
    query = sa.select(retention_lists).where(retention_lists.c.id == number).with_for_update()
    row = connection.execute(query).mappings().one_or_none()
    if row is None:
        raise NotFound(f"没有编号为 {number} 的删除清单")
    return row


def _dismissed(connection: Connection, before: date) -> list[str]:
    last = (sa.select(sa.func.max(warning_events.c.at)).where(
        warning_events.c.warning == warnings.c.key, warning_events.c.to_status == Status.DISMISSED.value)
        .scalar_subquery())
    query = sa.select(warnings.c.key).where(
        warnings.c.status == Status.DISMISSED.value, warnings.c.retained_until.is_(None), last < _moment(before))
    return [str(key) for key in connection.execute(query.order_by(warnings.c.key)).scalars()]


def _sources(connection: Connection, before: date) -> list[str]:
    query = sa.select(files.c.sha256).where(files.c.outcome == "retracted", files.c.received_at < _moment(before))
    return [str(sha) for sha in connection.execute(query.order_by(files.c.sha256)).scalars()]


def _attachments(connection: Connection, before: date) -> list[str]:
    """Of cases closed before that day; a file that another case holds as well stays."""
    closed = sa.select(warnings.c.key).where(warnings.c.closed_on < before, warnings.c.status == Status.CLOSED.value)
    kept = sa.select(attachments.c.sha256).where(attachments.c.object.not_in(closed))
    query = sa.select(attachments.c.sha256).where(attachments.c.object.in_(closed), attachments.c.sha256.not_in(kept))
    return [str(sha) for sha in connection.execute(query.distinct().order_by(attachments.c.sha256)).scalars()]


def _prune(connection: Connection, actor: Actor, key: str, reason: str) -> None:
    """Removes persons and evidence from a dismissed warning; one that was reopened since is left alone."""
    row = connection.execute(sa.select(warnings).where(warnings.c.key == key).with_for_update()).mappings().one()
    if row["status"] != Status.DISMISSED:
        return
    body: dict[str, Any] = {**row["body"], **{name: [] for name in _EMPTIED}, "names": {}, "explanation": "",
                            "subject": {**row["body"]["subject"], "id": "", "label": ""}}
    connection.execute(sa.delete(warning_people).where(warning_people.c.warning == key))
    connection.execute(sa.insert(warning_events).values(
        warning=key, at=datetime.now(UTC), actor=actor.name, action="pruned", from_status=row["status"],
        to_status=row["status"], reason=reason, detail={}, edit=row["edit"] + 1))
    connection.execute(sa.update(warnings).where(warnings.c.key == key).values(
        body=body, explanation="", retained_until=datetime.now(UTC).date(), edit=row["edit"] + 1))


def _moment(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def _hash(items: Items) -> str:
    return hashlib.sha256(json.dumps(items, sort_keys=True).encode()).hexdigest()
