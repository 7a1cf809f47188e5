"""Claims as the API shows them, ready to be sent: read as they lie, and made anew where they changed.

A claim's JSON lies beside it, so that a page of them is one statement. Whatever changes in it, also
by another program's hand, the database forgets that JSON (migration 0005); until `fill` has made it
anew, a claim is put together from its tables each time it is asked for.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import orjson
from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    bindparam,
    case,
    exists,
    select,
    update,
)
from sqlalchemy.orm import Session

from app.domain.enums import Status
from app.domain.errors import NotFoundError
from app.storage.read.claims import reader
from app.storage.read.claims.filters import ClaimFilters, listed
from app.storage.read.paging import (
    Item,
    Listing,
    PageRequest,
    Slice,
)
from app.storage.read.search.full_text_search import NEWEST
from app.storage.schema import tables as t
from app.storage.schema.full_text import Term, highlight, parse

# How many claims `fill` holds in memory at once.
AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Page:
    """Some claims, each as JSON, and the way to the next."""

    bodies: list[bytes]
    next_cursor: str | None
    total: int | None


def page(session: Session, filters: ClaimFilters, request: PageRequest) -> Page:
    """One page of the claims that pass all filters; the same as `claims.page`."""
    found = _find(session, filters, request)
    bodies = {str(row["id"]): row["body"] for row in found.rows}
    bodies |= _made(session, [claim_id for claim_id, body in bodies.items() if body is None])
    terms = parse(filters.q or "")
    shown = [_marked(body, terms) if terms else body for body in bodies.values()]
    return Page(shown, found.next_cursor, found.total)


def glance(connection: Connection, filters: ClaimFilters, request: PageRequest) -> Page | None:
    """The same page by one statement, if that is all it takes: along an index, and all claims ready."""
    found = _along(connection, filters, request)
    if found is None:
        return None
    bodies = [row["body"] for row in found.rows]
    return None if None in bodies else Page(bodies, found.next_cursor, found.total)


def get(session: Session, claim_id: str) -> bytes:
    """One claim, whatever its status; the same as `claims.get`."""
    row = session.execute(_query().where(t.claim.c.id == claim_id)).mappings().first()
    if row is None:
        raise NotFoundError("claim", claim_id)
    body: bytes | None = row["body"]
    return body or _made(session, [claim_id])[claim_id]


def fill(session: Session) -> None:
    """Make what was forgotten anew."""
    kept = t.claim_shown.c
    forgotten = select(kept.claim_id).where(kept.body.is_(None)).limit(AT_ONCE)
    made = update(t.claim_shown).where(kept.claim_id == bindparam("made_for"))
    while ids := session.execute(forgotten).scalars().all():
        rows = [
            {"made_for": one, "body": as_json(item), "listed": _is_listed(item)}
            for one, item in reader.of(session, ids).items()
        ]
        session.execute(made, rows)


def as_json(value: object) -> bytes:
    """Plain values as JSON, moments as `2024-03-06T12:00:00Z`: as the API's models write them."""
    return orjson.dumps(value, option=orjson.OPT_UTC_Z)


def _find(session: Session, filters: ClaimFilters, request: PageRequest) -> Slice:
    """The rows of a page, each with an `id` and a `body`."""
    along = _along(session, filters, request)
    return reader.find(session, _query, filters, request) if along is None else along


def _along(
    session: Session | Connection, filters: ClaimFilters, request: PageRequest
) -> Slice | None:
    """The same along one index, where nothing more is asked for than it holds."""
    only_one = ClaimFilters(entity=filters.entity, speaker=filters.speaker)
    # What lies ready is long, and nothing to count.
    if request.include_total or filters != only_one:
        return None
    if filters == ClaimFilters():
        along = _along_all()
    elif filters.only:
        along = _along_speaker()
    else:
        return None
    return along.fetch(session, request, ("claims", filters), {"entity": filters.only})


@cache
def _along_speaker() -> Listing:
    """One speaker's claims, without a look at what they are besides."""
    theirs, claim = t.claim_speaker.c, t.claim.c
    otherwise = exists().where(claim.id == t.claim_shown.c.claim_id, listed())
    query = (
        select(t.claim_shown.c.claim_id.label("id"), t.claim_shown.c.body)
        .join(t.claim_speaker, theirs.claim_id == t.claim_shown.c.claim_id)
        .where(theirs.entity_id == bindparam("entity"), _shown_in_lists(otherwise))
    )
    keys = (theirs.recency, theirs.document_id, theirs.claim_ordinal, theirs.claim_id)
    return Listing(query.execution_options(in_binary=True), keys)


@cache
def _along_all() -> Listing:
    """All claims, in the same way."""
    query = (
        select(t.claim.c.id, t.claim_shown.c.body)
        .join(t.claim_shown, t.claim_shown.c.claim_id == t.claim.c.id)
        .where(_shown_in_lists(listed()))
    )
    return Listing(query.execution_options(in_binary=True), NEWEST)


def _shown_in_lists(otherwise: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether lists show a claim unasked; `otherwise` says so of one that does not lie ready."""
    kept = t.claim_shown.c
    return case((kept.body.is_not(None), kept.listed), else_=otherwise)


def _marked(body: bytes, terms: Sequence[Term]) -> bytes:
    """The claim with what was found in it."""
    item = orjson.loads(body)
    return as_json({**item, "highlight": highlight(terms, item["text"])})


def _is_listed(item: Item) -> bool:
    """The same of a claim that is being made ready, as `listed` has it."""
    return item["status"] != Status.REJECTED and item["restates"] is None


def _made(session: Session, claim_ids: Sequence[str]) -> dict[str, bytes]:
    if not claim_ids:
        return {}
    return {claim_id: as_json(item) for claim_id, item in reader.of(session, claim_ids).items()}


def _query() -> Select[*tuple[object, ...]]:
    claim = t.claim.c
    # Besides its body what claims are ordered and ranked by.
    return select(
        claim.id, claim.recency, claim.document_id, claim.ordinal, claim.text, t.claim_shown.c.body
    ).join(t.claim_shown, t.claim_shown.c.claim_id == claim.id)
