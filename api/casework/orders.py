"""The list in another order than best first, a page at a time; and what stands beside a list: counts and sums."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, RowMapping

from api.casework.paging import Filter
from api.casework.views import View
from api.records.tables import warnings


class Order(StrEnum):
    """How a list may be ordered; ``TIER`` is best first."""

    TIER = "tier"
    AMOUNT = "amount"
    DUE = "due"
    NUMBER = "number"


_COLUMNS: dict[Order, tuple[sa.Column[Any], bool]] = {
    Order.AMOUNT: (warnings.c.amount_fen, True),
    Order.DUE: (warnings.c.due_on, False),
    Order.NUMBER: (warnings.c.number, True),
}
"""Column of an order and whether the largest comes first; what has no value comes last."""
_TOWN = 9  # digits of a region code that name a town


def ordered_page(connection: Connection, view: View, wanted: Filter, order: Order, *, after: list[Any] | None,
                 limit: int) -> list[RowMapping]:
    """At most ``limit`` + 1 rows after a place, which ``ordered_place`` wrote; ``order`` is not ``TIER``."""
    column, descending = _COLUMNS[order]
    query = (sa.select(warnings).where(wanted.condition(), wanted.of_tier(), view.condition())
             .order_by(column.is_(None), column.desc() if descending else column, warnings.c.key).limit(limit + 1))
    if after is not None:
        query = query.where(_beyond(column, descending, _read(order, after[0]), str(after[1])))
    return list(connection.execute(query).mappings())


def ordered_place(row: RowMapping, order: Order) -> list[Any]:
    """Where a page that ends with this row ended."""
    value = row[_COLUMNS[order][0].name]
    return [value.isoformat() if order is Order.DUE and value is not None else value, row["key"]]


def _read(order: Order, value: Any) -> Any:
    return sa.cast(value, sa.Date) if order is Order.DUE and value is not None else value


def _beyond(column: sa.Column[Any], descending: bool, value: Any, key: str) -> sa.ColumnElement[bool]:
    later = warnings.c.key > key
    if value is None:
        return sa.and_(column.is_(None), later)
    further = column < value if descending else column > value
    return sa.or_(further, column.is_(None), sa.and_(column == value, later))


def summary(connection: Connection, view: View, wanted: Filter) -> dict[str, Any]:
    """What the list holds as a whole: ``{"total", "amount_fen", "rule": {id: n}, "town": {code: n}}``."""
    chosen = sa.and_(wanted.condition(), wanted.of_tier(), view.condition())
    total, amount = connection.execute(
        sa.select(sa.func.count(), sa.func.coalesce(sa.func.sum(warnings.c.amount_fen), 0)).where(chosen)).one()
    town = sa.func.substr(warnings.c.territory, 1, _TOWN)
    return {"total": int(total), "amount_fen": int(amount), "rule": _grouped(connection, warnings.c.rule, chosen),
            "town": _grouped(connection, town, chosen)}


def _grouped(connection: Connection, what: sa.ColumnElement[Any], chosen: sa.ColumnElement[bool]) -> dict[str, int]:
    query = sa.select(what, sa.func.count()).where(chosen, what.is_not(None)).group_by(what).order_by(what)
    return {str(name): int(number) for name, number in connection.execute(query)}
