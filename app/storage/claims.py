"""Claims, read: a fixed number of statements per answer, whatever the page's size."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import ColumnElement, RowMapping, Select, and_, case, exists, or_, select
from sqlalchemy.orm import Session

from app.domain.enums import EntityKind, Quotation, Stance, Status
from app.domain.errors import NotFoundError
from app.storage import tables as t
from app.storage.columns import SpanRole
from app.storage.days import between
from app.storage.paging import Item, PageRequest, cut, fetch
from app.storage.ranking import RANK, ranked
from app.storage.refs import ref, ref_columns, speakers_of
from app.storage.search import NEWEST, matching
from app.storage.sides import counts_of_claims, is_disputed
from app.storage.terms import Term, highlight, parse


class ClaimSort(StrEnum):
    """The order of claims.

    `-said_on`: newest first, those without a day last. `document`: reading order, document by
    document. `relevance`: what answers `q` best first, of the newest 1,000 that hold it; what is
    added while one walks through more than that pushes the oldest out, seen or not.
    """

    NEWEST = "-said_on"
    READING = "document"
    RELEVANCE = "relevance"


@dataclass(frozen=True, slots=True)
class ClaimFilters:
    """Which claims, in which order. An empty tuple or None asks for nothing.

    `entity` is one who must be among the speakers, whoever else `speaker` asks for. There is no
    relevance without `q`.
    """

    entity: str | None = None
    speaker: tuple[str, ...] = ()
    speaker_kind: tuple[EntityKind, ...] = ()
    country: tuple[str, ...] = ()
    document: tuple[str, ...] = ()
    proposition: tuple[str, ...] = ()
    stance: tuple[Stance, ...] = ()
    quotation: tuple[Quotation, ...] = ()
    status: tuple[Status, ...] = ()
    disputed: bool | None = None
    restatements: bool = False
    said_from: date | None = None
    said_to: date | None = None
    q: str | None = None
    sort: ClaimSort = ClaimSort.NEWEST


REPORTER = t.entity.alias("reporter")
READING = (t.claim.c.document_id, t.claim.c.ordinal, t.claim.c.id)
ORIGINAL = t.claim.alias("original")
EARLIER = t.claim.alias("earlier")


def page(session: Session, filters: ClaimFilters, request: PageRequest) -> Item:
    """One page of the claims that pass all filters."""
    query, newest = _query().where(*_conditions(filters)), NEWEST
    terms = parse(filters.q or "")
    if filters.q is not None:
        query, newest = matching(session, query, terms)
    if filters.sort is ClaimSort.RELEVANCE:
        best = ranked(session, query, newest, terms)
        found = cut(best, RANK, request, ("claims", filters))
    else:
        keys = READING if filters.sort is ClaimSort.READING else newest
        found = fetch(session, query, keys, request, ("claims", filters))
    return found.answer(_items(session, found.rows, terms))


def get(session: Session, claim_id: str) -> Item:
    """One claim, whatever its status."""
    rows = session.execute(_query().where(t.claim.c.id == claim_id)).mappings().all()
    if not rows:
        raise NotFoundError("claim", claim_id)
    return _items(session, rows)[0]


def require(session: Session, claim_id: str) -> None:
    """NotFoundError where there is no such claim."""
    if session.execute(select(t.claim.c.id).where(t.claim.c.id == claim_id)).first() is None:
        raise NotFoundError("claim", claim_id)


def spoken_by(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """True of a claim with a speaker (a row of `entity`) for whom all conditions hold."""
    speaker = t.claim_speaker.c
    theirs = select(speaker.claim_id).join(t.entity, t.entity.c.id == speaker.entity_id)
    return t.claim.c.id.in_(theirs.where(*conditions))


def speaks_for(countries: Sequence[str]) -> ColumnElement[bool]:
    """True of an entity that is one of the countries, or speaks for one."""
    return or_(t.entity.c.id.in_(countries), t.entity.c.country_id.in_(countries))


def listed() -> ColumnElement[bool]:
    """True of a claim that lists show unasked: not rejected, and no restatement."""
    return (t.claim.c.status != Status.REJECTED) & ~repeats()


def repeats() -> ColumnElement[bool]:
    """True of a restatement; where what it repeats is rejected, the first that is not stands for it.

    The same rule as `app.domain.reviewing`.
    """
    return and_(t.claim.c.restates_id.is_not(None), or_(~_is_gone(), _heir().is_not(None)))


def _is_gone() -> ColumnElement[bool]:
    """True where what a claim repeats is rejected."""
    original = ORIGINAL.c
    return exists().where(original.id == t.claim.c.restates_id, original.status == Status.REJECTED)


def _heir() -> ColumnElement[str | None]:
    """The first claim, before this one, that repeats the same one and is not rejected."""
    claim, earlier = t.claim.c, EARLIER.c
    return (
        select(earlier.id)
        .where(
            earlier.restates_id == claim.restates_id,
            earlier.status != Status.REJECTED,
            earlier.ordinal < claim.ordinal,
        )
        .order_by(earlier.ordinal)
        .limit(1)
        .scalar_subquery()
    )


def _conditions(filters: ClaimFilters) -> Iterator[ColumnElement[bool]]:
    claim = t.claim.c
    yield from map(spoken_by, _speakers(filters))
    if filters.document:
        yield claim.document_id.in_(filters.document)
    if filters.proposition or filters.stance:
        yield _taking(filters.proposition, filters.stance)
    if filters.quotation:
        yield claim.quotation.in_(filters.quotation)
    if filters.disputed is not None:
        yield is_disputed() if filters.disputed else ~is_disputed()
    if not filters.restatements:
        yield ~repeats()
    if filters.said_from or filters.said_to:
        yield between(claim.recency, filters.said_from, filters.said_to)
    yield (claim.status.in_(filters.status) if filters.status else claim.status != Status.REJECTED)


def _speakers(filters: ClaimFilters) -> Iterator[ColumnElement[bool]]:
    """What must be true of a speaker (a row of `entity`), if not all of the same one."""
    entity = t.entity.c
    if filters.entity is not None:
        yield entity.id == filters.entity
    if filters.speaker:
        yield entity.id.in_(filters.speaker)
    if filters.speaker_kind:
        yield entity.kind.in_(filters.speaker_kind)
    if filters.country:
        yield speaks_for(filters.country)


def _taking(propositions: Sequence[str], stances: Sequence[Stance]) -> ColumnElement[bool]:
    """True of a claim that takes one of the stances on one of the propositions; none means any."""
    position = t.claim_position.c
    query = select(position.claim_id)
    if propositions:
        query = query.where(position.proposition_id.in_(propositions))
    if stances:
        query = query.where(position.stance.in_(stances))
    return t.claim.c.id.in_(query)


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
            case((_is_gone(), _heir()), else_=t.claim.c.restates_id).label("restates"),
            *ref_columns(REPORTER, "reporter"),
        )
        .join(t.document, document.id == t.claim.c.document_id)
        .outerjoin(t.passage, passage.id == t.claim.c.passage_id)
        .outerjoin(REPORTER, REPORTER.c.id == t.claim.c.reported_by_id)
    )


def _items(session: Session, rows: Sequence[RowMapping], terms: Sequence[Term] = ()) -> list[Item]:
    ids = [str(row["id"]) for row in rows]
    spans = _spans_of(session, ids)
    speakers = speakers_of(session, ids)
    positions = _positions_of(session, ids)
    counts = counts_of_claims(session, ids)
    return [
        _item(row)
        | {
            "speakers": speakers[identifier],
            "spans": spans[identifier, SpanRole.CONTENT],
            "mention_span": next(iter(spans[identifier, SpanRole.MENTION]), None),
            "cue_span": next(iter(spans[identifier, SpanRole.CUE]), None),
            "positions": positions[identifier],
            "counts": counts[identifier],
            "highlight": highlight(terms, row["text"]) if terms else None,
            "relations": None,
        }
        for identifier, row in zip(ids, rows, strict=True)
    ]


def _item(row: RowMapping) -> Item:
    """What stands in the claim's own row and in those that it points to."""
    same = (
        "id", "text", "quotation", "mention", "cue", "said_on",
        "confidence", "method", "status", "version", "recorded_at",
    )  # fmt: skip
    return {name: row[name] for name in same} | {
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
        "reported_by": ref(row, "reporter"),
        "within": row["within_id"],
        "restates": row["restates"],
    }


def _spans_of(session: Session, ids: Sequence[str]) -> dict[tuple[str, SpanRole], list[Item]]:
    span = t.claim_span.c
    rows = session.execute(
        select(span.claim_id, span.role, span.start, span.end, span.exact)
        .where(span.claim_id.in_(ids))
        .order_by(span.claim_id, span.role, span.ordinal)
    )
    spans: dict[tuple[str, SpanRole], list[Item]] = defaultdict(list)
    for claim_id, role, start, end, exact in rows:
        spans[claim_id, role].append({"start": start, "end": end, "exact": exact})
    return spans


def _positions_of(session: Session, ids: Sequence[str]) -> dict[str, list[Item]]:
    position, proposition = t.claim_position.c, t.proposition.c
    rows = session.execute(
        select(position.claim_id, proposition.id, proposition.text)
        .add_columns(position.stance, position.confidence, position.reason)
        .join_from(t.claim_position, t.proposition)
        .where(position.claim_id.in_(ids))
        .order_by(position.claim_id, proposition.id)
    )
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
