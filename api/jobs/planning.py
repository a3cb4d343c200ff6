"""Cases of the open warnings, and the visits a stated capacity allows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from api.casework.cases import Case, as_data, cases_of
from api.casework.precision import expected_share, measured
from api.casework.queue import TO_VISIT, as_answer, plan
from api.jobs.warning_list import warning_list
from api.wiring import Workspace
from cypher.catalog import load_catalog


def cases(workspace: Workspace, *, reason: str | None = None) -> list[dict[str, Any]]:
    """All cases of the open list, gravest first; ``reason`` given: unmasked, logged before the answer."""
    return cases_among(warning_list(workspace, reason=reason))


def cases_among(docs: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The cases that these shown documents make up."""
    return [as_data(case) for case in cases_of(_current(docs))]


def queue(workspace: Workspace, capacity: int, *, reason: str | None = None) -> dict[str, Any]:
    """The visits of a week and what they leave out. Raises InputError for a capacity below one."""
    statuses = [status.value for status in TO_VISIT]
    return queue_among(workspace, warning_list(workspace, statuses=statuses, reason=reason), capacity)


def queue_among(workspace: Workspace, docs: Iterable[dict[str, Any]], capacity: int) -> dict[str, Any]:
    """The same for these shown documents alone."""
    waiting = cases_of(_current(doc for doc in docs if doc["status"] in TO_VISIT))
    chosen, left = plan(waiting, _shares(workspace, waiting), capacity)
    return as_answer(chosen, left, capacity)


def _current(docs: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """What the last sweep still found: a withdrawn warning is for its handler, not for a visit."""
    return [doc for doc in docs if not doc["evidence_withdrawn"]]


def _shares(workspace: Workspace, waiting: Iterable[Case]) -> dict[str, float]:
    """Confirmed share to expect of each rule in the list."""
    rules = load_catalog().by_name()
    with workspace.engine.connect() as connection:
        known = measured(connection)
    names = {w["rule"] + (w["limb"] or "") for case in waiting for w in case.warnings}
    return {name: expected_share(rules.get(name), known.get(name)) for name in names}
