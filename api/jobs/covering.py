"""The clean bill of the loaded county: places from the graph, runs, files and warnings from the records."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from api.casework import comparing, coverage
from api.casework.coverage import File, Place, Run
from api.casework.listing import listed
from api.jobs.reading import today
from api.jobs.sources import rule_settings
from api.jobs.versions import state_now
from api.records import files
from api.records.tables import rule_runs, sweeps
from api.wiring import Workspace
from cypher.catalog import load_catalog
from cypher.errors import RuleFileWrong
from cypher.rule import Rule
from cypher.settings import CountySettings, bind
from graph.errors import NotFound
from graph.port import Row

_PAID = """MATCH (p:Payment)
WHERE p.village IS NOT NULL AND p.program IS NOT NULL AND p.stands
WITH p.village AS village, p.program AS program, count(p.key) AS lines, coalesce(sum(p.amount_fen), 0) AS amount_fen,
  max(p.decided_on) AS last_on
MATCH (g:Program) WHERE g.key = program
MATCH (v:Village) WHERE v.key = village
RETURN village, program, lines, amount_fen, last_on, g.name AS program_name, g.class AS class, v.name AS name,
  v.town AS town ORDER BY village, program"""
_BOOKED = """MATCH (v:Village)
OPTIONAL MATCH (e:LedgerEntry)-[:SPENT_BY]->(v)
RETURN v.key AS village, v.name AS name, v.town AS town, count(e.key) AS lines, max(e.date) AS last_on,
  coalesce(sum(e.amount_fen), 0) AS amount_fen ORDER BY village"""


def cover(workspace: Workspace, open_list: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    """Every village and programme with what was checked; ``open_list``: the warnings that the asker may see.

    Raises StoreUnavailable, NotFound before the first sweep.
    """
    with workspace.store.reader() as reader:
        places = [*_places(reader.read(_PAID)), *_places(reader.read(_BOOKED))]
    with workspace.engine.connect() as connection:
        sweep, runs = _last_full(connection)
        verdicts = comparing.verdicts(connection)
    settings = rule_settings(workspace, state_now(workspace))
    rows = coverage.rows(places, _asked(load_catalog().running(), settings), runs, _files(workspace),
                         listed(workspace.engine) if open_list is None else open_list, verdicts)
    workspace.audit.note("list", "coverage", results=len(rows))
    return {"sweep": {"id": sweep.id, "as_of": sweep.as_of.isoformat(), "data_version": sweep.data_version},
            "rows": [coverage.as_data(row, today()) for row in sorted(rows, key=_order)]}


def _order(row: coverage.Row) -> tuple[str, str]:
    return row.place.village, row.place.program or ""


def _places(rows: Iterable[Row]) -> Iterable[Place]:
    for row in rows:
        yield Place(str(row["village"]), str(row["name"] or row["village"]), str(row["town"] or ""),
                    row.get("program"), str(row.get("program_name") or "村级账目和任职"),  # type: ignore[arg-type]
                    row.get("class"), int(row["lines"]), int(row["amount_fen"]), row["last_on"])  # type: ignore[arg-type]


def _last_full(connection: Connection) -> tuple[Any, dict[str, Run]]:
    """The newest sweep of all rules over the whole county, with what became of each rule."""
    for sweep in connection.execute(sa.select(sweeps).order_by(sweeps.c.started.desc())):
        if not sweep.scope.get("rules") and not sweep.scope.get("region"):
            runs = connection.execute(sa.select(rule_runs).where(rule_runs.c.sweep == sweep.id))
            return sweep, {run.rule + (run.limb or ""): Run(run.outcome, run.reason or "", tuple(
                run.territories.get("not_run", ()))) for run in runs}
    raise NotFound("还没有做过全县比对：请先运行 qinqing sweep（不带 --rule 和 --region）")


def _asked(rules: Iterable[Rule], settings: CountySettings) -> list[tuple[Rule, frozenset[str] | None]]:
    """Rules with the programme classes they are bound to in this county; None where they ask for none."""
    return [(rule, _classes(rule, settings)) for rule in rules if rule.meta.status == "active"]


def _classes(rule: Rule, settings: CountySettings) -> frozenset[str] | None:
    if "classes" not in rule.meta.params:
        return None
    try:
        return frozenset(str(c) for c in bind(rule, settings)[-1].values["classes"])  # type: ignore[union-attr]
    except RuleFileWrong:
        return None


def _files(workspace: Workspace) -> list[File]:
    return [File(row["kind"], row["territory"], row["as_of"]) for row in files.listed(workspace.engine)
            if row["outcome"] == "loaded" and row["kind"]]


