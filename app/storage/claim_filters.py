"""Which claims a list shows, and in which order."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, exists, or_, select

from app.domain.enums import EntityKind, Quotation, Stance, Status
from app.storage import tables as t
from app.storage.days import between
from app.storage.sides import is_disputed


class ClaimSort(StrEnum):
    """The order of claims.

    `-said_on`: newest first, those without a day last. `document`: reading order, document by
    document. `relevance`: what answers `q` best first, of the newest 1,000 that hold it.
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

    @property
    def only(self) -> str | None:
        """The one speaker that is asked for, if it is one."""
        asked = {self.entity, *self.speaker} - {None}
        return asked.pop() if len(asked) == 1 else None


ORIGINAL = t.claim.alias("original")
EARLIER = t.claim.alias("earlier")


def conditions(filters: ClaimFilters) -> Iterator[ColumnElement[bool]]:
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
            earlier.ordinal < claim.ordinal,
        )
        .order_by(earlier.ordinal)
        .limit(1)
        .scalar_subquery()
    )


def _speakers(filters: ClaimFilters) -> Iterator[ColumnElement[bool]]:
    """What must be true of a speaker (a row of `entity`), if not all of the same one.

    Where only one is asked for, `claims.find` goes along that one's claims.
    """
    entity = t.entity.c
    if filters.only is None:
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
