"""The table of a run: what was measured, on what machine, by which command."""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
from collections.abc import Iterable
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from benchmarks.ground import SEED, Ground
from benchmarks.measuring import ROOT, Cost, Line

DOCS = ROOT / "docs" / "benchmarks.md"
_LIBRARIES = ("ladybug", "duckdb", "pyarrow", "fastexcel", "python-calamine", "numpy", "pandas")
_TOTALS = ("persons", "cadres", "payments", "accounts", "ledger_rows", "companies", "files")
_HEAD = """\
| | what | pairs | ours: wall s | ours: CPU s | reference: wall s | reference: CPU s | ratio | gate | | |
|---|---|---|---|---|---|---|---|---|---|---|
"""
_LEGEND = """\
A time is minimum / median over the pairs. A ratio is the median of the paired ratios, wall · CPU (all threads,
children included): how many times the cost of the reference; for P3 how many times as fast. Memory is the peak of
the largest process of a fresh start. A rule whose answer differs from its reference shows no time and still counts in
the total; so do rules that had no reference when it was measured. P1, P3 and P7 are warm and in one process; P2, P10,
the cold sweep and the whole are fresh processes, imports counted.
"""


def text(title: str, ground: Ground, lines: Iterable[Line], command: str, loads: tuple[float, float]) -> str:
    """A section in Markdown; ``loads`` are the load averages at start and end."""
    totals = ground.answers["totals"]
    facts = [
        f"`{command}`, {datetime.now().astimezone():%Y-%m-%d}, program {_commit()}",
        f"{_processor()}, {os.cpu_count()} cores, {_memory():.0f} GB, {platform.system()}",
        f"load average {loads[0]:.1f} at the start, {loads[1]:.1f} at the end",
        ", ".join([f"Python {platform.python_version()}", *(f"{name} {version(name)}" for name in _LIBRARIES)]),
        f"preset {ground.preset}, {ground.answers['mess']} mess, seed {SEED}, SHA-256 {ground.digest()[:16]}",
        ", ".join(f"{totals[name]:,} {name.replace('_', ' ')}" for name in _TOTALS),
    ]
    head = "".join(f"- {fact}\n" for fact in facts)
    return f"## {title}\n\n{head}\n{_HEAD}" + "".join(map(row, lines))


def row(line: Line) -> str:
    """One line of the table."""
    verdict = {True: "kept", False: "**MISSED**", None: ""}[line.reached()]
    pairs = min(len(line.ours), len(line.reference)) or len(line.ours)
    numbers = [""] * 5
    if line.memory:
        ours, reference = (f"{max(cost.peak for cost in side) / 1e6:,.0f} MB" for side in (line.ours, line.reference))
        numbers = [ours, "", reference, "", f"{line.ratios()[0]:.1f}"]
    elif line.shown:
        numbers = [*_times(line.ours), *_times(line.reference), " · ".join(f"{r:.1f}" for r in line.ratios())]
    gate = "" if line.gate is None else f"{'≥' if line.faster else '≤'} {line.gate:g}"
    return f"| {' | '.join([line.name, line.what, str(pairs), *numbers, gate, verdict, line.note])} |\n"


def _times(side: list[Cost]) -> tuple[str, str]:
    if not side:
        return "", ""
    return _span([c.wall for c in side]), _span([c.cpu for c in side])


def _span(values: list[float]) -> str:
    return f"{_number(min(values))} / {_number(statistics.median(values))}"


def _number(value: float) -> str:
    return f"{value:.3f}" if value < 10 else f"{value:.1f}"


def write(section: str, title: str) -> None:
    """Puts the section into the page in place of an earlier one of the same title."""
    old = DOCS.read_text(encoding="utf-8") if DOCS.exists() else ""
    parts = {part.split("\n", 1)[0]: f"## {part.rstrip()}\n" for part in old.split("\n## ")[1:]}
    parts[title] = section
    page = f"# Benchmarks\n\nWritten by `make bench ARGS='--preset … --write'`.\n\n{_LEGEND}\n"
    DOCS.write_text(page + "\n".join(parts[name] for name in sorted(parts)), encoding="utf-8")


def _commit() -> str:
    run = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False)
    return run.stdout.strip() or "unknown"


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    names = [line.split(":", 1)[1].strip() for line in info.read_text(encoding="utf-8").splitlines()
             if line.startswith("model name")] if info.exists() else []
    return names[0] if names else platform.processor() or platform.machine()


def _memory() -> float:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
