"""Claims, read as the JSON that is stored for each."""

from dataclasses import dataclass, replace
from functools import cache, lru_cache

import orjson
from sqlalchemy import Connection, Select, bindparam, false, select
from sqlalchemy.orm import Session

from app.domain.errors import NotFoundError
from app.storage.derived.claim_json import highlighted
from app.storage.read.claims import query_planner
from app.storage.read.claims.filters import ClaimFilters, ClaimSort, QueryShape, conditions
from app.storage.read.paging import Item, Listing, PageRequest, Slice, cut
from app.storage.read.search.full_text_search import (
    NEWEST,
    READING,
    Keys,
    matching,
    values_of,
)
from app.storage.read.search.ranking import RANK, ranked
from app.storage.read.windows import within_days
from app.storage.schema import tables as t
from app.storage.schema.full_text import parse

THEIRS = t.claim_speaker.c
ALONG_SPEAKER: Keys = (THEIRS.recency, THEIRS.document_id, THEIRS.claim_ordinal, THEIRS.claim_id)


@dataclass(frozen=True, slots=True)
class Page:
    """Some claims, each as JSON, and the cursor of the next page."""

    bodies: list[bytes]
    next_cursor: str | None
    total: int | None

    def items(self) -> list[Item]:
        """The claims as plain values."""
        return [orjson.loads(body) for body in self.bodies]


def page(session: Session | Connection, filters: ClaimFilters, request: PageRequest) -> Page:
    """One page of the claims that pass all filters.

    Along an index it is one statement, for which a connection is enough.
    """
    if query_planner.is_along_index(filters, request):
        return _along_index(session, filters, request)
    assert isinstance(session, Session)  # noqa: S101 - the planner asks first
    found = _collected(session, filters, request)
    bodies = [row["body"] for row in found.rows]
    if terms := parse(filters.q or ""):
        bodies = [highlighted(body, terms) for body in bodies]
    return Page(bodies, found.next_cursor, found.total)


def _along_index(
    session: Session | Connection, filters: ClaimFilters, request: PageRequest
) -> Page:
    listing = _all_claims() if filters.only is None else _speaker_s_claims()
    found = listing.fetch(session, request, ("claims", filters), {"entity": filters.only})
    return Page([row["body"] for row in found.rows], found.next_cursor, None)


def get(session: Session, claim_id: str) -> bytes:
    """One claim, whatever its status."""
    body: bytes | None = session.execute(_one(), {"id": claim_id}).scalar_one_or_none()
    if body is None:
        raise NotFoundError("claim", claim_id)
    return body


def require(session: Session, claim_id: str) -> None:
    """NotFoundError where there is no such claim."""
    get(session, claim_id)


@cache
def _one() -> Select[bytes]:
    return select(t.claim_json.c.body).where(t.claim_json.c.claim_id == bindparam("id"))


@cache
def _speaker_s_claims() -> Listing:
    query = (
        select(t.claim_json.c.body)
        .join(t.claim_speaker, THEIRS.claim_id == t.claim_json.c.claim_id)
        .where(THEIRS.entity_id == bindparam("entity"), t.claim_json.c.listed)
    )
    return Listing(query.execution_options(in_binary=True), ALONG_SPEAKER)


@cache
def _all_claims() -> Listing:
    query = (
        select(t.claim_json.c.body)
        .join(t.claim, t.claim.c.id == t.claim_json.c.claim_id)
        .where(t.claim_json.c.listed)
    )
    return Listing(query.execution_options(in_binary=True), NEWEST)


def _collected(session: Session, filters: ClaimFilters, request: PageRequest) -> Slice:
    dialect, values, scope = session.get_bind().dialect.name, filters.values(), ("claims", filters)
    terms = parse(filters.q or "")
    if terms:
        values |= values_of(dialect, terms)
    shape = query_planner.planned(session, filters.shape(), request, scope, values)
    listing = _listing(shape, dialect)
    if filters.sort is ClaimSort.RELEVANCE:
        best = ranked(session, listing.query, listing.keys, terms, values)
        return cut(best, RANK, request, scope)
    return listing.fetch(session, request, scope, values)


@lru_cache(maxsize=500)
def _listing(shape: QueryShape, dialect: str) -> Listing:
    query, keys = _narrowed(_bodies(), shape, dialect)
    # Where it is not one speaker's, all of them are counted soonest as they are collected.
    whole = shape if shape.only else replace(shape, broad_filters=frozenset(), scan_text=False)
    counted, _ = _narrowed(select(t.claim.c.id), whole, dialect)
    return Listing(query, READING if shape.sort is ClaimSort.READING else keys, counted)


def _bodies() -> Select[*tuple[object, ...]]:
    claim = t.claim.c
    # Besides its body what claims are ordered and ranked by.
    return select(
        claim.id, claim.recency, claim.document_id, claim.ordinal, claim.text, t.claim_json.c.body
    ).join(t.claim_json, t.claim_json.c.claim_id == claim.id)


def _narrowed(
    query: Select[*tuple[object, ...]], shape: QueryShape, dialect: str
) -> tuple[Select[*tuple[object, ...]], Keys]:
    """The query on claims, narrowed to what is asked for, and the keys of newest first."""
    query, keys = query.where(*conditions(shape)), NEWEST
    if shape.only:
        query, keys = _of_speaker(query, shape), ALONG_SPEAKER
    if shape.words:
        query, keys = matching(dialect, query, claim_by_claim=shape.scan_text)
    elif shape.words is not None:
        query = query.where(false())
    return query, keys


def _of_speaker(
    query: Select[*tuple[object, ...]], shape: QueryShape
) -> Select[*tuple[object, ...]]:
    """The query, narrowed to one speaker's claims, which an index holds in their order."""
    of_one = (THEIRS.claim_id == t.claim.c.id) & (THEIRS.entity_id == bindparam("entity"))
    query = query.join(t.claim_speaker, of_one)
    return query.where(within_days(THEIRS.recency)) if shape.window else query
