"""Keys of machines: shown once, kept as hashes, for named questions only, revocable at once."""

from __future__ import annotations

import secrets as random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine, RowMapping

from api.people.secrets import digest
from api.records.access_tables import api_keys
from graph.errors import InputError, NotFound

SCOPES = {"checks": "发放前核查", "risk": "一个人的风险答复", "rosters": "整份清册核查", "sources": "上报部门文件",
          "sweeps": "启动和查看比对", "complaints": "移交信访件"}
SEES = {"verdict": "只看结论、规则、条款和缺的备案", "masked": "另看隐去姓名的说明和依据"}
_PREFIX = "qq"


@dataclass(frozen=True, slots=True)
class Key:
    """A key in force."""

    id: str
    name: str
    scopes: frozenset[str]
    sees: str
    areas: tuple[str, ...]


def add(connection: Connection, name: str, *, scopes: Sequence[str], sees: str, areas: Sequence[str], days: int | None,
        by: str) -> str:
    """Makes a key; returns it, this once. Raises InputError for an unknown scope or view."""
    if not name.strip():
        raise InputError("密钥要有名称：谁在用，用来做什么")
    for text, known in [*((scope, SCOPES) for scope in scopes), (sees, SEES)]:
        if text not in known:
            raise InputError(f"没有“{text}”；可用：{'、'.join(f'{k}（{v}）' for k, v in known.items())}")
    if not scopes:
        raise InputError(f"密钥要写明可问什么：{'、'.join(SCOPES)}")
    name_part, secret = random.token_hex(6), random.token_urlsafe(32)
    text = f"{_PREFIX}_{name_part}_{secret}"
    now = datetime.now(UTC)
    connection.execute(sa.insert(api_keys).values(
        id=name_part, name=name.strip(), hash=digest(text), scopes=sorted(set(scopes)), sees=sees, areas=list(areas),
        created_by=by, created_at=now, expires_at=now + timedelta(days=days) if days else None))
    return text


def find(connection: Connection, text: str, now: datetime | None = None) -> Key | None:
    """The key in force behind the text; None when unknown, expired or revoked."""
    row = connection.execute(sa.select(api_keys).where(
        api_keys.c.hash == digest(text), api_keys.c.revoked_at.is_(None))).mappings().first()
    if row is None or (row["expires_at"] is not None and row["expires_at"] <= (now or datetime.now(UTC))):
        return None
    return _key(row)


def revoke(connection: Connection, name: str) -> None:
    """Ends a key at once. Raises NotFound."""
    done = connection.execute(sa.update(api_keys).values(revoked_at=datetime.now(UTC)).where(
        api_keys.c.id == name, api_keys.c.revoked_at.is_(None)))
    if not done.rowcount:
        raise NotFound(f"没有在用的密钥 {name}；用 qinqing key list 查看")


def listed(engine: Engine) -> list[dict[str, Any]]:
    """All keys, newest first, without their hashes."""
    columns = [column for column in api_keys.c if column.name != "hash"]
    with engine.connect() as connection:
        return [dict(row) for row in
                connection.execute(sa.select(*columns).order_by(api_keys.c.created_at.desc())).mappings()]


def _key(row: RowMapping) -> Key:
    return Key(row["id"], row["name"], frozenset(row["scopes"]), row["sees"], tuple(row["areas"]))
