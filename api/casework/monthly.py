"""Monthly figures for the joint meeting: counted from what was done in the month, so that an old month stays as it was.

Opened, checked, confirmed, dismissed by reason, closed, recovered money, overdue at the month's end; per rule and per
township. They show the work, and never rank cadres.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, RowMapping

from api.casework.calendar import SHANGHAI, add_months
from api.casework.particulars import REASON_CODES
from api.casework.sheets import Sheet
from api.records.case_tables import complaints
from api.records.tables import warning_events, warnings

FIGURES = {"opened": "新增预警", "reopened": "重新打开", "checked": "已核查", "confirmed": "属实", "partly": "部分属实",
           "not_confirmed": "不属实", "data_error": "数据错误", "undecided": "无法认定", "dismissed": "排除",
           "referred": "移送", "closed": "销号", "confirmed_fen": "属实金额（元）", "recovered_fen": "追缴金额（元）",
           "overdue": "月末逾期"}
_MONEY = ("confirmed_fen", "recovered_fen")
_ENDED = ("closed", "dismissed", "merged", "referred")


@dataclass(slots=True)
class Month:
    """A month's figures: in all, by rule, by township (code → name), reasons of dismissals; money in 分."""

    first: date
    total: Counter[str] = field(default_factory=Counter)
    by_rule: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    by_town: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    reasons: Counter[str] = field(default_factory=Counter)
    complaints: Counter[str] = field(default_factory=Counter)
    towns: dict[str, str] = field(default_factory=dict)

    def count(self, row: Mapping[str, Any] | RowMapping, figure: str, by: int = 1) -> None:
        """Adds to a figure in all three tables."""
        town = (row["territory"] or "")[:9] or "—"
        for counter in (self.total, self.by_rule[row["rule"]], self.by_town[town]):
            counter[figure] += by


def figures(connection: Connection, first: date) -> Month:
    """Figures of the month that begins on ``first`` (Shanghai)."""
    begin, end = _utc(first), _utc(add_months(first, 1))
    month = Month(first)
    columns = (warnings.c.key, warnings.c.rule, warnings.c.territory, warnings.c.due_on, warnings.c.first_seen,
               warnings.c.body["villages"].label("villages"))
    known = {row["key"]: row for row in connection.execute(sa.select(*columns)).mappings()}
    for row in known.values():
        month.towns.setdefault((row["territory"] or "")[:9] or "—", _town(row))
        if begin <= row["first_seen"] < end:
            month.count(row, "opened")
    _events(connection, month, known, begin, end)
    _overdue(connection, month, known, end)
    for column, name in ((complaints.c.received_on, "received"), (complaints.c.answered_on, "answered")):
        month.complaints[name] = int(connection.execute(sa.select(sa.func.count()).where(
            column >= first, column < add_months(first, 1))).scalar_one())
    return month


def _events(connection: Connection, month: Month, known: Mapping[str, RowMapping], begin: datetime,
            end: datetime) -> None:
    query = sa.select(warning_events).where(warning_events.c.at >= begin, warning_events.c.at < end)
    checked: set[str] = set()
    for event in connection.execute(query.order_by(warning_events.c.id)).mappings():
        row, moved = known[event["warning"]], event["from_status"] != event["to_status"]
        if event["action"] == "report":
            if row["key"] not in checked:
                month.count(row, "checked")
                checked.add(row["key"])
            if label := event["detail"].get("result"):
                month.count(row, label)
        if moved and event["to_status"] in ("reopened", "dismissed", "referred", "closed"):
            month.count(row, event["to_status"])
        if moved and event["to_status"] == "dismissed":
            month.reasons[REASON_CODES.get(event["detail"].get("code", ""), "未归类")] += 1
        for figure, name in (("confirmed_fen", "confirmed_more_fen"), ("recovered_fen", "recovered_more_fen")):
            month.count(row, figure, event["detail"].get(name, 0))


def _overdue(connection: Connection, month: Month, known: Mapping[str, RowMapping], end: datetime) -> None:
    """Past their deadline and not ended at the month's end."""
    last: dict[str, str] = {}
    query = (sa.select(warning_events.c.warning, warning_events.c.to_status).where(warning_events.c.at < end)
             .order_by(warning_events.c.id))
    for key, status in connection.execute(query):
        last[key] = status
    final = (end - timedelta(seconds=1)).astimezone(SHANGHAI).date()
    for key, row in known.items():
        if row["due_on"] and row["due_on"] < final and last.get(key, "closed") not in _ENDED:
            month.count(row, "overdue")


def _town(row: RowMapping) -> str:
    first: Mapping[str, Any] = next(iter(row["villages"] or ()), {})
    return str(first.get("town_name") or (row["territory"] or "")[:9] or "地点不详")


def _utc(day: date) -> datetime:
    return datetime.combine(day, time(), SHANGHAI).astimezone(UTC)


def sheets(month: Month) -> list[Sheet]:
    """The figures as tables: in all, per rule, per township, reasons."""
    whole = [[words, _cell(month.total, name)] for name, words in FIGURES.items()]
    whole += [["收到信访", month.complaints["received"]], ["答复信访", month.complaints["answered"]]]
    return [
        Sheet("总表", {"指标": 20, "数值": 16}, whole),
        Sheet("按规则", _columns("规则"), _rows(month.by_rule, {}), _yuan()),
        Sheet("按乡镇", _columns("乡镇"), _rows(month.by_town, month.towns), _yuan()),
        Sheet("排除原因", {"原因": 30, "件数": 10}, [[name, count] for name, count in month.reasons.most_common()]),
    ]


def document(month: Month) -> dict[str, Any]:
    """The figures for programs; money in 分."""
    def plain(counter: Counter[str]) -> dict[str, int]:
        return {name: counter[name] for name in FIGURES}
    return {"month": f"{month.first:%Y-%m}", "total": plain(month.total),
            "by_rule": {name: plain(counter) for name, counter in sorted(month.by_rule.items())},
            "by_town": {name: {"name": month.towns.get(name, name), **plain(counter)}
                        for name, counter in sorted(month.by_town.items())},
            "reasons": dict(month.reasons.most_common()), "complaints": dict(month.complaints)}


def _columns(first: str) -> dict[str, int]:
    return {first: 16, **dict.fromkeys(FIGURES.values(), 12)}


def _rows(tables: Mapping[str, Counter[str]], names: Mapping[str, str]) -> list[list[str | int | float]]:
    return [[names.get(name, name), *(_cell(tables[name], figure) for figure in FIGURES)] for name in sorted(tables)]


def _cell(counter: Counter[str], figure: str) -> int | float:
    return counter[figure] / 100 if figure in _MONEY else counter[figure]


def _yuan() -> frozenset[str]:
    return frozenset(FIGURES[name] for name in _MONEY)

