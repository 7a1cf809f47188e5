"""Claims over HTTP: who said what."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

import orjson
from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field

from app.api.dependencies import ClaimId, SessionDep
from app.api.middleware import claim_responses
from app.api.middleware.fast_path import CLAIMS, ClaimsRoute
from app.api.routes.relations import Relation, RelationPage, RelationsOfClaimQuery
from app.api.schemas.shared import (
    Day,
    EntityRef,
    Flag,
    Out,
    Page,
    PageQuery,
    PropositionRef,
    RelationCounts,
    Span,
)
from app.api.schemas.sparse_fields import FieldsQuery
from app.domain.enums import EntityKind, Quotation, Stance, Status
from app.domain.errors import InvalidRequestError
from app.storage.database.engine import Session
from app.storage.derived.claim_json import as_json
from app.storage.read import relations
from app.storage.read.claims import claim_context, query_planner, reader
from app.storage.read.claims.filters import ClaimFilters, ClaimSort
from app.storage.read.paging import Item

router = APIRouter(prefix=CLAIMS, tags=["claims"])


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
        description="The first claim by the same speaker that this one repeats"
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

    status: list[Status] = Field(
        default=[], description="Any of these; without it, all but `rejected`"
    )
    restatements: Flag = Field(
        default=False, description="Also show claims that repeat an earlier one"
    )


class ClaimQuery(ListedClaimsQuery):
    """Which claims, in which order."""

    speaker: list[str] = Field(default=[], description="Spoken by any of these entities (ids)")
    speaker_kind: list[EntityKind] = Field(
        default=[], description="Spoken by an entity of any of these kinds"
    )
    country: list[str] = Field(
        default=[],
        description="Spoken by any of these countries (ids), or by one who speaks for it",
    )
    document: list[str] = Field(default=[], description="Stands in any of these documents (ids)")
    proposition: list[str] = Field(
        default=[], description="Takes a stance on any of these propositions (ids)"
    )
    stance: list[Stance] = Field(
        default=[], description="Takes any of these stances, on `proposition` if that is given"
    )
    quotation: list[Quotation] = Field(default=[], description="Any of these kinds of quotation")
    disputed: Flag | None = Field(
        default=None, description="Only those that somebody disputes (`true`), or nobody (`false`)"
    )
    said_from: Day | None = Field(default=None, description="Said on this day or later")
    said_to: Day | None = Field(default=None, description="Said on this day or earlier")
    q: str | None = Field(
        default=None,
        min_length=1,
        max_length=500,
        description=(
            'Holds all of these: words, "phrases" and prefix*; accents and case aside. '
            "The words of a phrase follow each other without a ` … `. "
            "All other signs only part words; without any word, nothing is found"
        ),
    )
    sort: ClaimSort = Field(
        default=ClaimSort.NEWEST, description="The order; `relevance` only with `q`"
    )

    def filters(self, entity: str | None = None) -> ClaimFilters:
        """The same, as storage takes it."""
        if self.said_from and self.said_to and self.said_from > self.said_to:
            raise InvalidRequestError(("query", "said_from"), "must not be later than said_to")
        if self.sort is ClaimSort.RELEVANCE and self.q is None:
            raise InvalidRequestError(("query", "sort"), "relevance goes only with q")
        return ClaimFilters(
            entity=entity,
            speaker=tuple(self.speaker),
            speaker_kind=tuple(self.speaker_kind),
            country=tuple(self.country),
            document=tuple(self.document),
            proposition=tuple(self.proposition),
            stance=tuple(self.stance),
            quotation=tuple(self.quotation),
            status=tuple(self.status),
            disputed=self.disputed,
            restatements=self.restatements,
            said_from=self.said_from,
            said_to=self.said_to,
            q=self.q,
            sort=self.sort,
        )


class ExpandQuery(BaseModel):
    """What to answer with a claim."""

    expand: list[Expansion] = Field(
        default=[], description="Fill in these fields of each claim, which cost more to read"
    )

    def add(self, session: Session, items: list[Item]) -> None:
        """Put what is asked for into these claims."""
        if Expansion.RELATIONS in self.expand:
            relations.attach(session, items)


class ClaimListQuery(ClaimQuery, ExpandQuery, FieldsQuery):
    """Which claims, in which order, and how much of each."""

    def is_short(self) -> bool:
        """True of a page along one index."""
        return not self.expand and query_planner.is_along_index(self.filters(), self.page())


class DocumentClaimQuery(ListedClaimsQuery, ExpandQuery, FieldsQuery):
    """Which claims of a document, and how much of each."""


class OneClaimQuery(ExpandQuery):
    """How much of a claim."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def answer(
    session: Session, query: ClaimListQuery | DocumentClaimQuery, filters: ClaimFilters
) -> ClaimPage:
    """The page that was asked for."""
    found = reader.page(session, filters, query.page())
    items = None
    if query.expand:
        items = found.items()
        query.add(session, items)
    return claim_responses.page(ClaimPage, found, items, query.fields_)


def list_claims(session: SessionDep, query: Annotated[ClaimListQuery, Query()]) -> ClaimPage:
    """Who said what."""
    return answer(session, query, query.filters())


router.add_api_route("", list_claims, route_class_override=ClaimsRoute)


@router.get("/{claim_id}")
def get_claim(
    session: SessionDep, claim_id: ClaimId, query: Annotated[OneClaimQuery, Query()]
) -> Claim:
    """One claim."""
    body = reader.get(session, claim_id)
    if query.expand:
        item = orjson.loads(body)
        query.add(session, [item])
        body = as_json(item)
    return claim_responses.one(Claim, body)


@router.get("/{claim_id}/relations")
def list_claim_relations(
    session: SessionDep, claim_id: ClaimId, query: Annotated[RelationsOfClaimQuery, Query()]
) -> RelationPage:
    """Who agrees with a claim and who disputes it."""
    reader.require(session, claim_id)
    return RelationPage.model_validate(
        relations.page(session, query.filters(claim=claim_id), query.page())
    )


@router.get("/{claim_id}/context")
def get_claim_context(session: SessionDep, claim_id: ClaimId) -> ClaimContext:
    """A claim with the text around it."""
    return ClaimContext.model_validate(claim_context.get(session, claim_id))
