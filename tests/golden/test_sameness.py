"""What must change nothing: the same file again, rows in another order, one load or many, a second sweep."""

from __future__ import annotations

import random
import shutil
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from api.jobs.checking import check
from api.jobs.deciding import decide
from api.jobs.loading import load
from api.jobs.progress import silent
from api.jobs.rebuilding import rebuild
from api.jobs.sweeping import sweep
from api.jobs.warning_list import warning_list
from loaders.synthetic import write_county
from tests.golden.conftest import AS_OF, settle, swept

# What a warning says, without the rows it stands on (another file has other rows) and without its place in the list.
_SAID = ("key", "rule", "limb", "tier", "score", "title", "explanation", "amount_fen", "first_on", "last_on")


def said(warnings):
    return sorted(tuple(warning[name] for name in _SAID) for warning in warnings)


def test_a_second_sweep_opens_nothing_and_says_the_same(village):
    before = said(village.warnings)
    again, warnings = swept(village.workspace)
    assert (again.changes.opened, again.changes.reopened, again.changes.withdrawn) == (0, 0, 0)
    assert said(warnings) == before


def test_loading_everything_again_changes_nothing(village):
    version = village.workspace.store.current()
    report = load(village.workspace, [village.files], progress=silent)
    assert {file["unchanged"] for file in report.files} == {True}
    assert village.workspace.store.current() == version


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clean village, as folders of files."""
    folder = tmp_path_factory.mktemp("plain") / "files"
    write_county(folder, preset="village", seed=3, mess="none")
    return folder


@pytest.fixture(scope="module")
def plain_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the clean village is loaded in one go."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def plain_warnings(plain, plain_home):
    with settle(plain_home, plain) as workspace:
        return said(swept(workspace)[1])


@pytest.mark.slow
def test_one_load_or_many_give_the_same_findings(plain, plain_home, plain_warnings, tmp_path):
    folders = sorted(path for path in plain.iterdir() if path.is_dir())
    with settle(tmp_path / "home", plain / "county.toml", *reversed(folders), key_of=plain_home) as workspace:
        assert said(swept(workspace)[1]) == plain_warnings


@pytest.mark.slow
def test_shuffled_rows_give_the_same_findings(plain, plain_home, plain_warnings, tmp_path):
    copy = tmp_path / "files"
    shutil.copytree(plain, copy)
    books = sorted(copy.rglob("*.xlsx"))
    assert books
    for path in books:
        _shuffle(path)
    with settle(tmp_path / "home", copy, key_of=plain_home) as workspace:
        assert said(swept(workspace)[1]) == plain_warnings


def _shuffle(path: Path) -> None:
    """Rows under the heading in another order; totals stay below."""
    book = load_workbook(path)
    for sheet in book:
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
        body = [row for row in rows if "合计" not in map(str, row)]
        totals = [row for row in rows if "合计" in map(str, row)]
        random.Random(5).shuffle(body)
        for line, row in enumerate([*body, *totals], start=2):
            for column, value in enumerate(row, start=1):
                sheet.cell(line, column).value = value
    book.save(path)


@pytest.mark.slow
def test_rebuilding_gives_the_same_graph(village):
    assert rebuild(village.workspace, progress=silent).differences == []


def test_a_dismissed_warning_stays_dismissed_over_the_next_sweep(village):
    key = village.warnings[0]["key"]
    decide(village.workspace, key, "dismiss", reason="已入户核实，符合条件")
    again, _ = swept(village.workspace)
    assert again.changes.reopened == 0
    assert [w["status"] for w in warning_list(village.workspace, statuses=["dismissed"])] == ["dismissed"]
    decide(village.workspace, key, "reopen", reason="测试结束，恢复原状")


@pytest.mark.slow
def test_check_says_what_the_sweep_says_once_the_roster_is_loaded(plain, tmp_path):
    last = max(plain.rglob("*产业发展奖补发放清册*"))
    rest = tmp_path / "rest"
    shutil.copytree(plain, rest)
    (rest / last.relative_to(plain)).unlink()
    with settle(tmp_path / "home", rest) as workspace:
        answer = check(workspace, last, reason="测试", as_of=AS_OF, progress=silent)
        load(workspace, [last], progress=silent)
        _, warnings = swept(workspace)
    before_payment = {(f["rule"], f["limb"]) for row in answer["rows"] for f in row["findings"]}
    checked = {(row["row"], f["rule"], f["limb"], f["explanation"]) for row in answer["rows"] for f in row["findings"]}
    found = {(e["row"], w["rule"], w["limb"], w["explanation"]) for w in warnings for e in w["evidence"]
             if e["file"].endswith(last.name) and (w["rule"], w["limb"]) in before_payment}
    assert checked
    assert checked == found


@pytest.mark.slow
def test_the_same_day_and_the_same_data_give_the_same_findings_later(village):
    day = date(2023, 12, 31)
    first = sweep(village.workspace, as_of=day, progress=silent)
    before = said(warning_list(village.workspace, keys=first.keys, reason="测试"))
    swept(village.workspace)
    again = sweep(village.workspace, as_of=day, progress=silent)
    assert again.record["as_of"] == "2023-12-31"
    assert said(warning_list(village.workspace, keys=again.keys, reason="测试")) == before
    swept(village.workspace)


@pytest.mark.slow
def test_a_programme_that_becomes_universal_takes_its_kin_warnings_back(plain, tmp_path):
    folder = tmp_path / "files"
    shutil.copytree(plain, folder)
    with settle(tmp_path / "home", folder) as workspace:
        _, warnings = swept(workspace)
        assert [w for w in warnings if w["rule"] == "R01" and w["programs"][0]["code"] == "C05"]
        [catalogue] = folder.rglob("*项目目录*.xlsx")
        _make_universal(catalogue, "C05")
        load(workspace, [catalogue], progress=silent)
        again, warnings = swept(workspace)
    assert again.changes.withdrawn > 0
    assert not [w for w in warnings if w["rule"] == "R01" and w["programs"][0]["code"] == "C05"]


def _make_universal(path: Path, code: str) -> None:
    book = load_workbook(path)
    for row in book.active.iter_rows():
        if code in [cell.value for cell in row]:
            [kind] = [cell for cell in row if cell.value == "C"]
            kind.value = "A"
    book.save(path)
