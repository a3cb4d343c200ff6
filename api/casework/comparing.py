"""Comparisons of a sweep, kept as data: the verdicts for the clean bill, the raw tests for merging shards."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from api.records.comparison_tables import comparisons
from cypher.findings import RuleOutcome
from cypher.judging import Judged


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


def verdicts(connection: Connection) -> dict[tuple[str, str | None], Counter[str]]:
    """How often each verdict was given, by village and programme (None: the village's own books)."""
    found: dict[tuple[str, str | None], Counter[str]] = defaultdict(Counter)
    columns = comparisons.c
    for row in connection.execute(sa.select(columns.village, columns.program, columns.verdict)):
        found[row.village, row.program][row.verdict] += 1
    return found
