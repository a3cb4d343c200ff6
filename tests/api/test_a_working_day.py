"""A working day over HTTP: each step by the one whose step it is, each neighbour's step refused."""

from __future__ import annotations

import io
import json
import re
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient
from office import V1, Office
from village import Village

from api.casework.actors import Right, Role
from api.jobs import uploads
from api.jobs.uploads import DOINGS
from api.jobs.work import Worker
from api.records.access_tables import work as work_table
from api.records.database import writing
from loaders.readers import read_workbook
from viz.style import STANCE


def step(client, key: str, action: str, **more):
    """One step with the version just read; the answer."""
    etag = client.get(f"{V1}/warnings/{key}").headers.get("ETag", '"0"')
    return client.post(f"{V1}/warnings/{key}/transitions", headers={"If-Match": etag},
                       json={"action": action, "reason": "按程序办理", **more})


def done(client, key: str, action: str, **more) -> str:
    told = step(client, key, action, **more)
    assert told.status_code == 200, (action, told.text)
    return told.json()["status"]


def refused(client, key: str, *actions: str) -> None:
    for action in actions:
        told = step(client, key, action)
        assert told.status_code in (403, 404), (action, told.status_code, told.text)


def finished(office: Office, client, told) -> dict:
    """The result of a piece of work handed in."""
    assert told.status_code == 202, told.text
    while client.get(told.json()["place"]).json()["state"] == "queued":
        assert Worker(office.workspace, DOINGS).run_next()
    piece = client.get(told.json()["place"]).json()
    assert piece["state"] == "done", piece["error"]
    return piece["result"]


def account(client) -> str:
    return client.get(f"{V1}/session").json()["account"]


@pytest.fixture
def staff(office: Office) -> dict:
    """Who works on this day; the village lies in one town."""
    everything = office.person(Role.COMMISSION)
    row = next(w for w in office.listed(everything)[0] if w["rule"] == "R09" and w["villages"])
    town = row["villages"][0]["village"][:9]
    return {"key": row["key"], "town": office.person(Role.TOWN_COMMISSION, town),
            "other_town": office.person(Role.TOWN_COMMISSION, "371699999"),
            "head": everything, "closer": office.person(Role.COMMISSION), "reviewer": office.person(Role.OFFICE, town),
            "department": office.person(Role.FUNDS), "village": office.person(Role.VILLAGE, town),
            "county": office.person(Role.COUNTY), "auditor": office.person(Role.AUDIT)}


def test_a_day_from_upload_to_closing_each_step_by_its_own_role(office: Office, staff: dict) -> None:
    key, head, town, reviewer, closer = (staff[n] for n in ("key", "head", "town", "reviewer", "closer"))

    # A department hands in a file; commission and auditor do not load, and the village sees no warning.
    new = "项目名称,批次,村名,姓名,身份证号,银行卡号,金额,发放日期\n".encode("utf-8-sig")
    result = finished(office, staff["department"], staff["department"].post(
        f"{V1}/sources", files={"file": ("空清册.csv", new)}))
    assert result["files"][0]["outcome"] == "rejected"
    assert staff["auditor"].post(f"{V1}/sources", files={"file": ("a.csv", new)}).status_code == 403
    for nobody in ("village", "county", "auditor", "department"):
        assert staff[nobody].get(f"{V1}/warnings/{key}").status_code == 403
        refused(staff[nobody], key, "triage")

    # The commission asks for a sweep; a town cannot.
    assert town.post(f"{V1}/sweeps", json={}).status_code == 403
    swept = finished(office, head, head.post(f"{V1}/sweeps", json={}))
    assert swept["opened"] == 0
    assert swept["refreshed"] > 0

    # Judged and assigned by the office; the town does neither.
    refused(town, key, "triage", "dismiss", "assign")
    refused(staff["other_town"], key, "triage")
    assert done(reviewer, key, "triage") == "triage"
    handler = account(town)
    assert done(reviewer, key, "assign", unit="某单位", handler=handler, task="上门核实") == "assigned"

    # Checked by the town it was assigned to.
    refused(staff["other_town"], key, "start")
    assert done(town, key, "start") == "checking"
    told = town.post(f"{V1}/warnings/{key}/attachments", files={"file": ("笔录.pdf", b"%PDF-1.4 made up")})
    assert told.status_code == 201, told.text
    lying = town.post(f"{V1}/warnings/{key}/attachments", files={"file": ("笔录.pdf", b"MZ made up")})
    assert lying.status_code == 422
    assert town.post(f"{V1}/warnings/{key}/comments", json={"text": "本人不在家，改日再去"}).status_code == 200
    assert done(town, key, "report", results=[
        {"label": "confirmed", "note": "查看存折、询问本人", "confirmed_fen": 196000}]) == "reported"

    # Read by a second person, disposed by the commission, put right, closed by a third.
    refused(town, key, "review", "dispose", "close")
    assert done(reviewer, key, "review") == "review"
    refused(reviewer, key, "dispose")
    assert done(head, key, "dispose") == "disposal"
    assert done(head, key, "rectify") == "rectifying"
    assert done(town, key, "finish", remedy="已退回专户", recovered_fen=196000) == "closing"
    refused(town, key, "close")
    refused(reviewer, key, "close")
    assert done(closer, key, "close") == "closed"

    # A complaint is evidence of another kind: it reopens with its difference.
    taken = head.post(f"{V1}/complaints", json={
        "channel": "letter", "text": "反映同一账户的事", "matter": "代领补贴", "reporter": "王某",
        "objects": [{"kind": "warning", "key": key}]})
    assert taken.status_code == 201, taken.text
    whole = head.get(f"{V1}/warnings/{key}").json()
    assert whole["status"] == "reopened"
    assert whole["events"][-1]["detail"]["new"] == ["by_hand:complaint"] or "complaint" in str(whole["events"][-1])
    assert town.get(f"{V1}/complaints").status_code == 403

    # The auditor reads the chain and nothing else.
    chain = staff["auditor"].get(f"{V1}/audit/chain").json()
    assert chain["broken"] is None
    lines = staff["auditor"].get(f"{V1}/audit", params={"about": key, "limit": 100}).json()["data"]
    assert {"triage", "assign", "report", "close"} <= {line["detail"].get("move") for line in lines}
    assert head.get(f"{V1}/audit").status_code == 403


