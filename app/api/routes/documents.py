"""Documents over HTTP: the texts, byte for byte, and what stands in them."""

from datetime import date, datetime
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import PlainTextResponse
from pydantic import Field

from app.api.dependencies import (
    DocumentId,
    SessionDep,
)
from app.api.middleware.fast_path import ClaimsRoute
from app.api.routes.claims import ClaimPage, DocumentClaimQuery, answer
from app.api.schemas.shared import Out, Page, PageQuery
from app.storage.read import documents
from app.storage.read.claims.filters import ClaimFilters, ClaimSort

router = APIRouter(prefix="/v1/documents", tags=["documents"])


class DocumentCounts(Out):
    """What stands in a document, as lists show it by default."""

    passages: int = Field(description="Passages")
    claims: int = Field(description="Claims, without restatements and rejected ones")
    entities: int = Field(description="Entities that it names or lets speak")
    relations: int = Field(description="Relations of its claims, without rejected ones")


class Document(Out):
    """A text as it was received; the text itself is at `/v1/documents/{id}/text`."""

    id: str = Field(description="A readable slug of publisher, date and title")
    title: str = Field(description="Its title")
    publisher: str = Field(description="Who published it")
    url: str | None = Field(description="Where it was published")
    language: str = Field(description="Its language, such as `en`")
    published_on: date = Field(description="When it was published")
    sha256: str = Field(description="The SHA-256 of its bytes, in hex digits")
    characters: int = Field(description="Its length in Unicode code points")
    ingested_at: datetime = Field(description="When it was last read in, in UTC")
    counts: DocumentCounts = Field(description="What stands in it, in numbers")


class DocumentPage(Page[Document]):
    """One page of documents, newest first."""


class DocumentQuery(PageQuery):
    """Which documents."""

    q: str | None = Field(
        default=None,
        min_length=1,
        max_length=500,
        description="Words, all of which stand in its title or publisher",
    )


class Passage(Out):
    """One unit of a document, such as a post in a live blog."""

    id: str = Field(description="The passage's id")
    ordinal: int = Field(description="Its place in the document, from 0")
    headline: str | None = Field(description="Its headline, if it has one")
    bylines: list[str] = Field(description="Who wrote it")
    start: int = Field(description="Its first character, counted from 0 in Unicode code points")
    end: int = Field(description="The character behind its last one")


class PassagePage(Page[Passage]):
    """One page of a document's passages in reading order."""


@router.get("")
def list_documents(session: SessionDep, query: Annotated[DocumentQuery, Query()]) -> DocumentPage:
    """All documents, newest first."""
    return DocumentPage.model_validate(documents.page(session, query.page(), query.q))


@router.get("/{document_id}")
def get_document(session: SessionDep, document_id: DocumentId) -> Document:
    """One document, without its text."""
    return Document.model_validate(documents.get(session, document_id))


@router.get(
    "/{document_id}/text",
    response_class=PlainTextResponse,
    response_description="The text; of the seed document, the example shows the first line",
)
def get_document_text(session: SessionDep, document_id: DocumentId) -> PlainTextResponse:
    """A document's text, byte for byte as it was received."""
    return PlainTextResponse(documents.text(session, document_id))


@router.get("/{document_id}/passages")
def list_document_passages(
    session: SessionDep, document_id: DocumentId, query: Annotated[PageQuery, Query()]
) -> PassagePage:
    """A document's passages in reading order."""
    documents.require(session, document_id)
    return PassagePage.model_validate(documents.passages(session, document_id, query.page()))


def list_document_claims(
    session: SessionDep, document_id: DocumentId, query: Annotated[DocumentClaimQuery, Query()]
) -> ClaimPage:
    """A document's claims in reading order."""
    filters = ClaimFilters(
        document=(document_id,),
        status=tuple(query.status),
        restatements=query.restatements,
        sort=ClaimSort.READING,
    )
    documents.require(session, document_id)
    return answer(session, query, filters)


router.add_api_route(
    "/{document_id}/claims", list_document_claims, route_class_override=ClaimsRoute
)
