"""The list of warnings, ranked: tier, then overdue, then score, then money, then key."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine, RowMapping

from api.casework.calendar import SHANGHAI
from api.casework.transitions import OUT_OF_LIST, Status
from api.records.tables import warning_events, warnings
from graph.errors import InputError
from graph.model import TIER_ORDER

_OVERDUE = sa.case({"long_overdue": 3, "overdue": 2, "due_soon": 1}, value=warnings.c.overdue_state, else_=0)
_RANK = sa.case({tier.value: index for index, tier in enumerate(TIER_ORDER)}, value=warnings.c.tier)


def listed(engine: Engine, *, statuses: Collection[str] = (), tiers: Collection[str] = (),
           keys: Iterable[str] | None = None, snoozed: bool = False) -> list[dict[str, Any]]:
    """Stored documents with their status, best first. Without ``statuses``: those somebody still has to act on.

    A snoozed warning is left out until its day, unless ``snoozed`` or a status was asked for.

    Raises InputError for a status or a tier that does not exist.
    """
    _check("状态", statuses, [s.value for s in Status])
    _check("等级", tiers, [t.value for t in TIER_ORDER])
    wanted = list(statuses) or [s.value for s in Status if s not in OUT_OF_LIST]
    query = sa.select(warnings).where(warnings.c.status.in_(wanted))
    if tiers:
        query = query.where(warnings.c.tier.in_(list(tiers)))
    if not statuses and not snoozed:
        query = query.where(sa.or_(warnings.c.snoozed_until.is_(None),
                                   warnings.c.snoozed_until <= datetime.now(SHANGHAI).date()))
    if keys is not None:
        query = query.where(warnings.c.key.in_(list(keys)))
    order = query.order_by(_RANK.desc(), _OVERDUE.desc(), warnings.c.score.desc(),
                           warnings.c.amount_fen.desc().nulls_last(), warnings.c.key)
    with engine.connect() as connection:
        return [_with_status(row) for row in connection.execute(order).mappings()]


def news(engine: Engine, key: str) -> list[str]:
    """What was new when a warning last reopened; empty for one that never did."""
    query = (sa.select(warning_events.c.detail).order_by(warning_events.c.id.desc()).limit(1)
             .where(warning_events.c.warning == key,
                    warning_events.c.action.in_(["reopened", "reopen"])))
    with engine.connect() as connection:
        detail = connection.execute(query).scalar()
    return list(detail["new"]) if detail else []


def _with_status(row: RowMapping) -> dict[str, Any]:
    return {**row["body"], "tier": row["tier"], "status": row["status"], "number": row["number"],
            "overdue_state": row["overdue_state"], "due_on": _day(row["due_on"]), "unit": row["unit"],
            "handler": row["handler"], "respond_by": _day(row["respond_by"]), "edit": row["edit"],
            "snoozed_until": _day(row["snoozed_until"]), "evidence_withdrawn": row["withdrawn"]}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _check(word: str, given: Collection[str], known: list[str]) -> None:
    for value in given:
        if value not in known:
            raise InputError(f"没有“{value}”这个{word}；可用：{'、'.join(known)}")
