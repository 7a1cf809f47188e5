"""The knowledge model: what extraction finds, storage keeps and the API shows.

In document D of 28 January 2022, CNN writes: "The Kremlin said Thursday that written responses …
failed to address its concerns." Then the *document* is D, the *entity* `kremlin` is the *speaker*,
"The Kremlin" the *mention*, "said" the *cue*, and "written responses … concerns" the *claim*.

Records are frozen and refer to each other by id. Lists of ids put the principal one first.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final, Self

from app.domain.enums import (
    EntityKind,
    OperatingPoint,
    Quotation,
    RelationBasis,
    RelationType,
    Stance,
)
from app.domain.span import Span

UNKNOWN_PUBLISHER: Final = "unknown"
"""Publisher of a text that came without metadata: all of them are assumed."""


@dataclass(frozen=True, slots=True)
class Document:
    """A text as it was received. `sha256` is over its bytes; `text` is their UTF-8 reading."""

    id: str
    title: str
    publisher: str
    language: str
    published_on: date
    text: str
    sha256: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """One unit of a document, such as a live-blog post: headline, bylines and body."""

    id: str
    ordinal: int
    headline: str | None
    bylines: tuple[str, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody or something that can speak: a person, a country or an organisation.

    `country` is the country that the entity speaks for, `member_of` the body that it belongs to;
    both are entity ids. `curated` entities come from reference data and outlive the documents that
    name them.
    """

    id: str
    kind: EntityKind
    name: str
    aliases: tuple[str, ...] = ()
    description: str | None = None
    anonymous: bool = False
    role: str | None = None
    country: str | None = None
    member_of: str | None = None
    wikidata_id: str | None = None
    iso_code: str | None = None
    curated: bool = False


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where a document names an entity."""

    entity: str
    span: Span


@dataclass(frozen=True, slots=True)
class ClaimStance:
    """One claim's stance on one proposition; `reason` says what showed it ("“denies” … “attack”")."""

    proposition: str
    stance: Stance
    confidence: float
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """One attributed statement: the content only, never "X said".

    `speakers` are entity ids. `within` is the claim by which somebody else relays this one,
    `reported_by` the outlet or person that relays it, `restates` the first claim by the same speaker
    that this one repeats. `ordinal` counts in reading order from 0. `confidence` lies in 0..1;
    `method` names what found it ("rules-1").
    """

    id: str
    ordinal: int
    text: str
    quotation: Quotation
    speakers: tuple[str, ...]
    spans: tuple[Span, ...]
    mention: str | None
    mention_span: Span | None
    cue: str | None
    cue_span: Span | None
    passage: str | None
    said_on: date | None
    reported_by: str | None
    within: str | None
    restates: str | None
    confidence: float
    method: str
    stances: tuple[ClaimStance, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words that prove a relation, in the document where they stand."""

    document: str
    span: Span
    exact: str

    @classmethod
    def of(cls, document: Document, span: Span) -> Self:
        """The words that stand there."""
        return cls(document.id, span, span.of(document.text))


@dataclass(frozen=True, slots=True)
class Relation:
    """Two claims by different speakers that agree or dispute; symmetric.

    `operating_point` is the strictest at which it is shown.
    """

    id: str
    type: RelationType
    basis: RelationBasis
    claims: tuple[str, str]
    evidence: tuple[Evidence, ...]
    rationale: str
    confidence: float
    method: str
    proposition: str | None = None
    operating_point: OperatingPoint = OperatingPoint.PRECISE


@dataclass(frozen=True, slots=True)
class Proposition:
    """One neutral declarative sentence that speakers can affirm, deny or leave open.

    `open_disputes`: leaving it open disputes affirming it ("ambiguous" against "imminent").
    """

    id: str
    text: str
    description: str | None = None
    open_disputes: bool = False


@dataclass(frozen=True, slots=True)
class Knowledge:
    """All that one document gives: what `ingest` stores and `extract` prints.

    `propositions` are those of the codebook on which its claims take a stance.
    """

    document: Document
    passages: tuple[Passage, ...] = ()
    entities: tuple[Entity, ...] = ()
    mentions: tuple[Mention, ...] = ()
    claims: tuple[Claim, ...] = ()
    relations: tuple[Relation, ...] = ()
    propositions: tuple[Proposition, ...] = ()
