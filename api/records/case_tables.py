"""Tables of casework beside the warning itself: numbers, findings' results, attachments, reminders, complaints.

A warning's own row is in ``tables``; what happened to it is in ``warning_events`` and is never changed.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from api.records.tables import Serial, Utc, metadata

counters = Table(
    "counters", metadata,
    Column("name", String(64), primary_key=True),    # ledger 371621 2026
    Column("value", Integer, nullable=False),        # the last number given; only grows
)

verifications = Table(
    "verifications", metadata,
    Column("id", Serial, primary_key=True, autoincrement=True),
    Column("warning", String(64), ForeignKey("warnings.key"), nullable=False, index=True),
    Column("finding", String(64), nullable=False),   # the warning's own key, or one that was merged into it
    Column("label", String(16), nullable=False),     # confirmed partly not_confirmed data_error undecided
    Column("reason_code", String(16)),               # why it was not confirmed: F01 … F15, entitled, …
    Column("confirmed_fen", BigInteger, nullable=False),
    Column("recovered_fen", BigInteger, nullable=False),
    Column("note", Text, nullable=False),
    Column("actor", String(64), nullable=False),
    Column("at", Utc, nullable=False),
    Column("superseded", Boolean, nullable=False),   # a later report or a reopening took its place
)

attachments = Table(
    "attachments", metadata,
    Column("id", Serial, primary_key=True, autoincrement=True),
    Column("object", String(64), nullable=False, index=True),  # a warning's key or a complaint's number
    Column("sha256", String(64), nullable=False),
    Column("name", LargeBinary, nullable=False),     # sealed: file names tend to hold names of people
    Column("media_type", String(64), nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("actor", String(64), nullable=False),
    Column("at", Utc, nullable=False),
    UniqueConstraint("object", "sha256"),
)

reminders = Table(
    "reminders", metadata,
    Column("id", Serial, primary_key=True, autoincrement=True),
    Column("object", String(64), nullable=False),    # a warning's key or a complaint's number
    Column("kind", String(16), nullable=False),      # due_soon overdue long_overdue shortened
    Column("due_on", Date, nullable=False),          # the deadline it speaks of; one reminder a kind and deadline
    Column("level", String(16), nullable=False),     # handler assigner commission: whom it is for
    Column("unit", Text, nullable=False),
    Column("account", String(64)),
    Column("made_on", Date, nullable=False),
    Column("seen_by", String(64)),
    Column("seen_at", Utc),
    UniqueConstraint("object", "kind", "due_on", "level"),
)

complaints = Table(
    "complaints", metadata,
    Column("number", String(32), primary_key=True),
    Column("channel", String(16), nullable=False),   # letter page hotline transfer visit
    Column("received_on", Date, nullable=False),
    Column("status", String(16), nullable=False, index=True),
    Column("territory", String(32), index=True),
    Column("matter", String(64), nullable=False),    # keyed hash of object and matter: the same again is joined
    Column("content", LargeBinary, nullable=False),  # sealed text
    Column("reporter", LargeBinary),                 # sealed apart; null = anonymous
    Column("unit", Text),
    Column("handler", String(64)),
    Column("accept_by", Date, nullable=False),
    Column("answer_by", Date, nullable=False),
    Column("due_provisional", Boolean, nullable=False),
    Column("overdue_state", String(16)),
    Column("joined_into", String(32), ForeignKey("complaints.number")),
    Column("result", Text),                          # for publication, without personal data
    Column("result_by", String(64)),
    Column("approved_by", String(64)),
    Column("answered_on", Date),                     # the reporter has his answer
    Column("created_by", String(64), nullable=False),
    Column("edit", Integer, nullable=False),
)

complaint_links = Table(
    "complaint_links", metadata,
    Column("complaint", String(32), ForeignKey("complaints.number"), primary_key=True),
    Column("kind", String(16), primary_key=True),    # person payment voucher village warning
    Column("target", String(64), primary_key=True, index=True),
)

complaint_events = Table(
    "complaint_events", metadata,
    Column("id", Serial, primary_key=True, autoincrement=True),
    Column("complaint", String(32), ForeignKey("complaints.number"), nullable=False, index=True),
    Column("at", Utc, nullable=False),
    Column("actor", String(64), nullable=False),
    Column("action", String(32), nullable=False),
    Column("from_status", String(16)),
    Column("to_status", String(16)),
    Column("reason", Text, nullable=False),
    Column("detail", JSON, nullable=False),
    Column("edit", Integer, nullable=False),
)

earlier_decisions = Table(
    "earlier_decisions", metadata,                   # dispositions made before this program, waiting for their warning
    Column("id", Serial, primary_key=True, autoincrement=True),
    Column("rule", String(8), nullable=False),
    Column("person", String(64), nullable=False, index=True),
    Column("label", String(16), nullable=False),
    Column("reason_code", String(16)),
    Column("decided_on", Date, nullable=False),
    Column("confirmed_fen", BigInteger, nullable=False),
    Column("recovered_fen", BigInteger, nullable=False),
    Column("note", Text, nullable=False),
    Column("source", String(64), nullable=False),    # SHA-256 of the list it came from
    Column("row", Integer, nullable=False),
    Column("warning", String(64), ForeignKey("warnings.key")),
    UniqueConstraint("source", "row"),
)

leases = Table(
    "leases", metadata,
    Column("name", String(32), primary_key=True),
    Column("holder", String(128), nullable=False),   # host, process, random part
    Column("fence", Integer, nullable=False),        # grows with every holder
    Column("until", Utc, nullable=False),
)

scheduled_runs = Table(
    "scheduled_runs", metadata,
    Column("id", Serial, primary_key=True, autoincrement=True),
    Column("task", String(32), nullable=False, index=True),  # sweep clock
    Column("trigger", String(16), nullable=False),   # timetable late load
    Column("due_at", Utc, nullable=False),
    Column("started", Utc, nullable=False),
    Column("finished", Utc),
    Column("outcome", String(16), nullable=False),   # running done refused failed
    Column("reason", Text, nullable=False),
    Column("sweep", String(32), ForeignKey("sweeps.id")),
    Column("data_version", String(64)),
    Column("detail", JSON, nullable=False),          # what was opened, where the list was sent
)

retention_lists = Table(
    "retention_lists", metadata,
    Column("id", Serial, primary_key=True, autoincrement=True),
    Column("made_on", Date, nullable=False),
    Column("items", JSON, nullable=False),           # {"dismissed": [keys], "sources": [hashes], …}
    Column("hash", String(64), nullable=False),
    Column("count", Integer, nullable=False),
    Column("proposed_by", String(64), nullable=False),
    Column("approved_by", String(64)),
    Column("state", String(16), nullable=False),     # proposed done withdrawn
    Column("done_at", Utc),
    Column("edit", Integer, nullable=False),
)

approvals = Table(
    "approvals", metadata,
    Column("id", Serial, primary_key=True, autoincrement=True),
    Column("asked_by", String(64), nullable=False, index=True),
    Column("asked_at", Utc, nullable=False),
    Column("wanted", JSON, nullable=False),        # the list: what, statuses, year, whole
    Column("count", Integer, nullable=False),      # rows when it was asked for
    Column("reason", Text, nullable=False),
    Column("state", String(16), nullable=False, index=True),  # asked granted refused used
    Column("decided_by", String(64)),
    Column("decided_at", Utc),
    Column("decision", Text),
    Column("until", Utc),
)
