"""A few facts about the workspace itself, by name."""

from __future__ import annotations

import secrets

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from api.records.tables import meta

WORKSPACE = "workspace"
PSEUDONYM_KEY = "pseudonym_key"
VAULT_KEY = "vault_key"
AUDIT_HEAD = "audit_head"
DEMO = "demo"
CALENDAR = "calendar"
CLOCK = "clock"


def get(connection: Connection, name: str) -> str | None:
    """The value, or None."""
    value = connection.execute(sa.select(meta.c.value).where(meta.c.name == name)).scalar()
    return None if value is None else str(value)


def put(connection: Connection, name: str, value: str) -> None:
    """Sets a value, new or not."""
    if connection.execute(sa.update(meta).where(meta.c.name == name).values(value=value)).rowcount == 0:
        connection.execute(sa.insert(meta).values(name=name, value=value))


def workspace_id(engine: Engine) -> str:
    """The id of this workspace, made on first use; the graph store carries it too."""
    with engine.begin() as connection:
        found = get(connection, WORKSPACE)
        if found is None:
            found = secrets.token_hex(8)
            put(connection, WORKSPACE, found)
        return found
