"""Whether lists show a claim unasked, beside the claim as it is sent, so that they need not look at it."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

GONE = """EXISTS (SELECT 1 FROM claim AS original
                   WHERE original.id = claim.restates_id AND original.status = 'rejected')"""
HEIR = """EXISTS (SELECT 1 FROM claim AS earlier
                   WHERE earlier.restates_id = claim.restates_id AND earlier.status <> 'rejected'
                     AND earlier.ordinal < claim.ordinal)"""
LISTED = f"""
    UPDATE claim_shown SET listed = (
      SELECT claim.status <> 'rejected'
             AND NOT (claim.restates_id IS NOT NULL AND (NOT {GONE} OR {HEIR}))
        FROM claim WHERE claim.id = claim_shown.claim_id
    ) WHERE body IS NOT NULL
"""  # noqa: S608 - our own words


def upgrade() -> None:
    op.add_column("claim_shown", sa.Column("listed", sa.Boolean(), nullable=True))
    op.execute(LISTED)


def downgrade() -> None:
    op.drop_column("claim_shown", "listed")
