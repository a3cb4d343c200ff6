"""Where the people of a picture live: the household and the village by which their cards can be put together."""

from __future__ import annotations

from dataclasses import dataclass

from api.web.service import Service
from graph.model import Subgraph
from graph.port import GraphReader, Row

_HOUSEHOLDS = """
UNWIND $keys AS wanted MATCH (p:Person) WHERE p.key = wanted WITH p
OPTIONAL MATCH (p)-[m:MEMBER_OF]->(h:Household) WITH p, m, h WHERE h.key IS NOT NULL
RETURN p.key AS person, h.key AS household, h.kind AS kind, m.head AS head, m.valid_from AS valid_from,
       m.valid_to AS valid_to ORDER BY person, household
"""
# From a person looked up by key the step is taken; both ends in one pattern would join the whole register.
_SHARED = ("集体户", "空挂户")
"""Entries of the register that are no family: whoever stands there does not live together."""


@dataclass(frozen=True, slots=True)
class Home:
    """``household``: pseudonymous key, None where none is known; ``village``: code and name, empty likewise."""

    household: str | None = None
    head: bool = False
    village: str = ""
    village_name: str = ""


def homes(service: Service, picture: Subgraph) -> dict[str, Home]:
    """The home of every person and village of a picture by key; whoever has none is not named."""
    ground = service.ground.now()
    people = [node.key for node in picture.nodes if node.label == "Person" and node.key in ground.mirror]
    with service.workspace.store.reader() as reader:
        households = _households(reader, people)
    found = {}
    for key in people:
        village = ground.mirror.node(key).caption
        household, head = households.get(key, (None, False))
        found[key] = Home(household, head, village, ground.villages.get(village, village))
    places = (node for node in picture.nodes if node.label == "Village")
    return found | {node.key: Home(village=node.key, village_name=node.name) for node in places}


def _households(reader: GraphReader, people: list[str]) -> dict[str, tuple[str, bool]]:
    """The household of each person: the one that still holds before an ended one, the latest entered first."""
    if not people:
        return {}
    rows = [row for row in reader.read(_HOUSEHOLDS, {"keys": people}) if row["kind"] not in _SHARED]
    return {str(row["person"]): (str(row["household"]), bool(row["head"])) for row in sorted(rows, key=_standing)}


def _standing(row: Row) -> tuple[bool, str]:
    return row["valid_to"] is None, str(row["valid_from"] or "")
