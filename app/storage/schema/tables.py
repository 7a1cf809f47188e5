"""The tables. Reading and writing go through the Core tables that the last lines name.

Every list is kept in an order that a sequence of ascending columns can express, because then one
row comparison resumes it (see `paging`). `recency` is what makes "newest first" such a column.
"""

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, Column, Index, String, UniqueConstraint
from sqlmodel import Field

from app.domain.enums import (
    EntityKind,
    Quotation,
    RelationBasis,
    RelationType,
    Stance,
    Status,
)
from app.storage.schema import derived_tables
from app.storage.schema.column_types import (
    SpanRole,
    UtcDateTime,
    index_of_known,
    key,
    link,
    loose_link,
    one_of,
    ordered_text,
    part_key,
    part_of,
    share_check,
    span_check,
)
from app.storage.schema.naming_convention import Row


class Document(Row, table=True):
    """A text with its metadata. `fingerprint` says from which inputs its knowledge was made."""

    __table_args__ = (Index(None, "recency", "id"),)

    id: str = Field(sa_column=key())
    title: str
    publisher: str
    url: str | None
    language: str
    published_on: date
    recency: int
    sha256: str
    characters: int
    text: str
    fingerprint: str
    ingested_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))


class Passage(Row, table=True):
    """A post or the like: headline, bylines and body."""

    __table_args__ = (Index(None, "document_id", "ordinal", "id"), span_check())

    id: str = Field(sa_column=key())
    document_id: str = Field(sa_column=part_of("document.id", index=False))
    ordinal: int
    headline: str | None
    bylines: list[str] = Field(sa_column=Column(JSON, nullable=False))
    start: int
    end: int


class Entity(Row, table=True):
    """Somebody or something that can speak. `folded` is the name as lists sort and find it."""

    __table_args__ = (Index(None, "folded", "id"),)

    id: str = Field(sa_column=key())
    kind: EntityKind = Field(sa_column=one_of(EntityKind, "kind"))
    name: str
    folded: str = Field(sa_column=ordered_text())
    description: str | None
    anonymous: bool
    role: str | None
    country_id: str | None = Field(sa_column=link("entity.id"))
    member_of_id: str | None = Field(sa_column=link("entity.id"))
    wikidata_id: str | None
    iso_code: str | None
    curated: bool


class EntityAlias(Row, table=True):
    """Another name of an entity; `folded` is what `q` looks into."""

    __tablename__ = "entity_alias"
    entity_id: str = Field(sa_column=part_key("entity.id"))
    ordinal: int = Field(primary_key=True)
    alias: str
    folded: str = Field(sa_column=ordered_text())


class EntityObservation(Row, table=True):
    """What one document alone says of an entity; `attributes` is all of it that points to nothing."""

    __tablename__ = "entity_observation"

    document_id: str = Field(sa_column=part_key("document.id"))
    entity_id: str = Field(sa_column=part_key("entity.id", index=True))
    country_id: str | None = Field(sa_column=link("entity.id"))
    member_of_id: str | None = Field(sa_column=link("entity.id"))
    attributes: dict[str, object] = Field(sa_column=Column(JSON, nullable=False))


class Mention(Row, table=True):
    """A place where a document names an entity."""

    __table_args__ = (span_check(),)

    id: str = Field(sa_column=key())
    document_id: str = Field(sa_column=part_of("document.id"))
    entity_id: str = Field(sa_column=link("entity.id", nullable=False))
    start: int
    end: int
    exact: str


class Claim(Row, table=True):
    """One attributed statement."""

    __table_args__ = (
        Index(None, "recency", "document_id", "ordinal", "id"),
        Index(None, "document_id", "ordinal", "id"),
        Index(None, "quotation", "recency", "document_id", "ordinal", "id"),
        # What decides whether a claim is listed, for who counts them all.
        Index(None, "status", "quotation", "restates_id"),
        index_of_known("restates_id"),
        share_check(),
        CheckConstraint("version >= 1", name="version"),
    )

    id: str = Field(sa_column=key())
    document_id: str = Field(sa_column=part_of("document.id", index=False))
    ordinal: int
    text: str
    quotation: Quotation = Field(sa_column=one_of(Quotation, "quotation"))
    mention: str | None
    cue: str | None
    passage_id: str | None = Field(sa_column=loose_link("passage.id"))
    said_on: date | None
    recency: int
    reported_by_id: str | None = Field(sa_column=link("entity.id"))
    within_id: str | None = Field(sa_column=loose_link("claim.id"))
    restates_id: str | None = Field(sa_column=loose_link("claim.id", index=False))
    confidence: float
    method: str
    status: Status = Field(sa_column=one_of(Status, "status"))
    version: int
    recorded_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))


