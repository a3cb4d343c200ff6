"""Signed messages to other programs: ``warning.opened``, ``warning.closed``, ``sweep.finished``.

What happened is read from the history itself, from where the last reading ended, and put into the outbox in the
same transaction: nothing is told twice or lost with the process. A message names keys, rule, tier and status, never
a person. It is repeated with growing pauses until the other side says 2xx, and given up after ``TRIES``.

Signature: ``X-Qinqing-Signature: t=<seconds>,v1=<hex>`` with HMAC-SHA-256 over ``<seconds>.<body>``.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from threading import Event, Thread
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import HTTPRedirectHandler, Request, build_opener

import sqlalchemy as sa
from sqlalchemy.engine import Connection, RowMapping

from api.records import meta
from api.records.access_tables import outbox
from api.records.database import writing
from api.records.tables import sweeps, warning_events, warnings
from api.wiring import Workspace

TRIES = 12
SECONDS = 10
_POLL = 2.0
_EVENTS = {"opened": "warning.opened", "reopened": "warning.opened", "close": "warning.closed",
           "dismiss": "warning.closed"}
_SEEN_EVENT, _SEEN_SWEEP = "webhook_event", "webhook_sweep"
Post = Callable[[str, bytes, Mapping[str, str]], int]
"""Sends a body; returns the HTTP status. Raises OSError when nobody answers."""


class _NoRedirect(HTTPRedirectHandler):
    """The address is the county's to name: no other place decides where a message goes."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        """Refuses."""


def post(url: str, body: bytes, headers: Mapping[str, str]) -> int:
    """One POST over the network."""
    request = Request(url, body, {"Content-Type": "application/json", **headers})  # noqa: S310 - checked at start
    try:
        with build_opener(_NoRedirect).open(request, timeout=SECONDS) as answer:
            return int(answer.status)
    except HTTPError as error:
        return error.code


def signature(secret: str, body: bytes, seconds: int) -> str:
    """What stands in ``X-Qinqing-Signature``."""
    value = hmac.new(secret.encode(), f"{seconds}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={seconds},v1={value}"


class Messenger:
    """Reads what happened and delivers it."""

    def __init__(self, workspace: Workspace, send: Post = post) -> None:
        """Targets and secret are those of ``[webhooks]``."""
        self._workspace, self._send = workspace, send
        self._settings = workspace.settings.webhooks
        self._stop = Event()
        self._thread = Thread(target=self._run, name="webhooks", daemon=True)

    def start(self) -> None:
        """Delivers in the background, where there is anybody to deliver to."""
        if self._settings.targets:
            self._thread.start()

    def stop(self) -> None:
        """Ends after the message at hand."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(timeout=2 * SECONDS)

    def collect(self) -> int:
        """Puts what happened since the last time into the outbox, once for each target; returns how much."""
        with writing(self._workspace.engine).begin() as connection:
            found = [*_warning_messages(connection), *_sweep_messages(connection)]
            now = datetime.now(UTC)
            rows = [{"event": message["event"], "target": target, "body": message, "at": now, "attempts": 0,
                     "next_at": now, "given_up": False} for message in found for target in self._settings.targets]
            if rows:
                connection.execute(sa.insert(outbox), rows)
        return len(found)

    def deliver(self, now: datetime | None = None) -> int:
        """Tries everything that is due; returns how many arrived."""
        moment = now or datetime.now(UTC)
        with self._workspace.engine.connect() as connection:
            due = connection.execute(sa.select(outbox).where(
                outbox.c.delivered_at.is_(None), sa.not_(outbox.c.given_up), outbox.c.next_at <= moment)
                .order_by(outbox.c.id).limit(100)).mappings().all()
        return sum(self._try(row, moment) for row in due)

    def _try(self, row: RowMapping, now: datetime) -> bool:
        body = json.dumps({"id": row["id"], **row["body"]}, ensure_ascii=False, sort_keys=True).encode()
        try:
            status = self._send(row["target"], body, {
                "X-Qinqing-Event": row["event"],
                "X-Qinqing-Signature": signature(self._settings.secret, body, int(now.timestamp()))})
            error = None if 200 <= status < 300 else f"HTTP {status}"
        except (OSError, URLError) as problem:
            error = type(problem).__name__
        tried = row["attempts"] + 1
        pause = timedelta(seconds=min(10 * 2 ** tried, 3600))
        with writing(self._workspace.engine).begin() as connection:
            connection.execute(sa.update(outbox).where(outbox.c.id == row["id"]).values(
                attempts=tried, error=error, next_at=now + pause, delivered_at=None if error else now,
                given_up=bool(error) and tried >= TRIES))
        return error is None

    def _run(self) -> None:
        while not self._stop.wait(_POLL):
            self.collect()
            self.deliver()


def _warning_messages(connection: Connection) -> list[dict[str, Any]]:
    newest = int(connection.execute(sa.select(sa.func.max(warning_events.c.id))).scalar() or 0)
    since = meta.get(connection, _SEEN_EVENT)
    meta.put(connection, _SEEN_EVENT, str(newest))
    if since is None:  # a target named today is not told of years past
        return []
    query = (sa.select(warning_events.c.action, warning_events.c.at, warnings)
             .join(warnings, warnings.c.key == warning_events.c.warning)
             .where(warning_events.c.id > int(since), warning_events.c.id <= newest,
                    warning_events.c.action.in_(list(_EVENTS))).order_by(warning_events.c.id))
    return [{"event": _EVENTS[row["action"]], "at": row["at"].isoformat(timespec="seconds"),
             "warning": {name: row[name] for name in ("key", "number", "rule", "limb", "tier", "status")}}
            for row in connection.execute(query).mappings()]


def _sweep_messages(connection: Connection) -> list[dict[str, Any]]:
    newest = connection.execute(sa.select(sa.func.max(sweeps.c.finished))).scalar()
    since = meta.get(connection, _SEEN_SWEEP)
    meta.put(connection, _SEEN_SWEEP, newest.isoformat() if newest else "")
    if since is None or newest is None:
        return []
    query = sa.select(sweeps).where(sweeps.c.finished.is_not(None)).order_by(sweeps.c.finished)
    if since:
        query = query.where(sweeps.c.finished > datetime.fromisoformat(since))
    return [{"event": "sweep.finished", "at": row["finished"].isoformat(timespec="seconds"),
             "sweep": {"id": row["id"], "as_of": row["as_of"].isoformat(), "data_version": row["data_version"]}}
            for row in connection.execute(query).mappings()]
