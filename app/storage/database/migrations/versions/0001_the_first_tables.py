"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "document",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("publisher", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=True),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=False),
        sa.Column("recency", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("characters", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("ingested_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_document"),
    )
    op.create_index("ix_document_recency_id", "document", ["recency", "id"])
    op.create_table(
        "entity",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "person",
                "country",
                "organisation",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=16,
            ),
            nullable=False,
        ),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("folded", sa.String(), nullable=False),
        sa.Column("description", sa.String(), nullable=True),
        sa.Column("anonymous", sa.Boolean(), nullable=False),
        sa.Column("role", sa.String(), nullable=True),
        sa.Column("country_id", sa.String(), nullable=True),
        sa.Column("member_of_id", sa.String(), nullable=True),
        sa.Column("wikidata_id", sa.String(), nullable=True),
        sa.Column("iso_code", sa.String(), nullable=True),
        sa.Column("curated", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["country_id"],
            ["entity.id"],
            name="fk_entity_country_id_entity",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["member_of_id"],
            ["entity.id"],
            name="fk_entity_member_of_id_entity",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name="pk_entity"),
    )
    op.create_index("ix_entity_country_id", "entity", ["country_id"])
    op.create_index("ix_entity_folded_id", "entity", ["folded", "id"])
    op.create_index("ix_entity_member_of_id", "entity", ["member_of_id"])
    op.create_table(
        "proposition",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("description", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_proposition"),
    )
    op.create_table(
        "entity_alias",
        sa.Column("entity_id", sa.String(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("alias", sa.String(), nullable=False),
        sa.Column("folded", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entity_id"],
            ["entity.id"],
            name="fk_entity_alias_entity_id_entity",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("entity_id", "ordinal", name="pk_entity_alias"),
    )
    op.create_table(
        "mention",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("document_id", sa.String(), nullable=False),
        sa.Column("entity_id", sa.String(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("exact", sa.String(), nullable=False),
        sa.CheckConstraint('0 <= start AND start < "end"', name="span"),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["document.id"],
            name="fk_mention_document_id_document",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["entity_id"],
            ["entity.id"],
            name="fk_mention_entity_id_entity",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name="pk_mention"),
    )
    op.create_index("ix_mention_document_id", "mention", ["document_id"])
    op.create_index("ix_mention_entity_id", "mention", ["entity_id"])
    op.create_table(
        "passage",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("document_id", sa.String(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("headline", sa.String(), nullable=True),
        sa.Column("bylines", sa.JSON(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.CheckConstraint('0 <= start AND start < "end"', name="span"),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["document.id"],
            name="fk_passage_document_id_document",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_passage"),
    )
    op.create_index(
        "ix_passage_document_id_ordinal_id", "passage", ["document_id", "ordinal", "id"]
    )
    op.create_table(
        "claim",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("document_id", sa.String(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column(
            "quotation",
            sa.Enum(
                "direct",
                "mixed",
                "indirect",
                name="quotation",
                native_enum=False,
                create_constraint=True,
                length=16,
            ),
            nullable=False,
        ),
        sa.Column("mention", sa.String(), nullable=True),
        sa.Column("cue", sa.String(), nullable=True),
        sa.Column("passage_id", sa.String(), nullable=True),
        sa.Column("said_on", sa.Date(), nullable=True),
        sa.Column("recency", sa.Integer(), nullable=False),
        sa.Column("reported_by_id", sa.String(), nullable=True),
        sa.Column("within_id", sa.String(), nullable=True),
        sa.Column("restates_id", sa.String(), nullable=True),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("method", sa.String(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "extracted",
                "confirmed",
                "rejected",
                name="status",
                native_enum=False,
                create_constraint=True,
                length=16,
            ),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("0 <= confidence AND confidence <= 1", name="confidence"),
        sa.CheckConstraint("version >= 1", name="version"),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["document.id"],
            name="fk_claim_document_id_document",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["passage_id"],
            ["passage.id"],
            name="fk_claim_passage_id_passage",
            ondelete="SET NULL",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["reported_by_id"],
            ["entity.id"],
            name="fk_claim_reported_by_id_entity",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["restates_id"],
            ["claim.id"],
            name="fk_claim_restates_id_claim",
            ondelete="SET NULL",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["within_id"],
            ["claim.id"],
            name="fk_claim_within_id_claim",
            ondelete="SET NULL",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name="pk_claim"),
    )
    op.create_index("ix_claim_document_id_ordinal_id", "claim", ["document_id", "ordinal", "id"])
    op.create_index("ix_claim_passage_id", "claim", ["passage_id"])
    op.create_index("ix_claim_quotation_recency", "claim", ["quotation", "recency"])
    op.create_index(
        "ix_claim_recency_document_id_ordinal_id",
        "claim",
        ["recency", "document_id", "ordinal", "id"],
    )
    op.create_index("ix_claim_reported_by_id", "claim", ["reported_by_id"])
    known = sa.text("restates_id IS NOT NULL")
    op.create_index(
        "ix_claim_restates_id",
        "claim",
        ["restates_id"],
        sqlite_where=known,
        postgresql_where=known,
    )
    op.create_index("ix_claim_within_id", "claim", ["within_id"])
    op.create_table(
        "claim_position",
        sa.Column("claim_id", sa.String(), nullable=False),
        sa.Column("proposition_id", sa.String(), nullable=False),
        sa.Column(
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
        ),
        sa.Column("confidence", sa.Float(), nullable=False),
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
    op.create_table(
        "claim_span",
        sa.Column("claim_id", sa.String(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "content",
                "mention",
                "cue",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=16,
            ),
            nullable=False,
        ),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("exact", sa.String(), nullable=False),
        sa.CheckConstraint('0 <= start AND start < "end"', name="span"),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["claim.id"], name="fk_claim_span_claim_id_claim", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("claim_id", "role", "ordinal", name="pk_claim_span"),
    )
    op.create_table(
        "claim_speaker",
        sa.Column("claim_id", sa.String(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("entity_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["claim.id"], name="fk_claim_speaker_claim_id_claim", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["entity_id"],
            ["entity.id"],
            name="fk_claim_speaker_entity_id_entity",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("claim_id", "ordinal", name="pk_claim_speaker"),
        sa.UniqueConstraint("claim_id", "entity_id", name="uq_claim_speaker_claim_id_entity_id"),
    )
    op.create_index("ix_claim_speaker_entity_id", "claim_speaker", ["entity_id"])
    op.create_table(
        "relation",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column(
            "type",
            sa.Enum(
                "agrees",
                "disputes",
                name="type",
                native_enum=False,
                create_constraint=True,
                length=16,
            ),
            nullable=False,
        ),
        sa.Column(
            "basis",
            sa.Enum(
                "stated",
                "inferred",
                name="basis",
                native_enum=False,
                create_constraint=True,
                length=16,
            ),
            nullable=False,
        ),
        sa.Column("first_claim_id", sa.String(), nullable=False),
        sa.Column("second_claim_id", sa.String(), nullable=False),
        sa.Column("proposition_id", sa.String(), nullable=True),
        sa.Column("rationale", sa.String(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("method", sa.String(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "extracted",
                "confirmed",
                "rejected",
                name="status",
                native_enum=False,
                create_constraint=True,
                length=16,
            ),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("0 <= confidence AND confidence <= 1", name="confidence"),
        sa.CheckConstraint("first_claim_id <> second_claim_id", name="two_claims"),
        sa.CheckConstraint("version >= 1", name="version"),
        sa.ForeignKeyConstraint(
            ["first_claim_id"],
            ["claim.id"],
            name="fk_relation_first_claim_id_claim",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["proposition_id"],
            ["proposition.id"],
            name="fk_relation_proposition_id_proposition",
            ondelete="SET NULL",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["second_claim_id"],
            ["claim.id"],
            name="fk_relation_second_claim_id_claim",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_relation"),
    )
    op.create_index("ix_relation_first_claim_id", "relation", ["first_claim_id"])
    op.create_index("ix_relation_proposition_id", "relation", ["proposition_id"])
    op.create_index("ix_relation_second_claim_id", "relation", ["second_claim_id"])
    op.create_index("ix_relation_type_basis", "relation", ["type", "basis"])
    op.create_table(
        "relation_evidence",
        sa.Column("relation_id", sa.String(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.String(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("exact", sa.String(), nullable=False),
        sa.CheckConstraint('0 <= start AND start < "end"', name="span"),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["document.id"],
            name="fk_relation_evidence_document_id_document",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["relation_id"],
            ["relation.id"],
            name="fk_relation_evidence_relation_id_relation",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("relation_id", "ordinal", name="pk_relation_evidence"),
    )
    op.create_index("ix_relation_evidence_document_id", "relation_evidence", ["document_id"])


def downgrade() -> None:
    op.drop_table("relation_evidence")
    op.drop_table("relation")
    op.drop_table("claim_speaker")
    op.drop_table("claim_span")
    op.drop_table("claim_position")
    op.drop_table("claim")
    op.drop_table("passage")
    op.drop_table("mention")
    op.drop_table("entity_alias")
    op.drop_table("proposition")
    op.drop_table("entity")
    op.drop_table("document")
