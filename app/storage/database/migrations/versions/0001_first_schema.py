"""The first schema: all tables, the full-text structures, and the triggers of the data's version.

It creates the tables from their models instead of saying them a second time. That is right only as
long as no release has this schema: an older database is made again from its documents, and a second
description could only differ from the first. The first release freezes this step: it then lists the
tables as they are, and each change after it is a step of its own.
"""

from alembic import op

from app.storage.schema import data_version, full_text_index
from app.storage.schema.tables import metadata

# Unlike those of the drafts before it, which were 0001 to 0011.
revision = "first"
down_revision = None


def upgrade() -> None:
    connection = op.get_bind()
    metadata.create_all(connection)
    for module in (full_text_index, data_version):
        for statement in module.creation(connection.dialect.name):
            op.execute(statement)


def downgrade() -> None:
    connection = op.get_bind()
    for module in (full_text_index, data_version):
        for statement in module.removal(connection.dialect.name):
            op.execute(statement)
    metadata.drop_all(connection)
