"""The plan of a query for a page of claims: all plans find the same claims, in the same order.

What is asked for can be collected and sorted, or looked for along all claims in their
order. The first takes long where there is much of it, the second where there is little.
"""

from dataclasses import replace
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Integer, ScalarSelect, Select, bindparam, func, select
from sqlalchemy.orm import Session

from app.storage.read.claims.filters import (
    ClaimFilters,
    ClaimSort,
    QueryShape,
    claims_of,
    conditions,
    is_voice_of,
    speakers,
)
from app.storage.read.paging import (
    Item,
    PageRequest,
    behind,
    last_before,
)
from app.storage.read.search.full_text_search import (
    NEWEST,
    READING,
    Keys,
    holding,
)
from app.storage.schema import tables as t

# Up to so many claims are collected and sorted in some hundredths of a second.
MANY = 5_000
# So far one looks along all claims: what is asked for may lie far behind.
FAR = 20_000
UNFILTERED = ClaimFilters()


def is_along_index(filters: ClaimFilters, request: PageRequest) -> bool:
    """True of a page of all claims or of one speaker's, newest first and not counted.

    An index holds them in this order: SQLite reads such a page in less time than a thread takes to
    start with it.
    """
    asked = {name for name, value in filters if value != getattr(UNFILTERED, name)}
    is_of_one = filters.only is not None and asked <= {"entity", "speaker"}
    return (not asked or is_of_one) and not request.include_total


def planned(
    session: Session, shape: QueryShape, request: PageRequest, scope: object, values: Item
) -> QueryShape:
    """The shape, with a note which of its filters are asked of one claim after the other.

    `scope` is that of the list; `values` are those of its filters and words.
    """
    broad_filters = _broad_filters(session, shape, values)
    walked = replace(shape, broad_filters=broad_filters)
    if not shape.asks_speakers_only or (
        broad_filters and _is_met(session, walked, request, scope, values)
    ):
        shape = walked
    # PostgreSQL itself knows how common words are.
    if shape.words and session.get_bind().dialect.name == "sqlite":
        shape = replace(shape, scan_text=_is_text_scanned(session, shape, values))
    return shape


def says_much(session: Session, speaks: ColumnElement[bool]) -> bool:
    """True of speakers (rows of `entity`) whose claims are better asked for one by one than collected."""
    number: int = session.execute(select(_number(claims_of(speaks), FAR))).scalar_one()
    return number > FAR


def _broad_filters(session: Session, shape: QueryShape, values: Item) -> frozenset[str]:
    """The filters on speakers that let many claims pass; beside others, it takes more to be many."""
    most = MANY if shape.asks_speakers_only else FAR
    asked = dict(speakers(shape))
    if not asked:
        return frozenset()
    numbers = (_number(claims_of(speaks), most).label(name) for name, speaks in asked.items())
    found = session.execute(select(*numbers), values).mappings().one()
    return frozenset(name for name in asked if found[name] > most)


def _is_met(
    session: Session, shape: QueryShape, request: PageRequest, scope: object, values: Item
) -> bool:
    """True where a whole page is met along all claims, before that has gone too far."""
    last = last_before(request, scope, _keys(shape))
    asked = values | last | {"at_most": request.limit + 1, "far": FAR}
    met: int = session.execute(_met(shape, onwards=bool(last)), asked).scalar_one()
    return met > request.limit


@lru_cache(maxsize=100)
def _met(shape: QueryShape, *, onwards: bool) -> Select[int]:
    """How many of those who are asked for are met along all claims, until it is a page or has gone far enough."""
    ((_, speaks),) = speakers(shape)
    along = select(t.claim.c.id).where(*conditions(replace(shape, given=frozenset())))
    if onwards:
        along = along.where(behind(_keys(shape)))
    near = along.order_by(*_keys(shape)).limit(bindparam("far", type_=Integer)).subquery()
    met = select(near.c.id).where(is_voice_of(speaks, near.c.id))
    return select(func.count()).select_from(
        met.limit(bindparam("at_most", type_=Integer)).subquery()
    )


def _keys(shape: QueryShape) -> Keys:
    return READING if shape.sort is ClaimSort.READING else NEWEST


def _is_text_scanned(session: Session, shape: QueryShape, values: Item) -> bool:
    """True where fewer claims are looked at if each is asked for the words than if all with them are.

    Newest first the index of words has them in their order, so that only one who says little is
    quicker to look through.
    """
    if not shape.only and shape.sort is not ClaimSort.READING:
        return False
    numbers = select(_number(holding(), MANY), _number(_of_one(), MANY))
    found, said = session.execute(numbers, values).one()
    return found > MANY and (shape.sort is ClaimSort.READING or said <= MANY)


def _of_one() -> Select[str]:
    """The claims of the one who is asked for."""
    theirs = t.claim_speaker.c
    return select(theirs.claim_id).where(theirs.entity_id == bindparam("entity"))


def _number(found: Select[Any], most: int) -> ScalarSelect[int]:
    """How many there are; of more than so many, one more."""
    some = found.limit(most + 1).subquery()
    return select(func.count()).select_from(some).scalar_subquery()
