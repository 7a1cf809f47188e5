"""Knowledge, written. The caller owns the transaction; nothing here commits."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache

from sqlalchemy import ColumnElement, Select, and_, bindparam, delete, exists, select, update
from sqlalchemy.orm import Session
from sqlalchemy.sql.dml import ReturningDelete

from app.domain.enums import Status
from app.domain.errors import NotFoundError
from app.domain.knowledge import Document, Entity, Knowledge
from app.storage.database import bulk
from app.storage.derived import entity_document_counts, entity_observations, stance_records
from app.storage.derived.relation_inference import (
    as_known,
    infer_anew,
    of_document,
    touched_by,
)
from app.storage.mapping.diff import (
    ChangeCounts,
    RecordDiff,
    Upkeep,
    by_id,
    plan,
    remove,
    stored,
    write,
)
from app.storage.mapping.from_rows import document_of
from app.storage.mapping.to_rows import (
    DOCUMENT,
    ENTITY,
    RELATION,
    Kind,
    Record,
    entity_record,
    records_of,
)
from app.storage.schema import tables as t

__all__ = [
    "ChangeCounts",
    "Upkeep",
    "fingerprint_of",
    "namesake",
    "reconcile",
    "reconcile_reference",
    "remove_former_names",
    "remove_orphans",
    "review",
]


def fingerprint_of(session: Session, document_id: str) -> str | None:
    """From which inputs a document's knowledge was made; None where there is no such document."""
    return session.execute(_fingerprint(), {"id": document_id}).scalar_one_or_none()


@cache
def _fingerprint() -> Select[str]:
    return select(t.document.c.fingerprint).where(t.document.c.id == bindparam("id"))


def reconcile(
    session: Session, knowledge: Knowledge, fingerprint: str, now: datetime
) -> ChangeCounts:
    """Make the database hold exactly this knowledge of the document.

    By id: new records are added, missing ones removed, differing ones changed, and all others keep
    their version, status and moment. Entities are only added and changed, since other documents may
    name them: they become what all documents together tell. Curated ones are left to
    `reconcile_reference`.
    """
    is_new = fingerprint_of(session, knowledge.document.id) is None
    known = _entities(session, knowledge)
    write(session, known)
    knowledge = as_known(session, knowledge)
    plans = []
    for kind, records in records_of(knowledge, fingerprint):
        if kind is not ENTITY:
            its = {"document": knowledge.document.id}
            old = {} if is_new else stored(session, kind, _of_document, its)
            plans.append(plan(kind, old, records))
    for work in reversed(plans):
        remove(session, work)
    for work in plans:
        write(session, work, now)
    entity_observations.keep(session, knowledge)
    bulk.recount(
        session, (table for work in plans for table in (work.kind.table, *work.kind.parts))
    )
    stance_records.refresh(session, [knowledge.document.id])
    entity_document_counts.refresh(session, [knowledge.document.id])
    _follow(session, known, now, but=knowledge.document.id)
    return sum((work.changes for work in plans), known.changes)


def namesake(session: Session, document: Document) -> Document | None:
    """The document of the very same text under another id, if there is one."""
    known = session.execute(_same_text(document).limit(1)).scalar_one_or_none()
    return None if known is None else document_of(session, known)


def remove_former_names(session: Session, document: Document, now: datetime) -> None:
    """Delete documents of the very same text under other ids: its title, publisher or date changed."""
    for former in session.execute(_same_text(document)).scalars().all():
        # What it alone told of entities goes with it.
        known = _entities(session, Knowledge(document_of(session, former)))
        session.execute(delete(t.document).where(t.document.c.id == former))
        write(session, known)
        _follow(session, known, now)


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
    _follow(session, work, now or datetime.now(UTC))
    if upkeep is not Upkeep.REPLACE:
        return work.changes
    vanished = session.execute(
        update(t.entity)
        .where(t.entity.c.curated, t.entity.c.id.not_in(ids))
        .values(curated=False)
        .returning(t.entity.c.id)
    ).all()
    return work.changes + ChangeCounts(removed=len(vanished))


