"""``kill -9`` at any moment of a load or a sweep leaves a workspace that the next command mends."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import tiny

from api.jobs.fingerprints import fingerprint
from api.settings import resolve
from api.wiring import open_workspace


def qinqing(home: Path, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-m", "api.cli", "--home", str(home), *arguments], text=True,
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)


@pytest.mark.slow
def test_a_load_killed_at_any_moment_loses_nothing_and_is_mended(tmp_path: Path) -> None:
    data = tiny.write(tmp_path / "files")
    whole = qinqing(tmp_path / "whole", "load", str(data), "--json")
    started = time.monotonic()
    whole.communicate()
    assert whole.returncode == 0
    seconds = time.monotonic() - started
    home, killed = tmp_path / "home", 0
    for share in (0.1, 0.2, 0.3, 0.4, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95):
        process = qinqing(home, "load", str(data), "--json")
        time.sleep(share * seconds)
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            killed += 1
        process.communicate()
    assert killed >= 3
    last = qinqing(home, "load", str(data), "--json")
    out, told = last.communicate()
    assert last.returncode == 0, told
    assert {file["outcome"] for file in json.loads(out)["files"]} <= {"loaded", "unchanged"}
    with (open_workspace(resolve(home, environment={})) as mended,
          open_workspace(resolve(tmp_path / "whole", environment={})) as untouched):
        assert mended.journal.entries(state="pending") == []
        assert sorted(path.name for path in mended.settings.sources.iterdir()) == sorted(
            path.name for path in untouched.settings.sources.iterdir())
        assert not list(mended.settings.graph.glob("*.building*"))
        assert mended.audit.verify().broken is None
        with mended.store.reader() as one, untouched.store.reader() as other:
            counts, expected = fingerprint(one), fingerprint(other)
        # The two workspaces have different keys: numbers of rows are equal, their contents are not.
        assert {name: count for name, (count, _) in counts.items()} == {
            name: count for name, (count, _) in expected.items()}


@pytest.mark.slow
def test_a_sweep_killed_at_any_moment_leaves_warnings_whole_and_the_next_one_finishes(tmp_path: Path) -> None:
    data, home = tiny.write(tmp_path / "files"), tmp_path / "home"
    loaded = qinqing(home, "load", str(data), "--json")
    loaded.communicate()
    assert loaded.returncode == 0
    started = time.monotonic()
    expected, _ = qinqing(home, "sweep", "--as-of", "2025-06-30", "--json").communicate()
    seconds = time.monotonic() - started
    assert json.loads(expected)["warnings"]
    killed = 0
    for share in (0.3, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95):
        process = qinqing(home, "sweep", "--as-of", "2025-06-30", "--json")
        time.sleep(share * seconds)
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            killed += 1
        process.communicate()
        listed = qinqing(home, "warnings", "--json")
        out, told = listed.communicate()
        assert listed.returncode == 0, told
        assert json.loads(out)["warnings"] == json.loads(expected)["warnings"]
    assert killed >= 3
    out, told = qinqing(home, "sweep", "--as-of", "2025-06-30", "--json").communicate()
    assert json.loads(out)["warnings"] == json.loads(expected)["warnings"], told
    with open_workspace(resolve(home, environment={})) as mended:
        assert mended.audit.verify().broken is None
