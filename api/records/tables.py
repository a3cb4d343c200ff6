"""Every table of the casework database; SQLite and PostgreSQL alike.

Times are UTC; money is integer 分; documents (reports, warnings) are JSON. The schema is created by the
packaged migrations, never from here; a test compares the two.
"""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
)

metadata = MetaData(naming_convention={
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
})

# SQLite counts rows by itself only for a column declared INTEGER.
Serial = BigInteger().with_variant(Integer(), "sqlite")


class Utc(TypeDecorator[datetime]):
    """An aware time, stored as UTC; a naive one is refused."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """UTC without zone for the database."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Aware UTC time."""
        return None if value is None else value.replace(tzinfo=UTC)


meta = Table(
    "meta", metadata,
    Column("name", String(64), primary_key=True),  # workspace, schema, pseudonym_key, vault_key, audit_head …
    Column("value", Text, nullable=False),
)

journal = Table(
    "journal", metadata,
    Column("seq", Serial, primary_key=True, autoincrement=True),
    Column("kind", String(16), nullable=False),    # load hold release retract confirm reject merge split undo columns
    Column("sha256", String(64), index=True),      # the file concerned; null for decisions about persons
    Column("payload", JSON, nullable=False),       # all that a rebuild needs, and the report of the file
    Column("state", String(16), nullable=False),   # pending done discarded
    Column("version", String(64)),                 # data version this entry leads to
    Column("actor", String(64), nullable=False),
    Column("at", Utc, nullable=False),
)

files = Table(
    "files", metadata,
    Column("sha256", String(64), primary_key=True),
    Column("name", Text, nullable=False),
    Column("kind", String(32)),
    Column("slot", Text),
    Column("territory", String(32)),
    Column("department", Text),
    Column("as_of", Date),
    Column("received_at", Utc, nullable=False),
    Column("outcome", String(16), nullable=False),  # loaded held rejected retracted replaced
    Column("reason", Text),
    Column("rows", Integer, nullable=False),
    Column("loaded", Integer, nullable=False),
    Column("structural", Integer, nullable=False),
    Column("rejected", Integer, nullable=False),
    Column("flagged", Integer, nullable=False),
    Column("amount_fen", BigInteger, nullable=False),
    Column("report", JSON, nullable=False),         # the file's entry of `load --json`
)

vault = Table(
    "vault", metadata,
    Column("kind", String(8), primary_key=True),    # person account phone
    Column("key", String(64), primary_key=True),    # the pseudonym
    Column("sealed", LargeBinary, nullable=False),  # nonce and ciphertext, AES-256-GCM
    Column("key_id", String(16), nullable=False),   # which vault key sealed it
    sqlite_with_rowid=False,
)

audit = Table(
    "audit", metadata,
    Column("seq", BigInteger().with_variant(Integer(), "sqlite"), primary_key=True, autoincrement=False),
    Column("at", String(32), nullable=False),       # text, so that the hash is over what is stored
    Column("actor", String(64), nullable=False),
    Column("action", String(32), nullable=False),
    Column("object", Text, nullable=False),         # a person key, a warning key, a file hash; never a number
    Column("reason", Text, nullable=False),
    Column("results", Integer, nullable=False),
    Column("detail", JSON, nullable=False),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
)

sweeps = Table(
    "sweeps", metadata,
    Column("id", String(32), primary_key=True),
    Column("as_of", Date, nullable=False),
    Column("data_version", String(64), nullable=False),
    Column("started", Utc, nullable=False),
    Column("finished", Utc),
    Column("scope", JSON, nullable=False),          # {"rules": […], "region": …}: what was asked for
    Column("actor", String(64), nullable=False),
)

rule_runs = Table(
    "rule_runs", metadata,
    Column("id", Serial, primary_key=True, autoincrement=True),
    Column("sweep", String(32), ForeignKey("sweeps.id"), nullable=False, index=True),
    Column("rule", String(8), nullable=False),
    Column("limb", String(16)),
    Column("version", Integer, nullable=False),
    Column("outcome", String(16), nullable=False),  # hits no_hits partial not_run failed
    Column("territories", JSON, nullable=False),    # {"not_run": […]}
    Column("parameters", JSON, nullable=False),
    Column("hits", Integer, nullable=False),
    Column("reason", Text),
    Column("seconds", Float, nullable=False),
)

warnings = Table(
    "warnings", metadata,
    Column("key", String(64), primary_key=True),
    Column("rule", String(8), nullable=False),
    Column("limb", String(16)),
    Column("rule_version", Integer, nullable=False),
    Column("tier", String(8), nullable=False),
    Column("score", Integer, nullable=False),
    Column("status", String(16), nullable=False, index=True),
    Column("overdue_state", String(16)),
    Column("due_on", Date),
    Column("title", Text, nullable=False),
    Column("explanation", Text, nullable=False),
    Column("territory", String(32), index=True),    # village or town code of the subject
    Column("amount_fen", BigInteger),
    Column("body", JSON, nullable=False),           # the warning document, identities as keys
    Column("signature", JSON, nullable=False),      # kinds of evidence: what must grow to reopen a dismissal
    Column("dismissed_signature", JSON),            # the signature when it was dismissed
    Column("withdrawn", Boolean, nullable=False),   # the last sweep of its rule no longer finds it
    Column("number", String(32), index=True, unique=True),  # county-year-sequence, never reused
    Column("set_tier", String(8)),                  # a reviewer's tier stands over the rule's
    Column("unit", Text),                           # assigned to
    Column("handler", String(64)),
    Column("task", Text),
    Column("assigner", String(64)),
    Column("assigned_on", Date),                    # the first day that counts is the working day after
    Column("respond_by", Date),                     # the check is to have begun by then
    Column("clock", JSON(none_as_null=True)),       # how due_on was computed: start, days, kind, granted
    Column("reviewer", String(64)),
    Column("result", String(16)),                   # label of the report as a whole
    Column("reason_code", String(16)),
    Column("disposal", String(16)),                 # rectify refer settle
    Column("remedy", Text),                         # what was put right
    Column("closed_on", Date),
    Column("snoozed_until", Date),
    Column("merged_into", String(64)),              # key of the warning that goes on
    Column("retained_until", Date),                 # persons and evidence were removed on that day
    Column("first_sweep", String(32), nullable=False),
    Column("last_sweep", String(32), nullable=False),
    Column("first_seen", Utc, nullable=False),
    Column("last_seen", Utc, nullable=False),
    Column("edit", Integer, nullable=False),        # grows with every change (ETag)
)
Index(None, warnings.c.tier, warnings.c.overdue_state, warnings.c.score)

warning_events = Table(
    "warning_events", metadata,
    Column("id", Serial, primary_key=True, autoincrement=True),
    Column("warning", String(64), ForeignKey("warnings.key"), nullable=False, index=True),
    Column("at", Utc, nullable=False),
    Column("actor", String(64), nullable=False),
    Column("action", String(32), nullable=False),   # opened triage dismiss assign … refreshed withdrawn reopened
    Column("from_status", String(16)),
    Column("to_status", String(16)),
    Column("reason", Text, nullable=False),
    Column("detail", JSON, nullable=False),         # note, difference of evidence, reason code
    Column("edit", Integer, nullable=False),
)
