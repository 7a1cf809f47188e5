"""Tables of what follows from the others: it is written with them, and can be made anew."""

from sqlalchemy import BigInteger, Column, Index, LargeBinary, text
from sqlmodel import Field

from app.domain.enums import Level, Stance
from app.storage.schema.column_types import one_of, part_key, part_of
from app.storage.schema.naming_convention import Row


class ClaimWords(Row, table=True):
    """A claim's words as full text finds them; `search` says how."""

    __tablename__ = "claim_words"

    claim_id: str = Field(sa_column=part_key("claim.id"))
    words: str


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


class Spoken(Row, table=True):
    """How many listed claims an entity speaks in a document, and in how many shown relations they stand.

    `spoken` counts them. A relation counts in its first claim's document.
    """

    entity_id: str = Field(sa_column=part_key("entity.id"))
    document_id: str = Field(sa_column=part_key("document.id", index=True))
    claims: int
    agreements: int
    disputes: int


class Tally(Row, table=True):
    """All that an entity speaks: the sums of `spoken`, which triggers of migration 0009 keep.

    Each entity has one from the first. `precedence` is minus the claims: most come first.
    """

    __table_args__ = (Index(None, "precedence", "entity_id"),)

    entity_id: str = Field(sa_column=part_key("entity.id"))
    claims: int
    agreements: int
    disputes: int
    precedence: int


class ClaimShown(Row, table=True):
    """A claim as the API shows it, ready to be sent as JSON; null where it has to be made anew.

    The database itself forgets it, by triggers of migration 0005, when anything in it changes.
    `listed` is true of a claim that lists show unasked, and means nothing without `body`.
    """

    __tablename__ = "claim_shown"
    __table_args__ = (
        Index(
            "ix_claim_shown_forgotten",
            "claim_id",
            sqlite_where=text("body IS NULL"),
            postgresql_where=text("body IS NULL"),
        ),
    )

    claim_id: str = Field(sa_column=part_key("claim.id"))
    body: bytes | None = Field(sa_column=Column(LargeBinary, nullable=True))
    listed: bool | None


class DataVersion(Row, table=True):
    """One row, whose number is another one after each change of any other table: triggers see to it."""

    __tablename__ = "data_version"

    number: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
