"""Large lists and whole lists leave with a second person's word: for that list, once, within a day."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime, timedelta

import openpyxl
import pytest
import sqlalchemy as sa
from office import V1, Office

from api.casework.actors import Right, Role
from api.records.case_tables import approvals
from api.records.database import writing
from api.web.routers import exports

WANTED = {"what": "warnings", "reason": "报送委领导", "whole": True}


@pytest.fixture
def staff(reading_room: Office, monkeypatch: pytest.MonkeyPatch):
    """One who takes lists out and one who may approve, where more than two people need approval."""
    monkeypatch.setattr(exports, "MOST_WHOLE", 2)
    return (reading_room.person(Role.COMMISSION, rights=frozenset({Right.EXPORT})),
            reading_room.person(Role.COMMISSION, rights=frozenset({Right.APPROVE, Right.EXPORT})))


def granted(asker, approver, wanted: dict = WANTED) -> int:
    number = asker.post(f"{V1}/approvals", json=wanted).json()["id"]
    told = approver.post(f"{V1}/approvals/{number}", json={"verdict": "grant", "reason": "确需当面核对"})
    assert told.json()["state"] == "granted", told.text
    return number


def test_a_whole_list_of_many_people_needs_a_second_person_and_is_had_once(reading_room: Office, staff) -> None:
    asker, approver = staff
    told = asker.post(f"{V1}/exports", json=WANTED)
    assert told.status_code == 422
    assert told.json()["error"]["detail"]["approval"]
    asked = asker.post(f"{V1}/approvals", json=WANTED)
    assert asked.status_code == 201, asked.text
    number = asked.json()["id"]
    assert asker.post(f"{V1}/exports", json={**WANTED, "approval": number}).status_code == 409
    assert asker.post(f"{V1}/approvals/{number}", json={"verdict": "grant", "reason": "自己批"}).status_code == 403
    assert number in {one["id"] for one in approver.get(f"{V1}/approvals").json()["data"]}
    approver.post(f"{V1}/approvals/{number}", json={"verdict": "grant", "reason": "确需当面核对"})
    got = asker.post(f"{V1}/exports", json={**WANTED, "approval": number})
    assert got.status_code == 200, got.text
    sheet = openpyxl.load_workbook(io.BytesIO(zipfile.ZipFile(io.BytesIO(got.content)).read("预警清单.xlsx"))).active
    assert any(len(str(cell).split("\n")[0]) == 18 and "*" not in str(cell) for cell in
               [row[11] for row in sheet.iter_rows(min_row=3, values_only=True)] if cell)
    assert "未脱敏" in str([cell.value for cell in sheet[1]])
    assert asker.post(f"{V1}/exports", json={**WANTED, "approval": number}).status_code == 409
    steps = [line["action"] for line in reading_room.audit() if line["object"] in (str(number), "warnings")]
    assert steps[-3:] == ["approval-asked", "approval-granted", "export"]


def test_what_was_granted_is_that_list_for_that_person_for_a_day(reading_room: Office, staff) -> None:
    asker, approver = staff
    number = granted(asker, approver)
    other = asker.post(f"{V1}/exports", json={**WANTED, "status": ["new"], "approval": number})
    assert other.status_code == 409
    assert approver.post(f"{V1}/exports", json={**WANTED, "approval": number}).status_code == 404
    with writing(reading_room.workspace.engine).begin() as connection:
        connection.execute(sa.update(approvals).values(until=datetime.now(UTC) - timedelta(minutes=1)))
    late = asker.post(f"{V1}/exports", json={**WANTED, "approval": number})
    assert late.status_code == 409
    assert "24 小时" in late.json()["error"]["message"]


def test_a_list_of_more_rows_than_one_may_take_needs_it_too_and_a_refusal_stands(
        reading_room: Office, staff, monkeypatch: pytest.MonkeyPatch) -> None:
    asker, approver = staff
    monkeypatch.setattr(exports, "MOST_ROWS", 3)
    masked = {"what": "warnings", "reason": "报送委领导"}
    assert asker.post(f"{V1}/exports", json=masked).status_code == 422
    number = asker.post(f"{V1}/approvals", json=masked).json()["id"]
    plain = reading_room.person(Role.COMMISSION)
    assert plain.post(f"{V1}/approvals/{number}", json={"verdict": "grant", "reason": "没有权限"}).status_code == 403
    assert number not in {one["id"] for one in plain.get(f"{V1}/approvals").json()["data"]}
    approver.post(f"{V1}/approvals/{number}", json={"verdict": "refuse", "reason": "请缩小范围"})
    assert approver.post(f"{V1}/approvals/{number}", json={"verdict": "grant", "reason": "改主意"}).status_code == 409
    assert asker.post(f"{V1}/exports", json={**masked, "approval": number}).status_code == 409
    assert asker.post(f"{V1}/exports", json={**masked, "approval": granted(asker, approver, masked)}).status_code == 200


def test_a_list_without_people_or_without_the_right_needs_no_approval_but_the_right(reading_room: Office) -> None:
    assert reading_room.person(Role.COMMISSION).post(f"{V1}/approvals", json=WANTED).status_code == 403
    town = reading_room.person(Role.TOWN_COMMISSION, rights=frozenset({Right.EXPORT}))
    assert town.post(f"{V1}/exports", json=WANTED).status_code == 403
    asker = reading_room.person(Role.COMMISSION, rights=frozenset({Right.EXPORT}))
    assert asker.post(f"{V1}/exports", json={**WANTED, "what": "ledger"}).status_code == 422