def test_a_rule_editor_settles_nothing(office: Office, staff: dict) -> None:
    editor = office.person(Role.COMMISSION, rights=frozenset({Right.RULE_EDITOR}))
    assert done(editor, staff["key"], "triage") == "triage"
    refused(editor, staff["key"], "dismiss", "refer")


def test_a_case_is_not_given_to_a_kinsman_and_the_assigner_is_not_told_why(office: Office, staff: dict) -> None:
    key, head = staff["key"], staff["head"]
    own = head.get(f"{V1}/warnings/{key}").json()["persons"][0]["person"]
    kinsman = account(office.person(Role.OFFICE, "37", person=own))
    stranger = account(office.person(Role.OFFICE, "37"))
    done(head, key, "triage")
    told = step(head, key, "assign", unit="某单位", handler=kinsman)
    unknown = step(head, key, "assign", unit="某单位", handler="nobody")
    assert (told.status_code, told.json()) == (422, unknown.json())
    assert office.audit()[-1]["action"] == "assign-refused"
    assert done(head, key, "assign", unit="某单位", handler=stranger) == "assigned"


def test_the_head_lifts_the_block_for_a_time_and_both_names_are_in_the_log(office: Office, staff: dict) -> None:
    key = staff["key"]
    own = staff["head"].get(f"{V1}/warnings/{key}").json()["persons"][0]["person"]
    blocked = office.person(Role.OFFICE, "37", person=own)
    head = office.person(Role.COMMISSION, rights=frozenset({Right.HEAD}))
    wanted = {"account": account(blocked), "reason": "人手不足，书记批准"}
    assert blocked.get(f"{V1}/warnings/{key}").status_code == 404
    assert staff["head"].post(f"{V1}/warnings/{key}/overrides", json=wanted).status_code == 403
    assert head.post(f"{V1}/warnings/{key}/overrides", json=wanted).status_code == 204
    assert blocked.get(f"{V1}/warnings/{key}").status_code == 200
    line = office.audit()[-2]
    assert (line["action"], line["actor"], line["detail"]["account"]) == (
        "kin-override", account(head), wanted["account"])


def test_many_are_moved_together_or_not_at_all(office: Office, staff: dict) -> None:
    head = staff["head"]
    lines = head.get(f"{V1}/warnings", params={"limit": 3}).json()["data"]
    seen = {line["key"]: line["etag"] for line in lines}
    move = {"action": "triage", "reason": "统一研判"}
    stale = head.post(f"{V1}/warnings/transitions", json={"warnings": seen | {lines[0]["key"]: '"9"'}, "move": move})
    assert stale.status_code == 412
    assert head.get(f"{V1}/warnings/{lines[1]['key']}").json()["status"] == "new"
    told = head.post(f"{V1}/warnings/transitions", json={"warnings": seen, "move": move})
    assert {one["status"] for one in told.json()} == {"triage"}


