"""Claims: who said what."""

from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

from pydantic import BaseModel, ConfigDict, Field

from app.api.schemas.relations import Relation
from app.api.schemas.shared import (
    EntityRef,
    Out,
    Page,
    PageQuery,
    PropositionRef,
    RelationCounts,
    Span,
)
from app.api.schemas.sparse_fields import FieldsQuery
from app.domain.enums import Quotation, Stance, Status
from app.domain.errors import InvalidRequestError
from app.storage.read.claims.filters import ClaimFilters, ClaimSort, Restatements, Statuses
from app.storage.read.claims.query_planner import is_along_index


class DocumentRef(Out):
    """Points to a document."""

    id: str = Field(description="The document's id, for `/v1/documents/{id}`")
    title: str = Field(description="Its title")
    publisher: str = Field(description="Who published it")
    published_on: date = Field(description="When")


class PassageRef(Out):
    """Points to a passage of a document."""

    id: str = Field(description="The passage's id")
    ordinal: int = Field(description="Its place in the document, from 0")
    headline: str | None = Field(description="Its headline, if it has one")


class ClaimPosition(Out):
    """What a claim does with a proposition."""

    proposition: PropositionRef = Field(description="The proposition")
    stance: Stance = Field(description="Whether the claim upholds it")
    confidence: float = Field(description="How sure that is, 0..1")
    reason: str = Field(description="What in the claim shows it")


class Claim(Out):
    """One attributed statement: the content only, never "X said".

    In "The Kremlin said Thursday that the responses failed to address its concerns", the Kremlin is
    the speaker, "The Kremlin" the mention, "said" the cue, "the responses … concerns" the text.
    """

    id: str = Field(description="A hash of the content: the same document gives the same ids")
    text: str = Field(description="The spans' text joined by ` … `, white space normalised")
    quotation: Quotation = Field(description="How much of it stands in quotation marks")
    speakers: list[EntityRef] = Field(
        description="Who said it, the principal speaker first; several for a joint statement"
    )
    mention: str | None = Field(description='The words that name the speaker there, such as "he"')
    cue: str | None = Field(description='The words that attribute it, such as "said"')
    spans: list[Span] = Field(description="Where its content stands in the document's text")
    mention_span: Span | None = Field(description="Where the mention stands")
    cue_span: Span | None = Field(description="Where the cue stands")
    document: DocumentRef = Field(description="The document that it stands in")
    passage: PassageRef | None = Field(description="The passage that it stands in")
    said_on: date | None = Field(
        description="The day it was said; null where the text does not tell"
    )
    reported_by: EntityRef | None = Field(description="The outlet or person that relays it")
    within: str | None = Field(description="The claim by which somebody else relays this one")
    restates: str | None = Field(
        description="The first claim by the same speaker that this one repeats, in this document or another"
    )
    appearances: int | None = Field(
        description=(
            "In how many documents the same speaker says it, this one included; null where it "
            "restates another claim"
        )
    )
    positions: list[ClaimPosition] = Field(description="What it does with which propositions")
    counts: RelationCounts = Field(description="How often it is agreed with and disputed")
    confidence: float = Field(description="How sure it is that this was said so, 0..1")
    method: str = Field(description="What found it")
    status: Status = Field(description="How far it has been reviewed")
    version: int = Field(description="1 at first; one more with each change")
    recorded_at: datetime = Field(description="When this version was written, in UTC")
    highlight: str | None = Field(
        description=(
            "With `q`: HTML of the text around the first hit, all else escaped, with each hit in "
            "`<mark>`; null without"
        )
    )
    relations: list[Relation] | None = Field(
        description=(
            "With `expand=relations`: its relations, the newest 10; null without. "
            "`counts` tells whether there are more, at `/v1/claims/{id}/relations`"
        )
    )


class ClaimPage(Page[Claim]):
    """One page of claims."""


class ClaimContext(Out):
    """A claim in its surroundings, for a quotation card.

    `before`, `exact` and `after` follow each other without a gap in the document's text.
    """

    claim_id: str = Field(description="The claim")
    document_id: str = Field(description="The document that it stands in")
    start: int = Field(description="The first character of `exact` in the document's text")
    end: int = Field(description="The character behind the last one of `exact`")
    before: str = Field(description="Up to 300 characters before it, within its passage")
    exact: str = Field(description="From the claim's first character to its last")
    after: str = Field(description="Up to 300 characters after it, within its passage")


class Expansion(StrEnum):
    """What can be answered with a claim: its `relations`."""

    RELATIONS = "relations"


class ListedClaimsQuery(PageQuery):
    """What every list of claims can be asked for."""

    status: Statuses = Field(default=[])
    restatements: Restatements = False


class ClaimQuery(ClaimFilters, ListedClaimsQuery):
    """Which claims, in which order."""

    entity: ClassVar[None] = None  # type: ignore[misc] # only a path names one

    def filters(self, entity: str | None = None) -> ClaimFilters:
        """The same, as storage takes it."""
        if self.said_from and self.said_to and self.said_from > self.said_to:
            raise InvalidRequestError(("query", "said_from"), "must not be later than said_to")
        if self.sort is ClaimSort.RELEVANCE and self.q is None:
            raise InvalidRequestError(("query", "sort"), "relevance goes only with q")
        return ClaimFilters.of(self, entity=entity)


class ExpandQuery(BaseModel):
    """What to answer with a claim."""

    expand: list[Expansion] = Field(
        default=[], description="Fill in these fields of each claim, which cost more to read"
    )


class ClaimListQuery(ClaimQuery, ExpandQuery, FieldsQuery):
    """Which claims, in which order, and how much of each."""

    def is_short(self) -> bool:
        """True of a page along one index."""
        return not self.expand and is_along_index(self.filters(), self.page())


class DocumentClaimQuery(ListedClaimsQuery, ExpandQuery, FieldsQuery):
    """Which claims of a document, and how much of each."""


class OneClaimQuery(ExpandQuery):
    """How much of a claim."""

    model_config = ConfigDict(extra="forbid", frozen=True)
