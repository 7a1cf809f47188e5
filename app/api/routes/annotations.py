"""A document's claims as W3C Web Annotations, which annotation clients draw over its text."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import JSONResponse
from pydantic import TypeAdapter
from starlette.datastructures import URL

from app.api import addresses
from app.api.dependencies import DocumentId, SessionDep
from app.api.schemas.annotations import CONTEXT, AnnotationQuery, Annotations, Purpose, place
from app.api.schemas.claims import Claim
from app.storage.read import documents
from app.storage.read.claims import reader, text_selectors
from app.storage.read.claims.filters import ClaimFilters, ClaimSort
from app.storage.read.claims.text_selectors import Sides
from app.storage.read.paging import Item

router = APIRouter(prefix="/v1/documents", tags=["documents"])

CLAIMS = TypeAdapter(list[Claim])


class LinkedJson(JSONResponse):
    """JSON-LD, as OpenAPI names it; the answer's own header adds the profile."""

    media_type = "application/ld+json"


@router.get("/{document_id}/annotations", response_model=Annotations, response_class=LinkedJson)
def list_document_annotations(
    session: SessionDep,
    request: Request,
    document_id: DocumentId,
    query: Annotated[AnnotationQuery, Query()],
) -> Response:
    """A document's claims as W3C Web Annotations on its text, in reading order."""
    document = documents.get(session, document_id)
    filters = ClaimFilters(
        document=(document_id,),
        status=query.status,
        restatements=query.restatements,
        sort=ClaimSort.READING,
    )
    found = reader.page(session, filters, query.page())
    items = CLAIMS.validate_python(found.items())
    sides = text_selectors.of_claims(session, [claim.id for claim in items])
    collection = _collection(addresses.asked(request), query)
    page = _page(collection, query.cursor, found.next_cursor) | {
        "items": [_annotation(claim, addresses.base(request), sides) for claim in items]
    }
    answer = Annotations.model_validate(
        page
        if query.cursor
        else {
            "@context": CONTEXT,
            "id": str(collection),
            "type": "AnnotationCollection",
            "label": document["title"],
            "total": found.total,
            "first": page,
        }
    )
    return Response(
        answer.model_dump_json(by_alias=True),
        media_type=f'{LinkedJson.media_type}; profile="{CONTEXT}"',
    )


def _collection(asked: URL, query: AnnotationQuery) -> URL:
    """The address of all pages, without the parameters that have their defaults."""
    usual = AnnotationQuery()
    plain = [
        name
        for name in AnnotationQuery.model_fields
        if name == "cursor" or getattr(query, name) == getattr(usual, name)
    ]
    return asked.remove_query_params(plain)


def _page(collection: URL, cursor: object, next_cursor: object) -> Item:
    """All of a page but its items."""

    def at(place: object) -> str:
        return str(collection.include_query_params(cursor=place))

    return {
        "@context": CONTEXT,
        "id": at(cursor) if cursor else f"{collection}#first",
        "type": "AnnotationPage",
        "partOf": str(collection),
        "next": at(next_cursor) if next_cursor else None,
    }


def _annotation(claim: Claim, base: str, sides: Sides) -> Item:
    names = [speaker.name for speaker in claim.speakers]
    document = f"{base}v1/documents/{claim.document.id}"
    return {
        "id": f"{document}/annotations#{claim.id}",
        "type": "Annotation",
        "motivation": "describing",
        "created": claim.recorded_at,
        "creator": {"type": "Software", "name": claim.method},
        "body": [
            _text(Purpose.DESCRIBING, f"{', '.join(names)}: {claim.text}"),
            *(_text(Purpose.TAGGING, name) for name in names),
            {
                "type": "SpecificResource",
                "purpose": "linking",
                "source": f"{base}v1/claims/{claim.id}",
            },
        ],
        "target": [
            place(
                f"{document}/text", span.start, span.end, span.exact,
                sides[claim.id, span.start, span.end],
            )
            for span in claim.spans
        ],
    }  # fmt: skip


def _text(purpose: Purpose, value: str) -> Item:
    return {"type": "TextualBody", "purpose": purpose, "format": "text/plain", "value": value}
