"""Sweeps on a timetable: run late instead of never, refused with a reason, one at a time, sent and recorded."""

import json
import os
import shutil
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest
import sqlalchemy as sa
import tiny
from village import ask

from api.casework.calendar import SHANGHAI
from api.errors import Busy
from api.jobs.progress import silent
from api.jobs.runs import clear_interrupted, recorded
from api.jobs.scheduler import catch_up, missed, previous, timetable
from api.jobs.sending import Sweeping, mail_text
from api.jobs.sweeping import sweep
from api.records.case_tables import leases, scheduled_runs
from api.records.database import writing
from api.records.leases import acquire, held
from api.records.tables import journal
from api.settings import resolve
from api.wiring import Workspace, open_workspace
from graph.errors import InputError


@pytest.fixture(scope="module")
def loaded(tmp_path_factory):
    home = tmp_path_factory.mktemp("scheduler") / "home"
    files = tiny.write(tmp_path_factory.mktemp("files"))
    assert ask(home, "load", files).code == 0
    return home


@pytest.fixture
def home(loaded, tmp_path):

    shutil.copytree(loaded, tmp_path / "home")
    (tmp_path / "home" / "config.toml").write_text('[schedule]\nsweeps = ["30 2 * * *"]\nfolder = "lists"\n')
    return tmp_path / "home"


def settings(home):
    return resolve(home, environment={})


def ran(home):
    done = []
    catch_up(settings(home), done.append)
    return [(r.task, r.trigger, r.outcome) for r in done]


def test_what_fell_due_runs_late_once_and_a_loaded_version_is_swept_once(home):
    assert ran(home) == [("sweep", "late", "done"), ("clock", "late", "done")]
    assert ran(home) == []


def test_a_run_is_recorded_with_outcomes_version_list_and_where_it_went(home):
    ran(home)
    with open_workspace(settings(home)) as workspace:
        run = next(r for r in recorded(workspace) if r.task == "sweep")
        assert run.data_version == workspace.store.current()
    assert run.detail["sent"] == {"folder": "sent"}
    assert run.detail["rules"]["not_run"] > 0
    (sheet,) = (home / "lists").glob("*.xlsx")
    manifest = json.loads(sheet.with_name(sheet.name + ".manifest.json").read_text())
    assert (manifest["rows"], manifest["masked"]) == (len(run.detail["warnings"]), True)
    assert openpyxl.load_workbook(sheet).active["B2"].value == "预警编号"


def test_a_new_load_is_swept_without_waiting_for_the_timetable(home, tmp_path):
    ran(home)
    more = tmp_path / "更多"
    tiny.write(more, {"青石镇2024年临时救助金二批发放清册.csv": tiny.roster(("王二山", tiny.BROTHER, 500)).replace(
        "2024-06", "2024-09")})
    assert ask(home, "load", more).code == 0
    assert ran(home) == [("sweep", "load", "done")]


def test_a_load_under_way_is_refused_and_said(home):
    with open_workspace(settings(home)) as workspace, workspace.lock():
        assert ran(home)[0] == ("sweep", "late", "refused")
    with open_workspace(settings(home)) as workspace:
        assert "正在载入" in next(r.reason for r in recorded(workspace) if r.task == "sweep")


def test_old_data_is_refused_and_said(home):
    with open_workspace(settings(home)) as workspace, writing(workspace.engine).begin() as connection:
        connection.execute(sa.update(journal).values(at=datetime.now(UTC) - timedelta(days=61)))
    assert ran(home)[0] == ("sweep", "late", "refused")
    with open_workspace(settings(home)) as workspace:
        assert "61 天没有更新（上限 60 天）" in next(r.reason for r in recorded(workspace) if r.task == "sweep")


def test_nothing_loaded_is_refused_and_said(workspace: Workspace):
    done = []
    catch_up(workspace.settings, done.append)
    assert done[0].outcome == "refused"
    assert "还没有载入" in done[0].reason


def test_a_folder_that_cannot_be_written_fails_alone(home):
    (home / "lists").write_text("a file where the folder should be")
    assert ran(home)[0] == ("sweep", "late", "done")
    with open_workspace(settings(home)) as workspace:
        assert "没有送出" in next(r.detail["sent"]["folder"] for r in recorded(workspace) if r.task == "sweep")


