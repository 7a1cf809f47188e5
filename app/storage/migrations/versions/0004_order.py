"""Speakers and relations keep the place of their claims in lists, so that an index holds each list's order."""

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
QUOTATION = "ix_claim_quotation_recency"


def upgrade() -> None:
    for table, (link, columns) in KEPT.items():
        for column, original in columns.items():
            kind = sa.String() if original == "document_id" else sa.Integer()
            op.add_column(table, sa.Column(column, kind, nullable=True))
            op.execute(
                f"UPDATE {table} SET {column} ="  # noqa: S608
                f" (SELECT claim.{original} FROM claim WHERE claim.id = {table}.{link})"
            )
        with op.batch_alter_table(table) as altered:
            for column in columns:
                altered.alter_column(column, nullable=False)
        name, indexed = INDEXES[table]
        op.create_index(name, table, indexed)
    op.drop_index(QUOTATION, "claim")
    placed = ["quotation", "recency", "document_id", "ordinal", "id"]
    op.create_index(f"{QUOTATION}_document_id_ordinal_id", "claim", placed)
    op.create_index("ix_claim_position_stance_claim_id", "claim_position", ["stance", "claim_id"])
    # A longer index begins with it.
    op.drop_index("ix_claim_speaker_entity_id", "claim_speaker")


def downgrade() -> None:
    op.drop_index("ix_claim_position_stance_claim_id", "claim_position")
    op.drop_index(f"{QUOTATION}_document_id_ordinal_id", "claim")
    op.create_index(QUOTATION, "claim", ["quotation", "recency"])
    op.create_index("ix_claim_speaker_entity_id", "claim_speaker", ["entity_id"])
    for table, (_, columns) in KEPT.items():
        op.drop_index(INDEXES[table][0], table)
        with op.batch_alter_table(table) as altered:
            for column in columns:
                altered.drop_column(column)
