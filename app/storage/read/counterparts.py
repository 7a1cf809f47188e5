"""Whom an entity agrees with and disputes, most disputed first."""

from functools import cache

from sqlalchemy import ColumnElement, Select, Subquery, bindparam, case, exists, func, select
from sqlalchemy.orm import Session

from app.domain.enums import Level, RelationType
from app.storage.derived.relation_visibility import sides
from app.storage.derived.stance_records import said, stands_for
from app.storage.mapping.references import ref, ref_columns
from app.storage.read.filters import ClaimLevel, Filters, Shape
from app.storage.read.paging import Item, Listing, PageRequest
from app.storage.read.windows import EVERYTHING, Window, holds
from app.storage.schema import tables as t


class CounterpartFilters(Filters):
    """Whose counterparts, at which level, by which of its claims."""

    entity: str
    level: ClaimLevel = Level.SPEAKER
    window: Window = EVERYTHING


def page(session: Session, filters: CounterpartFilters, request: PageRequest) -> Item:
    """One page of the other entities, each with on how many questions the two agree and dispute."""
    values = filters.given()
    listing = _listing(frozenset(values))
    found = listing.fetch(session, request, ("counterparts", filters), values)
    return found.answer(
        [
            {
                "entity": ref(row, "other"),
                "agreements": row["agreements"],
                "disputes": row["disputes"],
            }
            for row in found.rows
        ]
    )


@cache
def _listing(shape: Shape) -> Listing:
    speaks = exists().where(t.claim_speaker.c.entity_id == t.entity.c.id)
    voices = stands_for(speaks)
    met = _met(shape, voices)
    theirs = (
        select(
            voices.c.entity_id,
            _questions(met, RelationType.AGREES).label("agreements"),
            _questions(met, RelationType.DISPUTES).label("disputes"),
        )
        .join_from(met, voices, voices.c.speaker_id == met.c.speaker_id)
        .where(voices.c.level == bindparam("level"), voices.c.entity_id != bindparam("entity"))
        .group_by(voices.c.entity_id)
        .subquery("theirs")
    )
    query = select(theirs, *ref_columns(t.entity, "other")).join(
        t.entity, t.entity.c.id == theirs.c.entity_id
    )
    return Listing(query, (-theirs.c.disputes, -theirs.c.agreements, theirs.c.entity_id))


def _met(shape: Shape, voices: Subquery) -> Subquery:
    """Each other speaker, and once how the two stand on each proposition.

    What is stated of none counts for itself. There are far fewer of these than relations: to ask of
    each relation for whom it counts would take seconds.
    """
    its_claims = _claims(shape, voices)
    side = sides(lambda own: own.c.id.in_(its_claims))
    speaker = t.claim_speaker.c
    question = func.coalesce(side.c.proposition_id, side.c.relation_id).label("question")
    return (
        select(speaker.entity_id.label("speaker_id"), side.c.type, question)
        .distinct()
        .join_from(side, t.claim_speaker, speaker.claim_id == side.c.other_id)
        .subquery("met")
    )


def _claims(shape: Shape, voices: Subquery) -> Select[str]:
    """What the entity says at this level."""
    speaker = t.claim_speaker.c
    query = (
        select(speaker.claim_id)
        .join(voices, voices.c.speaker_id == speaker.entity_id)
        .where(voices.c.level == bindparam("level"), voices.c.entity_id == bindparam("entity"))
    )
    window = [*holds(shape, t.claim.c.document_id, said())]
    if not window:
        return query
    return (
        query.join(t.claim, t.claim.c.id == speaker.claim_id)
        .join(t.document, t.document.c.id == t.claim.c.document_id)
        .where(*window)
    )


def _questions(met: Subquery, kind: RelationType) -> ColumnElement[int]:
    """On how many propositions they stand so."""
    return func.count(case((met.c.type == kind, met.c.question)).distinct())
