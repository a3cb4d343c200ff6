"""Papers and pictures of a case over HTTP: masked, whole only for a logged reason, taken out by those who may."""

from __future__ import annotations

import io
import zipfile

import docx
import openpyxl
from office import V1, Office

from api.casework.actors import Right, Role
from viz.style import STANCE


def _words(answer) -> str:
    """Everything a .docx says."""
    document = docx.Document(io.BytesIO(answer.content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


def test_the_papers_of_a_case_come_over_http_masked_and_whole_only_with_a_logged_reason(office: Office) -> None:
    client = office.person(Role.COMMISSION)
    key = next(row["key"] for row in office.listed(client)[0] if row["rule"] == "R01")
    person = client.get(f"{V1}/warnings/{key}").json()["persons"][0]["person"]
    number = office.workspace.vault.reveal("person", [person])[person]
    assert number not in _words(client.get(f"{V1}/warnings/{key}/sheet.docx"))
    assert client.post(f"{V1}/warnings/{key}/sheet", json={"reason": " "}).status_code == 422
    whole = client.post(f"{V1}/warnings/{key}/sheet", json={"reason": "入户核对身份"})
    assert number in _words(whole)
    assert any(line["reason"] == "入户核对身份" and line["action"] == "unmask" for line in office.audit())
    assert client.post(f"{V1}/warnings/{key}/transfer", json={"reason": "移送"}).status_code == 409
    etag = client.get(f"{V1}/warnings/{key}").headers["ETag"]
    moved = client.post(f"{V1}/warnings/{key}/transitions", headers={"If-Match": etag},
                        json={"action": "refer", "reason": "属于问题线索"})
    assert moved.status_code == 200, moved.text
    assert number in _words(client.post(f"{V1}/warnings/{key}/transfer", json={"reason": "移送案管"}))
    stranger = office.person(Role.OFFICE, "110101001")
    assert stranger.get(f"{V1}/warnings/{key}/sheet.docx").status_code == 404
    town = office.person(Role.TOWN_COMMISSION, key_area(client, key))
    assert town.post(f"{V1}/warnings/{key}/sheet", json={"reason": "看看"}).status_code == 403


def key_area(client, key: str) -> str:
    return str(client.get(f"{V1}/warnings/{key}").json()["villages"][0]["village"])[:9]


def test_a_picture_leaves_in_three_formats_masked_by_those_who_may_export(office: Office) -> None:
    client = office.person(Role.COMMISSION, rights=frozenset({Right.EXPORT}))
    told = (client.get(f"{V1}/warnings/{row['key']}").json() for row in office.listed(client)[0])
    whole = next(one for one in told if one["kin"])
    key, one = whole["key"], whole["kin"][0]["from"]
    with office.workspace.store.reader() as reader:
        full = str(reader.read("MATCH (p:Person {key: $key}) RETURN p.name AS name", {"key": one})[0]["name"])
    for asked in ({"warning": key}, {"key": one}):
        for form, begins in (("html", "<!"), ("graphml", "<?xml"), ("ftm", "{")):
            told = client.get(f"{V1}/graph/export", params={**asked, "format": form})
            assert told.status_code == 200, told.text
            assert told.text.lstrip().lower().startswith(begins)
            assert full not in told.text
    assert [line["action"] for line in office.audit()].count("export") == 6
    assert client.get(f"{V1}/graph/export", params={"format": "ftm"}).status_code == 422
    plain = office.person(Role.COMMISSION)
    assert plain.get(f"{V1}/graph/export", params={"warning": key, "format": "ftm"}).status_code == 403


def test_the_clean_bill_leaves_as_a_sheet_with_stance_and_watermark(office: Office) -> None:
    client = office.person(Role.COMMISSION, rights=frozenset({Right.EXPORT}))
    wanted = {"what": "coverage", "reason": "向镇里反馈"}
    told = client.post(f"{V1}/exports", json=wanted)
    assert told.status_code == 200, told.text
    with zipfile.ZipFile(io.BytesIO(told.content)) as archive:
        sheet = openpyxl.load_workbook(io.BytesIO(archive.read("覆盖与清白.xlsx"))).active
    assert sheet is not None
    first = [str(cell.value) for cell in sheet[1] if cell.value]
    assert first[0] == STANCE
    assert client.get(f"{V1}/session").json()["account"] in first[-1]
    assert sheet.max_row - 2 == len(client.get(f"{V1}/coverage").json()["rows"])
    assert office.person(Role.COMMISSION).post(f"{V1}/exports", json=wanted).status_code == 403
