"""A rule tried on the loaded data before it is activated: what it would find, and nothing opened.

The rule runs alone: what hits of other rules would raise or lower stays out, and the answer says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from typing import Any

import sqlalchemy as sa

from api.casework.showing import show
from api.casework.transitions import Status
from api.jobs.reading import today
from api.jobs.sources import rule_settings
from api.jobs.sweeping import documents
from api.jobs.versions import state_now
from api.records.tables import warnings
from api.wiring import Workspace
from cypher.catalog import load_catalog
from cypher.composition import compose
from cypher.findings import Finding, RuleOutcome
from cypher.rule import Rule
from cypher.runner import run_rule
from graph.model import Tier
from graph.port import GraphReader

EXAMPLES = 12
_TOWNS = "MATCH (t:Town) RETURN t.key AS key, t.name AS name ORDER BY key"


def try_rule(workspace: Workspace, name: str, *, hidden: Collection[str] = ()) -> dict[str, Any]:
    """Runs the rule of this id or name, whatever its status, and counts; no warning is opened or changed.

    ``hidden``: persons whose findings the asker must not know of; they are in no count. Examples are masked.
    Raises NotFound for the rule, StoreUnavailable before the first load.
    """
    rules = load_catalog().named(name)
    settings, day = rule_settings(workspace, state_now(workspace)), today()
    workspace.audit.note("rule-trial", name)
    with workspace.store.reader() as reader:
        counts, version = reader.counts(), reader.info().data_version
        towns = {str(row["key"]): str(row["name"]) for row in reader.read(_TOWNS)}
        tried = [_tried(workspace, reader, rule, run_rule(rule, reader, as_of=day, settings=settings, counts=counts),
                        set(hidden), towns) for rule in rules]
    return {"rules": tried, "as_of": day.isoformat(), "data_version": version}


def _tried(workspace: Workspace, reader: GraphReader, rule: Rule, outcome: RuleOutcome, hidden: set[str],
           towns: dict[str, str]) -> dict[str, Any]:
    seen = [f for f in outcome.findings if hidden.isdisjoint(key for _, key in f.persons)]
    found = compose([f for f in seen if not f.cleared], {rule.name: rule})
    tiers = Counter(finding.tier.value for finding in found)
    return {"name": rule.name, "title": rule.title, "status": rule.meta.status, "version": rule.meta.version,
            "outcome": outcome.outcome.value, "reason": outcome.reason or None, "seconds": round(outcome.seconds, 3),
            "hits": len(found), "cleared": len(seen) - len(found), "tiers": {t.value: tiers[t.value] for t in Tier},
            "towns": _by_town(found, towns), "known": _known(workspace, found),
            "examples": _examples(workspace, reader, found)}


def _by_town(found: Iterable[Finding], towns: dict[str, str]) -> list[dict[str, Any]]:
    """Hits by town, most first: a rule that finds one town alone may know only that town's files."""
    counted: Counter[str] = Counter()
    for finding in found:
        counted.update({code[:9] for code in finding.villages})
    return [{"town": code, "name": towns.get(code, code), "hits": hits} for code, hits in counted.most_common()]


def _known(workspace: Workspace, found: Collection[Finding]) -> dict[str, int]:
    """Of the hits: how many stand as warnings already, and how many of these were dismissed."""
    keys = [finding.key for finding in found]
    with workspace.engine.connect() as connection:
        states = [row.status for start in range(0, len(keys), 500) for row in connection.execute(
            sa.select(warnings.c.status).where(warnings.c.key.in_(keys[start:start + 500])))]
    return {"warnings": len(states), "dismissed": states.count(Status.DISMISSED.value)}


def _examples(workspace: Workspace, reader: GraphReader, found: list[Finding]) -> list[dict[str, Any]]:
    """The first in rank, masked."""
    docs = documents(workspace, reader, found[:EXAMPLES], reader.info().data_version)
    return [{"title": one["title"], "tier": one["tier"], "villages": [v["name"] for v in one["villages"]]}
            for one in (show(doc, {}, unmasked=False) for doc in docs)]