def test_one_sweep_at_a_time(home):
    with (open_workspace(settings(home)) as workspace, held(workspace.engine, "sweep", busy="忙"),
          pytest.raises(Busy, match="另一次比对")):
        sweep(workspace, progress=silent)


def test_a_mail_tells_counts_and_numbers_and_no_name():
    told = Sweeping("s", "v1", {"opened": 1, "refreshed": 0, "reopened": 0, "withdrawn": 0}, ["k"])
    doc = {"number": "371621-2026-00001", "status": "new", "title": "王大山", "persons": [{"name": "王大山"}]}
    text = mail_text([doc], told)
    assert "371621-2026-00001" in text
    assert "王大山" not in text


def test_a_crashed_process_leaves_no_lease_behind(engine):
    code = ("import os,sys; from api.records.database import open_database; from api.records.leases import acquire;"
            "acquire(open_database(sys.argv[1]), 'sweep', busy='忙'); os._exit(9)")
    url = engine.url.render_as_string(hide_password=False)
    died = subprocess.run([sys.executable, "-c", code, url], check=False, env={**os.environ, "PYTHONPATH": str(
        Path(__file__).parents[2])})
    assert died.returncode == 9
    assert acquire(engine, "sweep", busy="忙").fence == 2


def test_a_lease_of_another_machine_is_waited_for_until_it_runs_out(engine):
    acquire(engine, "sweep", busy="忙")
    with writing(engine).begin() as connection:
        connection.execute(sa.update(leases).values(holder="elsewhere:1:x"))
    with pytest.raises(Busy, match="elsewhere:1"):
        acquire(engine, "sweep", busy="忙")
    with writing(engine).begin() as connection:
        connection.execute(sa.update(leases).values(until=datetime.now(UTC) - timedelta(seconds=1)))
    assert acquire(engine, "sweep", busy="忙").fence == 2


def test_a_holder_that_was_taken_for_dead_writes_nothing(engine):
    lease = acquire(engine, "sweep", busy="忙")
    with writing(engine).begin() as connection:
        connection.execute(sa.update(leases).values(until=datetime.now(UTC) - timedelta(seconds=1)))
    acquire(engine, "sweep", busy="忙")
    with writing(engine).begin() as connection, pytest.raises(Busy, match="没有写入"):
        lease.confirm(connection)


def test_a_lease_is_renewed_while_it_is_held(engine):
    with held(engine, "sweep", busy="忙", seconds=1) as lease:

        time.sleep(2.5)
        with writing(engine).begin() as connection:
            lease.confirm(connection)
            until = connection.execute(sa.select(leases.c.until)).scalar_one()
        assert until > datetime.now(UTC) - timedelta(seconds=30)


def test_runs_that_a_crash_left_open_are_marked_at_the_next_start(workspace: Workspace):
    with writing(workspace.engine).begin() as connection:
        connection.execute(sa.insert(scheduled_runs).values(
            task="sweep", trigger="timetable", due_at=datetime.now(UTC), started=datetime.now(UTC),
            outcome="running", reason="", detail={}))
    assert clear_interrupted(workspace) == 1
    assert recorded(workspace)[0].reason == "进程中断"


def test_the_last_moment_that_was_missed_is_found_in_the_office_s_own_time(workspace: Workspace):
    (line, *_) = timetable(workspace.settings)
    now = datetime(2026, 3, 10, 1, tzinfo=UTC)
    due = previous(line.trigger, datetime(2026, 3, 7, tzinfo=UTC), now)
    assert due == datetime(2026, 3, 10, 2, 30, tzinfo=SHANGHAI)
    assert previous(line.trigger, due, now) is None
    assert set(missed(workspace, timetable(workspace.settings), now)) == {"sweep", "clock"}


@pytest.mark.parametrize("line", ["每天两点", "99 2 * * *", "30 2 * *"])
def test_a_wrong_timetable_says_how_to_write_one(workspace: Workspace, line):
    (workspace.settings.home / "config.toml").write_text(f'[schedule]\nsweeps = ["{line}"]\n')
    with pytest.raises(InputError, match="每天 2:30"):
        timetable(settings(workspace.settings.home))


def test_the_command_runs_what_is_due_and_lists_it(home):
    assert [r["outcome"] for r in ask(home, "scheduler", "--once", "--json").document["runs"]] == ["done", "done"]
    assert ask(home, "scheduler", "--once").out.strip() == "现在没有该做的"
    assert "比对（补运行）完成" in ask(home, "runs").out
