"""Alembic's entry: migrate over the connection that open_store hands in."""

from alembic import context

from assistant.records.usage_tables import UsageRow

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=UsageRow.metadata,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
