"""People, pictures and single values over HTTP: masked, logged first, own kin out of sight."""

from __future__ import annotations

import re

import pytest
from office import V1, Office

from api.casework.actors import Role

NUMBER = re.compile(r"(?<![0-9a-f])\d{17}[\dXx](?![0-9a-f])")


@pytest.fixture(scope="module")
def kin_warning(reading_room: Office):
    """A warning with a kin chain, whole."""
    client = reading_room.person(Role.COMMISSION)
    for line in reading_room.listed(client)[0]:
        whole = client.get(f"{V1}/warnings/{line['key']}").json()
        if whole["kin"]:
            return whole
    raise AssertionError("the village has a warning with kin")


def test_a_person_is_found_by_name_by_initials_and_by_last_digits_with_a_village(reading_room: Office, kin_warning):
    client = reading_room.person(Role.COMMISSION)
    person = kin_warning["persons"][0]
    full = reading_room.workspace.vault.reveal("person", [person["person"]])[person["person"]]
    told = client.post(f"{V1}/people/search", json={"village": person["village_code"], "last4": full[-4:]}).json()
    assert person["person"] in {line["person"] for line in told["data"]}
    assert all("*" in line["name"] for line in told["data"])
    value = client.post(f"{V1}/unmask", json={"field": "name", "key": person["person"], "case": kin_warning["key"],
                                              "reason": "核对本人"}).json()["value"]
    from api.web.register import initials  # noqa: PLC0415

    for words in (value, initials(value)):
        told = client.post(f"{V1}/people/search", json={"name": words, "limit": 100}).json()
        assert person["person"] in {line["person"] for line in told["data"]}, words


def test_last_digits_alone_and_whole_numbers_without_a_case_are_refused(reading_room: Office, kin_warning):
    client = reading_room.person(Role.COMMISSION)
    key = kin_warning["persons"][0]["person"]
    full = reading_room.workspace.vault.reveal("person", [key])[key]
    assert client.post(f"{V1}/people/search", json={"last4": full[-4:]}).status_code == 422
    assert client.post(f"{V1}/people/search", json={"citizen_id": full}).status_code == 422
    assert client.post(f"{V1}/people/search", json={"name": "王", "last4": full[-6:]}).status_code == 422
    told = client.post(f"{V1}/people/search", json={"citizen_id": full, "case": kin_warning["key"]}).json()
    assert [line["person"] for line in told["data"]] == [key]
    assert full not in str(reading_room.audit())


def test_no_answer_but_unmask_holds_a_whole_number(reading_room: Office, kin_warning):
    client = reading_room.person(Role.COMMISSION)
    kin, key = kin_warning["kin"][0], kin_warning["key"]
    for address in (f"people/{kin['from']}", f"people/{kin['from']}/kin", f"people/{kin['from']}/risk",
                    f"graph/neighbors?id={kin['from']}&hops=2", f"graph/path?from={kin['from']}&to={kin['to']}",
                    f"graph/warning/{key}", f"warnings/{key}"):
        answer = client.get(f"{V1}/{address}")
        assert answer.status_code == 200, (address, answer.text)
        assert not NUMBER.search(answer.text), address
        assert reading_room.audit()[-1]["actor"].startswith("commission"), address


def test_the_relation_over_http_is_the_one_of_the_warning(reading_room: Office, kin_warning):
    client = reading_room.person(Role.COMMISSION)
    kin = kin_warning["kin"][0]
    told = client.get(f"{V1}/people/{kin['from']}/kin", params={"on": kin["valid_to"] or "2026-01-01"}).json()["data"]
    assert kin["words"] in {line["words"] for line in told if line["person"] == kin["to"]}
    assert all("**" in line["name"] or "（" in line["name"] for line in told
               if line["person"] not in {p["person"] for p in kin_warning["persons"]} and "*" not in line["name"][1:2])


def test_a_value_is_unmasked_for_a_case_and_stands_in_the_log_before(reading_room: Office, kin_warning):
    client = reading_room.person(Role.COMMISSION)
    person = kin_warning["persons"][0]["person"]
    asked = {"field": "citizen_id", "key": person, "case": kin_warning["key"], "reason": "上门核对身份"}
    answer = client.post(f"{V1}/unmask", json=asked)
    assert NUMBER.fullmatch(answer.json()["value"])
    line = reading_room.audit()[-1]
    assert (line["action"], line["object"], line["reason"]) == ("unmask", person, "上门核对身份")
    assert line["detail"]["case"] == kin_warning["key"]
    for wrong in ({"key": "p" + "1" * 24}, {"case": "0" * 32}):
        assert client.post(f"{V1}/unmask", json=asked | wrong).status_code == 404
    assert client.post(f"{V1}/unmask", json=asked | {"reason": ""}).status_code == 422
    town = reading_room.person(Role.TOWN_COMMISSION, "37")
    assert town.post(f"{V1}/unmask", json=asked).status_code in (403, 404)


