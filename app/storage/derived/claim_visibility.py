"""Which claims lists show by default, and which claim a restatement repeats.

The same rule as `app.domain.review`, in SQL.
"""

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    bindparam,
    case,
    exists,
    func,
    or_,
    select,
    tuple_,
)

from app.domain.enums import Status
from app.storage.schema import tables as t

ORIGINAL = t.claim.alias("original")
EARLIER = t.claim.alias("earlier")


def listed() -> ColumnElement[bool]:
    """True of a claim that lists show by default: not rejected, and no restatement."""
    return (t.claim.c.status != Status.REJECTED) & ~repeats()


def repeats() -> ColumnElement[bool]:
    """True of a restatement; where what it repeats is rejected, the first that is not stands for it."""
    return and_(t.claim.c.restates_id.is_not(None), or_(~is_gone(), heir().is_not(None)))


def is_gone() -> ColumnElement[bool]:
    """True where what a claim repeats is rejected."""
    original = ORIGINAL.c
    return exists().where(original.id == t.claim.c.restates_id, original.status == Status.REJECTED)


def heir() -> ColumnElement[str | None]:
    """The first claim, before this one, that repeats the same one and is not rejected."""
    claim, earlier = t.claim.c, EARLIER.c
    return (
        select(earlier.id)
        .where(
            earlier.restates_id == claim.restates_id,
            earlier.status != Status.REJECTED,
            tuple_(earlier.document_id, earlier.ordinal) < tuple_(claim.document_id, claim.ordinal),
        )
        .order_by(earlier.document_id, earlier.ordinal)
        .limit(1)
        .scalar_subquery()
    )


def appearances() -> ColumnElement[int | None]:
    """In how many documents a claim's speaker says the same; null of a claim that repeats another one."""
    claim, same = t.claim.c, t.claim.alias("same").c
    first = func.coalesce(claim.restates_id, claim.id)
    number = (
        select(func.count(same.document_id.distinct()))
        .where(or_(same.id == first, same.restates_id == first), same.status != Status.REJECTED)
        .scalar_subquery()
    )
    return case((repeats(), None), else_=number)


def alike() -> Select[str]:
    """The claims (ids) of which one may stand for another: the `reviewed` one and all that repeat the same."""
    reviewed, claim = t.claim.alias("reviewed").c, t.claim.alias("alike").c
    first = (
        select(func.coalesce(reviewed.restates_id, reviewed.id))
        .where(reviewed.id == bindparam("reviewed"))
        .scalar_subquery()
    )
    return select(claim.id).where(or_(claim.id == first, claim.restates_id == first))
