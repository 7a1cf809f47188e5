"""Where a speaker's own stance differs from their own: another day's, or that of the same breath.

Days on which no claim takes the stance that the day adds up to (one that affirms beside one that
denies) are contradictions, and no step of a change. To leave open what one affirms contradicts it
where it would dispute another who affirms it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from sqlalchemy import (
    ColumnElement,
    RowMapping,
    Select,
    Subquery,
    bindparam,
    case,
    func,
    literal,
    or_,
    over,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from app.domain.enums import ChangeKind, Level, Stance
from app.storage.mapping.references import claim_refs
from app.storage.read.filters import Filters, Shape
from app.storage.read.paging import Item, Listing, PageRequest
from app.storage.read.stances import STATEMENT, daily
from app.storage.read.windows import EVERYTHING, Window, holds
from app.storage.schema import tables as t
from app.storage.schema.parameters import any_of
from app.storage.schema.recency import day_of

Place = tuple[str, int, Stance]
"""A stance on a proposition on a day, by its recency."""


@dataclass(frozen=True, slots=True)
class _End:
    """One of the two stances, and the claim that shows it; `read` is its place in reading order."""

    stance: Stance
    recency: int
    claim: str
    read: int


class ChangeFilters(Filters):
    """Whose changes, within what."""

    entity: str
    window: Window = EVERYTHING


def page(session: Session, filters: ChangeFilters, request: PageRequest) -> Item:
    """One page of the changes and contradictions of a speaker, newest first."""
    values = filters.given()
    listing = _listing(frozenset(values))
    found = listing.fetch(session, request, ("changes", filters), values)
    return found.answer(_items(session, filters, found.rows))


@cache
def _listing(shape: Shape) -> Listing:
    days = daily(*_conditions(shape))
    both = union_all(_changed(days), _contradicts(days)).subquery("both")
    query = select(both, t.proposition.c.text).join(
        t.proposition, t.proposition.c.id == both.c.proposition_id
    )
    return Listing(query, (both.c.recency, both.c.proposition_id, both.c.kind))


def _conditions(shape: Shape) -> Iterator[ColumnElement[bool]]:
    yield STATEMENT.level == Level.SPEAKER
    yield STATEMENT.entity_id == bindparam("entity")
    yield from holds(shape, STATEMENT.document_id, STATEMENT.recency)


def _changed(days: Subquery) -> Select[*tuple[object, ...]]:
    """Each day with another stance than the day before it that the speaker said something."""
    day = days.c
    before = partial(over, partition_by=day.proposition_id, order_by=day.recency)
    steps = (
        select(
            day.proposition_id,
            day.recency,
            day.stance,
            before(func.lead(day.recency)).label("before_recency"),
            before(func.lead(day.stance)).label("before_stance"),
        )
        .where(_held(days))
        .subquery("step")
    )
    step = steps.c
    return select(*_columns(ChangeKind.CHANGED, steps)).where(step.before_stance != step.stance)


def _held(days: Subquery) -> ColumnElement[bool]:
    """True of a day on which some claim takes the day's stance; only `uncertain` may be a tie's."""
    return (days.c.stance != Stance.UNCERTAIN) | (days.c.uncertain > 0)


def _contradicts(days: Subquery) -> Select[*tuple[object, ...]]:
    """Each day on which the speaker affirms and denies, or leaves open where that disputes it."""
    day = days.c
    torn = (
        select(
            day.proposition_id,
            day.recency,
            case(
                (day.denies > 0, literal(Stance.DENIES, day.stance.type)),
                else_=literal(Stance.UNCERTAIN, day.stance.type),
            ).label("stance"),
            day.recency.label("before_recency"),
            literal(Stance.AFFIRMS, day.stance.type).label("before_stance"),
        )
        .join(t.proposition, t.proposition.c.id == day.proposition_id)
        .where(
            day.affirms > 0,
            or_(day.denies > 0, t.proposition.c.open_disputes & (day.uncertain > 0)),
        )
        .subquery("torn")
    )
    return select(*_columns(ChangeKind.CONTRADICTS, torn))


def _columns(kind: ChangeKind, found: Subquery) -> list[ColumnElement[Any]]:
    names = ("proposition_id", "recency", "stance", "before_recency", "before_stance")
    return [literal(kind.value).label("kind"), *(found.c[name] for name in names)]


def _items(session: Session, filters: ChangeFilters, rows: Sequence[RowMapping]) -> list[Item]:
    first = _first_claims(session, filters, {str(row["proposition_id"]) for row in rows})
    ends = [_ends(row, first) for row in rows]
    claims = claim_refs(session, {end.claim for pair in ends for end in pair})
    return [
        {"proposition": {"id": row["proposition_id"], "text": row["text"]}, "kind": row["kind"]}
        | {
            name: {"stance": end.stance, "on": day_of(end.recency), "claim": claims[end.claim]}
            for name, end in zip(("before", "after"), pair, strict=True)
        }
        for row, pair in zip(rows, ends, strict=True)
    ]


def _ends(row: RowMapping, first: Mapping[Place, _End]) -> tuple[_End, _End]:
    """Before and after; where the two are of one day, as one reads them."""
    before = first[row["proposition_id"], row["before_recency"], row["before_stance"]]
    after = first[row["proposition_id"], row["recency"], row["stance"]]
    if before.recency == after.recency and after.read < before.read:
        return after, before
    return before, after


def _first_claims(
    session: Session, filters: ChangeFilters, propositions: set[str]
) -> Mapping[Place, _End]:
    """The first claim with each stance of each day."""
    values = filters.given()
    asked = values | {"propositions": list(propositions)}
    rows = session.execute(_in_reading_order(frozenset(values)), asked)
    first: dict[Place, _End] = {}
    for read, (on, stance, recency, claim_id) in enumerate(rows):
        first.setdefault((on, recency, stance), _End(stance, recency, claim_id, read))
    return first


@cache
def _in_reading_order(shape: Shape) -> Select[*tuple[Any, ...]]:
    claim = t.claim.c
    return (
        select(STATEMENT.proposition_id, STATEMENT.stance, STATEMENT.recency, claim.id)
        .join_from(t.stance_record, t.claim, claim.id == STATEMENT.claim_id)
        .where(*_conditions(shape), STATEMENT.proposition_id.in_(any_of("propositions")))
        .order_by(claim.document_id, claim.ordinal, claim.id)
    )
