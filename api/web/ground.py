"""The loaded graph as the service holds it in memory: the mirror of the current version, and whose kin is whose."""

from __future__ import annotations

import atexit
import gc
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from threading import Lock

from api.jobs.reading import today
from api.jobs.sources import county_settings
from api.jobs.versions import state_now
from api.web.register import Register
from api.wiring import Workspace
from graph.adjacency import Mirror
from graph.errors import StoreUnavailable
from graph.kinship.chains import inverse, read_chain
from graph.kinship.nearness import Relation, relations_of
from graph.kinship.scopes import ScopeSet, load_scopes
from graph.port import GraphReader

_VILLAGES = "MATCH (v:Village) RETURN v.key AS key, v.name AS name"
_TOWNS = "MATCH (t:Town) RETURN t.key AS key, t.name AS name"
_HOUSEHOLD = ("MATCH (p:Person {key: $key})-[:MEMBER_OF]->(h:Household)<-[:MEMBER_OF]-(q:Person) "
              "RETURN DISTINCT q.key AS key")
_MINORS = "MATCH (p:Person) WHERE p.birth > $since RETURN p.key AS key"


@dataclass(slots=True)
class Ground:
    """One data version. ``near`` and ``town_staff`` are computed once a person or area."""

    version: str
    mirror: Mirror
    scopes: ScopeSet
    villages: dict[str, str]
    minors: frozenset[str]
    register: Register
    towns: dict[str, str]
    household: Callable[[str], frozenset[str]]
    _near: dict[str, frozenset[str]] = field(default_factory=dict)
    _staff: dict[str, frozenset[str]] = field(default_factory=dict)

    def near(self, person: str) -> frozenset[str]:
        """The person, the household, and whoever is NEAR him or to whom he is NEAR, today (R48)."""
        found = self._near.get(person)
        if found is None:
            near = {relation.alter for relation in self._kin(person) if _in(relation, "NEAR", self.scopes)}
            found = self._near[person] = frozenset({person} | near | self.household(person))
        return found

    def recusal(self, person: str) -> frozenset[str]:
        """Kin whose matters he must leave to others, beyond those he may not see at all."""
        return frozenset(r.alter for r in self._kin(person) if _in(r, "RECUSAL", self.scopes)) - self.near(person)

    def town_staff(self, area: str) -> frozenset[str]:
        """Staff of the townships in an area: their own office does not see warnings about them."""
        found = self._staff.get(area)
        if found is None:
            towns = [key for key in self.towns if key.startswith(area)]
            found = frozenset(tie.other for town in towns for tie in self.mirror.ties(town, ("serves",)))
            self._staff[area] = found
        return found

    def _kin(self, person: str) -> list[Relation]:
        if person not in self.mirror:
            return []
        return relations_of(self.mirror.kin_graph(), person, on=today(), scopes=self.scopes)


atexit.register(gc.unfreeze)  # what was frozen is cleared away in order at the end


class GroundKeeper:
    """Gives the ground of the current version; loads it again when the pointer has moved."""

    def __init__(self, workspace: Workspace) -> None:
        """Nothing is loaded yet."""
        self._workspace = workspace
        self._lock = Lock()
        self._ground: Ground | None = None

    def now(self) -> Ground:
        """The current ground. Raises StoreUnavailable before the first load, StoreRefused while one is loading."""
        version = self._workspace.store.current()
        if version is None:
            raise StoreUnavailable("还没有载入任何数据")
        ground = self._ground
        if ground is None or ground.version != version:
            with self._lock:
                ground = self._ground
                if ground is None or ground.version != version:
                    gc.unfreeze()
                    ground = self._ground = self._load()
                    gc.freeze()  # millions of lasting objects: each full look for garbage among them takes seconds
        return ground

    def _load(self) -> Ground:
        workspace = self._workspace
        county = county_settings(workspace, state_now(workspace))
        scopes = load_scopes(recusal_beyond_list=county.scopes.recusal_beyond_list,
                             yunnan=county.scopes.patterns.get("YUNNAN"))
        with workspace.store.reader() as reader:
            mirror = Mirror.load(reader)
            villages = {str(row["key"]): str(row["name"]) for row in reader.read(_VILLAGES)}
            towns = {str(row["key"]): str(row["name"]) for row in reader.read(_TOWNS)}
            return Ground(mirror.data_version, mirror, scopes, villages, _minors(reader), Register.read(reader), towns,
                          self._household)

    def _household(self, person: str) -> frozenset[str]:
        with self._workspace.store.reader() as reader:
            return frozenset(str(row["key"]) for row in reader.read(_HOUSEHOLD, {"key": person}))


def _minors(reader: GraphReader) -> frozenset[str]:
    day = today()
    since = day.replace(year=day.year - 18, day=min(day.day, 28))
    return frozenset(str(row["key"]) for row in reader.read(_MINORS, {"since": since}))


@lru_cache(maxsize=4096)
def _scopes_back(chain: str, scopes: ScopeSet) -> frozenset[str]:
    return frozenset(scope for back in inverse(chain) for scope in read_chain(back, scopes=scopes).scopes)


def _in(relation: Relation, scope: str, scopes: ScopeSet) -> bool:
    return scope in relation.scopes or scope in _scopes_back(relation.chain, scopes)
