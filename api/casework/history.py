"""The complete history of a warning: every move, decision, comment and what sweeps did, in order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from api.casework.transitions import ACTION_WORDS, Action
from api.records.tables import warning_events

_SWEEP_WORDS = {"opened": "比对生成预警", "reopened": "证据种类增加，自动重新打开",
                "withdrawn": "最近一次比对中不再出现",
                "merged_in": "并入一件", "deadline": "期限重算", "imported": "登记以往处置", "attached": "增加附件",
                "linked": "关联信访件", "recused": "承办人须回避，退回另选", "pruned": "按保存期限删除人员与证据"}


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the history. ``detail`` holds what was said, keys and days, no names from the graph."""

    at: datetime
    actor: str
    action: str
    words: str
    before: str | None
    after: str | None
    reason: str
    detail: dict[str, Any]
    edit: int


def history(connection: Connection, key: str) -> list[Event]:
    """Every event of the warning, oldest first."""
    query = sa.select(warning_events).where(warning_events.c.warning == key).order_by(warning_events.c.id)
    return [Event(row["at"], row["actor"], row["action"], words_of(row["action"]), row["from_status"],
                  row["to_status"], row["reason"], row["detail"], row["edit"])
            for row in connection.execute(query).mappings()]


def words_of(action: str) -> str:
    """An action in Chinese."""
    return _SWEEP_WORDS.get(action) or ACTION_WORDS[Action(action)]
