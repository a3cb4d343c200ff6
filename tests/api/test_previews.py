"""A file is looked at before it is loaded: the preview says what the load will say, and leaves nothing behind."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from office import V1, Office
from test_a_working_day import finished

from api.casework.actors import Role
from api.jobs import previewing
from api.records import tables
from api.records.access_tables import work
from api.records.database import writing

ROSTER = ("项目名称,批次,村,姓名,身份证号,银行账号,金额,发放日期\n"
          "临时救助,2025-03,{village},张三,11010519491231002X,6228480402564890018,100.00,2025-03-01\n"
          "临时救助,2025-03,{village},李四,110105194912310021,6228480402564890026,一百元,2025-03-01\n")
SAME = ("kind", "kind_title", "outcome", "rows", "loaded", "structural", "rejected", "flagged", "amount_fen", "issues",
        "sheets", "unmapped_columns")


@pytest.fixture
def staff(office: Office):
    return office.person(Role.FUNDS, department="民政局")


@pytest.fixture
def roster(office: Office) -> bytes:
    villages = office.person(Role.COMMISSION).get(f"{V1}/warnings").json()["data"]
    village = next(place["name"] for row in villages for place in row["villages"])
    return ROSTER.format(village=village).encode()


def previewed(office: Office, client, data: bytes, name: str = "临时救助2025年3月发放清册.csv"):
    asked = client.post(f"{V1}/sources/previews", files={"file": (name, data)})
    return {"id": asked.json()["id"], "result": finished(office, client, asked)}


def state(office: Office) -> tuple:
    """All that a load would change."""
    with office.workspace.engine.connect() as connection:
        counted = [connection.execute(sa.select(sa.func.count()).select_from(table)).scalar()
                   for table in (tables.files, tables.vault, tables.journal)]
    clean = {path.name for path in office.workspace.settings.clean.glob("*")}
    return office.workspace.store.current(), counted, clean


def inbox(office: Office) -> list[Path]:
    folder = office.workspace.settings.home / "inbox"
    return list(folder.iterdir()) if folder.exists() else []


def test_the_preview_says_what_the_load_will_say_and_changes_nothing(office: Office, staff, roster: bytes) -> None:
    before = state(office)
    told = previewed(office, staff, roster)
    seen = told["result"]["files"][0]
    assert state(office) == before
    assert seen["kind_title"] == "一卡通发放清册"
    assert (seen["rows"], seen["loaded"], seen["structural"], seen["rejected"]) == (3, 1, 1, 1)
    means = {one["heading"]: one["field"] for one in seen["mapping"]}
    assert means["姓名"] == "name"
    assert "110105194912310021" not in str(told)
    assert "11010519491231002X" not in str(told)
    assert len(inbox(office)) == 1
    done = finished(office, staff, staff.post(f"{V1}/sources/previews/{told['id']}"))["files"][0]
    assert {name: done[name] for name in SAME} == {name: seen[name] for name in SAME}
    assert state(office) != before
    assert inbox(office) == []


def test_a_preview_is_confirmed_once_even_when_the_request_comes_twice(office: Office, staff, roster: bytes) -> None:
    told = previewed(office, staff, roster)
    place, key = f"{V1}/sources/previews/{told['id']}", {"Idempotency-Key": "once"}
    first, again = staff.post(place, headers=key), staff.post(place, headers=key)
    assert (first.status_code, again.status_code) == (202, 202)
    assert first.json()["id"] == again.json()["id"]
    other = staff.post(place)
    assert other.status_code == 409
    assert "已经确认过" in other.json()["error"]["message"]


def test_a_preview_that_is_given_up_leaves_nothing(office: Office, staff, roster: bytes) -> None:
    before = state(office)
    told = previewed(office, staff, roster)
    place = f"{V1}/sources/previews/{told['id']}"
    other = office.person(Role.FUNDS, department="民政局")
    assert (other.post(place).status_code, other.delete(place).status_code) == (404, 404)
    assert staff.delete(place).status_code == 204
    assert (staff.post(place).status_code, staff.delete(place).status_code) == (404, 404)
    assert (state(office), inbox(office)) == (before, [])
    assert [line["action"] for line in office.audit()][-2:] == ["preview-asked", "preview-given-up"]


def test_what_nobody_confirms_within_a_day_goes_by_itself(office: Office, staff, roster: bytes) -> None:
    previewed(office, staff, roster)
    assert (previewing.forget_previews(office.workspace), len(inbox(office))) == (0, 1)
    with writing(office.workspace.engine).begin() as connection:
        connection.execute(sa.update(work).values(finished_at=datetime.now(UTC) - timedelta(hours=25)))
    assert (previewing.forget_previews(office.workspace), inbox(office)) == (1, [])


def test_a_file_that_somebody_else_still_looks_at_stays(office: Office, staff, roster: bytes) -> None:
    first, other = previewed(office, staff, roster), office.person(Role.FUNDS, department="民政局")
    second = previewed(office, other, roster)
    staff.delete(f"{V1}/sources/previews/{first['id']}")
    assert len(inbox(office)) == 1
    assert finished(office, other, other.post(f"{V1}/sources/previews/{second['id']}"))["files"]
    assert inbox(office) == []


def test_a_file_with_strange_headings_or_known_already_says_so(office: Office, staff) -> None:
    strange = previewed(office, staff, "随手写的,表头\n1,2\n".encode(), "说明.csv")["result"]["files"][0]
    assert (strange["outcome"], strange["kind_title"], strange["mapping"]) == ("rejected", None, [])
    assert "表头" in strange["reason"]
    with office.workspace.engine.connect() as connection:
        name, sha256 = connection.execute(sa.select(tables.files.c.name, tables.files.c.sha256).where(
            tables.files.c.outcome == "loaded", tables.files.c.kind == "cadres")).first()
    known = previewed(office, staff, office.workspace.archive.get(sha256), Path(name).name)["result"]["files"][0]
    assert (known["outcome"], known["kind_title"] is not None) == ("unchanged", True)


def test_the_countys_parameters_are_the_county_administrators_before_they_are_read(office: Office, staff) -> None:
    county = office.person(Role.COUNTY)
    sent = {"files": {"file": ("county.toml", b"nonsense = 1\n")}}
    assert staff.post(f"{V1}/sources/previews", **sent).status_code == 403
    told = finished(office, county, county.post(f"{V1}/sources/previews", **sent))["files"][0]
    assert (told["outcome"], "nonsense" in told["reason"]) == ("rejected", True)
