"""The only way in to the derived tables: whoever writes says what has changed, in the same transaction.

Inferred relations come first, since all else counts them; then stance records and counts, document by
document; then the JSON of each claim that shows any of this. What another program
changes is not followed.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.storage.derived import (
    affected_claims,
    claim_json,
    entity_document_counts,
    relation_inference,
    repetitions,
    stance_records,
)
from app.storage.mapping.diff import RecordDiff
from app.storage.mapping.to_rows import Record
from app.storage.schema import tables as t

AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Changes:
    """What has been written since the derived rows were last up to date.

    `documents` (ids) are written as a whole, inferred relations included, or removed. `claims` (ids)
    show something else than before, such as a proposition's text. `recoded` documents (ids) have claims
    on propositions that have changed or gone. `repeating` claims (ids) repeat others of another
    document than before, or none any more, which counts in their documents. One claim (id) is `reviewed`.
    """

    documents: Collection[str] = ()
    entities: RecordDiff | None = None
    claims: Collection[str] = ()
    recoded: Collection[str] = ()
    repeating: Collection[str] = ()
    reviewed: str | None = None


def refresh(session: Session, changes: Changes, now: datetime) -> None:
    """Bring up to date what follows from these changes; `now` is when new relations are recorded."""
    changed = {*changes.claims, *changes.repeating}
    counted = {*changes.documents, *changes.recoded}
    counted |= repetitions.documents_of(session, changes.repeating)
    for document in sorted(changes.recoded):
        changed |= relation_inference.refresh(session, document, now)
    entities, reviewed = changes.entities, changes.reviewed
    if entities is not None:
        entity_document_counts.begin(session, [str(row["id"]) for row, _ in entities.added])
        changed |= affected_claims.naming(session, _renamed(entities))
        elsewhere = stance_records.documents_of(session, _moved(entities)) - counted
        for document in sorted(elsewhere):
            changed |= relation_inference.refresh(session, document, now)
        counted |= elsewhere
    if counted:
        stance_records.refresh(session, sorted(counted))
    if reviewed is not None:
        document = affected_claims.document_of(session, reviewed)
        on = relation_inference.touched_by(session, reviewed)
        changed |= relation_inference.refresh(session, document, now, only_on=on)
        beside = affected_claims.beside(session, reviewed)
        changed |= beside
        stance_records.refresh_claim(session, reviewed)
        # A claim of another document may stand for it now.
        counted |= repetitions.documents_of(session, beside)
    if counted:
        entity_document_counts.refresh(session, sorted(counted))
    if changes.documents:
        changed |= affected_claims.within(session, changes.documents)
    claim_json.refresh(session, changed)


def rebuild(session: Session) -> None:
    """Make all derived rows from the others, but for inferred relations, as after a bare bulk load."""
    counts = select(t.entity_counts.c.entity_id)
    missing = select(t.entity.c.id).where(t.entity.c.id.not_in(counts))
    entity_document_counts.begin(session, session.execute(missing).scalars().all())
    documents = session.execute(select(t.document.c.id).order_by(t.document.c.id)).scalars().all()
    for start in range(0, len(documents), AT_ONCE):
        some = documents[start : start + AT_ONCE]
        refresh(session, Changes(documents=some), datetime.now(UTC))


def _renamed(entities: RecordDiff) -> list[str]:
    """The entities that claims show by another name or kind than before."""
    return _differing(entities, lambda record: (record[0]["kind"], record[0]["name"]))


def _moved(entities: RecordDiff) -> list[str]:
    """The entities that speak for others than before, or whom other words may mean."""
    return _differing(entities, _standing)


def _standing(record: Record) -> tuple[object, ...]:
    row, parts = record
    columns = ("kind", "name", "anonymous", "role", "country_id", "member_of_id")
    return (*(row[name] for name in columns), parts)


def _differing(entities: RecordDiff, aspect: Callable[[Record], object]) -> list[str]:
    changed = zip(entities.former, entities.changed, strict=True)
    return [str(new[0]["id"]) for old, new in changed if aspect(old) != aspect(new)]
