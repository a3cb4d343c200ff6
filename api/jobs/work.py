"""Work that takes longer than an answer may: uploads, rosters, sweeps, decisions on persons, one after the other.

Kept in the database, so that nothing is lost with the process. What writes the graph takes the loader's lock; when
another command holds it, the work waits its turn. A piece that was running when the process died runs again: each
kind can be done twice without harm.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Event, Thread
from typing import Any

import sqlalchemy as sa
import structlog
from sqlalchemy.engine import Connection, RowMapping

from api.errors import one_line
from api.records.access_tables import work
from api.records.database import writing
from api.wiring import Workspace
from graph.errors import Busy, QinqingError

Result = dict[str, Any]
Doing = Callable[[Workspace, Mapping[str, Any]], Result]
"""Does one piece in the name of its owner: the workspace acts for him. Returns what is kept as its result."""
_POLL = 0.5
MOST_WAITING = 200
"""Pieces that may wait at once; more are refused."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of work as its owner may see it."""

    id: str
    kind: str
    state: str
    owner: str
    payload: Mapping[str, Any]
    result: Result | None
    error: str | None
    queued_at: datetime
    started_at: datetime | None
    finished_at: datetime | None


def put(connection: Connection, kind: str, payload: Mapping[str, Any], owner: str) -> str:
    """Queues a piece; returns its id. Raises Busy when too much waits already."""
    waiting = sa.select(sa.func.count()).select_from(work).where(work.c.state == "queued")
    if int(connection.execute(waiting).scalar() or 0) >= MOST_WAITING:
        raise Busy("等待处理的任务太多，请稍后再交")
    name = secrets.token_hex(16)
    connection.execute(sa.insert(work).values(
        id=name, kind=kind, state="queued", owner=owner, payload=dict(payload), queued_at=datetime.now(UTC)))
    return name


def find(connection: Connection, name: str, owner: str) -> Piece | None:
    """A piece of this owner."""
    row = connection.execute(sa.select(work).where(work.c.id == name, work.c.owner == owner)).mappings().first()
    return None if row is None else Piece(**{field: row[field] for field in Piece.__dataclass_fields__})


class Worker:
    """Does what waits, one piece after the other."""

    def __init__(self, workspace: Workspace, doings: Mapping[str, Doing]) -> None:
        """``doings``: what each kind means."""
        self._workspace, self._doings = workspace, doings
        self._stop = Event()
        self._thread = Thread(target=self._run, name="work", daemon=True)

    def start(self) -> None:
        """Takes up what a dead process left, and goes on in the background."""
        with writing(self._workspace.engine).begin() as connection:
            connection.execute(sa.update(work).where(work.c.state == "running").values(state="queued"))
        self._thread.start()

    def stop(self) -> None:
        """Lets the piece at hand finish."""
        self._stop.set()
        self._thread.join(timeout=600)

    def run_next(self) -> bool:
        """Does the oldest waiting piece; False when there is none, or when it must wait for another command."""
        row = self._take()
        if row is None:
            return False
        try:
            result = self._doings[row["kind"]](self._workspace.acting(row["owner"]), row["payload"])
        except Busy:
            self._settle(row["id"], state="queued")
            return False
        except QinqingError as error:
            self._settle(row["id"], state="failed", error=one_line(error))
        except Exception as error:
            structlog.get_logger().error("bug", work=row["kind"], error=type(error).__name__)
            self._settle(row["id"], state="failed", error="程序内部错误，请把编号告诉维护人员")
        else:
            self._settle(row["id"], state="done", result=result)
        return True

    def _run(self) -> None:
        while not self._stop.is_set():
            if not self.run_next():
                self._stop.wait(_POLL)

    def _take(self) -> RowMapping | None:
        with writing(self._workspace.engine).begin() as connection:
            row = connection.execute(sa.select(work).where(work.c.state == "queued").order_by(
                work.c.queued_at, work.c.id).limit(1).with_for_update(skip_locked=True)).mappings().first()
            if row is not None:
                connection.execute(sa.update(work).where(work.c.id == row["id"])
                                   .values(state="running", started_at=datetime.now(UTC)))
            return row

    def _settle(self, name: str, *, state: str, result: Result | None = None, error: str | None = None) -> None:
        finished = None if state == "queued" else datetime.now(UTC)
        with writing(self._workspace.engine).begin() as connection:
            connection.execute(sa.update(work).where(work.c.id == name).values(
                state=state, result=result, error=error, finished_at=finished))
