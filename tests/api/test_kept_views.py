"""Views are kept with the account: by query or key, never another's, never of what one may no longer see."""

from __future__ import annotations

import pytest
from office import V1, Office
from sqlalchemy.engine import Engine

from api.casework.actors import Role
from api.errors import MoveRefused, Stale
from api.people import accounts, saved_views
from api.records.database import writing
from graph.errors import InputError, NotFound

QUERY = {"name": "红橙待研判", "query": {"status": "new", "tier": "red,orange"}}


def picture(subject: str, key: str) -> dict:
    return {"name": "汇报用", "subject": subject, "picture": {
        "day": "2024-05-01", "kinds": ["parent", "pays"], "open": [[key, 50]], "folds": ["h:f0", "v:371699101201"],
        "hidden": [key], "pinned": ["v:371699101201"], "places": [[key, 10, -20]]}}


@pytest.fixture
def account(engine: Engine) -> str:
    with writing(engine).begin() as connection:
        accounts.add(connection, "lin", full_name="林晓", unit="某室", person=None, by="a")
        accounts.add(connection, "wang", full_name="王晓", unit="某室", person=None, by="a")
    return "lin"


def test_a_view_is_kept_changed_by_who_read_it_last_and_forgotten(engine: Engine, account: str) -> None:
    with writing(engine).begin() as connection:
        row = saved_views.keep(connection, account, "", "待研判", {"status": "new"})
        with pytest.raises(MoveRefused, match="已有名为"):
            saved_views.keep(connection, account, "", "待研判", {"status": "closed"})
        saved_views.keep(connection, account, "w1", "待研判", {})  # of another subject: another view
        changed = saved_views.replace(connection, account, row["id"], {"status": "triage"}, edit=1)
        assert (changed["content"], changed["edit"]) == ({"status": "triage"}, 2)
        with pytest.raises(Stale):
            saved_views.replace(connection, account, row["id"], {}, edit=1)
        with pytest.raises(Stale):
            saved_views.forget(connection, account, row["id"], edit=1)
        with pytest.raises(NotFound):
            saved_views.replace(connection, "wang", row["id"], {}, edit=2)
        saved_views.forget(connection, account, row["id"], edit=2)
        assert saved_views.listed(connection, account, "") == []
        assert len(saved_views.listed(connection, account, "w1")) == 1


def test_an_account_keeps_so_many_views_and_is_told_what_to_do(engine: Engine, account: str,
                                                               monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saved_views, "MOST", 2)
    with writing(engine).begin() as connection:
        saved_views.keep(connection, account, "", "一", {})
        saved_views.keep(connection, account, "", "二", {})
        with pytest.raises(InputError, match="先删除不用的"):
            saved_views.keep(connection, account, "", "三", {})
        saved_views.keep(connection, "wang", "", "一", {})


def test_a_view_of_the_list_comes_back_as_it_was_kept_for_its_owner_alone(office: Office) -> None:
    mine, other = office.person(Role.COMMISSION), office.person(Role.COMMISSION)
    kept = mine.post(f"{V1}/views", json=QUERY)
    assert kept.status_code == 201, kept.text
    assert kept.headers["ETag"] == kept.json()["etag"]
    found = mine.get(f"{V1}/views").json()["data"]
    shown = [(one["name"], one["query"]["tier"], one["picture"]) for one in found]
    assert shown == [("红橙待研判", "red,orange", None)]
    assert other.get(f"{V1}/views").json()["data"] == []
    place = f"{V1}/views/{kept.json()['id']}"
    assert other.delete(place, headers={"If-Match": kept.json()["etag"]}).status_code == 404
    assert mine.post(f"{V1}/views", json=QUERY).status_code == 409
    assert mine.put(place, json={"query": {"tier": "red"}}).status_code == 428
    assert mine.put(place, json={"query": {"tier": "red"}}, headers={"If-Match": '"9"'}).status_code == 412
    changed = mine.put(place, json={"query": {"tier": "red"}}, headers={"If-Match": kept.json()["etag"]})
    assert changed.json()["query"]["tier"] == "red"
    assert mine.delete(place, headers={"If-Match": kept.json()["etag"]}).status_code == 412
    assert mine.delete(place, headers={"If-Match": changed.json()["etag"]}).status_code == 204
    assert mine.get(f"{V1}/views").json()["data"] == []
    assert [one["action"] for one in office.audit()][-3:] == ["view-kept", "view-kept", "view-forgotten"]


def test_a_view_holds_no_name_no_number_and_no_search_text(office: Office) -> None:
    mine = office.person(Role.COMMISSION)
    for wrong in ({"name": "张三 371621199001010011", "query": {}}, {"name": "查找", "query": {"q": "张三"}},
                  {"name": "环节", "query": {"status": "张三"}}, {"name": "图", "query": {}, "subject": "w1"},
                  {"name": "图", "subject": "w1", "picture": {"hidden": ["张三"]}}, {"name": "空"}):
        assert mine.post(f"{V1}/views", json=wrong).status_code == 422, wrong
    assert mine.get(f"{V1}/views").json()["data"] == []


def test_a_view_of_a_picture_opens_only_while_its_subject_is_the_callers_to_see(office: Office) -> None:
    mine = office.person(Role.COMMISSION)
    row = mine.get(f"{V1}/warnings", params={"rule": "R01", "limit": 1}).json()["data"][0]
    told = mine.get(f"{V1}/graph/warning/{row['key']}").json()
    kept = mine.post(f"{V1}/views", json=picture(row["key"], told["root"]))
    assert kept.status_code == 201, kept.text
    found = mine.get(f"{V1}/views", params={"subject": row["key"]}).json()["data"]
    assert found[0]["picture"] == picture(row["key"], told["root"])["picture"]
    outside = office.person(Role.TOWN_COMMISSION, "110101001")
    for body in (outside.get(f"{V1}/views", params={"subject": row["key"]}),
                 outside.post(f"{V1}/views", json=picture(row["key"], told["root"]))):
        assert (body.status_code, body.json()["error"]["message"]) == (404, "没有这一件，或您无权查看")
    alone = office.person(Role.COMMISSION).get(f"{V1}/views", params={"subject": row["key"]})
    assert alone.json()["data"] == []


def test_who_became_own_kin_is_no_longer_in_a_kept_picture(office: Office) -> None:
    mine = office.person(Role.COMMISSION)
    key = mine.get(f"{V1}/warnings", params={"limit": 1}).json()["data"][0]["key"]
    kin = next(person["person"] for person in _told(mine, key)["persons"])
    other = next(row for row in mine.get(f"{V1}/warnings", params={"limit": 100}).json()["data"]
                 if kin not in {person["person"] for person in _told(mine, row["key"])["persons"]})
    mine.post(f"{V1}/views", json=picture(other["key"], kin))
    name = next(line["actor"] for line in reversed(office.audit()) if line["action"] == "view-kept")
    with writing(office.workspace.engine).begin() as connection:
        from api.records.access_tables import accounts as table  # noqa: PLC0415
        connection.execute(table.update().where(table.c.name == name).values(person=kin))
    answer = mine.get(f"{V1}/views", params={"subject": other["key"]})
    assert answer.status_code in (200, 404)
    assert kin not in answer.text


def _told(client, key: str) -> dict:
    return client.get(f"{V1}/warnings/{key}").json()
