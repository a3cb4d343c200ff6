"""Which payments stand: bank returns, reversals and re-issues, each linked one to one.

Only payments that such an event can touch are looked at one by one; all others stand as they are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import pyarrow as pa

from loaders.build.workshop import Workshop, table_of

REVERSAL_DAYS = 60
"""Rows that cancel lie at most this far apart (rules, §1 *payment*)."""

_TEXT = pa.string()


@dataclass(frozen=True, slots=True)
class Paid:
    """What netting needs of a payment."""

    key: str
    same: tuple[object, ...]
    day: date | None
    amount: int
    account: str | None


def pair(events: Iterable[Paid], candidates: Iterable[Paid], days: int | None, *,
         only_later: bool) -> list[tuple[str, str]]:
    """Pairs (event, candidate) of the same ``same``, nearest day first, each used once.

    ``days`` limits the distance (None: no limit); ``only_later`` wants the candidate on or after the event's day.
    """
    pool: dict[tuple[object, ...], list[Paid]] = defaultdict(list)
    for candidate in candidates:
        pool[candidate.same].append(candidate)
    near = sorted(
        (gap, event.day or date.min, event.key, candidate.key)
        for event in events for candidate in pool[event.same]
        if event.key != candidate.key
        and (gap := _gap(event.day, candidate.day, only_later=only_later)) is not None
        and (days is None or gap <= days)
    )
    used: set[str] = set()
    pairs = []
    for _, _, one, other in near:
        if one not in used and other not in used:
            used |= {one, other}
            pairs.append((one, other))
    return pairs


def _gap(event: date | None, candidate: date | None, *, only_later: bool) -> int | None:
    if event is None or candidate is None:
        return 0
    gap = (candidate - event).days
    return None if only_later and gap < 0 else abs(gap)


def net(shop: Workshop) -> None:
    """Creates ``net(key, status, stands, net)`` for touched payments, ``reverses`` and ``reissues`` (start, end)."""
    shop.run("returned")
    returned = _returned(shop)
    status = dict.fromkeys(returned, "returned")
    status |= dict(shop.rows("SELECT key, status FROM payment WHERE status IN ('failed', 'returned')"))
    verdicts = {key: (word, False, "returned") for key, word in status.items()}
    reversals = _reversals(shop, set(status))
    for taken_back, original in reversals:
        verdicts[taken_back] = ("paid", False, "reversal")
        verdicts[original] = ("paid", False, "reversed")
    reissues = _reissues(shop, set(status))
    for original, _ in reissues:
        verdicts[original] = (status[original], False, "reissued")
    shop.put("net", table_of({"key": _TEXT, "status": _TEXT, "stands": pa.bool_(), "net": _TEXT},
                             [(key, *verdict) for key, verdict in sorted(verdicts.items())]))
    shop.put("reverses", table_of({"start": _TEXT, "end": _TEXT}, reversals))
    shop.put("reissues", table_of({"start": _TEXT, "end": _TEXT}, [(late, early) for early, late in reissues]))


def _returned(shop: Workshop) -> set[str]:
    """One payment for each returned row of the bank: the nearest in time that no nearer return means."""
    rows = shop.rows("SELECT days, loc, key FROM return_match")
    used: set[object] = set()
    found: set[str] = set()
    for _, loc, key in sorted(rows):
        if loc not in used and key not in found:
            used.add(loc)
            found.add(key)
    return found


def _reversals(shop: Workshop, dead: set[str]) -> list[tuple[str, str]]:
    rows = shop.rows("""
        WITH minus AS (SELECT DISTINCT recipient, canonical, -amount_fen AS amount FROM payment WHERE amount_fen < 0)
        SELECT p.key, p.recipient, p.canonical, p.program, p.paid_on, p.amount_fen, p.account
        FROM payment p JOIN minus m ON m.recipient = p.recipient AND m.canonical IS NOT DISTINCT FROM p.canonical
                                   AND m.amount = abs(p.amount_fen)""")
    paid = [Paid(k, (recipient, account, abs(amount)), day, amount, None)
            for k, recipient, account, _, day, amount, _ in rows if k not in dead]
    return pair([p for p in paid if p.amount < 0], [p for p in paid if p.amount > 0], REVERSAL_DAYS, only_later=False)


def _reissues(shop: Workshop, dead: set[str]) -> list[tuple[str, str]]:
    shop.put("dead", table_of({"key": _TEXT}, [(key,) for key in sorted(dead)]))
    rows = shop.rows("""
        WITH lost AS (SELECT DISTINCT recipient, program, period, amount_fen FROM payment JOIN dead USING (key))
        SELECT p.key, p.recipient, p.program, p.period, p.amount_fen, p.paid_on
        FROM payment p JOIN lost l ON l.recipient = p.recipient AND l.amount_fen = p.amount_fen
             AND l.program IS NOT DISTINCT FROM p.program AND l.period IS NOT DISTINCT FROM p.period
        WHERE p.period IS NOT NULL OR p.part <> '' OR p.key IN (SELECT key FROM dead)""")
    paid = [Paid(key, (recipient, program, period, amount), day, amount, None)
            for key, recipient, program, period, amount, day in rows]
    return pair([p for p in paid if p.key in dead], [p for p in paid if p.key not in dead], None, only_later=True)