class ClaimSpan(Row, table=True):
    """Where a claim's content, its speaker's mention and its cue stand."""

    __tablename__ = "claim_span"
    __table_args__ = (span_check(),)

    claim_id: str = Field(sa_column=part_key("claim.id"))
    role: SpanRole = Field(sa_column=one_of(SpanRole, "role", primary_key=True))
    ordinal: int = Field(primary_key=True)
    start: int
    end: int
    exact: str


class ClaimSpeaker(Row, table=True):
    """Who said it; ordinal 0 is the principal speaker. The last three columns are the claim's own."""

    __tablename__ = "claim_speaker"
    __table_args__ = (
        UniqueConstraint("claim_id", "entity_id"),
        # All columns in its name would make it longer than PostgreSQL takes.
        Index(
            "ix_claim_speaker_place",
            "entity_id",
            "recency",
            "document_id",
            "claim_ordinal",
            "claim_id",
        ),
    )

    claim_id: str = Field(sa_column=part_key("claim.id"))
    ordinal: int = Field(primary_key=True)
    entity_id: str = Field(sa_column=link("entity.id", nullable=False, index=False))
    recency: int
    document_id: str = Field(sa_column=ordered_text())
    claim_ordinal: int


class Proposition(Row, table=True):
    """One neutral sentence that speakers can affirm or deny. `folded` is what `q` looks into."""

    id: str = Field(sa_column=key())
    text: str
    description: str | None
    open_disputes: bool
    folded: str = Field(sa_column=ordered_text())


class ClaimStance(Row, table=True):
    """A claim's stance on a proposition; what an entity's claims add up to is its position."""

    __tablename__ = "claim_stance"
    __table_args__ = (Index(None, "stance", "claim_id"), share_check())

    claim_id: str = Field(sa_column=part_key("claim.id"))
    proposition_id: str = Field(sa_column=part_key("proposition.id", index=True))
    stance: Stance = Field(sa_column=one_of(Stance, "stance"))
    confidence: float
    reason: str


class Relation(Row, table=True):
    """Two claims that agree or dispute. Which one is first means nothing but where it is drawn and listed.

    `is_shown` is false of what only those see who ask for all. The last three columns are the first
    claim's own.
    """

    __table_args__ = (
        Index(None, "recency", "document_id", "ordinal", "id"),
        Index(None, "type", "basis"),
        CheckConstraint("first_claim_id <> second_claim_id", name="two_claims"),
        CheckConstraint("version >= 1", name="version"),
        share_check(),
    )

    id: str = Field(sa_column=key())
    type: RelationType = Field(sa_column=one_of(RelationType, "type"))
    basis: RelationBasis = Field(sa_column=one_of(RelationBasis, "basis"))
    first_claim_id: str = Field(sa_column=part_of("claim.id"))
    second_claim_id: str = Field(sa_column=part_of("claim.id"))
    proposition_id: str | None = Field(sa_column=loose_link("proposition.id"))
    rationale: str
    confidence: float
    method: str
    is_shown: bool
    status: Status = Field(sa_column=one_of(Status, "status"))
    version: int
    recorded_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    recency: int
    document_id: str = Field(sa_column=ordered_text())
    ordinal: int


class RelationEvidence(Row, table=True):
    """The words that prove a relation."""

    __tablename__ = "relation_evidence"
    __table_args__ = (span_check(),)

    relation_id: str = Field(sa_column=part_key("relation.id"))
    ordinal: int = Field(primary_key=True)
    document_id: str = Field(sa_column=part_of("document.id"))
    start: int
    end: int
    exact: str


class SeedFolder(Row, table=True):
    """A folder that documents were loaded from. `is_loading`: not to its end, whether or not it goes on."""

    __tablename__ = "seed_folder"

    path: str = Field(sa_column=Column(String, primary_key=True))
    is_loading: bool


metadata = derived_tables.ClaimJson.metadata
document = metadata.tables["document"]
passage = metadata.tables["passage"]
entity = metadata.tables["entity"]
entity_alias = metadata.tables["entity_alias"]
entity_observation = metadata.tables["entity_observation"]
mention = metadata.tables["mention"]
claim = metadata.tables["claim"]
claim_span = metadata.tables["claim_span"]
claim_speaker = metadata.tables["claim_speaker"]
claim_sketch = metadata.tables["claim_sketch"]
claim_words = metadata.tables["claim_words"]
proposition = metadata.tables["proposition"]
claim_stance = metadata.tables["claim_stance"]
stance_record = metadata.tables["stance_record"]
entity_document_counts = metadata.tables["entity_document_counts"]
entity_counts = metadata.tables["entity_counts"]
claim_json = metadata.tables["claim_json"]
data_version = metadata.tables["data_version"]
relation = metadata.tables["relation"]
relation_evidence = metadata.tables["relation_evidence"]
seed_folder = metadata.tables["seed_folder"]
