"""Claims, read: a fixed number of statements per answer, whatever the page's size."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import RowMapping, Select, bindparam, case, false, select
from sqlalchemy.orm import Session

from app.domain.errors import NotFoundError
from app.storage.derived.relation_visibility import counts_of_claims
from app.storage.read.claims import query_planner
from app.storage.read.claims.filters import (
    ClaimFilters,
    ClaimSort,
    Shape,
    conditions,
    heir,
    is_gone,
)
from app.storage.read.paging import (
    Item,
    Listing,
    PageRequest,
    Slice,
    cut,
)
from app.storage.read.references import ref, ref_columns, speakers_of
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
from app.storage.schema.column_types import SpanRole
from app.storage.schema.full_text import Term, highlight, parse
from app.storage.schema.parameters import any_of

REPORTER = t.entity.alias("reporter")
REVIEWED = ("confidence", "method", "status", "version", "recorded_at")
Rows = Callable[[], Select[*tuple[object, ...]]]


def page(session: Session, filters: ClaimFilters, request: PageRequest) -> Item:
    """One page of the claims that pass all filters."""
    found = find(session, _query, filters, request)
    return found.answer(_items(session, found.rows, parse(filters.q or "")))


def find(session: Session, rows: Rows, filters: ClaimFilters, request: PageRequest) -> Slice:
    """A page of the claims that pass all filters: of each the columns of this query on claims."""
    dialect, values, scope = session.get_bind().dialect.name, filters.values(), ("claims", filters)
    terms = parse(filters.q or "")
    if terms:
        values |= values_of(dialect, terms)
    shape = query_planner.shortest(session, filters.shape(), request, scope, values)
    listing = _listing(rows, shape, dialect)
    if filters.sort is ClaimSort.RELEVANCE:
        best = ranked(session, listing.query, listing.keys, terms, values)
        return cut(best, RANK, request, scope)
    return listing.fetch(session, request, scope, values)


@lru_cache(maxsize=500)
def _listing(rows: Rows, shape: Shape, dialect: str) -> Listing:
    query, keys = _narrowed(rows(), shape, dialect)
    # Where it is not one speaker's, all of them are counted soonest as they are collected.
    whole = shape if shape.only else replace(shape, broad_filters=frozenset(), scan_text=False)
    counted, _ = _narrowed(select(t.claim.c.id), whole, dialect)
    return Listing(query, READING if shape.sort is ClaimSort.READING else keys, counted)


def _narrowed(
    query: Select[*tuple[object, ...]], shape: Shape, dialect: str
) -> tuple[Select[*tuple[object, ...]], Keys]:
    """The query on claims, narrowed to what is asked for, and the keys of newest first."""
    query, keys = query.where(*conditions(shape)), NEWEST
    if shape.only:
        query, keys = _along_speaker(query, shape)
    if shape.words:
        query, keys = matching(dialect, query, claim_by_claim=shape.scan_text)
    elif shape.words is not None:
        query = query.where(false())
    return query, keys


def of(session: Session, claim_ids: Sequence[str]) -> dict[str, Item]:
    """These claims by their ids, whatever their status."""
    rows = session.execute(_some(), {"ids": claim_ids}).mappings().all()
    return {str(row["id"]): item for row, item in zip(rows, _items(session, rows), strict=True)}


def get(session: Session, claim_id: str) -> Item:
    """One claim, whatever its status."""
    found = of(session, [claim_id])
    if not found:
        raise NotFoundError("claim", claim_id)
    return found[claim_id]


def require(session: Session, claim_id: str) -> None:
    """NotFoundError where there is no such claim."""
    if session.execute(select(t.claim.c.id).where(t.claim.c.id == claim_id)).first() is None:
        raise NotFoundError("claim", claim_id)


@cache
def _some() -> Select[*tuple[object, ...]]:
    return _query().where(t.claim.c.id.in_(any_of("ids")))


def _query() -> Select[*tuple[object, ...]]:
    document, passage = t.document.c, t.passage.c
    return (
        select(
            t.claim,
            document.title.label("document_title"),
            document.publisher.label("document_publisher"),
            document.published_on.label("document_published_on"),
            passage.ordinal.label("passage_ordinal"),
            passage.headline.label("passage_headline"),
            case((is_gone(), heir()), else_=t.claim.c.restates_id).label("restates"),
            *ref_columns(REPORTER, "reporter"),
        )
        .join(t.document, document.id == t.claim.c.document_id)
        .outerjoin(t.passage, passage.id == t.claim.c.passage_id)
        .outerjoin(REPORTER, REPORTER.c.id == t.claim.c.reported_by_id)
    )


def _along_speaker(
    query: Select[*tuple[object, ...]], shape: Shape
) -> tuple[Select[*tuple[object, ...]], Keys]:
    """The query, narrowed to one speaker's claims, and the keys by which an index holds just these."""
    theirs = t.claim_speaker.c
    of_one = (theirs.claim_id == t.claim.c.id) & (theirs.entity_id == bindparam("entity"))
    query = query.join(t.claim_speaker, of_one)
    if shape.window:
        query = query.where(within_days(theirs.recency))
    return query, (theirs.recency, theirs.document_id, theirs.claim_ordinal, theirs.claim_id)


