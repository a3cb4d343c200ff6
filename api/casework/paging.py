"""Warnings a page at a time: best first, the same cost for the last page as for the first.

Order: tier, delay, score, key: within a tier what is most overdue comes first, what has no deadline yet stands among
what is in time. A tier and state is read along its index from where the page before ended; a page that is not full
goes on with the next, so that a page is a few short reads.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, RowMapping

from api.casework.calendar import SHANGHAI
from api.casework.transitions import OUT_OF_LIST, UNDECIDED, Status
from api.casework.views import View
from api.records.tables import warnings
from graph.model import TIER_ORDER

BEST_FIRST = [tier.value for tier in reversed(TIER_ORDER)]
DELAYS: tuple[tuple[str | None, ...], ...] = (
    ("long_overdue",), ("overdue",), ("due_soon",), ("normal", None))
"""States of delay that stand together, most urgent first."""
Place = tuple[str, int, int, str]
"""Where a page ended: tier, place in ``DELAYS``, score, key."""


@dataclass(frozen=True, slots=True)
class Filter:
    """What the caller wants of what he may see; empty = everything that somebody still has to act on.

    What is put off (暂缓) stays out of the list until its day; ``snoozed`` asks for just that.
    """

    statuses: Collection[str] = ()
    tiers: Collection[str] = ()
    rules: Collection[str] = ()
    area: str = ""
    least_fen: int | None = None
    words: str = ""
    overdue: Collection[str] = ()
    handler: str = ""
    since: datetime | None = None  # first seen after this moment
    snoozed: bool = False

    def of_tier(self) -> sa.ColumnElement[bool]:
        """The condition on the tier."""
        return warnings.c.tier.in_(list(self.tiers)) if self.tiers else sa.true()

    def condition(self) -> sa.ColumnElement[bool]:
        """The condition on ``warnings``, without the tier."""
        statuses = list(self.statuses) or [s.value for s in Status if s not in OUT_OF_LIST]
        put_off = sa.and_(warnings.c.status.in_([s.value for s in UNDECIDED]), warnings.c.snoozed_until.is_not(None),
                          warnings.c.snoozed_until > datetime.now(SHANGHAI).date())
        parts: list[sa.ColumnElement[bool]] = [warnings.c.status.in_(statuses), put_off if self.snoozed else ~put_off]
        if self.rules:
            parts.append(warnings.c.rule.in_(list(self.rules)))
        if self.area:
            parts.append(warnings.c.territory.startswith(self.area, autoescape=True))
        if self.least_fen is not None:
            parts.append(warnings.c.amount_fen >= self.least_fen)
        if self.words:
            # The title holds tokens in place of names: a search in it finds no person.
            parts.append(sa.or_(warnings.c.title.contains(self.words, autoescape=True),
                                warnings.c.number.contains(self.words, autoescape=True)))
        if self.overdue:
            parts.append(warnings.c.overdue_state.in_(list(self.overdue)))
        if self.handler:
            parts.append(warnings.c.handler == self.handler)
        if self.since is not None:
            parts.append(warnings.c.first_seen > self.since)
        return sa.and_(*parts)


def page(connection: Connection, view: View, wanted: Filter, *, after: Place | None, limit: int) -> list[RowMapping]:
    """At most ``limit`` + 1 rows after a place (the one too many says that there are more)."""
    groups = [(tier, delay) for tier in BEST_FIRST for delay in range(len(DELAYS))]
    start = groups.index((after[0], after[1])) if after else 0
    found: list[RowMapping] = []
    for at, (tier, delay) in enumerate(groups[start:], start):
        room = limit + 1 - len(found)
        if room <= 0:
            break
        if wanted.tiers and tier not in wanted.tiers:
            continue
        beyond = _beyond(after[2], after[3]) if after and at == start else sa.true()
        chosen = sa.and_(warnings.c.tier == tier, wanted.condition(), view.condition(), beyond)
        found += _group(connection, DELAYS[delay], chosen, room)
    return found


def _group(connection: Connection, states: tuple[str | None, ...], chosen: sa.ColumnElement[bool],
           room: int) -> list[RowMapping]:
    """The first rows of some states, best first. One read a state: of an *or* of them no database reads the index."""
    found: list[RowMapping] = []
    for state in states:
        query = (sa.select(warnings).where(warnings.c.overdue_state.is_(None) if state is None
                                           else warnings.c.overdue_state == state, chosen)
                 .order_by(warnings.c.score.desc(), warnings.c.key).limit(room))
        found += connection.execute(query).mappings()
    return sorted(found, key=lambda row: (-row["score"], row["key"]))[:room]


def _beyond(score: int, key: str) -> sa.ColumnElement[bool]:
    return sa.and_(warnings.c.score <= score, sa.or_(warnings.c.score < score, warnings.c.key > key))


def place_of(row: RowMapping) -> Place:
    """Where a page that ends with this row ended."""
    delay = next(at for at, states in enumerate(DELAYS) if row["overdue_state"] in states)
    return row["tier"], delay, row["score"], row["key"]


def counts(connection: Connection, view: View, wanted: Filter) -> dict[str, int]:
    """How many of what the caller may see and wants there are, by tier."""
    query = (sa.select(warnings.c.tier, sa.func.count()).where(wanted.condition(), view.condition())
             .group_by(warnings.c.tier))
    found = {str(tier): int(number) for tier, number in connection.execute(query)}
    return {tier: found.get(tier, 0) for tier in BEST_FIRST}


def one(connection: Connection, view: View, key: str) -> RowMapping | None:
    """One warning by its whole key; None when there is none or it is not the actor's to see: the two look alike."""
    return connection.execute(sa.select(warnings).where(warnings.c.key == key, view.condition())).mappings().first()


def exists(connection: Connection, key: str) -> bool:
    """Whether there is such a warning at all, for the audit log alone."""
    return connection.execute(sa.select(warnings.c.key).where(warnings.c.key == key)).first() is not None


def document(row: RowMapping) -> dict[str, Any]:
    """The stored document with where it stands."""
    due = row["due_on"].isoformat() if row["due_on"] else None
    return {**row["body"], "number": row["number"], "tier": row["tier"], "status": row["status"],
            "overdue_state": row["overdue_state"], "due_on": due, "evidence_withdrawn": row["withdrawn"]}
