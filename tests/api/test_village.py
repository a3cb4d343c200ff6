"""The main job as a clerk and an inspector meet it: what each command answers on one village."""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import openpyxl
import pytest
from rich.cells import cell_len
from village import Village, ask

from api.errors import DONE, FINDINGS, WRONG_USE
from viz.style import STANCE

VERDICTS = {"favoured", "not_favoured", "insufficient_data"}
CITIZEN_NUMBER = re.compile(r"(?<![0-9a-f])\d{17}[\dXx](?![0-9a-f])")
WARNING = {
    "key", "rule", "limb", "rule_version", "tier", "score", "status", "overdue_state", "due_on", "title",
    "explanation", "subject", "persons", "accounts", "organizations", "programs", "contracts", "kin", "payments",
    "amount_fen", "first_on", "last_on", "statistic", "legal", "evidence", "lowered_by", "raised_by", "verify"}


def test_every_problem_file_has_the_outcome_and_reason_its_maker_foretold(village: Village) -> None:
    reports = {Path(f["path"]).relative_to(village.files).as_posix(): f for f in village.loaded.document["files"]}
    for expected in village.answers["files"]:
        report = reports[expected["path"]]
        assert report["outcome"] == expected["outcome"], expected
        if expected.get("reason"):
            codes = {issue["code"] for issue in report["issues"] if issue["row"] is None}
            assert expected["reason"] in codes, (expected, report["reason"], codes)


def test_a_load_with_refused_files_exits_1_and_accounts_for_every_row(village: Village) -> None:
    assert village.loaded.code == FINDINGS
    for file in village.loaded.document["files"]:
        assert file["rows"] == file["loaded"] + file["structural"] + file["rejected"], file["path"]
        assert file["outcome"] == "loaded" or file["reason"]


def test_no_message_of_a_load_mixes_half_width_punctuation_into_chinese(village: Village) -> None:
    said = [issue["message"] for file in village.loaded.document["files"] for issue in file["issues"]]
    said += [file["reason"] or "" for file in village.loaded.document["files"]]
    assert [text for text in said if re.search(r"[\u4e00-\u9fff][,;:!?]", text)] == []


def test_a_sweep_answers_in_the_shape_of_the_interface(village: Village) -> None:
    told = village.swept.document
    assert village.swept.code == DONE
    assert {"id", "as_of", "data_version", "started", "finished", "rules"} <= set(told["sweep"])
    assert {rule["outcome"] for rule in told["sweep"]["rules"]} <= {"hits", "no_hits", "partial", "not_run"}
    for warning in told["warnings"]:
        assert set(warning) >= WARNING
        assert warning["tier"] in ("red", "orange", "yellow", "blue")
        assert warning["evidence"]
        assert all({"file", "sheet", "row", "sha256"} <= set(row) for row in warning["evidence"])
    order = [("blue", "yellow", "orange", "red").index(w["tier"]) for w in told["warnings"]]
    assert order == sorted(order, reverse=True)


def test_nothing_is_unmasked_unless_asked(village: Village) -> None:
    for said in (village.swept, ask(village.home, "warnings", "--json"), ask(village.home, "warnings")):
        assert CITIZEN_NUMBER.search(said.out) is None
        assert said.out
    persons = [p for w in village.swept.document["warnings"] for p in w["persons"]]
    assert all("*" in person["name"] for person in persons)
    assert all("********" in person["citizen_id"] for person in persons if person["citizen_id"])


def test_unmasking_needs_a_reason_and_leaves_it_in_the_audit(copy: Path) -> None:
    for reason in ((), ("--reason", "  ")):
        refused = ask(copy, "warnings", "--json", "--unmasked", *reason)
        assert (refused.code, refused.out) == (WRONG_USE, "")
        assert "--reason" in refused.err
    told = ask(copy, "warnings", "--json", "--unmasked", "--reason", "复核甲案")
    assert CITIZEN_NUMBER.search(told.out)
    assert ask(copy, "audit", "verify").code == DONE
    with closing(sqlite3.connect(copy / "casework.db")) as database:
        rows = database.execute("SELECT reason FROM audit WHERE action = 'unmask'").fetchall()
    assert rows == [("复核甲案",)]


def test_a_second_sweep_changes_nothing(village: Village, copy: Path) -> None:
    again = ask(copy, "sweep", "--json").document
    assert again["warnings"] == village.swept.document["warnings"]


def test_the_list_fits_120_columns_in_a_pipe_and_ends_with_the_stance(village: Village) -> None:
    lines = ask(village.home, "warnings").out.splitlines()
    assert max(cell_len(line) for line in lines) <= 120
    assert lines[-1] == STANCE


def test_warnings_can_be_asked_by_tier_and_status(village: Village) -> None:
    red = ask(village.home, "warnings", "--tier", "red", "--json").document["warnings"]
    assert {w["tier"] for w in red} == {"red"}
    assert ask(village.home, "warnings", "--status", "closed", "--json").document == {"warnings": []}
    assert "没有符合条件的预警" in ask(village.home, "warnings", "--status", "closed").out


def test_a_dismissed_warning_leaves_the_list_and_stays_dismissed(village: Village, copy: Path) -> None:
    key = village.swept.document["warnings"][0]["key"]
    assert ask(copy, "decide", key[:8], "dismiss").code == WRONG_USE
    said = ask(copy, "decide", key[:8], "dismiss", "--reason", "已备案", "--json")
    assert said.document == {"key": key[:8], "passed": ["new", "triage", "dismissed"], "status": "dismissed"}
    swept = ask(copy, "sweep", "--json").document["warnings"]
    assert key not in {w["key"] for w in swept}
    assert [w["key"] for w in ask(copy, "warnings", "--status", "dismissed", "--json").document["warnings"]] == [key]
    refused = ask(copy, "decide", key, "close", "--reason", "x")
    assert refused.code == WRONG_USE
    assert "重新打开（reopen）" in refused.err


