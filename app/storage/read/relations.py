"""Relations, read: newest first, by the day on which the first of the two claims was said."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Annotated

from pydantic import Field
from sqlalchemy import ColumnElement, RowMapping, Select, func, or_, select, union_all
from sqlalchemy.orm import Session

from app.domain.enums import OperatingPoint, RelationBasis, RelationType, Status
from app.domain.errors import NotFoundError
from app.storage.derived.relation_visibility import (
    FIRST,
    SECOND,
    TWO_CLAIMS,
    is_upheld,
    is_visible,
)
from app.storage.mapping.references import claim_refs
from app.storage.read.claims.filters import claims_of, is_voice_of, speaks_for
from app.storage.read.claims.query_planner import says_much
from app.storage.read.filters import Filters, Fraction
from app.storage.read.paging import Item, PageRequest, fetch
from app.storage.schema import tables as t

KEYS = (
    t.relation.c.recency,
    t.relation.c.document_id,
    t.relation.c.ordinal,
    t.relation.c.id,
)
# Each has an index, from which SQLite begins where few are asked for.
SIDES = (t.relation.c.first_claim_id, t.relation.c.second_claim_id)
# With two hundred claims on a page, this many relations of each are two thousand.
ATTACHED = 10

RelationTypes = Annotated[list[RelationType], Field(description="Any of these types")]
RelationStatuses = Annotated[
    list[Status],
    Field(description="Any of these; without it, nothing `rejected`: neither relation nor claim"),
]

RelationPoint = Annotated[
    OperatingPoint,
    Field(description="`complete` also shows what is less sure; counts elsewhere leave that out"),
]


class RelationFilters(Filters):
    """Which relations. One `entity` speaks on either side; two of them speak on one side each."""

    claim: str | None = None
    type: RelationTypes = Field(default=[])
    basis: list[RelationBasis] = Field(default=[], description="Any of these bases")
    entity: list[str] = Field(
        default=[],
        max_length=2,
        description="This entity (id) speaks on one side; given twice, one on each side",
    )
    country: list[str] = Field(
        default=[],
        description="On one side speaks any of these countries (ids), or one who speaks for it",
    )
    proposition: list[str] = Field(
        default=[], description="By stances on any of these propositions (ids)"
    )
    document: list[str] = Field(
        default=[], description="One of the claims stands in any of these documents (ids)"
    )
    min_confidence: Fraction | None = Field(default=None, description="At least this sure, 0..1")
    operating_point: RelationPoint = OperatingPoint.PRECISE
    status: RelationStatuses = Field(default=[])


def page(session: Session, filters: RelationFilters, request: PageRequest) -> Item:
    """One page of the relations that pass all filters."""
    query = _query().where(*_conditions(session, filters))
    found = fetch(session, query, KEYS, request, ("relations", filters))
    return found.answer(_items(session, found.rows))


def get(session: Session, relation_id: str) -> Item:
    """One relation, whatever its status."""
    rows = session.execute(_query().where(t.relation.c.id == relation_id)).mappings().all()
    if not rows:
        raise NotFoundError("relation", relation_id)
    return _items(session, rows)[0]


def attach(session: Session, claims: Sequence[Item]) -> None:
    """Give each of these claims its `relations`, the newest few as its own list begins."""
    found: dict[object, list[str]] = defaultdict(list)
    for claim_id, relation_id in session.execute(_newest_of([claim["id"] for claim in claims])):
        found[claim_id].append(relation_id)
    ids = {relation_id for theirs in found.values() for relation_id in theirs}
    rows = session.execute(_query().where(t.relation.c.id.in_(sorted(ids)))).mappings().all()
    items = {item["id"]: item for item in _items(session, rows)}
    for claim in claims:
        claim["relations"] = [items[relation_id] for relation_id in found[claim["id"]]]


def _newest_of(claims: Sequence[object]) -> Select[str, str]:
    """Pairs of a claim and one of its visible relations, no more than `ATTACHED` of each claim."""
    side = union_all(
        *(
            select(
                own.c.id.label("claim_id"), *(key.label(f"key_{n}") for n, key in enumerate(KEYS))
            )
            .select_from(TWO_CLAIMS)
            .where(is_visible(), own.c.id.in_(claims))
            for own in (FIRST, SECOND)
        )
    ).subquery()
    claim_id, *keys = side.c
    place = func.row_number().over(partition_by=claim_id, order_by=keys)
    ranked = select(claim_id, keys[-1].label("relation_id"), place.label("place")).subquery()
    return (
        select(ranked.c.claim_id, ranked.c.relation_id)
        .where(ranked.c.place <= ATTACHED)
        .order_by(ranked.c.claim_id, ranked.c.place)
    )


def _query() -> Select[*tuple[object, ...]]:
    return (
        select(t.relation, t.proposition.c.text.label("proposition_text"))
        .select_from(TWO_CLAIMS)
        .outerjoin(t.proposition, t.proposition.c.id == t.relation.c.proposition_id)
    )


def _conditions(session: Session, filters: RelationFilters) -> Iterator[ColumnElement[bool]]:
    relation = t.relation.c
    if filters.claim is not None:
        yield or_(*(side == filters.claim for side in SIDES))
    for name in ("type", "basis"):
        if wanted := getattr(filters, name):
            yield relation[name].in_(wanted)
    if filters.entity:
        yield _between(session, filters.entity)
    if filters.country:
        yield or_(*_spoken(session, speaks_for(filters.country)))
    if filters.proposition:
        yield relation.proposition_id.in_(filters.proposition)
    if filters.document:
        its = select(t.claim.c.id).where(t.claim.c.document_id.in_(filters.document))
        yield or_(*(side.in_(its) for side in SIDES))
    if filters.min_confidence is not None:
        yield relation.confidence >= filters.min_confidence
    yield relation.status.in_(filters.status) if filters.status else is_upheld()
    if filters.operating_point is not OperatingPoint.COMPLETE:
        yield relation.is_shown


def _between(session: Session, entities: Sequence[str]) -> ColumnElement[bool]:
    """True where the first entity speaks on one side and the last one, if another, on the other."""
    one, *more = (_spoken(session, t.entity.c.id == entity) for entity in entities)
    if not more:
        return or_(*one)
    other = more[-1]
    return or_(one[0] & other[1], other[0] & one[1])


def _spoken(session: Session, speaks: ColumnElement[bool]) -> list[ColumnElement[bool]]:
    """Of each side, whether the condition holds for a speaker (a row of `entity`) of its claim."""
    if says_much(session, speaks):
        return [is_voice_of(speaks, side) for side in SIDES]
    theirs = claims_of(speaks)
    return [side.in_(theirs) for side in SIDES]


def _items(session: Session, rows: Sequence[RowMapping]) -> list[Item]:
    """The relations with their fields in the order in which the API describes them."""
    ids = [str(row["id"]) for row in rows]
    sides = ("first_claim_id", "second_claim_id")
    claims = claim_refs(session, {str(row[side]) for row in rows for side in sides})
    evidence = _evidence(session, ids)
    reviewed = ("rationale", "confidence", "method", "status", "version", "recorded_at")
    return [
        {
            "id": identifier,
            "type": row["type"],
            "basis": row["basis"],
            "claims": [claims[str(row[side])] for side in sides],
            "proposition": row["proposition_id"]
            and {"id": row["proposition_id"], "text": row["proposition_text"]},
            "evidence": evidence[identifier],
            **{name: row[name] for name in reviewed},
        }
        for identifier, row in zip(ids, rows, strict=True)
    ]


def _evidence(session: Session, ids: Sequence[str]) -> dict[str, list[Item]]:
    piece = t.relation_evidence.c
    rows = session.execute(
        select(piece.relation_id, piece.document_id, piece.start, piece.end, piece.exact)
        .where(piece.relation_id.in_(ids))
        .order_by(piece.relation_id, piece.ordinal)
    )
    evidence: dict[str, list[Item]] = defaultdict(list)
    for relation_id, document_id, start, end, exact in rows:
        evidence[relation_id].append(
            {"document_id": document_id, "start": start, "end": end, "exact": exact}
        )
    return evidence
