"""Relations: which claims agree, which are disputed."""

from datetime import date, datetime
from typing import ClassVar

from pydantic import Field

from app.api.schemas.shared import (
    EntityRef,
    Out,
    Page,
    PageQuery,
    PropositionRef,
)
from app.domain.enums import OperatingPoint, Quotation, RelationBasis, RelationType, Status
from app.storage.read.relations import (
    RelationFilters,
    RelationPoint,
    RelationStatuses,
    RelationTypes,
)


class ClaimRef(Out):
    """Points to a claim, with all that it takes to draw a dispute."""

    id: str = Field(description="The claim's id, for `/v1/claims/{id}`")
    text: str = Field(description="What is claimed")
    quotation: Quotation = Field(description="How much of it stands in quotation marks")
    speakers: list[EntityRef] = Field(description="Who said it, the principal speaker first")
    said_on: date | None = Field(description="The day it was said, where the text tells")
    document_id: str = Field(description="The document that it stands in")


class Evidence(Out):
    """Words that prove a relation. `exact` is always `text[start:end]` of that document."""

    document_id: str = Field(description="The document that they stand in")
    start: int = Field(description="The first character, counted from 0 in Unicode code points")
    end: int = Field(description="The character behind the last one")
    exact: str = Field(description="The words")


class Relation(Out):
    """Two claims by different speakers that agree or dispute.

    Relations are symmetric: asking from either claim finds them, and the order of the two claims
    means nothing.
    """

    id: str = Field(description="A hash of the content: the same document gives the same ids")
    type: RelationType = Field(description="How the two stand to each other")
    basis: RelationBasis = Field(description="What that rests on")
    claims: list[ClaimRef] = Field(
        min_length=2, max_length=2, description="The two claims with their speakers"
    )
    proposition: PropositionRef | None = Field(
        description="The proposition on which they agree or dispute, where both take a stance"
    )
    evidence: list[Evidence] = Field(description="The words that prove it")
    rationale: str = Field(description="Why they are related, in a sentence")
    confidence: float = Field(description="How sure that is, 0..1")
    method: str = Field(description="What found it")
    status: Status = Field(description="How far it has been reviewed")
    version: int = Field(description="1 at first; one more with each change")
    recorded_at: datetime = Field(description="When this version was written, in UTC")


class RelationPage(Page[Relation]):
    """One page of relations, newest first by the day the first claim was said."""


class RelationsOfClaimQuery(PageQuery):
    """Which relations of a claim."""

    type: RelationTypes = Field(default=[])
    operating_point: RelationPoint = OperatingPoint.PRECISE
    status: RelationStatuses = Field(default=[])

    def filters(self, claim: str) -> RelationFilters:
        """The same, as storage takes it."""
        return RelationFilters(
            claim=claim,
            type=self.type,
            status=self.status,
            operating_point=self.operating_point,
        )


class RelationQuery(RelationFilters, PageQuery):
    """Which relations."""

    claim: ClassVar[None] = None  # type: ignore[misc] # only a path names one
