"""Answers that cost seconds and stay right until somebody acts: kept under what they depend on, a few at a time."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from datetime import datetime
from threading import Lock
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from api.casework.calendar import SHANGHAI
from api.records.tables import sweeps, warning_events, warnings

_MOST = 16


class Kept:
    """The last answers. One is made at a time: who asks the same meanwhile waits for it."""

    def __init__(self) -> None:
        """Nothing is kept yet."""
        self._lock = Lock()
        self._answers: OrderedDict[Hashable, Any] = OrderedDict()

    def answer(self, depends: Hashable, make: Callable[[], Any]) -> Any:
        """What was made for the same ``depends``, or what ``make`` makes now."""
        with self._lock:
            if depends not in self._answers:
                self._answers[depends] = make()
            self._answers.move_to_end(depends)
            while len(self._answers) > _MOST:
                self._answers.popitem(last=False)
            return self._answers[depends]


def casework_stamp(connection: Connection) -> tuple[Any, ...]:
    """Changes with every act, every sweep and every day: what is put off comes back on its day."""
    acts = connection.execute(sa.select(sa.func.max(warning_events.c.id))).scalar()
    swept = connection.execute(sa.select(sa.func.max(sweeps.c.finished))).scalar()
    edits = connection.execute(sa.select(sa.func.count(), sa.func.sum(warnings.c.edit))).one()
    return acts, swept, tuple(edits), datetime.now(SHANGHAI).date()
