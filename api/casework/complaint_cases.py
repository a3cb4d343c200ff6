"""Complaints and warnings: a complaint joins a warning as evidence of its own kind, or opens one.

A complaint about what a rule already found is not a second independent fact: it raises no score; but a settled
warning that never knew of one has grown in kind, and reopens.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from api.casework.actors import Actor
from api.casework.calendar import SHANGHAI
from api.casework.changing import Changed, Entry, save, take
from api.casework.complaints import get, link
from api.casework.deciding import AFRESH
from api.casework.numbers import county_of, next_numbers
from api.casework.particulars import BY_HAND
from api.casework.transitions import SETTLED, Status
from api.casework.verification import drop
from api.records.access_tables import warning_people
from api.records.tables import warning_events, warnings
from graph.errors import InputError
from graph.model import EvidenceKind, Tier

RULE = "TS"
"""Stands in place of a rule's number for a warning that only a complaint opened."""
_KIND = BY_HAND + EvidenceKind.COMPLAINT.value


def join(connection: Connection, actor: Actor, number: str, warning: str) -> Changed:
    """Ties a complaint to a warning; a settled one that knew of no complaint reopens. Raises NotFound, InputError."""
    row = take(connection, warning)
    if row["status"] == Status.MERGED:
        raise InputError(f"预警 {row['number'] or row['key'][:8]} 已并入他件；请关联到那一件")
    known = {*row["signature"], *(row["dismissed_signature"] or ())}
    grown = _KIND not in known and f"evidence:{EvidenceKind.COMPLAINT}" not in known
    link(connection, actor, number, "warning", row["key"])
    signature = {"signature": sorted({*row["signature"], _KIND})}
    if grown and Status(row["status"]) in SETTLED:
        drop(connection, row["key"])
        entry = Entry("reopened", row["status"], Status.REOPENED.value, {"new": [_KIND], "complaint": number})
        return save(connection, actor, row, [entry], {**AFRESH, **signature}, reason="出现信访举报，证据种类增加")
    entry = Entry("linked", row["status"], row["status"], {"complaint": number})
    return save(connection, actor, row, [entry], signature, reason=f"关联信访件 {number}")


def open_case(connection: Connection, actor: Actor, number: str, *, title: str, tier: str = Tier.YELLOW.value,
              names: Mapping[str, str] | None = None, place: str = "") -> Changed:
    """Opens a warning for a complaint that no rule has found, with a number of its own.

    ``names``: plain names of the persons it is tied to, by key; ``place``: town and village in words.
    """
    complaint, now = get(connection, number), datetime.now(UTC)
    key = hashlib.sha256(f"complaint\n{number}".encode()).hexdigest()[:32]
    if connection.execute(sa.select(warnings.c.key).where(warnings.c.key == key)).scalar():
        raise InputError(f"信访件 {number} 已经立过预警")
    people = [target for kind, target in complaint.links if kind == "person"]
    doc = _document(key, number, title, tier, people, dict(names or {}), complaint.territory, place)
    own = next_numbers(connection, county_of(complaint.territory, number), now.astimezone(SHANGHAI).year)[0]
    connection.execute(sa.insert(warnings).values(
        key=key, number=own, rule=RULE, limb=None, rule_version=1, tier=tier, score=0, status=Status.NEW.value,
        title=title, explanation=doc["explanation"], territory=complaint.territory, amount_fen=None, body=doc,
        signature=[f"evidence:{EvidenceKind.COMPLAINT}"], dismissed_signature=None, withdrawn=False,
        first_sweep="", last_sweep="", first_seen=now, last_seen=now, edit=1))
    for person in people:
        connection.execute(sa.insert(warning_people).values(warning=key, person=person))
    connection.execute(sa.insert(warning_events).values(
        warning=key, at=now, actor=actor.name, action="opened", from_status=None, to_status=Status.NEW.value,
        reason=f"信访件 {number}", detail={"complaint": number}, edit=1))
    return join(connection, actor, number, key)


def _document(key: str, number: str, title: str, tier: str, people: list[str], names: dict[str, str],
              territory: str | None, place: str) -> dict[str, Any]:
    empty: dict[str, Any] = {name: [] for name in (
        "accounts", "organizations", "programs", "contracts", "kin", "payments", "legal", "evidence", "lowered_by",
        "raised_by", "filters", "verify")}
    return empty | {
        "key": key, "rule": RULE, "limb": None, "rule_version": 1, "tier": tier, "score": 0.0, "title": title,
        "explanation": f"信访件 {number} 反映的事项，尚无规则比对结果。",
        "subject": {"kind": "village", "id": territory or "", "label": place},
        "persons": [{"role": "named", "person": p, "name": names.get(p), "village_code": None, "posts": []}
                    for p in people],
        "villages": [{"village": territory, "name": place or territory}] if territory else [],
        "names": {"person": names, "village": {territory: place or territory} if territory else {}},
        "amount_fen": None, "first_on": None, "last_on": None, "statistic": None, "legal_note": None,
        "evidence_kinds": [EvidenceKind.COMPLAINT.value],
    }
