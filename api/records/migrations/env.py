"""Runs migrations on the connection handed over by ``api.records.database``."""

from alembic import context

from api.records.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata,
                  render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
