"""The folders that documents were loaded from. Of documents from before, no folder is known."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.create_table(
        "seed_folder",
        sa.Column("path", sa.String(), nullable=False),
        sa.Column("is_loading", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("path", name="pk_seed_folder"),
    )
    op.execute(
        "INSERT INTO seed_folder (path, is_loading)"
        " SELECT '', false WHERE EXISTS (SELECT 1 FROM document)"
    )


def downgrade() -> None:
    op.drop_table("seed_folder")
