"""The tables. Reading and writing go through the Core tables that the last lines name.

Every list is kept in an order that a sequence of ascending columns can express, because then one
row comparison resumes it (see `paging`). `recency` is what makes "newest first" such a column.
"""

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, Column, Index, MetaData, UniqueConstraint
from sqlmodel import Field, SQLModel

from app.domain.enums import (
    EntityKind,
    Level,
    Quotation,
    RelationBasis,
    RelationType,
    Stance,
    Status,
)
from app.storage.columns import (
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

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Row(SQLModel):
    """One catalogue for all tables, in which every constraint gets a name."""

    metadata = MetaData(naming_convention=NAMES)


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
        Index(None, "quotation", "recency"),
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
    """Who said it; ordinal 0 is the principal speaker."""

    __tablename__ = "claim_speaker"
    __table_args__ = (UniqueConstraint("claim_id", "entity_id"),)

    claim_id: str = Field(sa_column=part_key("claim.id"))
    ordinal: int = Field(primary_key=True)
    entity_id: str = Field(sa_column=link("entity.id", nullable=False))


class ClaimWords(Row, table=True):
    """A claim's words as full text finds them; `search` says how."""

    __tablename__ = "claim_words"

    claim_id: str = Field(sa_column=part_key("claim.id"))
    words: str


class Proposition(Row, table=True):
    """One neutral sentence that speakers can affirm or deny. `folded` is what `q` looks into."""

    id: str = Field(sa_column=key())
    text: str
    description: str | None
    open_disputes: bool
    folded: str = Field(sa_column=ordered_text())


class ClaimPosition(Row, table=True):
    """A claim's stance on a proposition; what an entity's claims add up to is its position."""

    __tablename__ = "claim_position"
    __table_args__ = (share_check(),)

    claim_id: str = Field(sa_column=part_key("claim.id"))
    proposition_id: str = Field(sa_column=part_key("proposition.id", index=True))
    stance: Stance = Field(sa_column=one_of(Stance, "stance"))
    confidence: float
    reason: str


class Statement(Row, table=True):
    """A listed claim's stance on a proposition, as the word of one entity at one level.

    Derived from all the other tables by `statements`. `recency` is of the day it was said or, where
    the text does not tell, of the day its document was published.
    """

    __table_args__ = (Index(None, "proposition_id", "level", "entity_id", "recency"),)

    level: Level = Field(sa_column=one_of(Level, "level", primary_key=True))
    entity_id: str = Field(sa_column=part_key("entity.id", index=True))
    claim_id: str = Field(sa_column=part_key("claim.id", index=True))
    proposition_id: str = Field(sa_column=part_key("proposition.id"))
    document_id: str = Field(sa_column=part_of("document.id"))
    stance: Stance = Field(sa_column=one_of(Stance, "stance"))
    recency: int


class Relation(Row, table=True):
    """Two claims that agree or dispute. Which one is first means nothing but where it is drawn."""

    __table_args__ = (
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
    status: Status = Field(sa_column=one_of(Status, "status"))
    version: int
    recorded_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))


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


metadata = Row.metadata
document = metadata.tables["document"]
passage = metadata.tables["passage"]
entity = metadata.tables["entity"]
entity_alias = metadata.tables["entity_alias"]
mention = metadata.tables["mention"]
claim = metadata.tables["claim"]
claim_span = metadata.tables["claim_span"]
claim_speaker = metadata.tables["claim_speaker"]
claim_words = metadata.tables["claim_words"]
proposition = metadata.tables["proposition"]
claim_position = metadata.tables["claim_position"]
statement = metadata.tables["statement"]
relation = metadata.tables["relation"]
relation_evidence = metadata.tables["relation_evidence"]
