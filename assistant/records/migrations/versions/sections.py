"""Sections of guidelines whose example questions an admin saved, or a model proposed."""

import sqlalchemy as sa
from alembic import op

revision = "sections"
down_revision = "left_out"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sections",
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("heading", sa.String(), nullable=False),
        sa.Column("looked_at", sa.Boolean(), nullable=False),
        sa.Column("proposed", sa.JSON(), nullable=False),
        sa.Column("proposed_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["source"], ["guidelines.source"]),
        sa.PrimaryKeyConstraint("source", "heading"),
    )


def downgrade() -> None:
    op.drop_table("sections")
