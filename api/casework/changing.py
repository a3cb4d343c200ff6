"""One change of one warning: read under lock, compare the version, write the row, its history and the audit line.

Everything happens in the caller's transaction. Two people at once never overwrite each other: the row is locked
while it is changed, the version number must be the one that was read, and who comes second is told to read again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, RowMapping

from api.casework import trail
from api.casework.actors import Actor
from api.errors import Stale
from api.records.tables import warning_events, warnings
from graph.errors import InputError, NotFound


@dataclass(frozen=True, slots=True)
class Changed:
    """A warning after a change: the statuses it passed through, first the one it came from, and its new version."""

    key: str
    number: str | None
    passed: tuple[str, ...]
    edit: int
    unsaid: tuple[str, ...] = ()
    """What the decision ought to have said and did not; only the command line may leave it open."""

    @property
    def status(self) -> str:
        """Where it stands now."""
        return self.passed[-1]


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the history to be written: what was done, from where to where, and what was said."""

    action: str
    before: str | None
    after: str | None
    detail: Mapping[str, Any] = field(default_factory=dict)


def find(connection: Connection, name: str) -> str:
    """The key of a warning named by its key, the beginning of it (six characters or more), or its number.

    Raises NotFound, InputError when the beginning fits more than one.
    """
    by_number = connection.execute(sa.select(warnings.c.key).where(warnings.c.number == name)).scalar()
    if by_number is not None:
        return str(by_number)
    found = [] if len(name) < 6 else connection.execute(
        sa.select(warnings.c.key).where(warnings.c.key.startswith(name, autoescape=True)).limit(2)).scalars().all()
    if not found:
        raise NotFound(f"没有编号以“{name}”开头的预警（至少写 6 位）；用 qinqing warnings 查看编号")
    if len(found) > 1 and name not in found:
        raise InputError(f"编号“{name}”对应不止一件预警，请多写几位")
    return str(name if name in found else found[0])


def lock(connection: Connection, names: Iterable[str]) -> list[str]:
    """Locks these warnings, in one order for everybody: people with overlapping lists wait and never lock up.

    Returns their keys in that order. Raises as ``find``.
    """
    keys = sorted({find(connection, name) for name in names})
    connection.execute(sa.select(warnings.c.key).where(warnings.c.key.in_(keys))
                       .order_by(warnings.c.key).with_for_update()).all()
    return keys


def take(connection: Connection, name: str, edit: int | None = None) -> RowMapping:
    """The warning, locked for this transaction; ``edit``: the version the person saw.

    Raises NotFound, Stale.
    """
    key = find(connection, name)
    row = connection.execute(sa.select(warnings).where(warnings.c.key == key).with_for_update()).mappings().one()
    if edit is not None and row["edit"] != edit:
        raise Stale(f"预警 {row['number'] or key[:8]} 已被他人改动：你看到的是第 {edit} 版，现在是第 {row['edit']} 版；"
                    "请重新打开后再处理")
    return row


def save(connection: Connection, actor: Actor, row: RowMapping, entries: Iterable[Entry], values: Mapping[str, Any],
         *, reason: str) -> Changed:
    """Writes the entries and the new values; one audit line. Raises Stale when the row moved on meanwhile."""
    lines, now = list(entries), datetime.now(UTC)
    for number, entry in enumerate(lines, row["edit"] + 1):
        connection.execute(sa.insert(warning_events).values(
            warning=row["key"], at=now, actor=actor.name, action=entry.action, from_status=entry.before,
            to_status=entry.after, reason=reason, detail=dict(entry.detail), edit=number))
    last, edit = lines[-1], row["edit"] + len(lines)
    done = connection.execute(
        sa.update(warnings).where(warnings.c.key == row["key"], warnings.c.edit == row["edit"])
        .values({**values, "status": last.after, "edit": edit}))
    if done.rowcount != 1:
        raise Stale(f"预警 {row['number'] or row['key'][:8]} 刚刚被他人改动；请重新打开后再处理")
    passed = (str(lines[0].before), *(str(line.after) for line in lines))
    trail.note(connection, actor, "decide", row["key"], reason=reason, move=last.action, status=passed[-1], edit=edit)
    return Changed(row["key"], row["number"], passed, edit, tuple(last.detail.get("unsaid", ())))
