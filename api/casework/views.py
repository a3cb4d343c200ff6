"""Which warnings an actor may see: role × area × own kin, as one condition for every query of warnings.

Lists, counts, single warnings and exports all pass here, so that a count never reveals what a list would hide.
"""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from api.casework.actors import Actor, Role
from api.records.access_tables import warning_people
from api.records.tables import warnings

_BY_AREA = frozenset({Role.COMMISSION, Role.OFFICE, Role.TOWN_COMMISSION})


@dataclass(frozen=True, slots=True)
class View:
    """An actor with what is kept from him: ``hidden`` persons (own kin; for a town office its own cadres).

    ``lifted`` are warnings that the head of the commission opened to him in spite of kinship.
    """

    actor: Actor
    hidden: frozenset[str] = frozenset()
    lifted: frozenset[str] = frozenset()

    def condition(self) -> sa.ColumnElement[bool]:
        """The condition on ``warnings``."""
        if self.actor.unrestricted:
            return sa.true()
        if self.actor.role not in _BY_AREA:
            return sa.false()
        place = sa.or_(*(_within(area) for area in self.actor.areas)) if self.actor.areas else sa.false()
        if not self.hidden:
            return place
        concerned = sa.select(warning_people.c.warning).where(warning_people.c.person.in_(sorted(self.hidden)))
        free = warnings.c.key.not_in(concerned)
        return sa.and_(place, sa.or_(free, warnings.c.key.in_(sorted(self.lifted))) if self.lifted else free)


def _within(area: str) -> sa.ColumnElement[bool]:
    """Whether a warning's place lies in an area; as a range, which an index can answer."""
    if not area:
        return sa.true()
    return sa.and_(warnings.c.territory >= area, warnings.c.territory < area + ":")  # ':' follows '9'
