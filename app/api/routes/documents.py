"""Documents over HTTP: the texts, byte for byte, and what stands in them."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import PlainTextResponse

from app.api.dependencies import (
    DocumentId,
    SessionDep,
)
from app.api.middleware.fast_path import ClaimsRoute
from app.api.routes.claims import answer
from app.api.schemas.claims import ClaimPage, DocumentClaimQuery
from app.api.schemas.documents import Document, DocumentPage, DocumentQuery, PassagePage
from app.api.schemas.shared import PageQuery
from app.storage.read import documents
from app.storage.read.claims.filters import ClaimFilters, ClaimSort

router = APIRouter(prefix="/v1/documents", tags=["documents"])


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
        status=query.status,
        restatements=query.restatements,
        sort=ClaimSort.READING,
    )
    documents.require(session, document_id)
    return answer(session, query, filters)


router.add_api_route(
    "/{document_id}/claims", list_document_claims, route_class_override=ClaimsRoute
)
