"""New data shows that an investigator is kin of a person in his case: the case leaves his hands by itself."""

from __future__ import annotations

from pathlib import Path

from office import V1, Office
from tiny import BROTHER, FILES, HEAD, NEIGHBOUR, write

from api.casework.actors import Role
from api.jobs.loading import load
from api.jobs.progress import silent
from api.jobs.sweeping import sweep
from api.records.access_tables import accounts
from api.web.app import create_app
from api.web.recusals import Recusals
from api.wiring import Workspace

NEWER = FILES["亲属申报.csv"] + f"王大山,{HEAD},哥哥,赵有田,{NEIGHBOUR},青石镇,大浦村\n"


def test_a_case_goes_back_to_be_assigned_anew_when_its_handler_turns_out_to_be_kin(
        workspace: Workspace, tmp_path: Path) -> None:
    load(workspace, [write(tmp_path / "in")])
    sweep(workspace, progress=silent)
    office = Office(create_app(workspace), workspace)
    recusals = Recusals(office.app.state.service)
    head, neighbour = office.person(Role.COMMISSION), workspace.pseudonyms.person(NEIGHBOUR)
    handler = office.person(Role.OFFICE, person=neighbour)
    name = _name_of(workspace, neighbour)
    brother = workspace.pseudonyms.person(BROTHER)
    key = next(line["key"] for line in office.listed(head)[0]
               if brother in str(head.get(f"{V1}/warnings/{line['key']}").json()["persons"]))
    for action, more in (("triage", {}), ("assign", {"unit": "某单位", "handler": name})):
        etag = head.get(f"{V1}/warnings/{key}").headers["ETag"]
        told = head.post(f"{V1}/warnings/{key}/transitions", headers={"If-Match": etag},
                         json={"action": action, "reason": "按程序办理", **more})
        assert told.status_code == 200, told.text
    assert recusals.look() == []
    assert handler.get(f"{V1}/warnings/{key}").status_code == 200
    load(workspace, [write(tmp_path / "newer", {"亲属申报.csv": NEWER})])
    assert recusals.look() == [key]
    assert recusals.look() == []
    now = head.get(f"{V1}/warnings/{key}").json()
    assert (now["status"], now["events"][-1]["action"]) == ("triage", "recused")
    assert "亲属" not in str(now["events"][-1])
    assert handler.get(f"{V1}/warnings/{key}").status_code == 404
    line = next(one for one in office.audit() if one["action"] == "recused")
    assert (line["object"], line["detail"]["handler"]) == (key, name)


def _name_of(workspace: Workspace, person: str) -> str:
    with workspace.engine.connect() as connection:
        return str(connection.execute(accounts.select().where(accounts.c.person == person)).mappings().one()["name"])
