"""A document's claims as W3C Web Annotations, which annotation clients draw over its text."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, ClassVar, Literal

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import JSONResponse
from pydantic import Field, RootModel, TypeAdapter
from starlette.datastructures import URL

from app.api import addresses
from app.api.dependencies import DocumentId, SessionDep
from app.api.routes.claims import Claim, ListedClaimsQuery
from app.api.schemas.selectors import TextTarget, place
from app.api.schemas.shared import Out
from app.storage.read import documents
from app.storage.read.claims import reader, text_selectors
from app.storage.read.claims.filters import ClaimFilters, ClaimSort
from app.storage.read.claims.text_selectors import Sides
from app.storage.read.paging import Item

router = APIRouter(prefix="/v1/documents", tags=["documents"])

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
CLAIMS = TypeAdapter(list[Claim])


class LinkedJson(JSONResponse):
    """JSON-LD, as OpenAPI names it; the answer's own header adds the profile."""

    media_type = "application/ld+json"


class Purpose(StrEnum):
    """What a text in an annotation is for.

    `describing`: it tells who said what. `tagging`: it is a speaker's name.
    """

    DESCRIBING = "describing"
    TAGGING = "tagging"


class TextualBody(Out):
    """What an annotation says in plain text."""

    type: Literal["TextualBody"] = Field(description="`TextualBody`")
    purpose: Purpose = Field(description="What the text is for")
    format: Literal["text/plain"] = Field(description="`text/plain`")
    value: str = Field(description="The text")


class LinkedBody(Out):
    """The claim itself."""

    type: Literal["SpecificResource"] = Field(description="`SpecificResource`")
    purpose: Literal["linking"] = Field(description="`linking`")
    source: str = Field(description="The claim's address")


class AnnotationBody(RootModel[Annotated[TextualBody | LinkedBody, Field(discriminator="type")]]):
    """Something that an annotation says of its target."""


class Software(Out):
    """What found a claim."""

    type: Literal["Software"] = Field(description="`Software`")
    name: str = Field(description="The claim's `method`")


class Annotation(Out):
    """One claim, as a note on the places in the text where its content stands."""

    id: str = Field(description="The annotation's address, a part of the collection's")
    type: Literal["Annotation"] = Field(description="`Annotation`")
    motivation: Literal["describing"] = Field(description="`describing`")
    created: datetime = Field(description="When this version of the claim was written, in UTC")
    creator: Software = Field(description="What found the claim")
    body: list[AnnotationBody] = Field(
        description="Who said what, each speaker as a tag, and the claim itself"
    )
    target: list[TextTarget] = Field(description="Each span of the claim's content")


class AnnotationPage(Out):
    """Some of a document's annotations in reading order."""

    context: Literal["http://www.w3.org/ns/anno.jsonld"] = Field(
        alias="@context", description=f"`{CONTEXT}`"
    )
    id: str = Field(description="The page's address")
    type: Literal["AnnotationPage"] = Field(description="`AnnotationPage`")
    part_of: str = Field(alias="partOf", description="The collection's address")
    next: str | None = Field(description="The next page's address; null on the last one")
    items: list[Annotation] = Field(description="The annotations of this page")


class AnnotationCollection(Out):
    """All of a document's annotations, with the first page of them."""

    context: Literal["http://www.w3.org/ns/anno.jsonld"] = Field(
        alias="@context", description=f"`{CONTEXT}`"
    )
    id: str = Field(description="The collection's address")
    type: Literal["AnnotationCollection"] = Field(description="`AnnotationCollection`")
    label: str = Field(description="The document's title")
    total: int = Field(description="How many annotations there are on all pages")
    first: AnnotationPage = Field(description="The first page")


class Annotations(
    RootModel[Annotated[AnnotationCollection | AnnotationPage, Field(discriminator="type")]]
):
    """A document's claims as W3C Web Annotations: the collection or, with `cursor`, a further page."""


class AnnotationQuery(ListedClaimsQuery):
    """Which of a document's claims."""

    # The collection always tells: what stands here is no parameter any more.
    include_total: ClassVar[bool] = True  # type: ignore[misc]


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
        status=tuple(query.status),
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
    """The address of all pages, the same whether somebody spelled out what goes without saying."""
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