def test_an_export_carries_watermark_and_manifest_and_needs_its_own_right(office: Office, staff: dict) -> None:
    wanted = {"what": "warnings", "reason": "周例会"}
    assert staff["head"].post(f"{V1}/exports", json=wanted).status_code == 403
    client = office.person(Role.COMMISSION, rights=frozenset({Right.EXPORT}))
    told = client.post(f"{V1}/exports", json=wanted)
    archive = zipfile.ZipFile(io.BytesIO(told.content))
    book = openpyxl.load_workbook(io.BytesIO(archive.read("预警清单.xlsx"))).active
    assert book is not None
    first = [str(cell.value) for cell in book[1] if cell.value]
    assert first[0] == STANCE
    assert account(client) in first[-1]
    manifest = json.loads(archive.read("manifest.json"))
    total = sum(client.get(f"{V1}/warnings").json()["metadata"]["counts"].values())
    assert manifest["rows"] == total == book.max_row - 2
    assert [line["action"] for line in office.audit()].count("export") == 1


def test_a_roster_is_checked_as_a_job_and_twice_the_same_key_is_once(office: Office, village: Village) -> None:
    warning = next(w for w in village.swept.document["warnings"] if w["rule"] == "R01" and w["tier"] == "orange")
    evidence = warning["payments"][0]["evidence"]
    data = Path(evidence["file"]) if Path(evidence["file"]).exists() else next(
        village.files.rglob(Path(evidence["file"]).name))
    platform = office.machine("rosters", "checks")
    files = {"file": ("清册.xlsx", data.read_bytes())}
    once = {"Idempotency-Key": "batch-7"}
    told = platform.post(f"{V1}/rosters", files=files, headers=once)
    again = platform.post(f"{V1}/rosters", files=files, headers=once)
    assert told.json()["id"] == again.json()["id"]
    assert platform.post(f"{V1}/rosters", json={"rows": [row()]}, headers=once).status_code == 409
    assert office.machine("rosters").get(told.json()["place"]).status_code == 404
    answer = finished(office, platform, told)
    hit = next(r for r in answer["rows"] if r["row"] == evidence["row"])
    assert hit["verdict"] == "hold"
    assert not {"name", "kin", "evidence", "explanation"} & {*hit, *hit["findings"][0]}
    _marked(office, platform, told.json()["place"], data, evidence)


def _marked(office: Office, platform: TestClient, place: str, data: Path, evidence: dict) -> None:
    """The marked file is the department's own, with the verdict beside the row and nobody's kin in it."""
    got = platform.get(f"{place}/file")
    assert got.status_code == 200, got.text
    assert office.machine("rosters").get(f"{place}/file").status_code == 404
    sheet = openpyxl.load_workbook(io.BytesIO(got.content)).worksheets[1]
    sent = read_workbook(data.read_bytes(), data.name).sheets[0]
    width = len(sent.columns)
    for at in range(sent.height):
        kept = [cell.value for cell in sheet[at + 1]][:width]
        assert [str("" if text is None else text).removeprefix("'") for text in kept] == sent.row(at)
    heading = next(row for row in sheet.iter_rows(values_only=True) if "核查结论" in row)
    assert heading[width:] == ("核查结论", "核查说明")
    assert len({*heading}) == width + 2
    assert sheet.cell(evidence["row"], width + 1).value == "建议暂缓"
    why = sheet.cell(evidence["row"], width + 2).value
    assert "R01" in why
    assert "《" in why
    assert not {"之妻", "之子", "之父", "配偶"} & set(re.findall("之.|配偶", why))


def test_rosters_and_their_answers_go_after_their_time(office: Office, village: Village) -> None:
    file = next(p for p in sorted(village.files.rglob("*.xlsx")) if "最低生活" in p.name)
    platform = office.machine("rosters")
    told = platform.post(f"{V1}/rosters", files={"file": (file.name, file.read_bytes())})
    finished(office, platform, told)
    workspace = office.workspace
    assert (uploads.forget_rosters(workspace), len(list((workspace.settings.home / "inbox").iterdir()))) == (0, 1)
    with writing(workspace.engine).begin() as connection:
        connection.execute(sa.update(work_table).values(finished_at=datetime.now(UTC) - timedelta(days=31)))
    assert (uploads.forget_rosters(workspace), list((workspace.settings.home / "inbox").iterdir())) == (1, [])
    assert platform.get(told.json()["place"]).status_code == 404


def row(**more) -> dict:
    return {"id": "7", "name": "张三", "citizen_id": "11010519491231002X", "program": "临时救助", "amount_fen": 10000,
            **more}


def test_rows_are_checked_at_once_under_the_senders_ids(office: Office, village: Village) -> None:
    platform = office.machine("checks")
    known = next(w for w in village.swept.document["warnings"] if w["programs"] and w["villages"])
    sent = row(program=known["programs"][0]["name"], village=known["villages"][0]["village_name"])
    told = platform.post(f"{V1}/checks", json={"rows": [sent]})
    assert told.status_code == 200, told.text
    assert [(r["id"], "name" in r) for r in told.json()["rows"]] == [("7", False)]
    twice = platform.post(f"{V1}/checks", json={"rows": [row(), row()]})
    assert twice.status_code == 422
    assert platform.post(f"{V1}/checks", json={"rows": [row(id=str(n)) for n in range(101)]}).status_code == 422
