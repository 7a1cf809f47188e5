"""Full-text structures that no table model can say: FTS5 on SQLite, a tsvector on PostgreSQL.

The words in `claim_words` are folded already, so that nothing but a blank separates them.
"""

from collections.abc import Sequence

# The triggers keep the index in step with `claim_words`. A claim's place is small for what is recent:
# the day, then the order of arrival. It keeps it as long as its day stays the same, so that a client
# who walks through a list sees it once.
SQLITE = (
    "CREATE VIRTUAL TABLE claim_words_index USING fts5(words, content='', tokenize='ascii')",
    """CREATE TABLE claim_words_place (
        place INTEGER NOT NULL CONSTRAINT pk_claim_words_place PRIMARY KEY,
        claim_id VARCHAR NOT NULL CONSTRAINT uq_claim_words_place_claim_id UNIQUE)""",
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


def creation(dialect: str) -> Sequence[str]:
    """What creates them, beside the tables that are there already."""
    return SQLITE if dialect == "sqlite" else POSTGRESQL


def removal(dialect: str) -> Sequence[str]:
    """What drops those that no other table takes along."""
    names = ("claim_words_place", "claim_words_index") if dialect == "sqlite" else ()
    return [f"DROP TABLE {name}" for name in names]
