"""Relations as seen from each of their two claims: both are symmetric.

Counts are of what lists show by default: nothing rejected.
"""

from collections.abc import Callable, Sequence
from functools import cache

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Select,
    Subquery,
    and_,
    func,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from app.domain.enums import RelationType, Status
from app.storage.schema import tables as t
from app.storage.schema.parameters import any_of

FIRST = t.claim.alias("first")
SECOND = t.claim.alias("second")
TWO_CLAIMS = t.relation.join(FIRST, FIRST.c.id == t.relation.c.first_claim_id).join(
    SECOND, SECOND.c.id == t.relation.c.second_claim_id
)


def is_visible() -> ColumnElement[bool]:
    """True of a relation of `TWO_CLAIMS` that lists show: sure enough, and nothing of it is rejected."""
    return and_(t.relation.c.is_shown, is_upheld())


def is_upheld() -> ColumnElement[bool]:
    """True of a relation of `TWO_CLAIMS` where neither it nor one of its claims is rejected."""
    return and_(
        t.relation.c.status != Status.REJECTED,
        FIRST.c.status != Status.REJECTED,
        SECOND.c.status != Status.REJECTED,
    )


def sides(which: Callable[[FromClause], ColumnElement[bool]]) -> Subquery:
    """Each visible relation from each side whose own claim (`which` is given its table) is asked for.

    The condition goes into both halves, because no database would carry it there by itself.
    """
    return union_all(
        *(_side(own, other).where(which(own)) for own, other in ((FIRST, SECOND), (SECOND, FIRST)))
    ).subquery("side")


def _side(own: FromClause, other: FromClause) -> Select[*tuple[object, ...]]:
    return (
        select(
            t.relation.c.id.label("relation_id"),
            t.relation.c.type,
            t.relation.c.proposition_id,
            own.c.id.label("claim_id"),
            other.c.id.label("other_id"),
        )
        .select_from(TWO_CLAIMS)
        .where(is_visible())
    )


def is_disputed() -> ColumnElement[bool]:
    """True of a claim that some visible relation disputes."""
    disputes = t.relation.c.type == RelationType.DISPUTES
    return or_(
        _side(FIRST, SECOND).where(FIRST.c.id == t.claim.c.id, disputes).exists(),
        _side(SECOND, FIRST).where(SECOND.c.id == t.claim.c.id, disputes).exists(),
    )


def counts_of_claims(session: Session, ids: Sequence[str]) -> dict[str, dict[str, int]]:
    """How often each claim is agreed with and disputed."""
    return _counts(ids, session.execute(_counted(), {"ids": ids}).all())


@cache
def _counted() -> Select[str, str, int]:
    side = sides(lambda own: own.c.id.in_(any_of("ids"))).c
    return select(side.claim_id, side.type, func.count()).group_by(side.claim_id, side.type)


def _counts(ids: Sequence[str], rows: Sequence[tuple[str, str, int]]) -> dict[str, dict[str, int]]:
    names = {RelationType.AGREES: "agreements", RelationType.DISPUTES: "disputes"}
    counts = {identifier: dict.fromkeys(names.values(), 0) for identifier in ids}
    for identifier, kind, count in rows:
        counts[identifier][names[RelationType(kind)]] = count
    return counts