def _items(session: Session, rows: Sequence[RowMapping], terms: Sequence[Term] = ()) -> list[Item]:
    """The claims with their fields in the order in which the API describes them."""
    ids = [str(row["id"]) for row in rows]
    spans = _spans_of(session, ids)
    speakers = speakers_of(session, ids)
    positions = _positions_of(session, ids)
    counts = counts_of_claims(session, ids)
    return [
        {
            "id": identifier,
            "text": row["text"],
            "quotation": row["quotation"],
            "speakers": speakers[identifier],
            "mention": row["mention"],
            "cue": row["cue"],
            "spans": spans[identifier, SpanRole.CONTENT],
            "mention_span": next(iter(spans[identifier, SpanRole.MENTION]), None),
            "cue_span": next(iter(spans[identifier, SpanRole.CUE]), None),
            **_surroundings(row),
            "positions": positions[identifier],
            "counts": counts[identifier],
            **{name: row[name] for name in REVIEWED},
            "highlight": highlight(terms, row["text"]) if terms else None,
            "relations": None,
        }
        for identifier, row in zip(ids, rows, strict=True)
    ]


def _surroundings(row: RowMapping) -> Item:
    """Where and when it was said, and who relays or repeats it."""
    return {
        "document": {
            "id": row["document_id"],
            "title": row["document_title"],
            "publisher": row["document_publisher"],
            "published_on": row["document_published_on"],
        },
        "passage": row["passage_id"]
        and {
            "id": row["passage_id"],
            "ordinal": row["passage_ordinal"],
            "headline": row["passage_headline"],
        },
        "said_on": row["said_on"],
        "reported_by": ref(row, "reporter"),
        "within": row["within_id"],
        "restates": row["restates"],
    }


def _spans_of(session: Session, ids: Sequence[str]) -> dict[tuple[str, SpanRole], list[Item]]:
    rows = session.execute(_spans(), {"ids": ids})
    spans: dict[tuple[str, SpanRole], list[Item]] = defaultdict(list)
    for claim_id, role, start, end, exact in rows:
        spans[claim_id, role].append({"start": start, "end": end, "exact": exact})
    return spans


@cache
def _spans() -> Select[*tuple[Any, ...]]:
    span = t.claim_span.c
    return (
        select(span.claim_id, span.role, span.start, span.end, span.exact)
        .where(span.claim_id.in_(any_of("ids")))
        .order_by(span.claim_id, span.role, span.ordinal)
    )


def _positions_of(session: Session, ids: Sequence[str]) -> dict[str, list[Item]]:
    rows = session.execute(_positions(), {"ids": ids})
    positions: dict[str, list[Item]] = defaultdict(list)
    for claim_id, identifier, text, stance, confidence, reason in rows:
        positions[claim_id].append(
            {
                "proposition": {"id": identifier, "text": text},
                "stance": stance,
                "confidence": confidence,
                "reason": reason,
            }
        )
    return positions


@cache
def _positions() -> Select[*tuple[Any, ...]]:
    position, proposition = t.claim_position.c, t.proposition.c
    return (
        select(position.claim_id, proposition.id, proposition.text)
        .add_columns(position.stance, position.confidence, position.reason)
        .join_from(t.claim_position, t.proposition)
        .where(position.claim_id.in_(any_of("ids")))
        .order_by(position.claim_id, proposition.id)
    )
