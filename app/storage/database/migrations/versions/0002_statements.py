"""Statements: what positions and agreement are read from. Propositions and codings say more.

Nothing has written a proposition or a coding before, so that their tables are empty.
"""

from typing import Literal

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.drop_table("claim_position")
    op.execute("DELETE FROM proposition")
    with op.batch_alter_table("proposition", recreate=_recreate()) as table:
        table.add_column(sa.Column("open_disputes", sa.Boolean(), nullable=False))
        table.add_column(sa.Column("folded", sa.String(), nullable=False))
    _create_claim_position(sa.Column("reason", sa.String(), nullable=False))
    op.create_table(
        "statement",
        sa.Column(
            "level",
            sa.Enum(
                "speaker",
                "organisation",
                "country",
                name="level",
                native_enum=False,
                create_constraint=True,
                length=16,
            ),
            nullable=False,
        ),
        sa.Column("entity_id", sa.String(), nullable=False),
        sa.Column("claim_id", sa.String(), nullable=False),
        sa.Column("proposition_id", sa.String(), nullable=False),
        sa.Column("document_id", sa.String(), nullable=False),
        _stance(),
        sa.Column("recency", sa.Integer(), nullable=False),
        *(
            sa.ForeignKeyConstraint(
                [f"{target}_id"],
                [f"{target}.id"],
                name=f"fk_statement_{target}_id_{target}",
                ondelete="CASCADE",
            )
            for target in ("entity", "claim", "proposition", "document")
        ),
        sa.PrimaryKeyConstraint(
            "level", "entity_id", "claim_id", "proposition_id", name="pk_statement"
        ),
    )
    for target in ("entity", "claim", "document"):
        op.create_index(f"ix_statement_{target}_id", "statement", [f"{target}_id"])
    op.create_index(
        "ix_statement_proposition_id_level_entity_id_recency",
        "statement",
        ["proposition_id", "level", "entity_id", "recency"],
    )


def downgrade() -> None:
    op.drop_table("statement")
    op.drop_table("claim_position")
    op.execute("DELETE FROM proposition")
    with op.batch_alter_table("proposition", recreate=_recreate()) as table:
        table.drop_column("folded")
        table.drop_column("open_disputes")
    _create_claim_position()


def _recreate() -> Literal["always", "never"]:
    """SQLite adds no column that must be filled; elsewhere the table must stay, as others point to it."""
    return "always" if op.get_bind().dialect.name == "sqlite" else "never"


def _create_claim_position(*more: sa.Column[str]) -> None:
    op.create_table(
        "claim_position",
        sa.Column("claim_id", sa.String(), nullable=False),
        sa.Column("proposition_id", sa.String(), nullable=False),
        _stance(),
        sa.Column("confidence", sa.Float(), nullable=False),
        *more,
        sa.CheckConstraint("0 <= confidence AND confidence <= 1", name="confidence"),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["claim.id"], name="fk_claim_position_claim_id_claim", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["proposition_id"],
            ["proposition.id"],
            name="fk_claim_position_proposition_id_proposition",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("claim_id", "proposition_id", name="pk_claim_position"),
    )
    op.create_index("ix_claim_position_proposition_id", "claim_position", ["proposition_id"])


def _stance() -> sa.Column[str]:
    return sa.Column(
        "stance",
        sa.Enum(
            "affirms",
            "denies",
            "uncertain",
            name="stance",
            native_enum=False,
            create_constraint=True,
            length=16,
        ),
        nullable=False,
    )
