"""A lease in the database: one holder of a name at a time, across machines, and a crash frees it by itself.

A holder renews its lease while it works. One that died lets it run out; on the same machine a dead process is
noticed at once. Every holder gets a higher number (*fence*), and confirms inside its last transaction that the
number is still its own, so that one that was taken for dead writes nothing.
"""

from __future__ import annotations

import os
import secrets
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine, RowMapping
from sqlalchemy.exc import DBAPIError

from api.errors import Busy
from api.records.case_tables import leases
from api.records.database import writing

SECONDS = 120


@dataclass(frozen=True, slots=True)
class Lease:
    """A lease that is held."""

    name: str
    holder: str
    fence: int

    def confirm(self, connection: Connection) -> None:
        """Locks the lease for this transaction. Raises Busy when somebody else has taken it meanwhile."""
        query = sa.select(leases.c.holder).where(leases.c.name == self.name, leases.c.fence == self.fence)
        if connection.execute(query.with_for_update()).scalar() != self.holder:
            raise Busy("这次运行停顿太久，已由另一个进程接手；结果没有写入")


@contextmanager
def held(engine: Engine, name: str, *, busy: str, seconds: int = SECONDS) -> Iterator[Lease]:
    """Holds the lease for the block and renews it meanwhile. Raises Busy (``busy`` and who) when it is taken."""
    lease = acquire(engine, name, busy=busy, seconds=seconds)
    stop = threading.Event()
    beat = threading.Thread(target=_renew, args=(engine, lease, seconds, stop), daemon=True)
    beat.start()
    try:
        yield lease
    finally:
        stop.set()
        beat.join()
        _release(engine, lease)


def acquire(engine: Engine, name: str, *, busy: str, seconds: int = SECONDS) -> Lease:
    """Takes a lease that is free, has run out, or whose holder on this machine is dead. Raises Busy."""
    holder, now = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}", datetime.now(UTC)
    with writing(engine).begin() as connection:
        connection.execute(sa.text("INSERT INTO leases (name, holder, fence, until) VALUES (:name, '', 0, :until) "
                                   "ON CONFLICT DO NOTHING").bindparams(
            sa.bindparam("name", name), sa.bindparam("until", now - timedelta(days=1), leases.c.until.type)))
        row = connection.execute(sa.select(leases).where(leases.c.name == name).with_for_update()).mappings().one()
        if row["until"] > now and not _dead(row):
            raise Busy(f"{busy}（{row['holder'].rpartition(':')[0]}）")
        connection.execute(sa.update(leases).where(leases.c.name == name).values(
            holder=holder, fence=row["fence"] + 1, until=now + timedelta(seconds=seconds)))
    return Lease(name, holder, row["fence"] + 1)


def _dead(row: RowMapping) -> bool:
    """Whether the holder was a process of this machine that is gone."""
    host, _, rest = row["holder"].partition(":")
    pid = rest.partition(":")[0]
    if host != socket.gethostname() or not pid.isdigit():
        return not row["holder"]
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False


def _renew(engine: Engine, lease: Lease, seconds: int, stop: threading.Event) -> None:
    while not stop.wait(seconds / 4):
        try:
            with writing(engine).begin() as connection:
                connection.execute(_own(lease).values(until=datetime.now(UTC) + timedelta(seconds=seconds)))
        except DBAPIError:
            continue  # the holder itself may be writing for long: the next beat tries again


def _release(engine: Engine, lease: Lease) -> None:
    with writing(engine).begin() as connection:
        connection.execute(_own(lease).values(until=datetime.now(UTC) - timedelta(days=1), holder=""))


def _own(lease: Lease) -> sa.Update:
    return sa.update(leases).where(leases.c.name == lease.name, leases.c.fence == lease.fence,
                                   leases.c.holder == lease.holder)
