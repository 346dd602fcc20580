"""What of a guideline's file could not be read."""

import sqlalchemy as sa
from alembic import op

revision = "left_out"
down_revision = "typed_text"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("guidelines") as table:
        table.add_column(sa.Column("left_out", sa.JSON(), nullable=False, server_default="[]"))


def downgrade() -> None:
    with op.batch_alter_table("guidelines") as table:
        table.drop_column("left_out")
