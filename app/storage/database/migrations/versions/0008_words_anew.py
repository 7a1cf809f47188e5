"""Words of claims as they are folded now: `U.S.` is one word, and no phrase goes across two spans."""

import sqlalchemy as sa
from alembic import op

from app.storage.schema.full_text import indexed

revision = "0008"
down_revision = "0007"

AT_ONCE = 1000


def upgrade() -> None:
    connection = op.get_bind()
    last = ""
    while rows := connection.execute(
        sa.text(
            "SELECT claim.id, claim.text, claim_words.words FROM claim"
            " JOIN claim_words ON claim_words.claim_id = claim.id"
            " WHERE claim.id > :last ORDER BY claim.id LIMIT :at_once"
        ),
        {"last": last, "at_once": AT_ONCE},
    ).all():
        last = rows[-1].id
        anew = [
            {"claim_id": row.id, "words": words}
            for row in rows
            if (words := indexed(row.text)) != row.words
        ]
        if anew:
            # Deleted and inserted, as the full text index follows these two alone.
            connection.execute(
                sa.text("DELETE FROM claim_words WHERE claim_id = :claim_id"),
                [{"claim_id": row["claim_id"]} for row in anew],
            )
            connection.execute(
                sa.text("INSERT INTO claim_words (claim_id, words) VALUES (:claim_id, :words)"),
                anew,
            )


def downgrade() -> None:
    """Nothing: the words of before found less."""
