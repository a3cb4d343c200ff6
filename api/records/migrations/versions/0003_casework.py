"""Casework: numbers of the ledger, results of findings, attachments, reminders, complaints, runs, retention."""

from collections import Counter

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Adds the tables, widens warnings, numbers those that are there, seals the audit log of a server too."""
    _warnings()
    _attachments()
    _complaints()
    _counters()
    _number_warnings()
    _leases()
    _reminders()
    _retention_lists()
    _complaint_events()
    _complaint_links()
    _earlier_decisions()
    _scheduled_runs()
    _verifications()
    _seal_audit()


def _warnings() -> None:
    # Column by column: rebuilding the table would drop what other tables refer to.
    for column in (
        sa.Column("number", sa.String(length=32), nullable=True),
        sa.Column("set_tier", sa.String(length=8), nullable=True),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("task", sa.Text(), nullable=True),
        sa.Column("assigner", sa.String(length=64), nullable=True),
        sa.Column("assigned_on", sa.Date(), nullable=True),
        sa.Column("respond_by", sa.Date(), nullable=True),
        sa.Column("clock", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("reviewer", sa.String(length=64), nullable=True),
        sa.Column("result", sa.String(length=16), nullable=True),
        sa.Column("reason_code", sa.String(length=16), nullable=True),
        sa.Column("disposal", sa.String(length=16), nullable=True),
        sa.Column("remedy", sa.Text(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("snoozed_until", sa.Date(), nullable=True),
        sa.Column("merged_into", sa.String(length=64), nullable=True),
        sa.Column("retained_until", sa.Date(), nullable=True),
    ):
        op.add_column("warnings", column)
    op.create_index("ix_warnings_number", "warnings", ["number"], unique=True)


def _number_warnings() -> None:
    """Gives warnings of the first schema their number: county, year of opening, order of opening."""
    connection, given = op.get_bind(), Counter[tuple[str, str]]()
    rows = connection.execute(sa.text("SELECT key, territory, first_seen FROM warnings ORDER BY first_seen, key"))
    for key, territory, first_seen in rows.fetchall():
        county, year = (territory or "000000")[:6], str(first_seen)[:4]
        given[county, year] += 1
        connection.execute(sa.text("UPDATE warnings SET number = :number WHERE key = :key"),
                           {"key": key, "number": f"{county}-{year}-{given[county, year]:05d}"})
    for (county, year), count in given.items():
        connection.execute(sa.text("INSERT INTO counters (name, value) VALUES (:name, :value)"),
                           {"name": f"ledger {county} {year}", "value": count})


def _attachments() -> None:
    op.create_table("attachments",
        sa.Column("id", SERIAL, autoincrement=True, nullable=False),
        sa.Column("object", sa.String(length=64), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("media_type", sa.String(length=64), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("actor", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_attachments"),
        sa.UniqueConstraint("object", "sha256", name="uq_attachments_object_sha256")
    )
    op.create_index("ix_attachments_object", "attachments", ["object"], unique=False)


def _complaints() -> None:
    op.create_table("complaints",
        sa.Column("number", sa.String(length=32), nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("territory", sa.String(length=32), nullable=True),
        sa.Column("matter", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("reporter", sa.LargeBinary(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("handler", sa.String(length=64), nullable=True),
        sa.Column("accept_by", sa.Date(), nullable=False),
        sa.Column("answer_by", sa.Date(), nullable=False),
        sa.Column("due_provisional", sa.Boolean(), nullable=False),
        sa.Column("overdue_state", sa.String(length=16), nullable=True),
        sa.Column("joined_into", sa.String(length=32), nullable=True),
        sa.Column("result", sa.Text(), nullable=True),
        sa.Column("result_by", sa.String(length=64), nullable=True),
        sa.Column("approved_by", sa.String(length=64), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("created_by", sa.String(length=64), nullable=False),
        sa.Column("edit", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["joined_into"], ["complaints.number"], name="fk_complaints_joined_into"),
        sa.PrimaryKeyConstraint("number", name="pk_complaints")
    )
    op.create_index("ix_complaints_status", "complaints", ["status"], unique=False)
    op.create_index("ix_complaints_territory", "complaints", ["territory"], unique=False)


def _counters() -> None:
    op.create_table("counters",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_counters")
    )


def _leases() -> None:
    op.create_table("leases",
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("holder", sa.String(length=128), nullable=False),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.Column("until", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_leases")
    )


def _reminders() -> None:
    op.create_table("reminders",
        sa.Column("id", SERIAL, autoincrement=True, nullable=False),
        sa.Column("object", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("level", sa.String(length=16), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("account", sa.String(length=64), nullable=True),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("seen_by", sa.String(length=64), nullable=True),
        sa.Column("seen_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_reminders"),
        sa.UniqueConstraint("object", "kind", "due_on", "level", name="uq_reminders_object_kind_due_on_level")
    )


def _retention_lists() -> None:
    op.create_table("retention_lists",
        sa.Column("id", SERIAL, autoincrement=True, nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("items", sa.JSON(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("proposed_by", sa.String(length=64), nullable=False),
        sa.Column("approved_by", sa.String(length=64), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("done_at", sa.DateTime(), nullable=True),
        sa.Column("edit", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_retention_lists")
    )


def _complaint_events() -> None:
    op.create_table("complaint_events",
        sa.Column("id", SERIAL, autoincrement=True, nullable=False),
        sa.Column("complaint", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("actor", sa.String(length=64), nullable=False),
        sa.Column("action", sa.String(length=32), nullable=False),
        sa.Column("from_status", sa.String(length=16), nullable=True),
        sa.Column("to_status", sa.String(length=16), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.Column("edit", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["complaint"], ["complaints.number"], name="fk_complaint_events_complaint"),
        sa.PrimaryKeyConstraint("id", name="pk_complaint_events")
    )
    op.create_index("ix_complaint_events_complaint", "complaint_events", ["complaint"], unique=False)


def _complaint_links() -> None:
    op.create_table("complaint_links",
        sa.Column("complaint", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("target", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["complaint"], ["complaints.number"], name="fk_complaint_links_complaint"),
        sa.PrimaryKeyConstraint("complaint", "kind", "target", name="pk_complaint_links")
    )
    op.create_index("ix_complaint_links_target", "complaint_links", ["target"], unique=False)


def _earlier_decisions() -> None:
    op.create_table("earlier_decisions",
        sa.Column("id", SERIAL, autoincrement=True, nullable=False),
        sa.Column("rule", sa.String(length=8), nullable=False),
        sa.Column("person", sa.String(length=64), nullable=False),
        sa.Column("label", sa.String(length=16), nullable=False),
        sa.Column("reason_code", sa.String(length=16), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("confirmed_fen", sa.BigInteger(), nullable=False),
        sa.Column("recovered_fen", sa.BigInteger(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("source", sa.String(length=64), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("warning", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["warning"], ["warnings.key"], name="fk_earlier_decisions_warning"),
        sa.PrimaryKeyConstraint("id", name="pk_earlier_decisions"),
        sa.UniqueConstraint("source", "row", name="uq_earlier_decisions_source_row")
    )
    op.create_index("ix_earlier_decisions_person", "earlier_decisions", ["person"], unique=False)


def _scheduled_runs() -> None:
    op.create_table("scheduled_runs",
        sa.Column("id", SERIAL, autoincrement=True, nullable=False),
        sa.Column("task", sa.String(length=32), nullable=False),
        sa.Column("trigger", sa.String(length=16), nullable=False),
        sa.Column("due_at", sa.DateTime(), nullable=False),
        sa.Column("started", sa.DateTime(), nullable=False),
        sa.Column("finished", sa.DateTime(), nullable=True),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("sweep", sa.String(length=32), nullable=True),
        sa.Column("data_version", sa.String(length=64), nullable=True),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["sweep"], ["sweeps.id"], name="fk_scheduled_runs_sweep"),
        sa.PrimaryKeyConstraint("id", name="pk_scheduled_runs")
    )
    op.create_index("ix_scheduled_runs_task", "scheduled_runs", ["task"], unique=False)


def _verifications() -> None:
    op.create_table("verifications",
        sa.Column("id", SERIAL, autoincrement=True, nullable=False),
        sa.Column("warning", sa.String(length=64), nullable=False),
        sa.Column("finding", sa.String(length=64), nullable=False),
        sa.Column("label", sa.String(length=16), nullable=False),
        sa.Column("reason_code", sa.String(length=16), nullable=True),
        sa.Column("confirmed_fen", sa.BigInteger(), nullable=False),
        sa.Column("recovered_fen", sa.BigInteger(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("actor", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("superseded", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["warning"], ["warnings.key"], name="fk_verifications_warning"),
        sa.PrimaryKeyConstraint("id", name="pk_verifications")
    )
    op.create_index("ix_verifications_warning", "verifications", ["warning"], unique=False)

def _seal_audit() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return  # SQLite was sealed by the first schema
    op.execute("CREATE FUNCTION audit_append_only() RETURNS trigger LANGUAGE plpgsql AS "
               "$$ BEGIN RAISE EXCEPTION 'the audit log is append-only' "
               "USING ERRCODE = 'integrity_constraint_violation'; "
               "END $$")
    op.execute("CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit "
               "FOR EACH STATEMENT EXECUTE FUNCTION audit_append_only()")
