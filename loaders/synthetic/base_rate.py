"""Kin of cadres who were paid discretionary money by chance: expected, and no finding by itself."""

from __future__ import annotations

from typing import Any

from loaders.synthetic.kin_index import KinIndex
from loaders.synthetic.model import Person, TownData


def chance_matches(data: TownData, index: KinIndex) -> list[dict[str, Any]]:
    """Every (office-holder, paid person or household member, programme) that the true pedigree ties."""
    families: dict[Person, list[Person]] = {a.head: a.members for a in data.aids}
    seen: set[tuple[str, str, str]] = set()
    rows = []
    for p in data.payments:
        if p.program[0] != "C" or p.amount <= 0:
            continue
        for person in families.get(p.person, [p.person]):
            for holder, pattern in index.of.get(person, ()):
                key = (holder.id, person.id, p.program)
                if key not in seen:
                    seen.add(key)
                    rows.append(
                        {
                            "rule": "R01",
                            "cadre": holder.id,
                            "relative": person.id,
                            "program": p.program,
                            "pattern": pattern,
                        }
                    )
    return rows
