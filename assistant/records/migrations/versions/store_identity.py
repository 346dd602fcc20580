"""A name of its own for every store, so that another one in its place is noticed."""

from datetime import UTC, datetime
from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "store_identity"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    identity = op.create_table(
        "identity",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("store", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    made_at = datetime.now(UTC).replace(tzinfo=None)
    op.bulk_insert(identity, [{"id": 1, "store": uuid4().hex, "made_at": made_at}])


def downgrade() -> None:
    op.drop_table("identity")
