"""Neo4j beside itself and beside the embedded engine: ways of loading, start-up, memory, every rule side by side.

    python -m benchmarks.neo4j [--preset town|county] [--payments N] [--pairs N] [--only load,first,sweep] [--write]

A server of its own is started by the project's scripts with the settings of ``neo4j-conf/neo4j.conf`` and stopped at
the end. *load*: made-up payments with three relations each to persons, accounts and programmes that are there, one way
after another on an emptied graph. *first*: the whole graph of a loaded workspace, by the import tool and online.
*sweep*: every rule on both engines, warm, the sorted rows compared. Each is a section of its own in the page.
"""

from __future__ import annotations

import argparse
import os
import platform
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from benchmarks import ground as grounds
from benchmarks import report
from benchmarks.measuring import ROOT
from benchmarks.neo4j_loads import first_load, ways_of_loading
from benchmarks.neo4j_rules import side_by_side
from benchmarks.neo4j_server import server

_MATTERS = ("the setting that matters most is `server.memory.pagecache.size` (4g as delivered): as large as the "
            "graph on disk, and no rule waits for the disk")


def main() -> None:
    """Measures, prints, writes."""
    chosen = _arguments()
    only = chosen.only.split(",")
    folder = (chosen.folder or ROOT / ".bench" / chosen.preset).resolve()
    ground = grounds.prepare(chosen.preset, "normal", folder, chosen.files)
    if not ground.home.exists() and {"first", "sweep"} & set(only):
        grounds.load(ground, ground.home)
    with server(folder.parent / f"neo4j-{chosen.preset}") as running:
        parts: dict[str, Callable[[], str]] = {
            "load": lambda: ways_of_loading(running, chosen.payments, chosen.pairs),
            "first": lambda: first_load(running, ground),
            "sweep": lambda: side_by_side(running, ground, chosen.pairs),
        }
        for name in only:
            before, started = os.getloadavg()[0], running.start_up()
            text = parts[name]()
            title = f"Neo4j, {chosen.preset}, {name}"
            section = f"## {title}\n\n{_head(chosen, name, before, started)}\n{text}"
            print(section)
            if chosen.write:
                report.write(section, title)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.neo4j", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--preset", choices=("village", "town", "county"), default="town")
    parser.add_argument("--payments", type=int, default=60_000)
    parser.add_argument("--pairs", type=int, default=3)
    parser.add_argument("--only", default="load,first,sweep")
    parser.add_argument("--folder", type=Path, help="where a loaded workspace is, or is made (default .bench/PRESET)")
    parser.add_argument("--files", type=Path, help="department files that are there already")
    parser.add_argument("--write", action="store_true", help="put the tables into docs/benchmarks.md")
    return parser.parse_args()


def _head(chosen: argparse.Namespace, part: str, before: float, started: str) -> str:
    """What was run, when and on what; a folder of this machine is not part of the command."""
    shown = f" --preset {chosen.preset} --payments {chosen.payments} --pairs {chosen.pairs} --only {part}"
    after = os.getloadavg()[0]
    facts = (f"`python -m benchmarks.neo4j{shown} --write`, {datetime.now().astimezone():%Y-%m-%d}",
             f"{os.cpu_count()} cores, {platform.system()}; load average {before:.1f} first, {after:.1f} at the end",
             started, _MATTERS)
    return "".join(f"- {fact}\n" for fact in facts)


if __name__ == "__main__":
    main()
