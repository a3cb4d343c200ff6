"""Comparisons of a sweep, kept as data: the verdicts for the clean bill, the raw tests for merging shards."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from api.records.comparison_tables import comparisons
from api.records.tables import rule_runs
from cypher.findings import RuleOutcome
from cypher.judging import Judged, Test


def keep(connection: Connection, sweep: str, outcomes: Iterable[RuleOutcome]) -> None:
    """Puts the tests of a sweep in place of the earlier ones of the same rules."""
    for outcome in outcomes:
        if not outcome.tests:
            continue
        name = outcome.rule + (outcome.limb or "")
        connection.execute(sa.delete(comparisons).where(comparisons.c.rule == name))
        connection.execute(sa.insert(comparisons), [_row(sweep, name, one) for one in outcome.tests])


def _row(sweep: str, rule: str, one: Judged) -> dict[str, Any]:
    identity = one.test.identity
    return {"sweep": sweep, "rule": rule, "village": str(identity["village"]), "program": identity.get("program"),
            "year": identity["year"], "verdict": one.verdict.value, "p": one.p, "q": one.q,
            "reason": one.why or None, "test": json.loads(json.dumps(one.test.as_data()))}


def in_force(connection: Connection, rule: str, units: Iterable[tuple[str, str, int]]) -> list[dict[str, Any]]:
    """What the newest sweep says of these villages, programmes and years, in their order; of those it compared.

    ``{"village", "program", "year", "verdict", "chosen", "kin", "expected", "p", "q", "reason"}``: of ``chosen``
    places ``kin`` went to kin of the committee, ``expected`` would have by chance.
    """
    wanted, columns = set(units), comparisons.c
    rows = connection.execute(
        sa.select(comparisons).where(columns.rule == rule, columns.village.in_(sorted({one[0] for one in wanted})))
        .order_by(columns.village, columns.program, columns.year)).mappings()
    return [_in_force(row) for row in rows if (row["village"], row["program"], row["year"]) in wanted]


def silent(connection: Connection, rule: str) -> str | None:
    """Why there is no comparison of this rule to be in force; None where its newest run compared something."""
    run = connection.execute(sa.select(rule_runs.c.outcome, rule_runs.c.reason).where(rule_runs.c.rule == rule)
                             .order_by(rule_runs.c.id.desc()).limit(1)).one_or_none()
    if run is None:
        return "还没有比对过，各村各项目名额中亲属占几成无从对照；请先运行一次比对（qinqing sweep）再核查"
    if connection.execute(sa.select(comparisons.c.id).where(comparisons.c.rule == rule).limit(1)).one_or_none():
        return None
    why = f"（{run.reason}）" if run.reason else ""
    return (f"最近一次比对没有可比的村和项目{why}，各村各项目名额中亲属占几成无从对照；"
            "补齐资料后再运行一次比对（qinqing sweep）")


def _in_force(row: Mapping[Any, Any]) -> dict[str, Any]:
    test = Test.from_data(row["test"])
    told = {name: row[name] for name in ("village", "program", "year", "verdict", "p", "q", "reason")}
    return {**told, "chosen": test.chosen, "kin": test.observed, "expected": round(test.expected, 1)}


def verdicts(connection: Connection) -> dict[tuple[str, str | None], Counter[str]]:
    """How often each verdict was given, by village and programme (None: the village's own books)."""
    found: dict[tuple[str, str | None], Counter[str]] = defaultdict(Counter)
    columns = comparisons.c
    for row in connection.execute(sa.select(columns.village, columns.program, columns.verdict)):
        found[row.village, row.program][row.verdict] += 1
    return found
