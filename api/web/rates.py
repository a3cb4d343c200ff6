"""How often one caller may ask: a bucket of tokens each, refilled with time."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from math import ceil
from threading import Lock

from api.web.faults import Refused

_REMEMBERED = 20_000


@dataclass(frozen=True, slots=True)
class Rate:
    """``burst`` at once, then ``per_second``."""

    per_second: float
    burst: float


RATES: dict[str, Rate] = {
    "usual": Rate(20, 200), "machine": Rate(1000, 2000), "log-in": Rate(0.5, 30), "unmask": Rate(1 / 30, 20),
    "search": Rate(1, 60)}


class Rates:
    """The buckets of one process."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """``clock`` in seconds."""
        self._clock, self._lock = clock, Lock()
        self._buckets: OrderedDict[tuple[str, str], tuple[float, float]] = OrderedDict()

    def take(self, kind: str, who: str) -> None:
        """Takes a token of ``who``. Raises Refused 429 with the seconds to wait."""
        rate, now = RATES[kind], self._clock()
        with self._lock:
            left, then = self._buckets.pop((kind, who), (rate.burst, now))
            left = min(rate.burst, left + (now - then) * rate.per_second)
            enough = left >= 1
            self._buckets[kind, who] = (left - 1 if enough else left, now)
            if len(self._buckets) > _REMEMBERED:
                self._buckets.popitem(last=False)
        if not enough:
            raise Refused(429, headers={"Retry-After": str(ceil((1 - left) / rate.per_second))})

    def forget(self) -> None:
        """Empties every bucket's memory: after a change of the rates, and between trials."""
        with self._lock:
            self._buckets.clear()