def review(session: Session, claim_id: str, status: Status, now: datetime) -> None:
    """A person upholds or rejects a claim; what is rejected counts nowhere, and nothing follows from it.

    What still follows from the others is there, and the next claim that repeats it stands for it.
    """
    claim = t.claim.c
    changed = session.execute(
        update(t.claim)
        .where(claim.id == claim_id)
        .values(status=status, version=claim.version + 1, recorded_at=now)
        .returning(claim.document_id)
    ).scalar_one_or_none()
    if changed is None:
        raise NotFoundError("claim", claim_id)
    infer_anew(session, changed, now, touched_by(session, claim_id))
    stance_records.refresh_claim(session, claim_id)
    entity_document_counts.refresh(session, [changed])


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
        t.entity_account.c.country_id,
        t.entity_account.c.member_of_id,
    )
    orphaned = and_(
        t.entity.c.curated.is_(False),
        *(~exists().where(column == t.entity.c.id) for column in referring),
    )
    return delete(t.entity).where(orphaned).returning(t.entity.c.id)


def _same_text(document: Document) -> Select[str]:
    same = and_(t.document.c.sha256 == document.sha256, t.document.c.id != document.id)
    return select(t.document.c.id).where(same)


def _entities(session: Session, knowledge: Knowledge) -> RecordDiff:
    """What the document's entities add to the known ones; what is curated stays as it is."""
    told = {entity.id: entity for entity in knowledge.entities}
    before = entity_observations.told_in(session, knowledge.document)
    ids = {*told, *before}
    known = stored(session, ENTITY, by_id, {"ids": list(ids)})
    records = {identifier: entity_record(entity) for identifier, entity in told.items()}
    told_of = entity_observations.are_told_of(session, ids)
    # What all documents tell is asked only where that may be another thing now than it was.
    moved = {
        identifier
        for identifier in ids - {entity.id for entity in told.values() if entity.curated}
        if before.get(identifier) != told.get(identifier)
        and not (
            identifier in told_of - before.keys()
            and _adds_nothing(records[identifier], known[identifier])
        )
    }
    new = [
        entity_record(entity) for entity in entity_observations.known_of(session, knowledge, moved)
    ]
    curated = {identifier for identifier, (row, _) in known.items() if row["curated"]}
    wanted = [*new, *(records[entity.id] for entity in told.values() if entity.curated)]
    wanted = [record for record in wanted if record[0]["id"] not in curated]
    return replace(plan(ENTITY, known, wanted), removed=[])


def _adds_nothing(account: Record, known: Record) -> bool:
    """True where all that an account tells of an entity is known of it."""
    (told, (names,)), (row, (known_names,)) = account, known
    same = all(value is None or value == row[column] for column, value in told.items())
    return same and names in ((), known_names)


def _follow(session: Session, entities: RecordDiff, now: datetime, but: str | None = None) -> None:
    """Where somebody is known otherwise now, what was said is counted and compared anew.

    Not in the document `but`, of which that is done already.
    """
    changed = zip(entities.former, entities.changed, strict=True)
    moved = [str(new[0]["id"]) for old, new in changed if _standing(old) != _standing(new)]
    if not moved:
        return
    documents = set(session.execute(stance_records.spoken_in(moved)).scalars()) - {but}
    stance_records.refresh(session, sorted(documents))
    for document_id in sorted(documents):
        infer_anew(session, document_id, now)
    entity_document_counts.refresh(session, sorted(documents))


def _standing(record: Record) -> tuple[object, ...]:
    """What decides for whom an entity speaks, whom a description may mean, and by which names it is told of."""
    row, parts = record
    columns = ("kind", "name", "anonymous", "role", "country_id", "member_of_id")
    return (*(row[name] for name in columns), parts)


def _of_document(kind: Kind) -> ColumnElement[bool]:
    """True of the records of this kind that are the `document`'s own.

    A relation is, if both of its claims are.
    """
    if kind is DOCUMENT:
        return t.document.c.id == bindparam("document")
    if kind is RELATION:
        return of_document()
    return kind.table.c.document_id == bindparam("document")