def test_a_warning_walks_its_whole_life_from_the_command_line(village: Village, copy: Path) -> None:
    key = village.swept.document["warnings"][0]["key"]
    walk = ("assign", "start", "extend", "grant", "report", "review", "dispose", "rectify", "finish", "close", "reopen")
    for action in walk:
        assert ask(copy, "decide", key, action, "--reason", "按程序").code == DONE, action
    assert ask(copy, "warnings", "--status", "reopened", "--json").document["warnings"][0]["key"] == key


def test_the_workbook_holds_text_and_numbers_only_and_says_its_stance(village: Village, tmp_path: Path) -> None:
    said = ask(village.home, "warnings", "--xlsx", tmp_path / "清单.xlsx")
    assert said.code == DONE
    sheet = openpyxl.load_workbook(tmp_path / "清单.xlsx").active
    assert sheet is not None
    assert sheet["A1"].value == STANCE
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    assert sheet.max_row == len(village.swept.document["warnings"]) + 2
    refused = ask(village.home, "warnings", "--xlsx", tmp_path)
    assert refused.code == WRONG_USE
    assert str(tmp_path) in refused.err


def test_a_roster_is_checked_before_it_is_paid(village: Village) -> None:
    warning = next(w for w in village.swept.document["warnings"] if w["rule"] == "R01" and w["tier"] == "orange")
    evidence = warning["payments"][0]["evidence"]
    said = ask(village.home, "check", evidence["file"], "--json")
    told = said.document
    assert said.code == FINDINGS
    assert {"verdict", "rows", "hold", "review", "concentration", "missing_filings"} <= set(told["roster"])
    compared = [one for one in told["roster"]["concentration"] if one["village"] == warning["villages"][0]["village"]]
    assert [(one["program"], one["verdict"] in VERDICTS, one["kin"] <= one["chosen"]) for one in compared] == [
        (warning["programs"][0]["code"], True, True)]
    row = next(row for row in told["rows"] if row["row"] == evidence["row"])
    assert row["verdict"] == "hold"
    finding = next(f for f in row["findings"] if f["rule"] == "R01")
    assert {"rule", "limb", "rule_version", "explanation", "missing_filing", "kin", "legal", "evidence"} <= set(finding)
    assert all("*" in row["name"] for row in told["rows"] if row["name"])
    assert CITIZEN_NUMBER.search(said.out) is None


def test_only_a_roster_is_checked(village: Village) -> None:
    register = next(f["path"] for f in village.loaded.document["files"] if f["kind"] == "register")
    empty = village.files / "问题文件" / "空文件.csv"
    for path, words in ((register, "不是发放清册"), (empty, "空的"), ("无", "找不到")):
        said = ask(village.home, "check", path)
        assert (said.code, said.out, said.err.count("\n")) == (WRONG_USE, "", 1)
        assert words in said.err


def test_a_relation_page_names_no_other_host_and_no_full_name(village: Village, tmp_path: Path) -> None:
    kin = next(w for w in village.swept.document["warnings"] if w["kin"])["kin"][0]
    said = ask(village.home, "expand", kin["from"], "--html", tmp_path / "p.html", "--ftm", tmp_path / "p.json",
               "--graphml", tmp_path / "p.graphml")
    assert said.code == DONE
    page = (tmp_path / "p.html").read_text(encoding="utf-8")
    assert re.search(r"https?://", page) is None
    assert STANCE in page
    told = ask(village.home, "expand", kin["from"], "--json").document
    assert told["root"] == kin["from"]
    assert all("*" in node["name"] or "（" in node["name"] for node in told["nodes"] if node["label"] == "Person")
    assert all(json.loads(line)["schema"] for line in (tmp_path / "p.json").read_text(encoding="utf-8").splitlines())


def test_kin_of_a_warning_can_be_asked_again(village: Village) -> None:
    kin = next(w for w in village.swept.document["warnings"] if w["kin"])["kin"][0]
    told = ask(village.home, "kin", "between", kin["from"], kin["to"], "--json").document
    assert told["relation"]["words"] == kin["words"]


def lose(home: Path, lost: str) -> None:
    path = home / lost
    for gone in [path, *home.glob(f"{lost}-*")] if path.is_file() else path.glob("*"):
        gone.unlink()


@pytest.mark.parametrize(("lost", "command", "words"), [
    ("casework.db", "sweep", "从备份恢复"), ("casework.db", "load", "从备份恢复"),
    ("graph/current", "sweep", "rebuild"), ("provenance", "sweep", "rebuild"),
    ("vault.key", "warnings", "不要新建"), ("pseudonym.key", "load", "不要新建"),
])
def test_what_is_lost_is_named_with_the_way_back(
        copy: Path, village: Village, lost: str, command: str, words: str) -> None:
    lose(copy, lost)
    said = ask(copy, command, *([village.files] if command == "load" else []))
    assert said.code in (2, 3)
    assert (said.out, said.err.count("\n")) == ("", 1)
    assert words in said.err


@pytest.mark.slow
@pytest.mark.parametrize("lost", ["graph/current", "provenance"])
def test_a_lost_pointer_or_table_of_sources_is_rebuilt(copy: Path, lost: str) -> None:
    lose(copy, lost)
    assert ask(copy, "rebuild").code == DONE
    assert ask(copy, "sweep", "--rule", "R01").code == DONE
