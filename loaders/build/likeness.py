"""Adds the scored questions of ``loaders.resolve.people`` to those that an equal name alone raises."""

from __future__ import annotations

import pyarrow as pa

from loaders.build.workshop import Workshop, table_of
from loaders.resolve.people import Known, alike

_PEOPLE = """
WITH handle AS (
    SELECT person AS key, acct AS handle FROM rosters WHERE person IS NOT NULL AND acct IS NOT NULL
    UNION SELECT person, unnest(phone) FROM rosters WHERE person IS NOT NULL
), gathered AS (SELECT key, list(DISTINCT handle) AS handles FROM handle GROUP BY key)
SELECT p.key, p.name_key, p.village, p.trunc, p.sex, coalesce(g.handles, []) AS handles
FROM person p LEFT JOIN gathered g USING (key)
WHERE p.name_key IS NOT NULL AND p.village IS NOT NULL AND p.quality IN ({qualities})
  AND ({everywhere} OR p.village IN (SELECT village FROM person WHERE quality IN ('id_trunc', 'name_village')))
ORDER BY p.key"""


def compare(shop: Workshop) -> None:
    """Appends to ``maybe_same`` who each mention without a usable number may be, unless it is there already."""
    mentions = _known(shop, "'id_trunc', 'name_village'", everywhere=True)
    if not mentions:
        return
    known = {(start, end) for start, end in shop.rows('SELECT start, "end" FROM maybe_same')}
    found = [(one.mention, one.person, "name_village", one.reason)
             for one in alike(mentions, _known(shop, "'id18', 'id15'", everywhere=False))
             if (one.mention, one.person) not in known]
    columns = {name: pa.string() for name in ("start", "end", "grade", "reason")}
    shop.append("maybe_same", table_of(columns, found))


def _known(shop: Workshop, qualities: str, *, everywhere: bool) -> list[Known]:
    query = _PEOPLE.format(qualities=qualities, everywhere="TRUE" if everywhere else "FALSE")
    return [Known(key, name, village, trunc, sex, frozenset(handles))
            for key, name, village, trunc, sex, handles in shop.rows(query)]
