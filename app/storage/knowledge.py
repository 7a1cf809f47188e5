"""Knowledge, written. The caller owns the transaction; nothing here commits."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, exists, select, update
from sqlalchemy.orm import Session

from app.domain.enums import Status
from app.domain.errors import NotFoundError
from app.domain.knowledge import Document, Entity, Knowledge
from app.storage import bulk, statements
from app.storage import tables as t
from app.storage.reconcile import Changes, Plan, plan, remove, stored, write
from app.storage.records import DOCUMENT, ENTITY, RELATION, Kind, Record, entity_record, records_of
from app.storage.rejecting import infer_anew, of_document, without_rejected

__all__ = [
    "Changes",
    "fingerprint_of",
    "is_empty",
    "reconcile",
    "reconcile_reference",
    "remove_former_names",
    "remove_orphans",
    "review",
]

# What decides as whose word that of an entity counts.
STANDING = ("kind", "country_id", "member_of_id")


def is_empty(session: Session) -> bool:
    """True where there is no document."""
    return session.execute(select(t.document.c.id).limit(1)).first() is None


def fingerprint_of(session: Session, document_id: str) -> str | None:
    """From which inputs a document's knowledge was made; None where there is no such document."""
    return session.execute(
        select(t.document.c.fingerprint).where(t.document.c.id == document_id)
    ).scalar_one_or_none()


def reconcile(session: Session, knowledge: Knowledge, fingerprint: str, now: datetime) -> Changes:
    """Make the database hold exactly this knowledge of the document.

    By id: new records are added, missing ones removed, differing ones changed, and all others keep
    their version, status and moment. Entities are only added and changed, since other documents may
    name them, and curated ones are left to `reconcile_reference`.
    """
    plans = []
    is_new = fingerprint_of(session, knowledge.document.id) is None
    knowledge = without_rejected(session, knowledge)
    for kind, records in records_of(knowledge, fingerprint):
        if kind is ENTITY:
            plans.append(_entities(session, records))
        else:
            theirs = _of_document(kind, knowledge.document.id)
            old = {} if is_new else stored(session, kind, theirs)
            plans.append(plan(kind, old, records))
    for work in reversed(plans):
        remove(session, work)
    for work in plans:
        write(session, work, now)
    bulk.recount(
        session, (table for work in plans for table in (work.kind.table, *work.kind.parts))
    )
    statements.refresh(session, [knowledge.document.id])
    _follow(session, plans)
    return sum((work.changes for work in plans), Changes())


def remove_former_names(session: Session, document: Document) -> int:
    """Delete documents of the very same text under other ids: its title, publisher or date changed."""
    same = and_(t.document.c.sha256 == document.sha256, t.document.c.id != document.id)
    return len(session.execute(delete(t.document).where(same).returning(t.document.c.id)).all())


def reconcile_reference(session: Session, entities: Sequence[Entity]) -> Changes:
    """Make these the curated entities.

    One that was curated and is not among them is curated no more (that counts as removed): the
    documents that name it keep it, until `remove_orphans` finds that none does.
    """
    ids = [entity.id for entity in entities]
    known = stored(session, ENTITY, t.entity.c.id.in_(ids))
    work = plan(ENTITY, known, [entity_record(entity) for entity in entities])
    write(session, work)
    _follow(session, [work])
    vanished = session.execute(
        update(t.entity)
        .where(t.entity.c.curated, t.entity.c.id.not_in(ids))
        .values(curated=False)
        .returning(t.entity.c.id)
    ).all()
    return work.changes + Changes(removed=len(vanished))


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
    infer_anew(session, changed, now)
    statements.refresh(session, [changed])


def remove_orphans(session: Session) -> int:
    """Delete the entities that are not curated and that nothing refers to any more."""
    other = t.entity.alias("other")
    referring = (
        t.mention.c.entity_id,
        t.claim_speaker.c.entity_id,
        t.claim.c.reported_by_id,
        other.c.country_id,
        other.c.member_of_id,
    )
    orphaned = and_(
        t.entity.c.curated.is_(False),
        *(~exists().where(column == t.entity.c.id) for column in referring),
    )
    removed = 0
    # Again and again, because an orphan may have been all that referred to the next one.
    while gone := session.execute(delete(t.entity).where(orphaned).returning(t.entity.c.id)).all():
        removed += len(gone)
    return removed


def _entities(session: Session, records: Sequence[Record]) -> Plan:
    """What the document's entities add to the known ones; what is curated stays as it is."""
    ids = [row["id"] for row, _ in records]
    known = stored(session, ENTITY, t.entity.c.id.in_(ids))
    curated = {identifier for identifier, (row, _) in known.items() if row["curated"]}
    new = [(row, parts) for row, parts in records if row["curated"] or row["id"] not in curated]
    unplanned = plan(ENTITY, known, new)
    return replace(unplanned, removed=[])


def _follow(session: Session, plans: Sequence[Plan]) -> None:
    """What was said, also elsewhere, by those that now speak for somebody else counts for these."""
    moved = [
        str(new["id"])
        for work in plans
        if work.kind is ENTITY
        for (old, _), (new, _) in zip(work.former, work.changed, strict=True)
        if any(old[name] != new[name] for name in STANDING)
    ]
    if moved:
        statements.refresh(session, statements.spoken_in(moved))


def _of_document(kind: Kind, document_id: str) -> ColumnElement[bool]:
    """True of the records of this kind that are the document's own.

    A relation is, if both of its claims are.
    """
    if kind is DOCUMENT:
        return t.document.c.id == document_id
    if kind is RELATION:
        return of_document(document_id)
    return kind.table.c.document_id == document_id
