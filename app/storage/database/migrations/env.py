"""How Alembic runs here: on the connection that `app.storage.database.migrate` hands over."""

from alembic import context

from app.storage.schema.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