def test_no_value_without_a_log_line(office: Office, monkeypatch: pytest.MonkeyPatch):
    client = office.person(Role.COMMISSION)
    line = client.get(f"{V1}/warnings", params={"limit": 1}).json()["data"][0]

    def broken(*_: object, **__: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("api.records.audit.AuditLog.note_in", broken)
    answer = client.post(f"{V1}/unmask", json={"field": "citizen_id", "key": line["persons"][0]["person"],
                                               "case": line["key"], "reason": "核对"})
    assert answer.status_code >= 500
    assert not NUMBER.search(answer.text)


@pytest.fixture(scope="module")
def near_warning(reading_room: Office):
    """A warning and one of its kin ties that is NEAR to this day: wider kinship asks for recusal and hides nothing."""
    client = reading_room.person(Role.COMMISSION)
    for line in reading_room.listed(client)[0]:
        whole = client.get(f"{V1}/warnings/{line['key']}").json()
        for kin in whole["kin"]:
            if "NEAR" in kin["scopes"] and kin["valid_to"] is None:
                return whole, kin
    raise AssertionError("the village has a warning with near kin")


@pytest.mark.parametrize("role", [Role.COMMISSION, Role.OFFICE])
def test_own_kin_leaves_no_trace_both_ways_round(reading_room: Office, near_warning, role: Role):
    whole, kin = near_warning
    key, everybody = whole["key"], {p["person"] for p in whole["persons"]}
    for own in (kin["from"], kin["to"]):
        other = kin["to"] if own == kin["from"] else kin["from"]
        client = reading_room.person(role, "37", person=own)
        rows, counts = reading_room.listed(client)
        assert key not in {w["key"] for w in rows}
        assert sum(counts.values()) == len(rows)
        for address in (f"warnings/{key}", f"graph/warning/{key}", f"people/{own}", f"people/{other}",
                        f"graph/neighbors?id={other}"):
            answer = client.get(f"{V1}/{address}")
            assert answer.status_code == 404, address
            assert answer.json() == client.get(f"{V1}/warnings/{'0' * 32}").json()
        logged = [line for line in reading_room.audit() if line["action"] == "absent" and line["object"] == key]
        assert logged
        for line in rows:
            assert not everybody & {p["person"] for p in line["persons"]} & {own, other}


def test_a_town_office_sees_nothing_about_its_own_staff(reading_room: Office):
    room = reading_room.workspace.store
    with room.reader() as reader:
        rows = reader.read("MATCH (p:Person)-[:STAFFS]->(t:Town) RETURN p.key AS person, t.key AS town")
    staff = {str(row["person"]) for row in rows}
    county = reading_room.person(Role.COMMISSION)
    about = [w for w in reading_room.listed(county)[0] if staff & {p["person"] for p in w["persons"]}]
    town = reading_room.person(Role.TOWN_COMMISSION, str(rows[0]["town"]))
    seen, _ = reading_room.listed(town)
    assert seen
    assert not [w for w in seen if staff & {p["person"] for p in w["persons"]}]
    for warning in about:
        assert town.get(f"{V1}/warnings/{warning['key']}").status_code == 404


def test_a_key_of_one_area_learns_nothing_of_the_next(reading_room: Office, kin_warning):
    person = next(p for p in kin_warning["persons"] if p["village_code"])
    place, number = person["village_code"], reading_room.workspace.vault.reveal("person", [person["person"]])
    own, next_door = (reading_room.machine("risk", "checks", areas=(area,)) for area in (place[:9], "371699999"))
    address = f"{V1}/people/{person['person']}/risk"
    assert own.get(address).json()["findings"]
    told = next_door.get(address).json()
    assert (told["verdict"], told["findings"], told["score"]) == ("insufficient_data", [], 0)
    asked = {"citizen_id": number[person["person"]]}
    assert own.post(f"{V1}/people/search", json=asked).json()["data"]
    assert next_door.post(f"{V1}/people/search", json=asked).json()["data"] == []
    row = {"id": "1", "name": "张三", "citizen_id": "11010519491231002X", "program": "临时救助金", "amount_fen": 100}
    with reading_room.workspace.store.reader() as reader:
        name = reader.read("MATCH (v:Village {key: $key}) RETURN v.name AS name", {"key": place})[0]["name"]
    rows = {"rows": [row | {"village": str(name)}]}
    assert own.post(f"{V1}/checks", json=rows).status_code == 200
    for client, sent in ((next_door, rows), (own, {"rows": [row]})):
        refused = client.post(f"{V1}/checks", json=sent)
        assert (refused.status_code, "行 1 " in refused.json()["error"]["message"]) == (403, True)
    files = {"file": ("清册.csv", b"x")}
    limited = reading_room.machine("rosters", areas=(place[:9],))
    assert limited.post(f"{V1}/rosters", files=files).status_code == 403
