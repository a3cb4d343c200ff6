"""``kin between`` and ``kin of``: kinship in the loaded graph, searched outward from the persons asked about."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from api.jobs.people import known_person
from api.jobs.sources import county_settings
from api.jobs.versions import state_now
from api.settings import Settings
from api.wiring import Workspace, open_workspace
from graph.kinship.nearness import DISPLAY_STEPS, Relation, relation_between, relations_of
from graph.kinship.pedigree import KinGraph
from graph.kinship.scopes import ScopeSet, load_scopes
from graph.port import GraphReader, Row

_KINDS = {"PARENT_OF": "parent", "SPOUSE_OF": "spouse", "SIBLING_OF": "sibling"}
_EDGE = ("r.key AS key, a.key AS a, b.key AS b, r.basis AS basis, r.confidence AS confidence, "
         "r.valid_from AS valid_from, r.valid_to AS valid_to, r.ended_by AS ended_by, r.raised AS raised")
_COLUMNS = ("kind", "a", "b", "basis", "confidence", "valid_from", "valid_to", "ended_by", "raised", "key")


def between(settings: Settings, a: str, b: str, on: date) -> dict[str, Any]:
    """What ``b`` is to ``a`` on a day, as ``kin between --json``. Persons by key or citizen number; logged.

    Raises InputError and NotFound for persons, and what opening a workspace raises.
    """
    with open_workspace(settings) as workspace, workspace.store.reader() as reader:
        first, second = known_person(workspace, reader, a), known_person(workspace, reader, b)
        workspace.audit.note("kin", first, other=second, on=on.isoformat())
        # A path of six steps is found whole when each of its ends is followed half-way.
        graph = kin_around(reader, [first, second], steps=(DISPLAY_STEPS + 1) // 2)
        scopes = _scopes(workspace)
        relation, readings = relation_between(graph, first, second, on=on, scopes=scopes)
        inverse, _ = relation_between(graph, second, first, on=on, scopes=scopes)
    return {"a": first, "b": second, "on": on.isoformat(), "relation": _json(relation),
            "readings": [_json(reading) for reading in readings], "inverse": _json(inverse)}


def of(settings: Settings, person: str, scope: str | None, on: date) -> list[dict[str, Any]]:
    """Kin of a person on a day, as ``kin of --json``; ``scope`` names a circle of ``scopes.toml``. Logged."""
    with open_workspace(settings) as workspace, workspace.store.reader() as reader:
        key = known_person(workspace, reader, person)
        scopes = _scopes(workspace)
        if scope is not None:
            scopes.get(scope)
        graph = kin_around(reader, [key], steps=DISPLAY_STEPS)
        found = relations_of(graph, key, on=on, scopes=scopes, max_steps=DISPLAY_STEPS,
                             within=None if scope is None else [scope])
        workspace.audit.note("kin", key, results=len(found), scope=scope or "", on=on.isoformat())
    return [{"person": relation.alter, **relation.as_json()} for relation in found]


def kin_around(reader: GraphReader, roots: Iterable[str], *, steps: int) -> KinGraph:
    """The primitive kin graph within ``steps`` of the roots, read ring by ring."""
    seen: set[str] = set()
    edges: dict[str, Row] = {}
    ring = set(roots)
    for _ in range(steps):
        if not ring:
            break
        seen |= ring
        found = [row for name in _KINDS for row in _edges(reader, name, sorted(ring))]
        edges.update((str(row["key"]), row) for row in found)
        ring = {str(row[end]) for row in found for end in ("a", "b")} - seen
    return _graph(reader, seen | ring, list(edges.values()))


def _edges(reader: GraphReader, name: str, keys: list[str]) -> list[Row]:
    found: list[Row] = []
    for end in ("a", "b"):
        anchored = {"a": "(a:Person {key: wanted})", "b": "(b:Person)"} if end == "a" else {
            "a": "(a:Person)", "b": "(b:Person {key: wanted})"}
        text = f"UNWIND $keys AS wanted MATCH {anchored['a']}-[r:{name}]->{anchored['b']} RETURN {_EDGE}"
        found += [{**row, "kind": _KINDS[name]} for row in reader.read(text, {"keys": keys})]
    return found


def _graph(reader: GraphReader, people: set[str], edges: list[Row]) -> KinGraph:
    text = "UNWIND $keys AS wanted MATCH (p:Person {key: wanted}) RETURN p.key AS key, p.sex AS sex, p.quality AS how"
    rows = reader.read(text, {"keys": sorted(people)}) if people else []
    columns: dict[str, Any] = {name: [edge[name] for edge in edges] for name in _COLUMNS}
    return KinGraph.from_columns({str(row["key"]): str(row["sex"] or "U") for row in rows}, **columns,
                                 virtual={str(row["key"]) for row in rows if row["how"] == "virtual"})


def _scopes(workspace: Workspace) -> ScopeSet:
    """The circles of the law with the county's own choices."""
    county = county_settings(workspace, state_now(workspace))
    return load_scopes(recusal_beyond_list=county.scopes.recusal_beyond_list,
                       yunnan=county.scopes.patterns.get("YUNNAN"))


def _json(relation: Relation | None) -> dict[str, Any] | None:
    return None if relation is None else relation.as_json()
