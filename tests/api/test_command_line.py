"""What the command line promises whatever the command: exit codes, one line about an error, JSON on stdout."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
import tiny

from api import errors
from api.cli import context
from api.cli.main import _hoist, run


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in ("QINQING_HOME", "QINQING_STORE", "QINQING_DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    yield
    context.choose(None, None)


def one_line(capsys: pytest.CaptureFixture[str]) -> str:
    told = capsys.readouterr()
    assert told.out == ""
    assert "Traceback" not in told.err
    assert told.err.count("\n") == 1
    return told.err


@pytest.mark.parametrize(("arguments", "words"), [
    (["load"], "用法有误"),
    (["load", "nowhere.csv"], "找不到 nowhere.csv"),
    (["load", "x.csv", "--kind", "nonsense"], "没有 nonsense 这种文件"),
    (["retract", "x.csv"], "不是工作区"),
    (["sweep"], "不是工作区"),
    (["nonsense"], "用法有误"),
    (["template", "nonsense"], "没有 nonsense 这种文件"),
    (["synth", "there", "--preset", "moon"], "没有名为 moon 的规模"),
    (["persons", "undo", "x", "--reason", "误"], "用法有误"),
    (["kin", "term", "不是称谓的词"], "不是称谓的词"),
])
def test_wrong_use_is_one_clear_line_and_exit_2(
        arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("x.csv").write_text("a,b\n")
    assert run(arguments) == errors.WRONG_USE
    assert words in one_line(capsys)


def test_a_store_that_cannot_be_reached_is_said(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    data = tiny.write(tmp_path / "files")
    code = run(["load", str(data), "--store", "nosuch://store"])
    assert code in (errors.WRONG_USE, errors.UNREACHABLE)
    assert "nosuch://store" in one_line(capsys)


def test_an_unexpected_error_goes_to_the_log_not_to_the_screen(
        capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    def broken() -> int:
        raise ZeroDivisionError("secret detail")

    assert errors.guarded(broken, lambda: tmp_path) == errors.BUG
    assert "qinqing.log" in one_line(capsys)
    assert "secret detail" in (tmp_path / "qinqing.log").read_text()


def test_an_interrupt_is_not_a_traceback(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    def interrupted() -> int:
        raise KeyboardInterrupt

    assert errors.guarded(interrupted, lambda: tmp_path) == errors.INTERRUPTED
    assert "已中断" in one_line(capsys)


@pytest.mark.parametrize("arguments", [
    ["load", "x", "--home", "H", "--store=S"], ["--store=S", "load", "--home", "H", "x"],
    ["--home", "H", "--store=S", "load", "x"]])
def test_global_options_may_stand_anywhere(arguments: list[str]) -> None:
    hoisted = _hoist(arguments)
    assert hoisted[-2:] == ["load", "x"]
    assert sorted(hoisted[:-2]) == sorted(["--home", "H", "--store=S"])


def test_words_after_a_double_dash_are_left_alone() -> None:
    assert _hoist(["load", "--", "--home", "x"]) == ["load", "--", "--home", "x"]


def test_load_prints_one_json_document_and_names_the_version(
        capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    data = tiny.write(tmp_path / "files")
    (data / "坏.csv").write_text("a,b\n1,2\n")
    assert run(["load", str(data), "--json"]) == errors.FINDINGS
    told = capsys.readouterr()
    document = json.loads(told.out)
    assert document["data_version"].startswith("00000007-")
    assert {file["outcome"] for file in document["files"]} == {"loaded", "rejected"}
    assert told.err == ""


def test_kin_questions_take_numbers_and_are_logged(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    data = tiny.write(tmp_path / "files")
    assert run(["load", str(data)]) == errors.DONE
    capsys.readouterr()
    assert run(["kin", "between", tiny.HEAD, tiny.BROTHER, "--json"]) == errors.DONE
    told = json.loads(capsys.readouterr().out)
    assert (told["relation"]["chain"], told["relation"]["class"], told["inverse"]["chain"]) == ("B", "collateral", "B")
    assert tiny.HEAD not in json.dumps(told)
    assert run(["kin", "of", told["a"], "--scope", "NEAR", "--json"]) == errors.DONE
    assert {row["chain"] for row in json.loads(capsys.readouterr().out)} == {"W", "S", "B"}
    with context.workspace() as workspace, workspace.engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT action, object FROM audit WHERE action = 'kin'").all()
    assert [tuple(row) for row in rows] == [("kin", told["a"])] * 2


@pytest.mark.slow
def test_people_can_be_merged_and_the_decision_undone(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    data = tiny.write(tmp_path / "files")
    run(["load", str(data)])
    assert run(["persons", "merge", tiny.SON, tiny.NEIGHBOUR, "--reason", "同一人两个号码"]) == errors.DONE
    with context.workspace() as workspace, workspace.store.reader() as reader:
        assert reader.counts()["Person"] == 4
    assert run(["persons", "undo", "8", "--reason", "弄错了"]) == errors.DONE
    with context.workspace() as workspace, workspace.store.reader() as reader:
        assert reader.counts()["Person"] == 5
    capsys.readouterr()
    assert run(["persons", "undo", "8", "--reason", "再来"]) == errors.WRONG_USE
    assert "不是有效的人工决定" in one_line(capsys)
    assert run(["persons", "merge", tiny.SON, tiny.NEIGHBOUR]) == errors.WRONG_USE
    assert "--reason" in one_line(capsys)


def test_doctor_finds_a_key_that_others_can_read(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    run(["load", str(tiny.write(tmp_path / "files", {"户籍.csv": tiny.FILES["户籍.csv"]}))])
    capsys.readouterr()
    assert run(["doctor"]) == errors.DONE
    (tmp_path / "qinqing-data" / "vault.key").chmod(0o644)
    capsys.readouterr()
    assert run(["doctor", "--json"]) == errors.FINDINGS
    bad = [f for f in json.loads(capsys.readouterr().out)["findings"] if f["grade"] == "bad"]
    assert [f["topic"] for f in bad] == ["vault.key"]
    assert "chmod 600" in bad[0]["words"]


@pytest.mark.slow
def test_demo_lists_warnings_writes_a_page_and_prints_a_login_that_opens(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["demo", "--no-serve", "--preset", "village"]) == errors.DONE
    printed = re.sub(r"\s*\n\s*", "", capsys.readouterr().out)
    login = re.search(r"账号 (?P<name>\w+)，口令 (?P<password>[\w-]+)，一次性密码（每个用一次）(?P<code>\w+)", printed)
    page = re.search(r"第一条线索的关系图：(\S+?\.html)", printed)
    assert page is not None
    assert "kin" in Path(page[1]).read_text(encoding="utf-8").lower()
    assert login is not None
    assert login["code"]


def test_demo_refuses_a_folder_with_anything_else_in_it(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    tiny.write(tmp_path / "qinqing-data")
    assert run(["demo", "--no-serve"]) == errors.WRONG_USE
    assert "不会覆盖" in one_line(capsys)
    assert (tmp_path / "qinqing-data" / tiny.ROSTER).exists()


@pytest.mark.parametrize(("arguments", "words"), [
    (["nonsense"], "没有 nonsense 这个命令"), (["sweep", "--frob"], "没有 --frob 这个选项"),
    (["retract"], "缺少参数 FILE-OR-HASH"), (["sweep", "--rule"], "选项 --rule 后面要写值"),
    (["demo", "a"], "多出了参数 a"), (["expand", "x", "--hops", "many"], "--hops 应是数字"),
])
def test_wrong_use_is_said_in_chinese(arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(arguments) == errors.WRONG_USE
    assert words in one_line(capsys)


def test_a_full_disk_is_one_line_and_no_traceback(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    def full() -> int:
        engine = sa.create_engine(f"sqlite:///{tmp_path / 'x.db'}")
        try:
            with engine.begin() as connection:
                connection.exec_driver_sql("PRAGMA max_page_count = 2")
                connection.exec_driver_sql("CREATE TABLE t (x)")
                connection.exec_driver_sql("INSERT INTO t VALUES (zeroblob(100000))")
        finally:
            engine.dispose()
        return errors.DONE

    assert errors.guarded(full, lambda: tmp_path) == errors.UNREACHABLE
    assert "磁盘已满" in one_line(capsys)


def test_a_bug_whose_log_cannot_be_written_prints_no_traceback_either(
        capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    def broken() -> int:
        raise ZeroDivisionError

    assert errors.guarded(broken, lambda: tmp_path / "nowhere") == errors.BUG
    assert "日志也写不进去" in one_line(capsys)
