"""What a run costs, in this process or in a fresh one, and how two series of runs compare pair by pair."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

ROOT = Path(__file__).parents[1]
FRESH = Path(__file__).with_name("fresh.py")
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Cost:
    """Wall seconds, CPU seconds (all threads, children included), peak bytes where a process was measured."""

    wall: float
    cpu: float
    peak: int = 0

    def __add__(self, other: Cost) -> Cost:
        """One after the other."""
        return Cost(self.wall + other.wall, self.cpu + other.cpu, max(self.peak, other.peak))


@dataclass(slots=True)
class Line:
    """One line of the table: both sides pair by pair, the gate, and what has to be said about it.

    ``faster``: the ratio says how many times as fast (gate: at least), else how many times as costly (at most).
    ``memory``: the line is about peak memory. ``shown``: False where answers differ, so that no time is printed.
    """

    name: str
    what: str
    ours: list[Cost] = field(default_factory=list)
    reference: list[Cost] = field(default_factory=list)
    gate: float | None = None
    faster: bool = False
    memory: bool = False
    shown: bool = True
    note: str = ""

    def ratios(self) -> tuple[float, ...]:
        """Median of the paired ratios: of the peak, or of wall and CPU; none without a reference."""
        parts = ("peak",) if self.memory else ("wall", "cpu")
        pairs = list(zip(self.ours, self.reference, strict=False))
        return tuple(statistics.median(self._ratio(a, b, part) for a, b in pairs) for part in parts if pairs)

    def _ratio(self, ours: Cost, reference: Cost, part: str) -> float:
        a, b = max(getattr(ours, part), 1e-6), max(getattr(reference, part), 1e-6)
        return float(b / a if self.faster else a / b)

    def reached(self) -> bool | None:
        """Is the gate kept by every ratio? None where there is nothing to judge."""
        found = self.ratios()
        if self.gate is None or not found or not self.shown:
            return None
        return all(r >= self.gate if self.faster else r <= self.gate for r in found)


def timed(work: Callable[[], _T]) -> tuple[Cost, _T]:
    """Cost of work in this process, and its answer."""
    wall, cpu = time.perf_counter(), time.process_time()
    answer = work()
    return Cost(time.perf_counter() - wall, time.process_time() - cpu), answer


def fresh(arguments: Sequence[str | Path], *, allowed: Sequence[int] = (0,)) -> Cost:
    """Cost of ``python ARGUMENTS`` in a process of its own, imports included.

    Raises SystemExit when it ends otherwise than ``allowed``: there is nothing to compare then.
    """
    with tempfile.TemporaryDirectory() as folder:
        result = Path(folder) / "cost.json"
        subprocess.run([sys.executable, FRESH, result, sys.executable, *arguments], cwd=ROOT, check=True)
        found = json.loads(result.read_text(encoding="ascii"))
    if found["code"] not in allowed:
        raise SystemExit(f"{' '.join(map(str, arguments))} ended with {found['code']}")
    return Cost(found["wall"], found["cpu"], found["peak"])


def say(text: str) -> None:
    """A line about what goes on, with the load of the machine, apart from the table."""
    print(f"[{time.strftime('%H:%M:%S')} load {os.getloadavg()[0]:.1f}] {text}", file=sys.stderr, flush=True)
