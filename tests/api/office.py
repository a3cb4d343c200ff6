"""People at work in a test: accounts with a role and an area, each with an open session, against the real app."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from fastapi import FastAPI
from fastapi.testclient import TestClient

from api.casework.actors import Right, Role
from api.people import accounts, keys, sessions
from api.people.accounts import WHOLE_COUNTY, Grant
from api.people.secrets import digest
from api.records import access_tables as tables
from api.records.database import writing
from api.wiring import Workspace

NOBODY = "p" + "0" * 24
"""A person who is not in the graph: no kin of anyone."""
V1 = "/api/v1"
ORIGIN = "http://testserver"


@dataclass
class Office:
    """The app of one workspace and the people who use it."""

    app: FastAPI
    workspace: Workspace
    _number: itertools.count[int] = field(default_factory=itertools.count)

    def client(self, **headers: str) -> TestClient:
        """Somebody who is not logged in."""
        return TestClient(self.app, base_url=ORIGIN, headers=headers, raise_server_exceptions=False)

    def person(self, role: Role, *areas: str, person: str | None = NOBODY, department: str = "财政局",
               rights: frozenset[Right] = frozenset()) -> TestClient:
        """An account with this role, logged in; changes carry the CSRF token."""
        name, token = f"{role.value}-{next(self._number)}", f"token-{next(self._number)}"
        given = Grant(role, () if role in WHOLE_COUNTY else areas or ("37",), department, rights)
        now = datetime.now(UTC)
        with writing(self.workspace.engine).begin() as connection:
            accounts.add(connection, name, full_name="张三", unit="某单位", person=person, by="a")
            accounts.grant(connection, name, given, by="b")
            connection.execute(sa.update(tables.accounts).where(tables.accounts.c.name == name)
                               .values(state="active", activation=None))
            connection.execute(sa.insert(tables.web_sessions).values(
                token=digest(token), account=name, address="", created_at=now, seen_at=now))
        client = self.client(**{"X-CSRF-Token": sessions.csrf_token(token)})
        client.cookies.set("qinqing_session", token)
        return client

    def machine(self, *scopes: str, sees: str = "verdict", areas: tuple[str, ...] = ("",)) -> TestClient:
        """A machine with a key."""
        with writing(self.workspace.engine).begin() as connection:
            text = keys.add(connection, "平台", scopes=scopes, sees=sees, areas=areas, days=1, by="a")
        return self.client(Authorization=f"Bearer {text}")

    @staticmethod
    def listed(client: TestClient) -> tuple[list[dict[str, Any]], dict[str, int]]:
        """All pages of a caller's list of warnings, and the counts that came with the first page."""
        told = client.get(f"{V1}/warnings", params={"limit": 100}).json()
        rows, counts = list(told["data"]), told["metadata"]["counts"]
        while told["pagination"]["has_more"]:
            told = client.get(f"{V1}/warnings", params={"limit": 100, "after": told["pagination"]["next"]}).json()
            rows += told["data"]
        return rows, counts

    def audit(self) -> list[dict[str, Any]]:
        """The audit log so far."""
        from api.records.tables import audit  # noqa: PLC0415

        with self.workspace.engine.connect() as connection:
            return [dict(row) for row in connection.execute(sa.select(audit).order_by(audit.c.seq)).mappings()]
