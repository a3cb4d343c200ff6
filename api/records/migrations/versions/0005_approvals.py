"""Approvals by a second person, and the order of the list by tier, delay and score."""

import sqlalchemy as sa
from alembic import op

from api.records.tables import Utc

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the table; the list is read along its own index."""
    op.create_table(
        "approvals",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("asked_by", sa.String(length=64), nullable=False),
        sa.Column("asked_at", Utc(), nullable=False),
        sa.Column("wanted", sa.JSON(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("decided_by", sa.String(length=64), nullable=True),
        sa.Column("decided_at", Utc(), nullable=True),
        sa.Column("decision", sa.Text(), nullable=True),
        sa.Column("until", Utc(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approvals")),
    )
    op.create_index(op.f("ix_approvals_asked_by"), "approvals", ["asked_by"])
    op.create_index(op.f("ix_approvals_state"), "approvals", ["state"])
    op.drop_index("ix_warnings_tier_score", "warnings")
    op.create_index("ix_warnings_tier_overdue_state_score", "warnings", ["tier", "overdue_state", "score"])
