"""Numbers of the ledger: county code, year, sequence. Given once, in order, never reused."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from api.records.case_tables import counters

NOWHERE = "000000"
"""County code where neither the object nor ``county.toml`` names one."""


def next_numbers(connection: Connection, county: str, year: int, count: int = 1) -> list[str]:
    """``count`` new numbers in order, in the caller's transaction: what is rolled back was never given."""
    name = f"ledger {county} {year}"
    connection.execute(sa.text("INSERT INTO counters (name, value) VALUES (:name, 0) ON CONFLICT DO NOTHING"),
                       {"name": name})
    connection.execute(sa.update(counters).where(counters.c.name == name).values(value=counters.c.value + count))
    last = connection.execute(sa.select(counters.c.value).where(counters.c.name == name)).scalar_one()
    return [f"{county}-{year}-{value:05d}" for value in range(last - count + 1, last + 1)]


def county_of(territory: str | None, fallback: str = "") -> str:
    """Six digits of the county a region code lies in."""
    return (territory or fallback or NOWHERE)[:6].ljust(6, "0")
