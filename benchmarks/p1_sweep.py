"""P1: all active rules on the loaded graph, rule by rule in turn with their SQL references over flat tables.

Both sides run in this process, warm, each with one thread a core: the product as a sweep does it (query, gaps,
findings with their sentences), the reference up to its fetched rows. Answers are compared first. A rule without a
reference (a cycle: what it finds is made of the edges that its statement returns) counts on the product's side of the
total, and so does what a sweep does besides running rules.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import duckdb

from api.jobs.sources import rule_settings
from api.jobs.versions import state_now
from api.settings import resolve
from api.wiring import open_workspace
from benchmarks.ground import Ground, write_flat
from benchmarks.measuring import Cost, Line, say, timed
from cypher.catalog import load_catalog
from cypher.comparison import raw_tests
from cypher.composition import compose
from cypher.findings import Finding, Outcome, RuleOutcome
from cypher.reference import comparable, reference_query
from cypher.rule import Rule
from cypher.runner import bound, known_values, run_rule
from cypher.settings import CountySettings, bind
from cypher.tallies import year_values, years_of_rule
from graph.port import GraphReader

GATE = 5.0
MEMORY: dict[str, str | bool | int | float | list[str]] = {"memory_limit": "6GB"}
"""No more for a reference than the product may take: beyond it DuckDB says so instead of swapping the machine out."""
Query = tuple[str, dict[str, object]]


@dataclass(frozen=True, slots=True)
class Sides:
    """The loaded graph and the flat tables, opened."""

    reader: GraphReader
    connection: Any
    settings: CountySettings
    rules: list[Rule]
    counts: dict[str, int]
    as_of: date

    def ours(self, rule: Rule) -> RuleOutcome:
        """The product's answer."""
        return run_rule(rule, self.reader, as_of=self.as_of, settings=self.settings, counts=self.counts)

    def queries(self, rule: Rule) -> list[Query]:
        """The reference with the same parameters, once for each year of a statistical rule; empty without one."""
        if not rule.reference_path.exists():
            return []
        values: dict[str, Any] = dict(bind(rule, self.settings)[-1].values)
        spans = [{}] if rule.meta.stage == "row" else [
            year_values(year, self.as_of) for year in years_of_rule(rule, self.reader, self.as_of)]
        return [reference_query(rule, known_values({**values, **days}, self.as_of)) for days in spans]

    def rows(self, queries: list[Query]) -> list[dict[str, Any]]:
        """Fetched rows of a reference by column."""
        found = []
        for query in queries:
            cursor = self.connection.execute(*query)
            names = [d[0] for d in cursor.description]
            found += [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
        return found

    def answers(self, rule: Rule, outcome: RuleOutcome) -> list[dict[str, Any]]:
        """What the product's side is compared by: findings, or the counts behind every comparison."""
        if rule.meta.stage == "row":
            return [{**f.identity, "amount_fen": f.amount_fen} for f in outcome.findings]
        raw = raw_tests(rule, self.reader, bind(rule, self.settings), self.as_of, stratified=True, timeout=600,
                        bound=lambda text, values: bound(text, values, self.as_of))
        return [row for one in raw for row in one.rows]


def opened(ground: Ground, stack: ExitStack) -> Sides:
    """Both sides, closed with the stack."""
    workspace = stack.enter_context(open_workspace(resolve(ground.home, environment={})))
    reader = stack.enter_context(workspace.store.reader())
    connection = stack.enter_context(duckdb.connect(str(ground.flat), read_only=True, config=MEMORY))
    return Sides(reader, connection, rule_settings(workspace, state_now(workspace)), load_catalog().running(),
                 reader.counts(), ground.as_of)


def write_queries(ground: Ground, target: Path) -> None:
    """The references with their parameters, for a process that knows nothing of rules."""
    with ExitStack() as stack:
        sides = opened(ground, stack)
        queries = [query for rule in sides.rules for query in sides.queries(rule)]
    target.write_text(json.dumps(queries, ensure_ascii=False, default=lambda day: {"date": day.isoformat()}),
                      encoding="utf-8")


def measure(ground: Ground, pairs: int) -> list[Line]:
    """The total first, then each rule with a reference by ratio, then the rest."""
    if not ground.flat.exists():
        write_flat(ground)
    with ExitStack() as stack:
        sides = opened(ground, stack)
        lines = {rule.name: _compared(sides, rule) for rule in sides.rules}
        rest = Line("P1 rest", "counting nodes before, composing findings after the rules")
        for number in range(pairs):
            say(f"P1 pair {number + 1} of {pairs}")
            found: list[Finding] = []
            for rule in sides.rules:
                found += _pair(sides, rule, lines[rule.name])
            after = partial(compose, found, {r.name: r for r in sides.rules})
            rest.ours.append(timed(sides.reader.counts)[0] + timed(after)[0])
    with_reference = sorted((line for line in lines.values() if line.reference), key=_worst, reverse=True)
    without = [line for line in lines.values() if not line.reference]
    total = _total([*lines.values(), rest])
    total.note = f"{len(with_reference)} rules with a reference, {len(without)} without; " + _losses(with_reference)
    return [total, *with_reference, *without, rest]


def _worst(line: Line) -> float:
    return max(line.ratios()) if line.shown else float("inf")


def _losses(lines: list[Line]) -> str:
    lost = [line.name.removeprefix("P1 ") for line in lines if line.reached() is False]
    differing = [line.name.removeprefix("P1 ") for line in lines if not line.shown]
    said = [f"above {GATE:.0f}: {', '.join(lost)}"] if lost else [f"no single rule above {GATE:.0f}"]
    return "; ".join(said + ([f"DIFFERING: {', '.join(differing)}"] if differing else []))


def _compared(sides: Sides, rule: Rule) -> Line:
    """Answers first; the run that compares warms both sides and is not counted."""
    line = Line(f"P1 {rule.name}", rule.slug)
    outcome, queries = sides.ours(rule), sides.queries(rule)
    line.note = f"{len(outcome.findings)} rows"
    if outcome.outcome in (Outcome.FAILED, Outcome.NOT_RUN):
        line.note = f"{outcome.outcome.value}: {outcome.reason}"
    if not queries:
        line.note += "; no reference"
        return line
    line.gate = GATE
    wanted = comparable(rule, sides.rows(queries))
    found = comparable(rule, sides.answers(rule, outcome))
    if found != wanted:
        line.shown = False
        line.note = f"DIFFERS: {line.note} against {len(wanted)}, {len(set(found) ^ set(wanted))} not on both sides"
    return line


def _pair(sides: Sides, rule: Rule, line: Line) -> tuple[Finding, ...]:
    """One run of each side; which goes first changes from pair to pair."""
    queries = sides.queries(rule)
    ours = partial(sides.ours, rule)
    if not queries:
        cost, outcome = timed(ours)
    else:
        fetch: Callable[[], object] = partial(_fetch, sides.connection, queries)
        if len(line.ours) % 2:
            line.reference.append(timed(fetch)[0])
            cost, outcome = timed(ours)
        else:
            cost, outcome = timed(ours)
            line.reference.append(timed(fetch)[0])
    line.ours.append(cost)
    return outcome.findings


def _fetch(connection: Any, queries: list[Query]) -> object:
    return [connection.execute(*query).fetchall() for query in queries]


def _total(lines: list[Line]) -> Line:
    total = Line("P1", "full sweep, all active rules, warm", gate=GATE)
    total.ours = [sum(costs, Cost(0, 0)) for costs in zip(*(line.ours for line in lines), strict=True)]
    total.reference = [sum(costs, Cost(0, 0)) for costs in zip(*(line.reference for line in lines if line.reference),
                                                              strict=True)]
    return total
