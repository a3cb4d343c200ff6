"""All benchmarks in one run and one table.

    python -m benchmarks.run [--preset town|county] [--pairs N] [--only P1,P2,…] [--write]

P2 also measures P10 (peak memory) and the whole way from files to findings. ``--files`` takes department files made
before (by ``qinqing synth``), else they are made; ``--loaded`` takes what an earlier run left in the folder, so that
P1 can be repeated without a load.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from benchmarks import p1_sweep, p2_load, p3_engine, p7_spreadsheet, report
from benchmarks.ground import prepare
from benchmarks.measuring import ROOT, Line

NAMES = ("P1", "P2", "P3", "P7")
QUICK = 7
"""Pairs of whatever takes seconds."""
_LONG = {"town": 3, "county": 1}
"""Pairs of what takes minutes: loads."""
_PAYMENTS = {"town": 60_000, "county": 300_000}
"""Size of P3: the fixed costs of a bulk load would hide what a few thousand rows cost."""


def options(arguments: list[str]) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.run", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--preset", choices=sorted(_LONG), default="town")
    parser.add_argument("--pairs", type=int, help=f"pairs of each (default {QUICK}; fewer for loads)")
    parser.add_argument("--only", default=",".join(NAMES), help="some of " + ",".join(NAMES))
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
    ground = prepare(chosen.preset, (chosen.folder or ROOT / ".bench" / chosen.preset).resolve(), chosen.files)
    quick, long = chosen.pairs or QUICK, chosen.pairs or _LONG[chosen.preset]
    lines: list[Line] = []
    if "P2" in chosen.only or ("P1" in chosen.only and not chosen.loaded):
        lines += p2_load.measure(ground, long)
    if "P3" in chosen.only:
        lines += p3_engine.measure(_PAYMENTS[chosen.preset], long)
    if "P7" in chosen.only:
        lines += p7_spreadsheet.measure(ground.folder, quick)
    if "P1" in chosen.only:
        lines += p1_sweep.measure(ground, quick)
    section = report.text(ground, lines, _command(chosen), (before, os.getloadavg()[0]))
    print(section)
    if chosen.write:
        report.write(section, chosen.preset)


def _command(chosen: argparse.Namespace) -> str:
    """What repeats this table anywhere: folders of this machine are left out."""
    words = ["python", "-m", "benchmarks.run", "--preset", chosen.preset]
    words += ["--pairs", str(chosen.pairs)] if chosen.pairs else []
    words += ["--only", ",".join(chosen.only)] if set(chosen.only) != set(NAMES) else []
    return " ".join(words + (["--loaded"] if chosen.loaded else []))


if __name__ == "__main__":
    main()
