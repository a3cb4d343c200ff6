"""People and machines: accounts, grants, sessions, keys, work that waits, answers given, messages to send."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Creates the tables; warnings that are there get their people listed."""
    _accounts()
    _api_keys()
    _outbox()
    _replies()
    _work()
    _grants()
    _kin_overrides()
    _printed_codes()
    _warning_people()
    _web_sessions()
    _list_people()


def _list_people() -> None:
    connection = op.get_bind()
    rows = connection.execute(sa.text("SELECT key, body FROM warnings")).all()
    pairs = {(key, person["person"]) for key, body in rows
             for person in (json.loads(body) if isinstance(body, str) else body)["persons"]}
    if pairs:
        connection.execute(sa.text("INSERT INTO warning_people (warning, person) VALUES (:warning, :person)"),
                           [{"warning": warning, "person": person} for warning, person in sorted(pairs)])


def _accounts() -> None:
    op.create_table("accounts",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("full_name", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("person", sa.String(length=64), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("activation", sa.String(length=64), nullable=True),
        sa.Column("password", sa.Text(), nullable=True),
        sa.Column("factor", sa.String(length=8), nullable=True),
        sa.Column("totp", sa.LargeBinary(), nullable=True),
        sa.Column("totp_step", sa.Integer(), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("locked_until", sa.DateTime(), nullable=True),
        sa.Column("created_by", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("last_login", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("name", name="pk_accounts")
    )


def _api_keys() -> None:
    op.create_table("api_keys",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("scopes", sa.JSON(), nullable=False),
        sa.Column("sees", sa.String(length=16), nullable=False),
        sa.Column("areas", sa.JSON(), nullable=False),
        sa.Column("created_by", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=True),
        sa.Column("revoked_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_api_keys"),
        sa.UniqueConstraint("hash", name="uq_api_keys_hash")
    )


def _outbox() -> None:
    op.create_table("outbox",
        sa.Column("id", SERIAL, autoincrement=True, nullable=False),
        sa.Column("event", sa.String(length=32), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_at", sa.DateTime(), nullable=False),
        sa.Column("delivered_at", sa.DateTime(), nullable=True),
        sa.Column("given_up", sa.Boolean(), nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_outbox")
    )
    op.create_index("ix_outbox_delivered_at_next_at", "outbox", ["delivered_at", "next_at"], unique=False)


def _replies() -> None:
    op.create_table("replies",
        sa.Column("owner", sa.String(length=80), nullable=False),
        sa.Column("key", sa.String(length=128), nullable=False),
        sa.Column("request", sa.String(length=64), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("owner", "key", name="pk_replies")
    )


def _work() -> None:
    op.create_table("work",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("owner", sa.String(length=64), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("result", sa.JSON(), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("queued_at", sa.DateTime(), nullable=False),
        sa.Column("started_at", sa.DateTime(), nullable=True),
        sa.Column("finished_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_work")
    )
    op.create_index("ix_work_state", "work", ["state"], unique=False)


def _grants() -> None:
    op.create_table("grants",
        sa.Column("account", sa.String(length=64), nullable=False),
        sa.Column("role", sa.String(length=32), nullable=False),
        sa.Column("areas", sa.JSON(), nullable=False),
        sa.Column("department", sa.Text(), nullable=False),
        sa.Column("rights", sa.JSON(), nullable=False),
        sa.Column("granted_by", sa.String(length=64), nullable=False),
        sa.Column("granted_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["account"], ["accounts.name"], name="fk_grants_account"),
        sa.PrimaryKeyConstraint("account", name="pk_grants")
    )


def _kin_overrides() -> None:
    op.create_table("kin_overrides",
        sa.Column("account", sa.String(length=64), nullable=False),
        sa.Column("warning", sa.String(length=64), nullable=False),
        sa.Column("granted_by", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("until", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["account"], ["accounts.name"], name="fk_kin_overrides_account"),
        sa.ForeignKeyConstraint(["warning"], ["warnings.key"], name="fk_kin_overrides_warning"),
        sa.PrimaryKeyConstraint("account", "warning", name="pk_kin_overrides")
    )


def _printed_codes() -> None:
    op.create_table("printed_codes",
        sa.Column("account", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("used_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["account"], ["accounts.name"], name="fk_printed_codes_account"),
        sa.PrimaryKeyConstraint("account", "hash", name="pk_printed_codes")
    )


def _warning_people() -> None:
    op.create_table("warning_people",
        sa.Column("warning", sa.String(length=64), nullable=False),
        sa.Column("person", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["warning"], ["warnings.key"], name="fk_warning_people_warning"),
        sa.PrimaryKeyConstraint("warning", "person", name="pk_warning_people")
    )
    op.create_index("ix_warning_people_person", "warning_people", ["person"], unique=False)


def _web_sessions() -> None:
    op.create_table("web_sessions",
        sa.Column("token", sa.String(length=64), nullable=False),
        sa.Column("account", sa.String(length=64), nullable=False),
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("seen_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["account"], ["accounts.name"], name="fk_web_sessions_account"),
        sa.PrimaryKeyConstraint("token", name="pk_web_sessions"),
        sa.UniqueConstraint("account", name="uq_web_sessions_account")
    )
