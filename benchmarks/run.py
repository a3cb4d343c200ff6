"""All benchmarks in one run and one table.

    python -m benchmarks.run [--preset town|county] [--pairs N] [--only P1,P2,…] [--write]

P2 also measures P10 (peak memory) and the whole way from files to findings; DEMO is a town's, whatever the preset.
``--files`` takes department files made before (by ``qinqing synth``), else they are made; ``--loaded`` takes what an
earlier run left in the folder, so that P1 can be repeated without a load.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from benchmarks import demo, p1_sweep, p2_load, p3_engine, p7_spreadsheet, report, who_is_who
from benchmarks.ground import Ground, prepare
from benchmarks.measuring import ROOT, Line, say

NAMES = ("P1", "P2", "P3", "P7", "WHO", "DEMO")
_QUICK = {"town": 7, "county": 3}
"""Pairs of what takes seconds."""
_LONG = {"town": 3, "county": 1}
"""Pairs of what takes minutes: loads."""
_PAYMENTS = {"town": 60_000, "county": 300_000}
"""Size of P3: the fixed costs of a bulk load would hide what a few thousand rows cost."""


def options(arguments: list[str]) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.run", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--preset", choices=sorted(_LONG), default="town")
    parser.add_argument("--pairs", type=int, help="pairs of each (default 7; fewer for what takes long)")
    parser.add_argument("--only", default=",".join(NAMES), help="some of " + ",".join(NAMES))
    parser.add_argument("--mess", choices=("none", "normal", "heavy"), default="normal", help="of files to be made")
    parser.add_argument("--files", type=Path, help="department files made before")
    parser.add_argument("--folder", type=Path, help="where to keep workspace and tables (default .bench/PRESET)")
    parser.add_argument("--loaded", action="store_true", help="what the folder holds is loaded already")
    parser.add_argument("--write", action="store_true", help="put the table into docs/benchmarks.md")
    found = parser.parse_args(arguments)
    found.only = found.only.upper().split(",")
    if unknown := set(found.only) - set(NAMES):
        parser.error(f"unknown: {', '.join(sorted(unknown))}; there are {', '.join(NAMES)}")
    return found


def main() -> None:
    """Measures, prints, writes."""
    chosen = options(sys.argv[1:])
    before = os.getloadavg()[0]
    folder = (chosen.folder or ROOT / ".bench" / chosen.preset).resolve()
    ground = prepare(chosen.preset, chosen.mess, folder, chosen.files)
    lines: list[Line] = []
    for work in _steps(chosen, ground):
        found = work()
        lines += found
        say("done\n" + "".join(map(report.row, found)))
    title = ground.preset if chosen.only == list(NAMES) else f"{ground.preset}: {', '.join(chosen.only)}"
    section = report.text(title, ground, lines, _command(chosen, ground), (before, os.getloadavg()[0]))
    print(section)
    if chosen.write:
        report.write(section, title)


def _steps(chosen: argparse.Namespace, ground: Ground) -> Iterator[Callable[[], list[Line]]]:
    """The asked benchmarks in their order: P1 needs what P2 loads."""
    quick, long = chosen.pairs or _QUICK[chosen.preset], chosen.pairs or _LONG[chosen.preset]
    if "P2" in chosen.only or ("P1" in chosen.only and not chosen.loaded):
        yield partial(p2_load.measure, ground, long)
    if "P1" in chosen.only:
        yield partial(p1_sweep.measure, ground, quick)
    if "P3" in chosen.only:
        yield partial(p3_engine.measure, _PAYMENTS[chosen.preset], long)
    if "P7" in chosen.only:
        yield partial(p7_spreadsheet.measure, ground.folder, quick)
    if "WHO" in chosen.only:
        yield partial(who_is_who.measure, ground)
    if "DEMO" in chosen.only:
        yield partial(demo.measure, ground.folder, long)


def _command(chosen: argparse.Namespace, ground: Ground) -> str:
    """What repeats this table anywhere: folders of this machine are left out."""
    words = ["python", "-m", "benchmarks.run", "--preset", chosen.preset]
    mess = ground.answers["mess"]
    words += ["--mess", mess] if mess != "normal" else []
    words += ["--pairs", str(chosen.pairs)] if chosen.pairs else []
    words += ["--only", ",".join(chosen.only)] if set(chosen.only) != set(NAMES) else []
    return " ".join(words + (["--loaded"] if chosen.loaded else []))


if __name__ == "__main__":
    main()
