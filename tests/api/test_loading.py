"""What ``load``, ``retract``, ``release`` and ``rebuild`` promise, on a hamlet of six people."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import tiny

from api.jobs import versions
from api.jobs.fingerprints import Print, differences, fingerprint
from api.jobs.loading import load
from api.jobs.rebuilding import rebuild
from api.jobs.retracting import release, retract
from api.records import files
from api.records.journal import Draft
from api.settings import resolve
from api.wiring import Workspace, open_workspace
from graph.errors import InputError, NotFound, StoreFull

CORRECTED = tiny.ROSTER.replace(".csv", "（更正）.csv")
OTHER = tiny.ROSTER.replace(".csv", "（另一份）.csv")


@pytest.fixture(scope="module")
def loaded_home(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A workspace with the hamlet loaded, and the folder of its files; copied by each test."""
    folder = tmp_path_factory.mktemp("hamlet")
    data = tiny.write(folder / "files")
    with open_workspace(resolve(folder / "home", environment={}), create=True, actor="test") as workspace:
        assert load(workspace, [data]).complete
    return folder / "home", data


@pytest.fixture
def hamlet(loaded_home: tuple[Path, Path], tmp_path: Path) -> Iterator[Workspace]:
    shutil.copytree(loaded_home[0], tmp_path / "home")
    with open_workspace(resolve(tmp_path / "home", environment={}), actor="test") as opened:
        yield opened


@pytest.fixture
def data(loaded_home: tuple[Path, Path]) -> Path:
    return loaded_home[1]


def content(workspace: Workspace) -> Print:
    with workspace.store.reader() as reader:
        return fingerprint(reader)


def outcomes(workspace: Workspace) -> dict[str, str]:
    return {Path(row["name"]).name: row["outcome"] for row in files.listed(workspace.engine)}


def write(folder: Path, name: str, text: str) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_folder_becomes_a_graph_with_people_payments_and_kin(hamlet: Workspace) -> None:
    with hamlet.store.reader() as reader:
        counts = reader.counts()
        info = reader.info()
    assert (counts["Person"], counts["Payment"], counts["SERVES"]) == (5, 2, 1)
    assert counts["PARENT_OF"] >= 1
    assert counts["SPOUSE_OF"] == 1
    assert (info.workspace, info.loading) == (hamlet.id, None)


def test_every_report_accounts_for_every_row(hamlet: Workspace) -> None:
    reports = [files.report(hamlet.engine, row["sha256"]) for row in files.listed(hamlet.engine)]
    assert len(reports) == 7
    for report in reports:
        assert report is not None
        assert report["rows"] == report["loaded"] + report["structural"] + report["rejected"]
    assert sum(report["amount_fen"] for report in reports if report) == 180_000


def test_loading_the_same_folder_again_changes_nothing(hamlet: Workspace, data: Path) -> None:
    version, entries, before = hamlet.store.current(), hamlet.journal.entries(), content(hamlet)
    report = load(hamlet, [data])
    assert {file["outcome"] for file in report.files} == {"unchanged"}
    assert report.complete
    assert report.data_version == version
    assert hamlet.journal.entries() == entries
    assert content(hamlet) == before


def test_the_same_bytes_under_another_name_are_recognised(hamlet: Workspace, data: Path, tmp_path: Path) -> None:
    copy = shutil.copy(data / "户籍.csv", tmp_path / "副本.csv")
    [file] = load(hamlet, [Path(copy)]).files
    assert (file["outcome"], file["unchanged"]) == ("unchanged", True)
    assert "户籍.csv" in file["reason"]


def test_two_copies_in_one_command_are_loaded_once(workspace: Workspace, tmp_path: Path) -> None:
    folder = tiny.write(tmp_path / "files", {name: tiny.FILES[name] for name in ("户籍.csv", "行政区划代码.csv")})
    shutil.copy(folder / "户籍.csv", folder / "户籍（副本）.csv")
    report = load(workspace, [folder])
    assert sorted(file["outcome"] for file in report.files) == ["loaded", "loaded", "unchanged"]


