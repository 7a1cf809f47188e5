"""What each document tells of an entity, so that entities do not depend on the order of reading.

Until a document is read anew, it tells all that is known of the entities that it names.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

TOLD = ("kind", "name", "description", "anonymous", "role", "wikidata_id", "iso_code")


def upgrade() -> None:
    account = op.create_table(
        "entity_account",
        sa.Column("document_id", sa.String(), nullable=False),
        sa.Column("entity_id", sa.String(), nullable=False),
        sa.Column("country_id", sa.String(), nullable=True),
        sa.Column("member_of_id", sa.String(), nullable=True),
        sa.Column("told", sa.JSON(), nullable=False),
        *(
            sa.ForeignKeyConstraint(
                [f"{target}_id"],
                [f"{target}.id"],
                name=f"fk_entity_account_{target}_id_{target}",
                ondelete="CASCADE",
            )
            for target in ("document", "entity")
        ),
        *(
            sa.ForeignKeyConstraint(
                [f"{target}_id"],
                ["entity.id"],
                name=f"fk_entity_account_{target}_id_entity",
                initially="DEFERRED",
                deferrable=True,
            )
            for target in ("country", "member_of")
        ),
        sa.PrimaryKeyConstraint("document_id", "entity_id", name="pk_entity_account"),
    )
    for target in ("entity", "country", "member_of"):
        op.create_index(f"ix_entity_account_{target}_id", "entity_account", [f"{target}_id"])
    rows = _accounts(op.get_bind())
    if rows:
        op.get_bind().execute(account.insert(), rows)


def downgrade() -> None:
    op.drop_table("entity_account")


def _accounts(connection: sa.Connection) -> list[dict[str, object]]:
    """For each document, the entities that it names and that the reference data does not know."""
    aliases: dict[str, list[str]] = {}
    for entity_id, alias in connection.execute(
        sa.text("SELECT entity_id, alias FROM entity_alias ORDER BY entity_id, ordinal")
    ):
        aliases.setdefault(entity_id, []).append(alias)
    found = connection.execute(
        sa.text(
            """SELECT named.document_id, entity.* FROM entity JOIN (
                SELECT document_id, entity_id FROM mention
                UNION SELECT claim.document_id, claim_speaker.entity_id
                  FROM claim JOIN claim_speaker ON claim_speaker.claim_id = claim.id
                UNION SELECT document_id, reported_by_id FROM claim
            ) AS named ON named.entity_id = entity.id WHERE NOT entity.curated"""
        )
    )
    return [
        {
            "document_id": row["document_id"],
            "entity_id": row["id"],
            "country_id": row["country_id"],
            "member_of_id": row["member_of_id"],
            "told": {name: row[name] for name in TOLD}
            | {"anonymous": bool(row["anonymous"]), "aliases": aliases.get(row["id"], [])},
        }
        for row in found.mappings()
    ]
