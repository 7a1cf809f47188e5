"""How many listed claims each entity speaks in each document.

What an entity speaks in all is their sum, so that nobody has to look at each of a hundred thousand
claims to count them. Like statements, these rows are written anew, document by document.
"""

from collections.abc import Sequence

from sqlalchemy import Select, delete, func, insert, select
from sqlalchemy.orm import Session

from app.storage import tables as t
from app.storage.claim_filters import listed


def refresh(session: Session, documents: Sequence[str] | Select[str]) -> None:
    """Count anew in these documents (ids)."""
    session.execute(delete(t.spoken).where(t.spoken.c.document_id.in_(documents)))
    speaker = t.claim_speaker.c
    counted = (
        select(speaker.entity_id, t.claim.c.document_id, func.count())
        .join_from(t.claim, t.claim_speaker, speaker.claim_id == t.claim.c.id)
        .where(t.claim.c.document_id.in_(documents), listed())
        .group_by(speaker.entity_id, t.claim.c.document_id)
    )
    names = [column.name for column in t.spoken.c]
    session.execute(insert(t.spoken).from_select(names, counted))
