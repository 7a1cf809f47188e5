"""Downloads of all claims or all relations, streamed page by page.

Each page is a transaction of its own, so that a slow client holds neither a connection nor an old state
of the database. As in a walk through the list, what is there throughout comes once.
"""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Annotated, Any, Generic, TypeVar

import orjson
from fastapi import APIRouter, Depends, Query, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import StreamingResponse

from app.api import addresses
from app.api.dependencies import QueueDep, Sessions, SessionsDep
from app.api.exports import linked_data, spreadsheets
from app.api.middleware.negotiation import MEDIA_TYPES, choose
from app.api.schemas.claims import Claim
from app.api.schemas.exports import (
    PAGE,
    ClaimExportQuery,
    ExportFormat,
    RelationExportQuery,
)
from app.api.schemas.relations import Relation, RelationPage
from app.api.work_queue import WorkQueue
from app.storage.database.engine import Session
from app.storage.read import relations
from app.storage.read.claims import reader, text_selectors
from app.storage.read.paging import PageRequest
from app.storage.read.relations import RelationFilters

T = TypeVar("T")


async def place(queue: QueueDep) -> AsyncIterator[None]:
    """A place among the downloads, held until the response is sent or the client is gone."""
    with queue.download():
        yield


router = APIRouter(prefix="/v1", dependencies=[Depends(place, scope="request")])

DOWNLOAD: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "All that pass the filters, in the order of the list, in the format that "
        "`format` names or `Accept` prefers. The examples show how they begin.",
        # Generators read what is `text/…` as text, and make code that fails where it is called binary.
        "content": {
            MEDIA_TYPES[ExportFormat.NDJSON]: {"schema": {"type": "string", "format": "binary"}},
            MEDIA_TYPES[ExportFormat.CSV]: {"schema": {"type": "string"}},
            MEDIA_TYPES[ExportFormat.JSONLD]: {"schema": linked_data.SCHEMA},
        },
    }
}


@dataclass(frozen=True, slots=True)
class Writer(Generic[T]):
    """A format: its head, some items written in it, its tail."""

    head: bytes
    body: Callable[[Session, list[T]], bytes]
    tail: bytes


@router.get("/claims/export", tags=["claims"], response_class=StreamingResponse, responses=DOWNLOAD)
async def export_claims(
    sessions: SessionsDep,
    queue: QueueDep,
    request: Request,
    query: Annotated[ClaimExportQuery, Query()],
) -> StreamingResponse:
    """All claims that pass the filters, in one download."""
    chosen = choose(query.format, request.headers)
    writer = _claim_writer(chosen, addresses.base(request))
    filters = query.filters()

    def read(session: Session, request: PageRequest) -> tuple[list[bytes], str | None]:
        found = reader.page(session, filters, request)
        return found.bodies, found.next_cursor

    parts = _parts(sessions, queue, read, writer)
    return await _download(f"claims.{chosen}", MEDIA_TYPES[chosen], writer, parts)


@router.get(
    "/relations/export", tags=["relations"], response_class=StreamingResponse, responses=DOWNLOAD
)
async def export_relations(
    sessions: SessionsDep,
    queue: QueueDep,
    request: Request,
    query: Annotated[RelationExportQuery, Query()],
) -> StreamingResponse:
    """All relations that pass the filters, in one download."""
    chosen = choose(query.format, request.headers)
    writer = _relation_writer(chosen, addresses.base(request))
    filters = RelationFilters.of(query)

    def read(session: Session, request: PageRequest) -> tuple[list[Relation], str | None]:
        found = RelationPage.model_validate(relations.page(session, filters, request))
        return found.items, found.next_cursor

    parts = _parts(sessions, queue, read, writer)
    return await _download(f"relations.{chosen}", MEDIA_TYPES[chosen], writer, parts)


async def _parts(
    sessions: Sessions,
    queue: WorkQueue,
    read: Callable[[Session, PageRequest], tuple[list[T], str | None]],
    writer: Writer[T],
) -> AsyncIterator[bytes]:
    """The download page by page; between pages it holds no session and no place in the queue."""

    def write(asked: PageRequest) -> tuple[bytes, str | None]:
        with sessions() as session:
            found, cursor = read(session, asked)
            return writer.body(session, found), cursor

    async with queue.turn():
        part, cursor = await run_in_threadpool(write, PageRequest(PAGE))
    yield part
    while cursor is not None:
        async with queue.another_turn():
            part, cursor = await run_in_threadpool(write, PageRequest(PAGE, cursor))
        yield part


async def _download(
    name: str, media_type: str, writer: Writer[T], parts: AsyncIterator[bytes]
) -> StreamingResponse:
    # The first page is read before the response begins, while errors can still be reported.
    first = await anext(parts)

    async def whole() -> AsyncIterator[bytes]:
        yield writer.head + first
        async for part in parts:
            yield part
        yield writer.tail

    return StreamingResponse(
        whole(),
        media_type=media_type,
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            # It has no ETag, which would take reading all of it before its first byte is sent.
            "Cache-Control": "no-store",
            "Vary": "Accept",
        },
    )


def _claim_writer(chosen: ExportFormat, base: str) -> Writer[bytes]:
    """Writer of claims that are JSON already."""

    def lines(_: Session, bodies: list[bytes]) -> bytes:
        return b"".join(body + b"\n" for body in bodies)

    def nodes(session: Session, bodies: list[bytes]) -> bytes:
        found = [*map(_claim, bodies)]
        sides = text_selectors.of_claims(session, [claim.id for claim in found])
        return linked_data.body(linked_data.claim_node(claim, sides) for claim in found)

    def rows(_: Session, bodies: list[bytes]) -> bytes:
        return spreadsheets.rows(spreadsheets.CLAIM_COLUMNS, map(_claim, bodies))

    match chosen:
        case ExportFormat.NDJSON:
            return Writer(b"", lines, b"")
        case ExportFormat.CSV:
            return Writer(spreadsheets.head(spreadsheets.CLAIM_COLUMNS), rows, b"")
        case ExportFormat.JSONLD:
            return Writer(linked_data.head("claims", base), nodes, linked_data.TAIL)


def _claim(body: bytes) -> Claim:
    # Pydantic would keep the strings of what it parses itself.
    return Claim.model_validate(orjson.loads(body))


def _relation_writer(chosen: ExportFormat, base: str) -> Writer[Relation]:
    def lines(_: Session, found: list[Relation]) -> bytes:
        return b"".join(one.model_dump_json().encode() + b"\n" for one in found)

    def nodes(session: Session, found: list[Relation]) -> bytes:
        sides = text_selectors.of_relations(session, [relation.id for relation in found])
        return linked_data.body(linked_data.relation_node(relation, sides) for relation in found)

    def rows(_: Session, found: list[Relation]) -> bytes:
        return spreadsheets.rows(spreadsheets.RELATION_COLUMNS, found)

    match chosen:
        case ExportFormat.NDJSON:
            return Writer(b"", lines, b"")
        case ExportFormat.CSV:
            return Writer(spreadsheets.head(spreadsheets.RELATION_COLUMNS), rows, b"")
        case ExportFormat.JSONLD:
            return Writer(linked_data.head("relations", base), nodes, linked_data.TAIL)
