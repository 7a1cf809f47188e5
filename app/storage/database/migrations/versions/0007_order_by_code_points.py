"""Ids and names are ordered by code points on PostgreSQL too, whatever its locale: as SQLite and Python do.

Lists are then the same on both, and no index depends on the version of a locale.
"""

from alembic import op

revision = "0007"
down_revision = "0006"

COLUMNS = {
    "document": ("id",),
    "passage": ("id", "document_id"),
    "entity": ("id", "folded", "country_id", "member_of_id"),
    "entity_alias": ("entity_id", "folded"),
    "entity_account": ("document_id", "entity_id", "country_id", "member_of_id"),
    "mention": ("id", "document_id", "entity_id"),
    "claim": ("id", "document_id", "passage_id", "reported_by_id", "within_id", "restates_id"),
    "claim_span": ("claim_id",),
    "claim_speaker": ("claim_id", "entity_id", "document_id"),
    "claim_words": ("claim_id",),
    "claim_shown": ("claim_id",),
    "proposition": ("id", "folded"),
    "claim_position": ("claim_id", "proposition_id"),
    "spoken": ("entity_id", "document_id"),
    "statement": ("entity_id", "claim_id", "proposition_id", "document_id"),
    "relation": ("id", "first_claim_id", "second_claim_id", "proposition_id", "document_id"),
    "relation_evidence": ("relation_id", "document_id"),
}


def upgrade() -> None:
    _collate("C")


def downgrade() -> None:
    _collate("default")


def _collate(collation: str) -> None:
    if op.get_bind().dialect.name == "sqlite":
        return
    # It alters no table of which a link is still to be checked.
    op.execute("SET CONSTRAINTS ALL IMMEDIATE")
    for table, columns in COLUMNS.items():
        changes = (f'ALTER COLUMN {name} TYPE VARCHAR COLLATE "{collation}"' for name in columns)
        op.execute(f"ALTER TABLE {table} {', '.join(changes)}")
