"""Every rule on both engines, warm, side by side: times, and whether the answers are the same."""

from __future__ import annotations

import time
from dataclasses import dataclass
from statistics import median

from api.jobs.sources import rule_settings
from api.jobs.versions import state_now
from api.settings import resolve
from api.wiring import Workspace, open_workspace
from benchmarks import ground as grounds
from benchmarks.measuring import say
from benchmarks.neo4j_server import Running
from cypher.catalog import load_catalog
from cypher.findings import RuleOutcome
from cypher.rule import Rule
from cypher.runner import bound, run_rule
from cypher.settings import CountySettings, ParamMissing, bind
from graph.engines.neo4j.store import Neo4jStore
from graph.errors import QinqingError
from graph.port import GraphReader

LIMIT = 300.0
"""Seconds that a sweep gives a rule (``cypher.runner.TIMEOUT_SECONDS``)."""
LONG = 60.0
"""A first run of more seconds than this stands for the warm ones; below it is mostly the server's planning."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Median seconds and sorted rows of a rule, or why there are none."""

    seconds: float
    rows: list[str]
    failed: str = ""

    def __str__(self) -> str:
        return self.failed or f"{self.seconds:.3f}"


def side_by_side(running: Running, ground: grounds.Ground, pairs: int) -> str:
    """The table; a rule that a sweep would give up is a line of it."""
    lines, both, apart = [], [0.0, 0.0], []
    with open_workspace(resolve(ground.home, environment={})) as workspace:
        settings = rule_settings(workspace, state_now(workspace))
        server = _brought(running, workspace)
        with workspace.store.reader() as embedded, server.reader() as served:
            for rule in load_catalog().running():
                one, other = (_asked(reader, rule, settings, ground, pairs) for reader in (embedded, served))
                if one is None or other is None:
                    continue
                same = _verdict(one, other)
                if same == "same":
                    both = [both[0] + one.seconds, both[1] + other.seconds]
                else:
                    apart.append(f"{rule.name} {same}")
                ratio = f"{other.seconds / one.seconds:.1f}" if same == "same" else ""
                lines.append(f"| {rule.name} | {one} | {other} | {ratio} | {len(one.rows)} | {same} |")
                say(lines[-1])
        server.close()
    total = (f"| **{len(lines) - len(apart)} compared** | {both[0]:.2f} | {both[1]:.2f} | {both[1] / both[0]:.1f} | | "
             f"{'all the same' if not apart else '; '.join(apart)} |")
    return ("### Every rule, warm\n\n| rule | embedded s | Neo4j s | Neo4j ÷ embedded | rows | answers |\n"
            "|---|---|---|---|---|---|\n" + "\n".join((*lines, total))
            + f"\n\nA run over {LONG:g} s stands alone; {LIMIT:g} s is what a sweep gives a rule. The server took "
              f"{running.peak():.0f} MB at its peak.\n")


def _brought(running: Running, workspace: Workspace) -> Neo4jStore:
    """The workspace's graph on the server; by the import tool where it is not there yet."""
    if not running.holds(workspace.id, workspace.store.current()):
        running.empty()
    server = Neo4jStore(running.address, workspace=workspace.id)
    if server.current() == workspace.store.current():
        return server
    with workspace.store.reader() as graph:
        server._bring_over(graph, anew=True)
    say("the graph is on the server")
    return server


def _verdict(one: Answer, other: Answer) -> str:
    if one.failed or other.failed:
        return "not compared"
    return "same" if one.rows == other.rows else "**DIFFERENT**"


def _asked(reader: GraphReader, rule: Rule, settings: CountySettings, ground: grounds.Ground,
           pairs: int) -> Answer | None:
    """What a rule answers; None where the county has not set what it needs."""
    times: list[float] = []
    rows: list[str] = []
    for number in range(pairs + 1):
        begun = time.perf_counter()
        try:
            rows = _rows(reader, rule, settings, ground)
        except ParamMissing:
            return None
        except QinqingError as error:
            return Answer(0.0, [], f"{time.perf_counter() - begun:.0f} s: {error}")
        taken = time.perf_counter() - begun
        if number or taken > LONG:
            times.append(taken)
        if taken > LONG:
            break
    return Answer(median(times), rows)


def _rows(reader: GraphReader, rule: Rule, settings: CountySettings, ground: grounds.Ground) -> list[str]:
    if rule.meta.stage == "statistic":
        return _compared(run_rule(rule, reader, as_of=ground.as_of, settings=settings, timeout=LIMIT))
    asked = [bound(rule.text, binding.values, ground.as_of) for binding in bind(rule, settings)]
    found = [row for parameters in asked for row in reader.read(rule.text, parameters, timeout=LIMIT)]
    return sorted(repr([(name, _whatever_order(value)) for name, value in sorted(row.items())]) for row in found)


def _whatever_order(value: object) -> object:
    """The value with its lists sorted, at every depth: what is collected has no order of its own.

    Nor have sums: areas added up in another order differ in the last bits, so numbers are rounded (money is whole 分).
    """
    if isinstance(value, list):
        return sorted(repr(_whatever_order(item)) for item in value)
    return round(value, 6) if isinstance(value, float) else value


def _compared(outcome: RuleOutcome) -> list[str]:
    """Every comparison that was made, and what was found."""
    return sorted([repr(test) for test in outcome.tests]
                  + [repr((f.key, f.tier, f.amount_fen, f.statistic)) for f in outcome.findings])
