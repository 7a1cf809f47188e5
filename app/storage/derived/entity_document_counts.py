"""How many listed claims each entity speaks in each document, and in how many relations they stand.

What an entity speaks in all is their sum, kept in `entity_counts`: an answer need not look at each of
a hundred thousand claims to count them.
"""

from collections.abc import Collection, Sequence
from functools import cache

from sqlalchemy import (
    ColumnElement,
    Executable,
    Select,
    Update,
    case,
    delete,
    func,
    insert,
    literal,
    select,
    union,
    union_all,
    update,
)
from sqlalchemy.orm import Session

from app.domain.enums import RelationType
from app.storage.database import bulk
from app.storage.derived.claim_visibility import listed
from app.storage.derived.relation_visibility import FIRST, TWO_CLAIMS, is_visible
from app.storage.schema import tables as t
from app.storage.schema.parameters import any_of

COUNTS = ("claims", "agreements", "disputes")
DOCUMENTS = any_of("documents")


def begin(session: Session, entities: Collection[str]) -> None:
    """Give these new entities (ids) their counts, which are all 0."""
    none = dict.fromkeys((*COUNTS, "precedence"), 0)
    bulk.insert(session, t.entity_counts, [{"entity_id": one, **none} for one in entities])


def refresh(session: Session, documents: Sequence[str]) -> None:
    """Count in these documents (ids), whether they are there or removed, and move the sums."""
    for statement in _changes():
        session.execute(statement, {DOCUMENTS.key: documents})


@cache
def _changes() -> tuple[Executable, ...]:
    counts = t.entity_document_counts
    names = [column.name for column in counts.c]
    return (
        _move(-1),
        delete(counts).where(counts.c.document_id.in_(DOCUMENTS)),
        insert(counts).from_select(names, _counted()),
        _move(1),
    )


def _move(sign: int) -> Update:
    """Add to the sums what is counted in the documents, or take it away."""
    counts, sums = t.entity_document_counts.c, t.entity_counts.c
    moved = (
        select(counts.entity_id, *(func.sum(counts[name]).label(name) for name in COUNTS))
        .where(counts.document_id.in_(DOCUMENTS))
        .group_by(counts.entity_id)
        .subquery("moved")
        .c
    )
    return (
        update(t.entity_counts)
        .where(sums.entity_id == moved.entity_id)
        .values(
            {name: sums[name] + sign * moved[name] for name in COUNTS}
            | {"precedence": sums.precedence - sign * moved.claims}
        )
    )


def _counted() -> Select[*tuple[object, ...]]:
    each = union_all(_claims(), _relations()).subquery("each").c
    keys = (each.entity_id, each.document_id)
    return select(*keys, *(func.sum(each[name]) for name in COUNTS)).group_by(*keys)


def _claims() -> Select[*tuple[object, ...]]:
    """A row for each listed claim of these documents and each of its speakers."""
    speaker = t.claim_speaker.c
    return (
        select(
            speaker.entity_id,
            t.claim.c.document_id,
            literal(1).label("claims"),
            literal(0).label("agreements"),
            literal(0).label("disputes"),
        )
        .join_from(t.claim, t.claim_speaker, speaker.claim_id == t.claim.c.id)
        .where(t.claim.c.document_id.in_(DOCUMENTS), listed())
    )


def _relations() -> Select[*tuple[object, ...]]:
    """A row for each visible relation and each who speaks in it, on whichever side."""
    speaker, relation = t.claim_speaker.c, t.relation.c
    # A union drops the second row of an entity that speaks on both sides.
    voices = union(
        *(
            select(speaker.entity_id, FIRST.c.document_id, relation.id, relation.type)
            .select_from(TWO_CLAIMS.join(t.claim_speaker, speaker.claim_id == side))
            .where(FIRST.c.document_id.in_(DOCUMENTS), is_visible())
            for side in (relation.first_claim_id, relation.second_claim_id)
        )
    ).subquery("voices")

    def of(kind: RelationType) -> ColumnElement[int]:
        return case((voices.c.type == kind, 1), else_=0)

    return select(
        voices.c.entity_id,
        voices.c.document_id,
        literal(0),
        of(RelationType.AGREES),
        of(RelationType.DISPUTES),
    )
