"""Tables of people and machines: accounts, what they were granted, their sessions, keys, and what waits for them.

Secrets are kept as hashes, TOTP seeds sealed with the vault key; nothing here can be used to log in.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from api.records.tables import Serial, Utc, metadata

accounts = Table(
    "accounts", metadata,
    Column("name", String(64), primary_key=True),
    Column("full_name", Text, nullable=False),      # of the official, who is no private person here
    Column("unit", Text, nullable=False),
    Column("person", String(64)),                   # key in the graph: own kin is kept from him
    Column("state", String(16), nullable=False),    # invited active locked disabled
    Column("activation", String(64)),               # hash of the code that sets the first password
    Column("password", Text),                       # argon2id
    Column("factor", String(8)),                    # totp codes; null = none yet
    Column("totp", LargeBinary),                    # sealed seed
    Column("totp_step", Integer),                   # time step of the last code taken: no code twice
    Column("failures", Integer, nullable=False),
    Column("locked_until", Utc),
    Column("created_by", String(64), nullable=False),
    Column("created_at", Utc, nullable=False),
    Column("last_login", Utc),                      # or the activation, before the first
)

grants = Table(
    "grants", metadata,
    Column("account", String(64), ForeignKey("accounts.name"), primary_key=True),
    Column("role", String(32), nullable=False),
    Column("areas", JSON, nullable=False),          # prefixes of region codes; [""] is the whole county
    Column("department", Text, nullable=False),
    Column("rights", JSON, nullable=False),
    Column("granted_by", String(64), nullable=False),
    Column("granted_at", Utc, nullable=False),
)

printed_codes = Table(
    "printed_codes", metadata,
    Column("account", String(64), ForeignKey("accounts.name"), primary_key=True),
    Column("hash", String(64), primary_key=True),   # keyed: eight digits alone could be guessed from a copy
    Column("used_at", Utc),
)

web_sessions = Table(
    "web_sessions", metadata,
    Column("token", String(64), primary_key=True),  # hash
    Column("account", String(64), ForeignKey("accounts.name"), nullable=False, unique=True),  # one a user
    Column("address", String(64), nullable=False),
    Column("created_at", Utc, nullable=False),
    Column("seen_at", Utc, nullable=False),
)

api_keys = Table(
    "api_keys", metadata,
    Column("id", String(16), primary_key=True),
    Column("name", Text, nullable=False),
    Column("hash", String(64), nullable=False, unique=True),
    Column("scopes", JSON, nullable=False),         # what it may ask: checks risk rosters sources …
    Column("sees", String(16), nullable=False),     # verdict: no names, kin, evidence; masked: as on a screen
    Column("areas", JSON, nullable=False),
    Column("created_by", String(64), nullable=False),
    Column("created_at", Utc, nullable=False),
    Column("expires_at", Utc),
    Column("revoked_at", Utc),
)

kin_overrides = Table(
    "kin_overrides", metadata,
    Column("account", String(64), ForeignKey("accounts.name"), primary_key=True),
    Column("warning", String(64), ForeignKey("warnings.key"), primary_key=True),
    Column("granted_by", String(64), nullable=False),
    Column("reason", Text, nullable=False),
    Column("until", Utc, nullable=False),
)

warning_people = Table(
    "warning_people", metadata,
    Column("warning", String(64), ForeignKey("warnings.key"), primary_key=True),
    Column("person", String(64), primary_key=True, index=True),
)

work = Table(
    "work", metadata,
    Column("id", String(32), primary_key=True),
    Column("kind", String(16), nullable=False),     # source roster sweep
    Column("state", String(16), nullable=False, index=True),  # queued running done failed
    Column("owner", String(64), nullable=False),
    Column("payload", JSON, nullable=False),
    Column("result", JSON),
    Column("error", Text),
    Column("queued_at", Utc, nullable=False),
    Column("started_at", Utc),
    Column("finished_at", Utc),
)

replies = Table(
    "replies", metadata,
    Column("owner", String(80), primary_key=True),  # account or key: one caller's keys are not another's
    Column("key", String(128), primary_key=True),   # Idempotency-Key
    Column("request", String(64), nullable=False),  # hash of method, path and body
    Column("status", Integer, nullable=False),
    Column("body", JSON, nullable=False),
    Column("at", Utc, nullable=False),
)

saved_views = Table(
    "saved_views", metadata,
    Column("id", Serial, primary_key=True, autoincrement=True),
    Column("account", String(64), ForeignKey("accounts.name"), nullable=False),
    Column("subject", String(80), nullable=False),  # the warning or object of a picture; empty: the list of warnings
    Column("name", String(40), nullable=False),
    Column("content", JSON, nullable=False),        # the query of the list, or keys and places of a picture
    Column("edit", Integer, nullable=False),
    Column("changed_at", Utc, nullable=False),
    UniqueConstraint("account", "subject", "name"),
)

outbox = Table(
    "outbox", metadata,
    Column("id", Serial, primary_key=True, autoincrement=True),
    Column("event", String(32), nullable=False),    # warning.opened warning.closed sweep.finished
    Column("target", Text, nullable=False),
    Column("body", JSON, nullable=False),
    Column("at", Utc, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("next_at", Utc, nullable=False),
    Column("delivered_at", Utc),
    Column("given_up", Boolean, nullable=False),
    Column("error", Text),
)
Index(None, outbox.c.delivered_at, outbox.c.next_at)
