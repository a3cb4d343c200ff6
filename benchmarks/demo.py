"""``qinqing demo --no-serve`` as a new user runs it: files made, loaded, swept, listed, in a fresh process."""

from __future__ import annotations

import shutil
from pathlib import Path

from benchmarks.measuring import Line, fresh


def measure(folder: Path, times: int) -> list[Line]:
    """One line, without a reference: there is nothing to compare with. ``folder`` takes the workspace."""
    home, costs = folder / "demo", []
    for _ in range(times):
        shutil.rmtree(home, ignore_errors=True)
        costs.append(fresh(["-m", "api.cli", "--home", home, "demo", "--no-serve"]))
    shutil.rmtree(home)
    return [Line("DEMO", "`qinqing demo --no-serve`, a town", costs, note="promised: well under a minute")]
