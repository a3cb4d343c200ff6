"""What one caller may see of the graph: whose page, whose name, whose number; decided here, masked on the server.

A person is his to look at when the place lies in his areas or a warning of his names the person; never when it is
his own kin. Names of those in a warning of his, and of cadres, keep two characters; mere relatives only the first;
minors outside the case none.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import sqlalchemy as sa

from api.casework.actors import Role
from api.casework.views import View
from api.records.access_tables import warning_people
from api.records.tables import warnings
from api.web.caller import Caller
from api.web.faults import Refused
from api.web.ground import Ground
from api.web.service import Service
from graph.identifiers.masking import mask_name
from graph.model import Subgraph, SubNode

MINOR = "（未成年人）"


@dataclass
class Sight:
    """One request's look at the graph. ``case``: the people of the warning it is about."""

    service: Service
    caller: Caller
    case: frozenset[str] = frozenset()
    _ground: Ground | None = None
    _view: View | None = None

    # No cached_property: until Python 3.12 it has one lock for all, and a request that waits for an absent server
    # would hold up every other.
    @property
    def ground(self) -> Ground:
        """The graph in memory."""
        if self._ground is None:
            self._ground = self.service.ground.now()
        return self._ground

    @property
    def view(self) -> View:
        """The caller's view of warnings."""
        if self._view is None:
            self._view = self.service.view(self.caller)
        return self._view

    def node(self, key: str) -> SubNode:
        """A node the caller may look at. Raises Refused 404 for every other, and logs what was asked."""
        mirror = self.ground.mirror
        if key in mirror and key not in self.view.hidden:
            found = mirror.node(key)
            if self._within(found) or key in self.case or self.concerned([key]):
                return found
        self.service.note(self.caller, "absent", key, kin=key in self.view.hidden)
        raise Refused(404)

    def opened(self, key: str, *, stated: bool = False) -> SubNode:
        """A node he may open: for a case he stated, or standing in a warning of his. Raises Refused 403, 404."""
        node = self.node(key)
        if not stated and node.label == "Person" and not self.concerned([key]):
            raise Refused(403, "此人不在您看得到的预警中；展开要写明为哪一件（case）")
        return node

    def may_see(self, key: str) -> bool:
        """Whether a person lies in the caller's areas and is not kept from him; for lists, where nothing is logged."""
        mirror = self.ground.mirror
        return key in mirror and key not in self.view.hidden and self._within(mirror.node(key))

    def concerned(self, keys: Iterable[str]) -> set[str]:
        """Which of these persons stand in a warning that the caller sees."""
        query = (sa.select(warning_people.c.person).distinct()
                 .join(warnings, warnings.c.key == warning_people.c.warning)
                 .where(warning_people.c.person.in_(sorted(keys)), self.view.condition()))
        with self.service.reading() as connection:
            return set(connection.execute(query).scalars())

    def shown(self, picture: Subgraph) -> Subgraph:
        """The picture as this caller may see it: own kin gone, names masked, village names in place of codes."""
        kept = {node.key for node in picture.nodes if node.key not in self.view.hidden}
        named = self.concerned(key for key in kept if self._is_person(key)) | self.case
        return replace(
            picture, nodes=tuple(self.masked(node, named) for node in picture.nodes if node.key in kept),
            edges=tuple(e for e in picture.edges if e.start in kept and e.end in kept),
            left_out=tuple((key, count) for key, count in picture.left_out if key in kept))

    def masked(self, node: SubNode, named: Iterable[str] = ()) -> SubNode:
        """One node with its name masked."""
        caption = self.ground.villages.get(node.caption, node.caption) if node.label == "Person" else node.caption
        if node.label != "Person":
            return replace(node, caption="" if node.label in ("Village", "Town") else caption)
        if node.key in self.ground.minors and node.key not in self.case:
            return replace(node, name=MINOR, caption=caption)
        return replace(node, caption=caption,
                       name=mask_name(node.name, relative=node.kind != "cadre" and node.key not in set(named)))

    def _within(self, node: SubNode) -> bool:
        """Whether the node's place lies in the caller's areas."""
        actor = self.caller.actor
        if actor is None:
            return False
        if actor.role is Role.COMMISSION or "" in actor.areas:
            return True
        place = node.caption if node.label == "Person" else node.key if node.label in ("Village", "Town") else ""
        return any(place.startswith(area) for area in actor.areas)

    def _is_person(self, key: str) -> bool:
        return self.ground.mirror.node(key).label == "Person"
