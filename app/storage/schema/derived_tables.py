"""Tables of what follows from the others: written by `app.storage.derived.refresh`, full text with its claim."""

from sqlalchemy import BigInteger, Column, Index, LargeBinary
from sqlmodel import Field

from app.domain.enums import Level, Stance
from app.storage.schema.column_types import code_points, one_of, part_key, part_of
from app.storage.schema.naming_convention import Row


class ClaimWords(Row, table=True):
    """A claim's words as full text finds them; `full_text` says how. They are written with the claim."""

    __tablename__ = "claim_words"

    claim_id: str = Field(sa_column=part_key("claim.id"))
    words: str


class ClaimSketch(Row, table=True):
    """Numbers that a claim has in common with claims of nearly the same words. They are written with the claim."""

    __tablename__ = "claim_sketch"

    claim_id: str = Field(sa_column=part_key("claim.id"))
    number: int = Field(
        sa_column=Column(BigInteger, primary_key=True, autoincrement=False, index=True)
    )


class StanceRecord(Row, table=True):
    """A listed claim's stance on a proposition, counted for one entity at one level.

    `recency` is of the day it was said or, where the text does not tell, of the day its document was
    published.
    """

    __tablename__ = "stance_record"
    __table_args__ = (Index(None, "proposition_id", "level", "entity_id", "recency"),)

    level: Level = Field(sa_column=one_of(Level, "level", primary_key=True))
    entity_id: str = Field(sa_column=part_key("entity.id", index=True))
    claim_id: str = Field(sa_column=part_key("claim.id", index=True))
    proposition_id: str = Field(sa_column=part_key("proposition.id"))
    document_id: str = Field(sa_column=part_of("document.id"))
    stance: Stance = Field(sa_column=one_of(Stance, "stance"))
    recency: int


class EntityDocumentCounts(Row, table=True):
    """How many listed claims an entity speaks in a document, and in how many visible relations they stand.

    A relation counts in its first claim's document. A removed document stays in it until its counts
    are taken from the sums: so it is no link.
    """

    __tablename__ = "entity_document_counts"

    entity_id: str = Field(sa_column=part_key("entity.id"))
    document_id: str = Field(sa_column=Column(code_points(), primary_key=True, index=True))
    claims: int
    agreements: int
    disputes: int


class EntityCounts(Row, table=True):
    """The sums of an entity's `EntityDocumentCounts`; each entity has one row from the first.

    `precedence` is minus the claims: most come first.
    """

    __tablename__ = "entity_counts"
    __table_args__ = (Index(None, "precedence", "entity_id"),)

    entity_id: str = Field(sa_column=part_key("entity.id"))
    claims: int
    agreements: int
    disputes: int
    precedence: int


class ClaimJson(Row, table=True):
    """A claim as the API shows it, as JSON. `listed` is true of a claim that lists show by default."""

    __tablename__ = "claim_json"

    claim_id: str = Field(sa_column=part_key("claim.id"))
    body: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    listed: bool


class DataVersion(Row, table=True):
    """One row, with another number after each change of the data: see `data_version`."""

    __tablename__ = "data_version"

    number: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
