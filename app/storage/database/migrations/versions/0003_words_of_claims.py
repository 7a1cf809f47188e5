"""The words of claims, for full text. What finds them is the database's own: FTS5 or a tsvector."""

import sqlalchemy as sa
from alembic import op

from app.storage.schema.full_text import indexed

revision = "0003"
down_revision = "0002"

SQLITE = (
    # Its words are folded already, so that nothing but a blank parts them.
    "CREATE VIRTUAL TABLE claim_words_index USING fts5(words, content='', tokenize='ascii')",
    """CREATE TABLE claim_words_place (
        place INTEGER NOT NULL CONSTRAINT pk_claim_words_place PRIMARY KEY,
        claim_id VARCHAR NOT NULL CONSTRAINT uq_claim_words_place_claim_id UNIQUE)""",
    # A claim's place is small for what is recent: the day, then the order of arrival. It keeps it as
    # long as its day stays the same, so that who walks through a list sees it once.
    """CREATE TRIGGER claim_words_added AFTER INSERT ON claim_words BEGIN
        DELETE FROM claim_words_place WHERE claim_id = NEW.claim_id
            AND place >> 40 <> (SELECT recency FROM claim WHERE id = NEW.claim_id);
        INSERT INTO claim_words_place (place, claim_id)
            SELECT coalesce(
                (SELECT max(place) + 1 FROM claim_words_place
                  WHERE place >= claim.recency << 40 AND place < (claim.recency + 1) << 40),
                claim.recency << 40), claim.id
              FROM claim WHERE claim.id = NEW.claim_id
               AND NOT EXISTS (SELECT 1 FROM claim_words_place WHERE claim_id = NEW.claim_id);
        INSERT INTO claim_words_index (rowid, words)
            SELECT place, NEW.words FROM claim_words_place WHERE claim_id = NEW.claim_id;
        END""",
    """CREATE TRIGGER claim_words_removed AFTER DELETE ON claim_words BEGIN
        INSERT INTO claim_words_index (claim_words_index, rowid, words)
            SELECT 'delete', place, OLD.words FROM claim_words_place WHERE claim_id = OLD.claim_id;
        DELETE FROM claim_words_place WHERE claim_id = OLD.claim_id
            AND NOT EXISTS (SELECT 1 FROM claim WHERE id = OLD.claim_id);
        END""",
)
POSTGRESQL = (
    """ALTER TABLE claim_words ADD COLUMN vector tsvector
        GENERATED ALWAYS AS (to_tsvector('simple', words)) STORED""",
    "CREATE INDEX ix_claim_words_vector ON claim_words USING gin (vector)",
)


def upgrade() -> None:
    words = op.create_table(
        "claim_words",
        sa.Column("claim_id", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["claim.id"], name="fk_claim_words_claim_id_claim", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("claim_id", name="pk_claim_words"),
    )
    for statement in SQLITE if _is_sqlite() else POSTGRESQL:
        op.execute(statement)
    connection = op.get_bind()
    # In reading order, which within a day is then the order of the index.
    claims = connection.execute(
        sa.text("SELECT id, text FROM claim ORDER BY document_id, ordinal")
    ).all()
    for n in range(0, len(claims), 1000):
        # Folded as today's records are, which must not take old claims for changed ones.
        rows = [{"claim_id": c.id, "words": indexed(c.text)} for c in claims[n : n + 1000]]
        connection.execute(words.insert(), rows)


def downgrade() -> None:
    op.drop_table("claim_words")
    if _is_sqlite():
        op.drop_table("claim_words_place")
        op.drop_table("claim_words_index")


def _is_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"