def test_a_bad_file_leaves_the_others_alone(workspace: Workspace, tmp_path: Path) -> None:
    folder = tiny.write(tmp_path / "files")
    write(folder, "会议纪要.csv", "议题,结论\n春耕,同意\n")
    (folder / "损坏.xlsx").write_bytes(b"PK\x03\x04 not a workbook")
    report = load(workspace, [folder])
    wrong = {Path(file["path"]).name: file for file in report.files if file["outcome"] != "loaded"}
    assert {name: file["outcome"] for name, file in wrong.items()} == {
        "会议纪要.csv": "rejected", "损坏.xlsx": "rejected"}
    assert all(file["reason"] for file in wrong.values())
    assert not report.complete
    with workspace.store.reader() as reader:
        assert reader.counts()["Payment"] == 2


def test_numbers_of_a_rejected_file_are_not_kept(hamlet: Workspace, tmp_path: Path) -> None:
    stranger = tiny.number(1980, 1, 1, 33)
    path = write(tmp_path / "new", "不明.csv", f"编号,备注,身份证号\n1,甲,{stranger}\n")
    [file] = load(hamlet, [path]).files
    assert file["outcome"] == "rejected"
    assert file["sha256"] not in hamlet.archive
    assert hamlet.vault.reveal("person", [hamlet.pseudonyms.person(stranger)]) == {}


def test_retracting_a_file_brings_the_earlier_graph_back(hamlet: Workspace, tmp_path: Path) -> None:
    before = content(hamlet)
    path = write(tmp_path / "new", "青石镇2024年耕地地力保护补贴.csv",
                 tiny.roster(("王大山", tiny.HEAD, 500)).replace("临时救助金", "耕地地力保护补贴"))
    assert load(hamlet, [path]).complete
    assert differences(before, content(hamlet)) != []
    retract(hamlet, path.name)
    assert differences(before, content(hamlet)) == []
    assert outcomes(hamlet)[path.name] == "retracted"


def test_a_retracted_file_can_be_loaded_again(hamlet: Workspace, data: Path) -> None:
    before = content(hamlet)
    retract(hamlet, tiny.ROSTER)
    with hamlet.store.reader() as reader:
        assert reader.counts()["Payment"] == 0
    [file] = load(hamlet, [data / tiny.ROSTER]).files
    assert file["outcome"] == "loaded"
    assert differences(before, content(hamlet)) == []


def test_a_corrected_roster_replaces_the_earlier_one_and_retracting_it_gives_it_back(
        hamlet: Workspace, tmp_path: Path) -> None:
    rows = [*tiny.PAID[:1], ("赵有田", tiny.NEIGHBOUR, 700)]
    path = write(tmp_path / "new", CORRECTED, tiny.roster(*rows))
    [file] = load(hamlet, [path]).files
    assert file["outcome"] == "loaded", file["reason"]
    assert outcomes(hamlet)[tiny.ROSTER] == "replaced"
    assert total_paid(hamlet) == 170_000
    retract(hamlet, CORRECTED)
    assert outcomes(hamlet)[tiny.ROSTER] == "loaded"
    assert total_paid(hamlet) == 180_000


def total_paid(workspace: Workspace) -> int:
    with workspace.store.reader() as reader:
        [row] = reader.read("MATCH (p:Payment) RETURN sum(p.amount_fen) AS total")
    return int(str(row["total"]))


@pytest.mark.parametrize(("how", "total"), [("part", 270_000), ("replace", 90_000)])
def test_a_held_file_waits_for_a_decision(hamlet: Workspace, tmp_path: Path, how: str, total: int) -> None:
    path = write(tmp_path / "new", OTHER, tiny.roster(("王二山", tiny.BROTHER, 900)))
    version = hamlet.store.current()
    report = load(hamlet, [path])
    assert [file["outcome"] for file in report.files] == ["held"]
    assert not report.complete
    assert (hamlet.store.current(), total_paid(hamlet)) == (version, 180_000)
    again = load(hamlet, [path]).files[0]
    assert (again["outcome"], again["unchanged"]) == ("held", True)
    release(hamlet, path.name, how)
    assert total_paid(hamlet) == total
    assert outcomes(hamlet)[path.name] == "loaded"


def test_a_held_file_can_be_dropped(hamlet: Workspace, tmp_path: Path) -> None:
    path = write(tmp_path / "new", OTHER, tiny.roster(("王二山", tiny.BROTHER, 900)))
    load(hamlet, [path])
    assert retract(hamlet, path.name) == (str(path), None)
    assert outcomes(hamlet)[path.name] == "retracted"
    with pytest.raises(InputError, match="已撤回"):
        release(hamlet, path.name, "part")


