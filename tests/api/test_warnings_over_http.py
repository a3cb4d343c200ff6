"""The vertical: log in, the list, one warning, a move; over the real app on the village."""

from __future__ import annotations

from datetime import datetime, timedelta

from office import Office

from api.casework.actors import Role
from api.casework.calendar import SHANGHAI

V1 = "/api/v1"


def test_the_list_holds_what_the_command_line_holds_best_first_and_in_pages(reading_room: Office, village) -> None:
    client = reading_room.person(Role.COMMISSION)
    found, after, pages = [], None, 0
    while True:
        told = client.get(f"{V1}/warnings", params={"limit": 20, **({"after": after} if after else {})}).json()
        found += told["data"]
        pages += 1
        assert ("counts" in told["metadata"]) == (after is None)
        after = told["pagination"]["next"]
        if not told["pagination"]["has_more"]:
            break
    assert pages > 1
    assert {w["key"] for w in found} == {w["key"] for w in village.swept.document["warnings"]}
    assert len(found) == len({w["key"] for w in found})
    tiers = [("red", "orange", "yellow", "blue").index(w["tier"]) for w in found]
    assert tiers == sorted(tiers)


def test_names_in_the_list_and_in_one_warning_are_masked(reading_room: Office) -> None:
    client = reading_room.person(Role.COMMISSION)
    told, _ = reading_room.listed(client)
    assert all("*" in person["name"] for w in told for person in w["persons"])
    one = client.get(f"{V1}/warnings/{told[0]['key']}").json()
    assert all("*" in person["name"] for person in one["persons"])
    assert all("********" in person["citizen_id"] for person in one["persons"] if person["citizen_id"])


def test_a_move_needs_the_version_that_was_read_and_the_page_it_was_read_on(office: Office) -> None:
    client = office.person(Role.COMMISSION)
    key = client.get(f"{V1}/warnings", params={"limit": 1}).json()["data"][0]["key"]
    etag = client.get(f"{V1}/warnings/{key}").headers["ETag"]
    address, wanted = f"{V1}/warnings/{key}/transitions", {"action": "triage", "reason": "核对名单"}
    assert client.post(address, json=wanted).status_code == 428
    assert client.post(address, json=wanted, headers={"If-Match": '"99"'}).status_code == 412
    forged = client.post(address, json=wanted, headers={"If-Match": etag, "X-CSRF-Token": "0" * 64})
    assert (forged.status_code, forged.json()["error"]["code"]) == (403, "forbidden")
    moved = client.post(address, json=wanted, headers={"If-Match": etag})
    assert moved.json()["passed"] == ["new", "triage"]
    assert client.post(address, json=wanted, headers={"If-Match": etag}).status_code == 412
    assert client.get(f"{V1}/warnings/{key}").headers["ETag"] == moved.headers["ETag"] != etag


def test_every_refusal_has_one_shape_and_an_id(reading_room: Office) -> None:
    client = reading_room.person(Role.COMMISSION)
    for answer in (client.get(f"{V1}/warnings/nothing"), client.get("/api/v1/none"), client.put(f"{V1}/warnings"),
                   client.get(f"{V1}/warnings", params={"limit": 0}), client.get(f"{V1}/warnings?after=x"),
                   client.get(f"{V1}/warnings?wrong=1"), reading_room.client().get(f"{V1}/warnings"),
                   client.post(f"{V1}/session", content=b"{" * 5000, headers={"Content-Type": "application/json"}),
                   client.post(f"{V1}/session", content=b" " * (3 << 20),
                               headers={"Content-Type": "application/json"})):
        assert 400 <= answer.status_code < 500
        assert set(answer.json()["error"]) == {"code", "message", "detail"}
        assert answer.headers["X-Request-ID"]


def test_a_town_sees_its_own_area_and_counts_tell_no_more_than_the_list(reading_room: Office) -> None:
    everything, _ = reading_room.listed(reading_room.person(Role.COMMISSION))
    towns = {w["villages"][0]["village"][:9] for w in everything if w["villages"]}
    for town in towns:
        rows, counts = reading_room.listed(reading_room.person(Role.OFFICE, town))
        assert rows
        assert {w["villages"][0]["village"][:9] for w in rows} == {town}
        assert sum(counts.values()) == len(rows)
    elsewhere = reading_room.person(Role.OFFICE, "110101001")
    assert elsewhere.get(f"{V1}/warnings").json()["data"] == []
    assert elsewhere.get(f"{V1}/warnings/{everything[0]['key']}").status_code == 404


def test_what_is_put_off_leaves_the_list_until_its_day_and_has_a_list_of_its_own(office: Office) -> None:
    client = office.person(Role.COMMISSION)
    rows, counts = office.listed(client)
    key, etag = rows[0]["key"], rows[0]["etag"]
    assert "wake" not in {one["action"] for one in client.get(f"{V1}/warnings/{key}").json()["allowed"]}
    until = (datetime.now(SHANGHAI).date() + timedelta(days=9)).isoformat()
    put_off = client.post(f"{V1}/warnings/{key}/transitions", headers={"If-Match": etag},
                          json={"action": "snooze", "reason": "等待部门补报", "due_on": until})
    assert put_off.status_code == 200, put_off.text
    left, fewer = office.listed(client)
    assert [w["key"] for w in left] == [w["key"] for w in rows if w["key"] != key]
    assert sum(fewer.values()) == sum(counts.values()) - 1
    asked = client.get(f"{V1}/warnings", params={"status": ["new"], "limit": 100}).json()["data"]
    assert key not in {w["key"] for w in asked}
    assert [w["key"] for w in client.get(f"{V1}/warnings", params={"view": "snoozed"}).json()["data"]] == [key]
    assert "wake" in {one["action"] for one in client.get(f"{V1}/warnings/{key}").json()["allowed"]}
