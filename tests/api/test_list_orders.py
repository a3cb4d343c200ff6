"""The list in other orders, what stands beside it, and what a reader opens on the page of one warning."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from office import Office

from api.casework.actors import Role
from api.records.database import writing
from api.records.tables import warnings

V1 = "/api/v1"


@pytest.mark.parametrize(("sort", "value"), [("amount", "amount_fen"), ("due", "due_on"), ("number", "number")])
def test_every_order_gives_every_warning_once_and_what_has_no_value_last(
        reading_room: Office, sort: str, value: str) -> None:
    client = reading_room.person(Role.COMMISSION)
    everything = {w["key"] for w in client.get(f"{V1}/warnings", params={"limit": 100}).json()["data"]}
    found, after = [], None
    while True:
        told = client.get(f"{V1}/warnings", params={"limit": 7, "sort": sort, **({"after": after} if after else {})})
        found += told.json()["data"]
        after = told.json()["pagination"]["next"]
        if after is None:
            break
    assert len(found) == len({w["key"] for w in found})
    assert everything <= {w["key"] for w in found}
    values = [w[value] for w in found]
    known = [v for v in values if v is not None]
    assert values == known + [None] * (len(values) - len(known))
    assert known == sorted(known, reverse=sort != "due")


def test_within_a_tier_what_is_most_overdue_stands_first_on_pages_of_any_size(office: Office) -> None:
    client = office.person(Role.COMMISSION)
    everything = office.listed(client)[0]
    states = ["long_overdue", "overdue", "due_soon", "normal", None]
    with writing(office.workspace.engine).begin() as connection:
        for at, line in enumerate(everything):
            connection.execute(sa.update(warnings).where(warnings.c.key == line["key"]).values(
                overdue_state=states[at * 7 % 5]))
    found, after = [], None
    while after is not None or not found:
        told = client.get(f"{V1}/warnings", params={"limit": 4, **({"after": after} if after else {})}).json()
        found, after = found + told["data"], told["pagination"]["next"]
    tiers, delays = ["red", "orange", "yellow", "blue"], {"long_overdue": 0, "overdue": 1, "due_soon": 2}
    ranks = [(tiers.index(w["tier"]), delays.get(w["overdue_state"], 3), -w["score"], w["key"]) for w in found]
    assert ranks == sorted(ranks)
    assert {w["key"] for w in found} == {w["key"] for w in everything}
    assert len({rank[1] for rank in ranks}) == 4


def test_the_sums_beside_the_list_are_those_of_the_whole_list(reading_room: Office) -> None:
    client = reading_room.person(Role.COMMISSION)
    told = client.get(f"{V1}/warnings", params={"limit": 1}).json()
    found, after = told["data"], told["pagination"]["next"]
    while after:
        page = client.get(f"{V1}/warnings", params={"limit": 100, "after": after}).json()
        found, after = found + page["data"], page["pagination"]["next"]
    meta = told["metadata"]
    assert meta["total"] == len(found) == sum(meta["counts"].values()) == sum(meta["rule"].values())
    assert meta["amount_fen"] == sum(w["amount_fen"] or 0 for w in found)
    assert all(name and not name.isdigit() for name in meta["names"].values())


def test_new_are_those_since_the_log_in_before_and_mine_are_those_i_handle(office: Office) -> None:
    client = office.person(Role.COMMISSION)
    assert client.get(f"{V1}/warnings", params={"view": "mine"}).json()["data"] == []
    assert client.get(f"{V1}/warnings", params={"view": "new"}).json()["metadata"]["total"] > 0


def test_the_page_is_told_what_its_role_may_call(reading_room: Office) -> None:
    commission = reading_room.person(Role.COMMISSION).get(f"{V1}/session").json()
    village = reading_room.person(Role.VILLAGE).get(f"{V1}/session").json()
    assert "GET /warnings" in commission["routes"]
    assert "GET /warnings" not in village["routes"]


def test_rows_are_shown_as_they_stood_with_numbers_masked_and_no_row_of_anyone_else(reading_room: Office) -> None:
    client = reading_room.person(Role.COMMISSION)
    for line in client.get(f"{V1}/warnings", params={"limit": 20}).json()["data"]:
        doc = client.get(f"{V1}/warnings/{line['key']}").json()
        first = doc["evidence"][0]
        told = client.get(f"{V1}/warnings/{line['key']}/evidence",
                          params={"sha256": first["sha256"], "sheet": first["sheet"]}).json()
        mine = {e["row"] for e in doc["evidence"] if (e["sha256"], e["sheet"]) == (first["sha256"], first["sheet"])}
        assert {row["row"] for row in told["rows"]} == mine
        assert told["headings"][0]["cells"]
        cells = [cell for row in told["rows"] for cell in row["cells"]]
        digits = [cell for cell in cells if len(cell) > 14 and cell.strip("xX").isdigit()]
        assert digits == []


def test_rows_of_a_file_the_warning_does_not_rest_on_are_not_there(reading_room: Office) -> None:
    client = reading_room.person(Role.COMMISSION)
    found = client.get(f"{V1}/warnings", params={"limit": 100}).json()["data"]
    evidence = {one["key"]: client.get(f"{V1}/warnings/{one['key']}").json()["evidence"] for one in found}
    one, *others = found
    mine = {(e["sha256"], e["sheet"]) for e in evidence[one["key"]]}
    foreign = [e for other in others for e in evidence[other["key"]] if (e["sha256"], e["sheet"]) not in mine]
    answer = client.get(f"{V1}/warnings/{one['key']}/evidence",
                        params={"sha256": foreign[0]["sha256"], "sheet": foreign[0]["sheet"]})
    assert answer.status_code == 404


def test_the_timeline_holds_every_payment_and_only_masked_names(reading_room: Office) -> None:
    client = reading_room.person(Role.COMMISSION)
    with_kin = client.get(f"{V1}/warnings", params={"rule": "R01"}).json()["data"]
    assert with_kin
    for line in with_kin[:5]:
        doc = client.get(f"{V1}/warnings/{line['key']}").json()
        told = client.get(f"{V1}/warnings/{line['key']}/timeline").json()
        assert len(told["payments"]) == len(doc["payments"])
        assert {one["kind"] for one in told["lines"]} & {"office"}
        assert all("*" in one["who"] or one["kind"] == "missing" for one in told["lines"])