@pytest.mark.parametrize(("name", "words"), [("没有.csv", "没有载入过"), ("f" * 12, "没有载入过")])
def test_an_unknown_file_is_named(hamlet: Workspace, name: str, words: str) -> None:
    with pytest.raises(NotFound, match=words):
        retract(hamlet, name)


def test_release_asks_how(hamlet: Workspace) -> None:
    with pytest.raises(InputError, match="--as part"):
        release(hamlet, tiny.ROSTER, None)


def test_rebuilding_from_the_sources_gives_the_same_graph(hamlet: Workspace) -> None:
    shutil.rmtree(hamlet.settings.clean)
    version = hamlet.store.current()
    rebuilt = rebuild(hamlet)
    assert (rebuilt.data_version, rebuilt.compared, rebuilt.differences) == (version, True, [])


def test_a_lost_graph_is_rebuilt(hamlet: Workspace) -> None:
    before = content(hamlet)
    hamlet.store.close()
    shutil.rmtree(hamlet.settings.graph)
    with open_workspace(hamlet.settings) as again:
        rebuilt = rebuild(again)
        assert not rebuilt.compared
        assert differences(before, content(again)) == []


@pytest.mark.slow
def test_an_earlier_version_can_be_rebuilt_and_the_newest_after_it(hamlet: Workspace) -> None:
    first, before = hamlet.store.current(), content(hamlet)
    assert first
    _, second = retract(hamlet, tiny.ROSTER)
    assert rebuild(hamlet, first).data_version == first
    assert hamlet.store.current() == first
    assert differences(before, content(hamlet)) == []
    assert rebuild(hamlet).data_version == second
    with pytest.raises(NotFound, match="没有数据版本"):
        rebuild(hamlet, "00000099-00000000")


def test_rebuild_says_where_the_graph_differs(hamlet: Workspace) -> None:
    version = hamlet.store.current()
    assert version
    with hamlet.store.new_version(version, base=version) as writer:
        [row] = writer.read("MATCH (p:Payment) RETURN min(p.key) AS key")
        writer.retract_nodes("Payment", [str(row["key"])])
    rebuilt = rebuild(hamlet)
    assert not rebuilt.equal
    assert any(line.startswith("Payment：原有 1 行，重建 2 行") for line in rebuilt.differences)


def test_a_pending_entry_whose_version_never_came_is_discarded(hamlet: Workspace, data: Path) -> None:
    files_before = outcomes(hamlet)
    report = files.report(hamlet.engine, files.listed(hamlet.engine)[0]["sha256"])
    assert report is not None
    seqs = hamlet.journal.append([Draft("load", {"name": "半途.csv"}, "e" * 64)], version="00000099-deadbeef")
    with hamlet.engine.begin() as connection:
        files.put(connection, files.Filed({**report, "sha256": "e" * 64, "path": "半途.csv"}, {}), outcome="pending")
    with hamlet.lock():
        told = versions.mend(hamlet)
    assert len(told) == len(seqs) == 1
    assert "半途.csv" in told[0]
    assert "请重新执行" in told[0]
    assert outcomes(hamlet) == files_before
    assert load(hamlet, [data]).complete


def test_a_pending_entry_whose_version_is_current_is_finished(hamlet: Workspace) -> None:
    with hamlet.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE journal SET state = 'pending'")
        connection.exec_driver_sql("UPDATE files SET outcome = 'pending'")
    with hamlet.lock():
        told = versions.mend(hamlet)
    assert all("已完成" in line for line in told)
    assert set(outcomes(hamlet).values()) == {"loaded"}
    assert hamlet.journal.entries(state="pending") == []


