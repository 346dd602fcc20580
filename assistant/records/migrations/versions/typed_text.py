"""Text that is not saved yet, sign-ins of the demo, and which question an answer answers."""

import sqlalchemy as sa
from alembic import op

revision = "typed_text"
down_revision = "store_identity"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "typed_text",
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("ended", sa.Boolean(), nullable=False),
        sa.Column("saved_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["people.email"]),
        sa.PrimaryKeyConstraint("person", "place", "form"),
    )
    op.create_table(
        "sign_ins",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("handed", sa.Boolean(), nullable=False),
        sa.Column("ended", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["people.email"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_sign_ins_person", "sign_ins", ["person"])
    op.add_column("messages", sa.Column("answers", sa.Integer(), nullable=True))
    # Until now a question and its answer were stored together, one after the other.
    op.execute(
        "UPDATE messages SET answers = (SELECT max(asked.id) FROM messages AS asked"
        " WHERE asked.conversation_id = messages.conversation_id AND asked.id < messages.id"
        " AND asked.role = 'person') WHERE role = 'assistant'"
    )


def downgrade() -> None:
    op.drop_column("messages", "answers")
    op.drop_index("ix_sign_ins_person", "sign_ins")
    op.drop_table("sign_ins")
    op.drop_table("typed_text")
