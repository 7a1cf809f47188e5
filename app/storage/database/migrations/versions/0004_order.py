"""Speakers and relations keep the place of their claims in lists, so that an index holds each list's order.

Each document keeps how much everybody speaks in it, so that nobody has to count it claim by claim.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

# By table: its link to the claim whose place it keeps, the columns and what they are in the claim.
KEPT = {
    "claim_speaker": (
        "claim_id",
        {"recency": "recency", "document_id": "document_id", "claim_ordinal": "ordinal"},
    ),
    "relation": (
        "first_claim_id",
        {"recency": "recency", "document_id": "document_id", "ordinal": "ordinal"},
    ),
}
INDEXES = {
    "claim_speaker": (
        "ix_claim_speaker_place",
        ("entity_id", "recency", "document_id", "claim_ordinal", "claim_id"),
    ),
    "relation": (
        "ix_relation_recency_document_id_ordinal_id",
        ("recency", "document_id", "ordinal", "id"),
    ),
}
# As `app.storage.derived.entity_document_counts` counted them then.
COUNT = """
INSERT INTO spoken (entity_id, document_id, claims)
SELECT claim_speaker.entity_id, claim.document_id, count(*)
  FROM claim JOIN claim_speaker ON claim_speaker.claim_id = claim.id
 WHERE claim.status <> 'rejected'
   AND NOT (claim.restates_id IS NOT NULL AND (
       NOT EXISTS (SELECT 1 FROM claim AS original
                    WHERE original.id = claim.restates_id AND original.status = 'rejected')
       OR EXISTS (SELECT 1 FROM claim AS earlier
                   WHERE earlier.restates_id = claim.restates_id
                     AND earlier.status <> 'rejected' AND earlier.ordinal < claim.ordinal)))
 GROUP BY claim_speaker.entity_id, claim.document_id
"""
QUOTATION = "ix_claim_quotation_recency"


def upgrade() -> None:
    for table, (link, columns) in KEPT.items():
        for column, original in columns.items():
            kind = sa.String() if original == "document_id" else sa.Integer()
            op.add_column(table, sa.Column(column, kind, nullable=True))
        claim = f"FROM claim WHERE claim.id = {table}.{link}"
        places = (f"{column} = (SELECT {original} {claim})" for column, original in columns.items())
        op.execute(f"UPDATE {table} SET {', '.join(places)}")  # noqa: S608
        if op.get_bind().dialect.name == "postgresql":
            # It alters no table of which a link is still to be checked.
            op.execute("SET CONSTRAINTS ALL IMMEDIATE")
        with op.batch_alter_table(table) as altered:
            for column in columns:
                altered.alter_column(column, nullable=False)
        name, indexed = INDEXES[table]
        op.create_index(name, table, indexed)
    op.drop_index(QUOTATION, "claim")
    placed = ["quotation", "recency", "document_id", "ordinal", "id"]
    op.create_index(f"{QUOTATION}_document_id_ordinal_id", "claim", placed)
    op.create_index("ix_claim_position_stance_claim_id", "claim_position", ["stance", "claim_id"])
    op.create_index(
        "ix_claim_status_quotation_restates_id", "claim", ["status", "quotation", "restates_id"]
    )
    _create_spoken()
    # A longer index begins with it.
    op.drop_index("ix_claim_speaker_entity_id", "claim_speaker")


def _create_spoken() -> None:
    op.create_table(
        "spoken",
        sa.Column("entity_id", sa.String(), nullable=False),
        sa.Column("document_id", sa.String(), nullable=False),
        sa.Column("claims", sa.Integer(), nullable=False),
        *(
            sa.ForeignKeyConstraint(
                [f"{target}_id"],
                [f"{target}.id"],
                name=f"fk_spoken_{target}_id_{target}",
                ondelete="CASCADE",
            )
            for target in ("entity", "document")
        ),
        sa.PrimaryKeyConstraint("entity_id", "document_id", name="pk_spoken"),
    )
    op.create_index("ix_spoken_document_id", "spoken", ["document_id"])
    op.execute(COUNT)


def downgrade() -> None:
    op.drop_table("spoken")
    op.drop_index("ix_claim_status_quotation_restates_id", "claim")
    op.drop_index("ix_claim_position_stance_claim_id", "claim_position")
    op.drop_index(f"{QUOTATION}_document_id_ordinal_id", "claim")
    op.create_index(QUOTATION, "claim", ["quotation", "recency"])
    op.create_index("ix_claim_speaker_entity_id", "claim_speaker", ["entity_id"])
    for table, (_, columns) in KEPT.items():
        op.drop_index(INDEXES[table][0], table)
        with op.batch_alter_table(table) as altered:
            for column in columns:
                altered.drop_column(column)