def test_a_failed_build_leaves_the_earlier_graph(
        hamlet: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    version, listed = hamlet.store.current(), outcomes(hamlet)
    path = write(tmp_path / "new", "补发.csv", tiny.roster(("王大山", tiny.HEAD, 500)).replace("2024-06", "2024-07"))

    def fail(*_: Any, **__: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("api.jobs.graph_building.build", fail)
    with pytest.raises(OSError, match="No space"):
        load(hamlet, [path])
    assert (hamlet.store.current(), outcomes(hamlet)) == (version, listed)
    assert hamlet.journal.entries(state="pending") == []
    monkeypatch.undo()
    assert load(hamlet, [path]).complete


def test_an_edited_county_file_is_taken_over_by_the_next_load(hamlet: Workspace, data: Path) -> None:
    hamlet.settings.county.write_text(f'region = "{tiny.COUNTY}"\n[filing]\ngrace_days = 60\n')
    report = load(hamlet, [data / "户籍.csv"])
    assert [(Path(f["path"]).name, f["outcome"]) for f in report.files] == [
        ("county.toml", "loaded"), ("户籍.csv", "unchanged")]
    assert versions.state_now(hamlet).county is not None


def test_a_wrong_county_file_is_refused_and_the_old_parameters_stay(hamlet: Workspace, tmp_path: Path) -> None:
    path = write(tmp_path / "new", "county.toml", "regoin = '371621'\n")
    [file] = load(hamlet, [path]).files
    assert file["outcome"] == "rejected"
    assert "region" in file["reason"]
    assert hamlet.settings.county.read_text() == tiny.FILES["county.toml"]


def test_no_number_is_in_graph_cache_or_provenance(hamlet: Workspace) -> None:
    home = hamlet.settings.home
    hamlet.close()
    secrets = [tiny.HEAD, tiny.WIFE, tiny.SON, tiny.BROTHER, tiny.NEIGHBOUR, *tiny.ACCOUNTS.values()]
    for path in home.rglob("*"):
        if path.is_file():
            held = path.read_bytes()
            assert not [s for s in secrets if s.encode() in held], path


def test_a_report_is_one_json_document(hamlet: Workspace, data: Path) -> None:
    report = load(hamlet, [data])
    document = json.loads(json.dumps({"files": report.files, "data_version": report.data_version}))
    wanted = {"path", "sha256", "kind", "outcome", "reason", "sheets", "rows", "loaded", "structural", "rejected",
              "flagged", "amount_fen", "unchanged", "issues", "unmapped_columns"}
    assert all(set(file) == wanted for file in document["files"])


def test_a_file_the_system_does_not_let_us_read_leaves_the_others_alone(
        workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = tiny.write(tmp_path / "files")
    closed = data / "户籍.csv"
    plain = Path.read_bytes

    def read_bytes(path: Path) -> bytes:
        if path == closed:
            raise PermissionError(13, "Permission denied", str(path))
        return plain(path)

    monkeypatch.setattr(Path, "read_bytes", read_bytes)
    report = load(workspace, [data])
    outcomes = {Path(f["path"]).name: f["outcome"] for f in report.files}
    assert outcomes.pop("户籍.csv") == "rejected"
    assert set(outcomes.values()) == {"loaded"}
    assert "没有读写权限" in next(f["reason"] for f in report.files if f["outcome"] == "rejected")


def test_a_copy_is_reported_as_the_copy_and_not_its_original(workspace: Workspace, tmp_path: Path) -> None:
    data = tiny.write(tmp_path / "files")
    (data / "户籍(1).csv").write_bytes((data / "户籍.csv").read_bytes())
    outcomes = {Path(f["path"]).name: f["outcome"] for f in load(workspace, [data]).files}
    assert (outcomes["户籍.csv"], outcomes["户籍(1).csv"]) == ("loaded", "unchanged")


def test_two_loads_at_once_do_not_mix(hamlet: Workspace, data: Path) -> None:
    with hamlet.lock(), pytest.raises(InputError, match="另一条命令正在写入"):
        load(hamlet, [data])


def test_a_load_without_room_on_the_disk_is_refused_before_it_begins(
        hamlet: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = hamlet.store.current()
    monkeypatch.setattr(shutil, "disk_usage", lambda _: type("Usage", (), {"free": 5 << 20}))
    more = tiny.write(tmp_path / "more", {"更多.csv": tiny.roster(("赵有田", tiny.NEIGHBOUR, 300))})
    with pytest.raises(StoreFull, match="只剩 5 MB"):
        load(hamlet, [more])
    assert hamlet.journal.entries(state="pending") == []
    assert hamlet.store.current() == before
