"""Documents, written with all that stands in them. The caller owns the transaction; nothing here commits."""

from datetime import datetime
from functools import cache

from sqlalchemy import ColumnElement, Select, and_, bindparam, delete, select
from sqlalchemy.orm import Session

from app.domain.enums import OperatingPoint
from app.domain.errors import NotFoundError
from app.domain.knowledge import Document, Knowledge
from app.storage.database import bulk
from app.storage.derived import affected_claims, entity_observations, repetitions
from app.storage.derived.refresh import Changes, refresh
from app.storage.derived.relation_inference import as_known, of_document
from app.storage.mapping.diff import ChangeCounts, RecordDiff, plan, remove, stored, write
from app.storage.mapping.from_rows import document_of
from app.storage.mapping.to_rows import CLAIM, DOCUMENT, ENTITY, RELATION, Kind, records_of
from app.storage.schema import tables as t
from app.storage.write.entities import observed

# The place of speakers among the parts of a claim.
SPEAKERS = CLAIM.parts.index(t.claim_speaker)


def fingerprint_of(session: Session, document_id: str) -> str | None:
    """From which inputs a document's knowledge was made; None where there is no such document."""
    return session.execute(_fingerprint(), {"id": document_id}).scalar_one_or_none()


@cache
def _fingerprint() -> Select[str]:
    return select(t.document.c.fingerprint).where(t.document.c.id == bindparam("id"))


def reconcile(
    session: Session,
    knowledge: Knowledge,
    fingerprint: str,
    now: datetime,
    point: OperatingPoint = OperatingPoint.PRECISE,
) -> ChangeCounts:
    """Make the database hold exactly this knowledge of the document.

    By id: new records are added, missing ones removed, differing ones changed, and all others keep
    their version, status and moment. Entities are only added and changed, since other documents may
    name them: they become what all documents together say. Curated ones are left to
    `entities.reconcile_reference`. Relations are shown that `point` shows.
    """
    document_id = knowledge.document.id
    is_new = fingerprint_of(session, document_id) is None
    entities = observed(session, knowledge)
    write(session, entities)
    knowledge = repetitions.kept(session, as_known(session, knowledge))
    partners = repetitions.partners(session, document_id)
    plans = []
    for kind, records in records_of(knowledge, fingerprint, point):
        if kind is not ENTITY:
            its = {"document": document_id}
            old = {} if is_new else stored(session, kind, _of_document, its)
            plans.append(plan(kind, old, records))
    claims = next(work for work in plans if work.kind is CLAIM)
    otherwise = _said_otherwise(claims)
    repetitions.hand_over(session, [*claims.removed, *otherwise], now)
    for work in reversed(plans):
        remove(session, work)
    for work in plans:
        write(session, work, now)
    entity_observations.keep(session, knowledge)
    bulk.recount(
        session, (table for work in plans for table in (work.kind.table, *work.kind.parts))
    )
    added = (str(row["id"]) for row, _ in claims.added)
    repetitions.find(session, knowledge.document, [*added, *otherwise], now)
    partners |= repetitions.partners(session, document_id)
    refresh(session, Changes([document_id], entities, repeating=partners), now)
    return sum((work.changes for work in plans), entities.changes)


def _said_otherwise(claims: RecordDiff) -> list[str]:
    """The claims (ids) that others say than before, or in another way: they repeat nothing, and nothing them."""
    return [
        str(new["id"])
        for (old, old_parts), (new, new_parts) in zip(claims.former, claims.changed, strict=True)
        if old["cue"] != new["cue"] or old_parts[SPEAKERS] != new_parts[SPEAKERS]
    ]


def delete_document(session: Session, document_id: str, now: datetime) -> None:
    """Delete a document with all that stands in it, and what it alone says of entities."""
    if fingerprint_of(session, document_id) is None:
        raise NotFoundError("document", document_id)
    entities = observed(session, Knowledge(document_of(session, document_id)))
    claims = affected_claims.within(session, [document_id])
    partners = repetitions.partners(session, document_id)
    own = select(t.claim.c.id).where(t.claim.c.document_id == document_id)
    repetitions.hand_over(session, session.execute(own).scalars(), now)
    session.execute(delete(t.document).where(t.document.c.id == document_id))
    write(session, entities)
    changes = Changes([document_id], entities, claims, repeating=partners)
    refresh(session, changes, now)


def namesake(session: Session, document: Document) -> Document | None:
    """The document of the very same text under another id, if there is one."""
    known = session.execute(_same_text(document).limit(1)).scalar_one_or_none()
    return None if known is None else document_of(session, known)


def remove_former_names(session: Session, document: Document, now: datetime) -> None:
    """Delete documents of the very same text under other ids: its title, publisher or date changed."""
    for former in session.execute(_same_text(document)).scalars().all():
        delete_document(session, former, now)


def _same_text(document: Document) -> Select[str]:
    same = and_(t.document.c.sha256 == document.sha256, t.document.c.id != document.id)
    return select(t.document.c.id).where(same)


def _of_document(kind: Kind) -> ColumnElement[bool]:
    """True of the records of this kind that are the `document`'s own.

    A relation is, if both of its claims are.
    """
    if kind is DOCUMENT:
        return t.document.c.id == bindparam("document")
    if kind is RELATION:
        return of_document()
    return kind.table.c.document_id == bindparam("document")
