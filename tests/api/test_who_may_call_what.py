"""Every route × every role × inside and outside of the area, in one table; a route without a row starts no app."""

from __future__ import annotations

import pytest
from fastapi import APIRouter
from office import Office

from api.casework.actors import Role
from api.people.keys import SCOPES
from api.web import access, app
from api.web.access import TABLE, Row

INSIDE, OUTSIDE = "37", "110101001"
FILLED = {"key": "0" * 32, "person": "p" + "1" * 24, "id": "0" * 32, "sha256": "0" * 64, "name": "nobody-at-all",
          "kind": "nothing-of-the-kind"}
ROWS = [pytest.param(row, id=f"{row.method} {row.path}") for row in TABLE]


def ask(client, row: Row):
    """The route with things that are not there and an empty body: what is allowed is refused later than 403."""
    address = row.path
    for name, value in FILLED.items():
        address = address.replace(f"{{{name}}}", value)
    return client.request(row.method, address)


@pytest.fixture(scope="module")
def people(reading_room: Office):
    """One logged-in account of every role in either area."""
    return {(role, area): reading_room.person(role, area) for role in Role for area in (INSIDE, OUTSIDE)}


@pytest.mark.parametrize("row", ROWS)
def test_who_may_call_a_route_is_what_the_table_says(reading_room: Office, people, row: Row) -> None:
    anonymous = ask(reading_room.client(), row).status_code
    assert (anonymous == 401) == (not row.open), anonymous
    if row.open:
        return
    for (role, area), known in people.items():
        # Whoever logs out is gone: not one of those whom the other rows still need.
        client = reading_room.person(role, area) if row.method == "DELETE" else known
        status = ask(client, row).status_code
        assert (status == 403) == (role not in row.roles), (role, area, status)
        assert status < 500, (role, area, status)


@pytest.mark.parametrize("row", ROWS)
def test_a_key_asks_what_its_scopes_say_and_nothing_else(reading_room: Office, row: Row) -> None:
    if row.open:
        return
    for scope in SCOPES:
        status = ask(reading_room.machine(scope), row).status_code
        assert (status == 403) == (row.key != scope), (scope, status)


@pytest.mark.parametrize(("path", "method"), [
    ("warnings/{key}", "GET"), ("graph/warning/{key}", "GET"), ("warnings/{key}/transitions", "POST")])
def test_what_lies_outside_the_area_is_absent_not_forbidden(reading_room: Office, people, path, method) -> None:
    seen = people[Role.COMMISSION, INSIDE].get("/api/v1/warnings").json()["data"][0]
    body = {"json": {"action": "triage", "reason": "核对"}} if method == "POST" else {}
    address = f"/api/v1/{path}"
    for role in (Role.OFFICE, Role.TOWN_COMMISSION):
        there = people[role, OUTSIDE].request(method, address.format(key=seen["key"]), **body)
        nowhere = people[role, OUTSIDE].request(method, address.format(key="0" * 32), **body)
        assert (there.status_code, there.json()) == (404, nowhere.json())


def test_lists_outside_the_area_are_empty_and_count_nothing(people) -> None:
    for role in (Role.OFFICE, Role.TOWN_COMMISSION):
        client = people[role, OUTSIDE]
        told = client.get("/api/v1/warnings").json()
        assert (told["data"], sum(told["metadata"]["counts"].values())) == ([], 0)
        assert client.post("/api/v1/people/search", json={"name": "王"}).json()["data"] == []


def test_a_route_without_a_row_starts_no_app(reading_room: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    router = APIRouter()

    @router.get("/secret")
    def secret() -> str:
        return ""


    class Noun:
        pass

    noun = Noun()
    noun.router = router  # type: ignore[attr-defined]
    monkeypatch.setattr(app, "_NOUNS", (*app._NOUNS, noun))
    with pytest.raises(RuntimeError, match="/api/v1/secret"):
        app.create_app(reading_room.workspace)


def test_a_row_without_a_route_starts_no_app(reading_room: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(access, "_ROWS", {**access._ROWS, ("GET", "/gone"): Row("GET", "/gone")})
    with pytest.raises(RuntimeError, match="/gone"):
        app.create_app(reading_room.workspace)
