"""What this office has learned about its rules: hits of the last sweep, and the measured share of confirmed ones."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from api.casework.precision import Measured, measured, words
from api.records.tables import rule_runs
from api.wiring import Workspace


@dataclass(frozen=True, slots=True)
class Figures:
    """Of one rule: hits of its last run (a trial rule counts and opens nothing), and what dispositions say."""

    hits: int | None = None
    measured: Measured | None = None

    @property
    def words(self) -> str:
        """The measured share for a person to read."""
        return words(self.measured)


def figures(workspace: Workspace) -> dict[str, Figures]:
    """By rule name (``R02a``)."""
    newest = (sa.select(sa.func.max(rule_runs.c.id)).group_by(rule_runs.c.rule, rule_runs.c.limb).scalar_subquery())
    with workspace.engine.connect() as connection:
        shares = measured(connection)
        runs = connection.execute(sa.select(rule_runs).where(rule_runs.c.id.in_(newest)))
        hits = {row.rule + (row.limb or ""): row.hits for row in runs}
    return {name: Figures(hits.get(name), shares.get(name)) for name in hits.keys() | shares.keys()}
