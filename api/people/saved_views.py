"""Views that somebody keeps: of the list of warnings its query, of a picture what is open, hidden and where it stands.

They belong to one account. They hold queries and keys, never names or numbers of people.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, RowMapping

from api.errors import MoveRefused, Stale
from api.records.access_tables import saved_views
from graph.errors import InputError, NotFound

MOST = 200
"""Views an account may keep."""


def listed(connection: Connection, account: str, subject: str) -> list[RowMapping]:
    """The account's own views of a subject (empty: of the list of warnings), newest first."""
    query = sa.select(saved_views).where(saved_views.c.account == account, saved_views.c.subject == subject)
    return list(connection.execute(query.order_by(saved_views.c.changed_at.desc(), saved_views.c.id)).mappings())


def keep(connection: Connection, account: str, subject: str, name: str, content: Mapping[str, Any]) -> RowMapping:
    """Keeps a new view. Raises MoveRefused where the name is taken, InputError above ``MOST`` views."""
    own = sa.select(sa.func.count()).select_from(saved_views).where(saved_views.c.account == account)
    if connection.execute(own).scalar_one() >= MOST:
        raise InputError(f"每个账号最多保存 {MOST} 个视图，请先删除不用的")
    if any(row["name"] == name for row in listed(connection, account, subject)):
        raise MoveRefused(f"已有名为“{name}”的视图")
    added = connection.execute(sa.insert(saved_views).values(
        account=account, subject=subject, name=name, content=dict(content), edit=1, changed_at=datetime.now(UTC)))
    key = added.inserted_primary_key
    return one(connection, account, int(key[0]) if key else 0)


def replace(connection: Connection, account: str, number: int, content: Mapping[str, Any], *, edit: int) -> RowMapping:
    """Puts another content under the same name. Raises NotFound, Stale when it was changed meanwhile."""
    _fresh(connection, account, number, edit)
    connection.execute(sa.update(saved_views).where(saved_views.c.id == number).values(
        content=dict(content), edit=edit + 1, changed_at=datetime.now(UTC)))
    return one(connection, account, number)


def forget(connection: Connection, account: str, number: int, *, edit: int) -> None:
    """Deletes a view. Raises NotFound, Stale when it was changed meanwhile."""
    _fresh(connection, account, number, edit)
    connection.execute(sa.delete(saved_views).where(saved_views.c.id == number))


def one(connection: Connection, account: str, number: int) -> RowMapping:
    """One of the account's own views, locked for a change. Raises NotFound, for another's as well."""
    query = sa.select(saved_views).where(saved_views.c.id == number, saved_views.c.account == account)
    row = connection.execute(query.with_for_update()).mappings().one_or_none()
    if row is None:
        raise NotFound("没有这个视图")
    return row


def _fresh(connection: Connection, account: str, number: int, edit: int) -> None:
    if one(connection, account, number)["edit"] != edit:
        raise Stale("这个视图刚在别处改过，请重新打开再保存")
