"""Handing work in: queued once, even when the request comes twice with the same ``Idempotency-Key``."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any

import sqlalchemy as sa
from fastapi import Header, Response

from api.jobs import work
from api.records.access_tables import replies
from api.web.caller import Caller
from api.web.faults import Refused
from api.web.service import Service
from api.web.wire.work import Queued

IdempotencyKey = Annotated[str | None, Header(alias="Idempotency-Key", max_length=128, pattern=r"^[\x21-\x7e]+$")]
KEPT = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Submission:
    """One piece: its kind and payload, what the audit line names, and where its place is."""

    kind: str
    payload: Mapping[str, Any]
    about: str
    noun: str = "work"


def submit(service: Service, caller: Caller, wanted: Submission, response: Response, once: str | None) -> Queued:
    """202 with the place to poll; the same key and the same request give the same piece for a day.

    Raises Refused 409 for a key that was used for another request, Busy when too much waits.
    """
    print_of = hashlib.sha256(json.dumps([wanted.kind, dict(wanted.payload)], sort_keys=True).encode()).hexdigest()
    with service.writing() as connection:
        earlier = None if once is None else connection.execute(sa.select(replies.c.request, replies.c.body).where(
            replies.c.owner == caller.name, replies.c.key == once)).first()
        if earlier is None:
            piece = work.put(connection, wanted.kind, wanted.payload, caller.name)
            service.note_in(connection, caller, f"{wanted.kind}-asked", wanted.about, work=piece)
        elif earlier.request != print_of:
            raise Refused(409, "这个 Idempotency-Key 已用于另一个请求")
        else:
            piece = earlier.body["id"]
        if once is not None and earlier is None:
            now = datetime.now(UTC)
            connection.execute(sa.delete(replies).where(replies.c.at < now - KEPT))
            connection.execute(sa.insert(replies).values(owner=caller.name, key=once, request=print_of, status=202,
                                                         body={"id": piece}, at=now))
    place = f"/api/v1/{wanted.noun}/{piece}"
    response.headers["Location"] = place
    response.headers["Retry-After"] = "2"
    return Queued(id=piece, place=place)
