"""A person's judgement of a claim, written in the caller's transaction."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.domain.enums import Status
from app.domain.errors import NotFoundError
from app.storage.derived.refresh import Changes, refresh
from app.storage.schema import tables as t


def review(session: Session, claim_id: str, status: Status, now: datetime) -> None:
    """Uphold or reject a claim; what is rejected counts nowhere, and nothing follows from it.

    What still follows from the others is there, and the next claim that repeats it stands for it.
    """
    claim = t.claim.c
    changed = session.execute(
        update(t.claim)
        .where(claim.id == claim_id)
        .values(status=status, version=claim.version + 1, recorded_at=now)
        .returning(claim.id)
    ).all()
    if not changed:
        raise NotFoundError("claim", claim_id)
    refresh(session, Changes(reviewed=claim_id), now)
