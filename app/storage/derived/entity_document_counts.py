"""How many listed claims each entity speaks in each document, and in how many relations they stand.

What an entity speaks in all is their sum, so that nobody has to look at each of a hundred thousand
claims to count them; the database adds them up itself, in `tally`. Like statements, these rows are
written anew, document by document.
"""

from collections.abc import Sequence

from sqlalchemy import (
    ColumnElement,
    Select,
    case,
    delete,
    func,
    insert,
    literal,
    select,
    union,
    union_all,
)
from sqlalchemy.orm import Session

from app.domain.enums import RelationType
from app.storage.derived.refresh import Changes, Documents, rewrite
from app.storage.derived.relation_visibility import FIRST, TWO_CLAIMS, shown
from app.storage.read.claims.filters import listed
from app.storage.schema import tables as t


def refresh(session: Session, documents: Sequence[str] | Select[str]) -> None:
    """Count anew in these documents (ids)."""
    rewrite(session, _changes, documents)


def _changes(documents: Documents) -> Changes:
    each = union_all(_claims(documents), _relations(documents)).subquery("each").c
    keys = (each.entity_id, each.document_id)
    sums = (func.sum(count) for count in (each.claims, each.agreements, each.disputes))
    return (
        delete(t.spoken).where(t.spoken.c.document_id.in_(documents)),
        insert(t.spoken).from_select(
            [column.name for column in t.spoken.c], select(*keys, *sums).group_by(*keys)
        ),
    )


def _claims(documents: Documents) -> Select[*tuple[object, ...]]:
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
        .where(t.claim.c.document_id.in_(documents), listed())
    )


def _relations(documents: Documents) -> Select[*tuple[object, ...]]:
    """A row for each shown relation and each who speaks in it, on whichever side."""
    speaker, relation = t.claim_speaker.c, t.relation.c
    # A union drops the second row of who speaks on both sides.
    voices = union(
        *(
            select(speaker.entity_id, FIRST.c.document_id, relation.id, relation.type)
            .select_from(TWO_CLAIMS.join(t.claim_speaker, speaker.claim_id == side))
            .where(FIRST.c.document_id.in_(documents), shown())
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
