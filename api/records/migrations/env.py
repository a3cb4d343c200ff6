"""Runs migrations on the connection handed over by ``api.records.database``."""

from alembic import context

import api.records.access_tables  # noqa: F401 - declares its tables
from api.records.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata,
                  render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
