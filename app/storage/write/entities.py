"""Entities, written: the curated ones, and what documents say of the others."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache

from sqlalchemy import and_, delete, exists, select, update
from sqlalchemy.orm import Session
from sqlalchemy.sql.dml import ReturningDelete

from app.domain.knowledge import Entity, Knowledge
from app.storage.derived import entity_observations
from app.storage.derived.refresh import Changes, refresh
from app.storage.mapping.diff import (
    ChangeCounts,
    RecordDiff,
    Upkeep,
    by_id,
    plan,
    stored,
    write,
)
from app.storage.mapping.to_rows import ENTITY, Record, entity_record
from app.storage.schema import tables as t


def reconcile_reference(
    session: Session,
    entities: Sequence[Entity],
    now: datetime | None = None,
    upkeep: Upkeep = Upkeep.REPLACE,
) -> ChangeCounts:
    """Make these the curated entities. `now` is when relations that follow from that are recorded.

    One that is replaced, as it was curated and is not among them, is curated no more (that counts as
    removed): the documents that name it keep it, until `remove_orphans` finds that none does.
    """
    if upkeep is Upkeep.FILL:
        there = set(session.execute(select(t.entity.c.id).where(t.entity.c.curated)).scalars())
        entities = [entity for entity in entities if entity.id not in there]
    ids = [entity.id for entity in entities]
    known = stored(session, ENTITY, by_id, {"ids": list(ids)})
    work = plan(ENTITY, known, [entity_record(entity) for entity in entities])
    write(session, work)
    refresh(session, Changes(entities=work), now or datetime.now(UTC))
    if upkeep is not Upkeep.REPLACE:
        return work.changes
    vanished = session.execute(
        update(t.entity)
        .where(t.entity.c.curated, t.entity.c.id.not_in(ids))
        .values(curated=False)
        .returning(t.entity.c.id)
    ).all()
    return work.changes + ChangeCounts(removed=len(vanished))


def remove_orphans(session: Session) -> int:
    """Delete the entities that are not curated and that nothing refers to any more."""
    removed = 0
    # Again and again, because an orphan may have been all that referred to the next one.
    while gone := session.execute(_orphans()).all():
        removed += len(gone)
    return removed


@cache
def _orphans() -> ReturningDelete[str]:
    other = t.entity.alias("other")
    referring = (
        t.mention.c.entity_id,
        t.claim_speaker.c.entity_id,
        t.claim.c.reported_by_id,
        other.c.country_id,
        other.c.member_of_id,
        t.entity_observation.c.country_id,
        t.entity_observation.c.member_of_id,
    )
    orphaned = and_(
        t.entity.c.curated.is_(False),
        *(~exists().where(column == t.entity.c.id) for column in referring),
    )
    return delete(t.entity).where(orphaned).returning(t.entity.c.id)


def observed(session: Session, knowledge: Knowledge) -> RecordDiff:
    """What the document's entities add to the known ones; what is curated stays as it is."""
    own = {entity.id: entity for entity in knowledge.entities}
    before = entity_observations.of_document(session, knowledge.document)
    ids = {*own, *before}
    known = stored(session, ENTITY, by_id, {"ids": list(ids)})
    records = {identifier: entity_record(entity) for identifier, entity in own.items()}
    described = entity_observations.described(session, ids)
    # What all documents say is asked only where that may be another thing now than it was.
    moved = {
        identifier
        for identifier in ids - {entity.id for entity in own.values() if entity.curated}
        if before.get(identifier) != own.get(identifier)
        and not (
            identifier in described - before.keys()
            and _adds_nothing(records[identifier], known[identifier])
        )
    }
    new = [
        entity_record(entity) for entity in entity_observations.known_of(session, knowledge, moved)
    ]
    curated = {identifier for identifier, (row, _) in known.items() if row["curated"]}
    wanted = [*new, *(records[entity.id] for entity in own.values() if entity.curated)]
    wanted = [record for record in wanted if record[0]["id"] not in curated]
    return replace(plan(ENTITY, known, wanted), removed=[])


def _adds_nothing(observation: Record, known: Record) -> bool:
    """True where all that an observation says of an entity is known of it."""
    (said, (names,)), (row, (known_names,)) = observation, known
    same = all(value is None or value == row[column] for column, value in said.items())
    return same and names in ((), known_names)
