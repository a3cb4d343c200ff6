"""The comparisons of the newest sweep of each rule: raw tests as data, and what was said about each."""

from __future__ import annotations

from sqlalchemy import JSON, Column, Float, ForeignKey, Integer, String, Table, Text

from api.records.tables import Serial, metadata

comparisons = Table(
    "comparisons", metadata,
    Column("id", Serial, primary_key=True, autoincrement=True),
    Column("sweep", String(32), ForeignKey("sweeps.id"), nullable=False, index=True),
    Column("rule", String(8), nullable=False),       # R03, R37a
    Column("village", String(32), nullable=False, index=True),
    Column("program", String(64)),                   # null where the comparison is about no programme
    Column("year", Integer, nullable=False),
    Column("verdict", String(24), nullable=False),   # favoured not_favoured insufficient_data
    Column("p", Float),
    Column("q", Float),
    Column("reason", Text),                          # why the data are insufficient
    Column("test", JSON, nullable=False),            # the raw test, mergeable with those of other shards
)
