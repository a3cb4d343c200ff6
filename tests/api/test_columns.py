"""A heading that nobody declared: reported, never guessed; said once by a person, then read so by itself."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from office import V1, Office
from tiny import FILES, PAID, ROSTER, roster, write

from api.casework.actors import Role
from api.jobs.columns import remember, remembered
from api.jobs.loading import load
from api.jobs.progress import silent
from api.jobs.rebuilding import rebuild
from api.jobs.sweeping import sweep
from api.jobs.uploads import DOINGS
from api.jobs.work import Worker
from api.web.app import create_app
from api.wiring import Workspace
from graph.errors import InputError, NotFound

STRANGE = roster(*PAID).replace("银行账号", "钱打到哪")
NEXT = STRANGE.replace("2024-06", "2024-07")
WITHOUT = ("项目名称,批次,乡镇,村,姓名,身份证号,银行账号,金额,发放日期,户里谁开的户\n"
           + "\n".join(f"{line},赵有田" for line in roster(*PAID).splitlines()[1:]) + "\n")


@pytest.fixture
def loaded(workspace: Workspace, tmp_path: Path) -> Workspace:
    """The hamlet without any payment."""
    load(workspace, [write(tmp_path / "in", FILES)])
    return workspace


@pytest.fixture
def desk(loaded: Workspace) -> Iterator[Office]:
    """The app on it."""
    return Office(create_app(loaded), loaded)


def given(folder: Path, name: str, text: str) -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


def test_an_unknown_heading_is_reported_with_what_is_missing_and_never_guessed(loaded: Workspace, tmp_path: Path):
    entry = load(loaded, [given(tmp_path, ROSTER, STRANGE)]).files[0]
    assert entry["outcome"] == "rejected"
    assert entry["near"]["kind"] == "rosters"
    assert entry["near"]["missing"] == ("acct",)
    assert entry["near"]["unmapped"] == ("钱打到哪",)


def test_what_a_person_said_of_a_heading_holds_for_the_next_file_and_for_a_rebuild(loaded: Workspace, tmp_path: Path):
    remember(loaded, "rosters", {"钱打到哪": "acct"})
    entries = load(loaded, [given(tmp_path, ROSTER, STRANGE), given(tmp_path, ROSTER.replace("2024", "2025"), NEXT)])
    assert [entry["outcome"] for entry in entries.files] == ["loaded", "loaded"]
    said = [(one["heading"], one["words"], one["by"]) for one in remembered(loaded)]
    assert said == [("钱打到哪", "银行卡号", "test")]
    remember(loaded, "rosters", {"钱打到哪": None})
    assert remembered(loaded) == []
    assert rebuild(loaded, progress=silent).differences == []
    again = load(loaded, [given(tmp_path, "又一份" + ROSTER, NEXT.replace("-07", "-08"))]).files[0]
    assert again["outcome"] == "rejected"


def test_a_loaded_file_is_read_again_with_the_column_it_had_and_keeps_its_place(loaded: Workspace, tmp_path: Path):
    file = given(tmp_path, ROSTER, WITHOUT)
    first = load(loaded, [file]).files[0]
    assert (first["outcome"], first["unmapped_columns"]) == ("loaded", ["户里谁开的户"])
    assert load(loaded, [file]).files[0]["outcome"] == "unchanged"
    remember(loaded, "rosters", {"户里谁开的户": "holder"})
    second = load(loaded, [file]).files[0]
    assert (second["outcome"], second["unmapped_columns"]) == ("loaded", [])
    assert second["rows"] == second["loaded"] + second["structural"] + second["rejected"]
    assert second["amount_fen"] == first["amount_fen"]
    assert load(loaded, [file]).files[0]["outcome"] == "unchanged"
    assert rebuild(loaded, progress=silent).differences == []
    sweep(loaded, progress=silent)


def test_a_known_heading_a_strange_field_and_a_strange_kind_are_refused_with_what_is_there(loaded: Workspace):
    with pytest.raises(InputError, match="已经认得"):
        remember(loaded, "rosters", {"银行账号": "holder"})
    with pytest.raises(InputError, match="可选：programme、batch"):
        remember(loaded, "rosters", {"钱打到哪": "shoe_size"})
    with pytest.raises(NotFound, match="没有 rooster 这种文件"):
        remember(loaded, "rooster", {"钱打到哪": "acct"})


def test_a_roster_read_by_a_remembered_column_comes_back_marked(desk: Office, tmp_path: Path):
    remember(desk.workspace, "rosters", {"钱打到哪": "acct"})
    funds = desk.person(Role.FUNDS, department="民政局")
    told = funds.post(f"{V1}/rosters", files={"file": (ROSTER, STRANGE.encode())}).json()
    assert Worker(desk.workspace, DOINGS).run_next()
    assert funds.get(told["place"]).json()["state"] == "done"
    got = funds.get(f"{told['place']}/file")
    assert got.status_code == 200, got.text
    rows = list(openpyxl.load_workbook(io.BytesIO(got.content)).worksheets[1].iter_rows(values_only=True))
    heading = next(row for row in rows if "钱打到哪" in row)
    assert heading[-2:] == ("核查结论", "核查说明")
    assert all(row[-2] for row in rows[rows.index(heading) + 1:][:len(PAID)])


def test_a_department_says_what_its_own_column_means_and_no_others(desk: Office, tmp_path: Path):
    funds = desk.person(Role.FUNDS, department="民政局")
    told = funds.get(f"{V1}/columns").json()
    assert "cadres" not in {kind["kind"] for kind in told["kinds"]}
    acct = next(field for kind in told["kinds"] if kind["kind"] == "rosters" for field in kind["fields"]
                if field["field"] == "acct")
    assert acct["words"] == "银行卡号"
    assert funds.post(f"{V1}/columns", json={"kind": "cadres", "columns": {"上任日子": "since"}}).status_code == 403
    wrong = funds.post(f"{V1}/columns", json={"kind": "rosters", "columns": {"钱打到哪": "shoe_size"}})
    assert wrong.status_code == 422
    assert "acct" in wrong.json()["error"]["message"]
    load(desk.workspace, [given(tmp_path, ROSTER, WITHOUT)])
    sha = next(one["sha256"] for one in desk.person(Role.COMMISSION).get(f"{V1}/sources").json()["data"]
               if one["name"] == ROSTER)
    body = {"kind": "rosters", "columns": {"户里谁开的户": "holder"}, "sha256": sha}
    unseen = desk.person(Role.FUNDS, department="林业局").post(f"{V1}/columns", json=body)
    assert unseen.status_code == 404
    commission = desk.person(Role.COMMISSION)
    place = commission.post(f"{V1}/columns", json=body).json()["place"]
    assert Worker(desk.workspace, DOINGS).run_next()
    done = commission.get(place).json()
    assert done["state"] == "done", done
    assert [(file["outcome"], file["unmapped_columns"]) for file in done["result"]["files"]] == [("loaded", [])]
    logged = [one["action"] for one in desk.audit() if one["action"].startswith("columns")]
    assert logged == ["columns-asked", "columns"]
