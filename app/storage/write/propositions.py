"""Propositions, written in the caller's transaction."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, update
from sqlalchemy.orm import Session

from app.domain.knowledge import Proposition
from app.storage.derived import affected_claims
from app.storage.derived.refresh import Changes, refresh
from app.storage.mapping.diff import (
    ChangeCounts,
    Upkeep,
    plan,
    remove,
    stored,
    write,
)
from app.storage.mapping.to_rows import PROPOSITION, Kind, proposition_record
from app.storage.schema import tables as t


def reconcile(
    session: Session, propositions: Sequence[Proposition], upkeep: Upkeep = Upkeep.REPLACE
) -> ChangeCounts:
    """Make these the propositions that there are; one that is replaced takes its codings with it.

    A document that loses some is to be read again, so that it has them when the proposition comes back.
    """
    known = stored(session, PROPOSITION, _all, {})
    work = plan(PROPOSITION, known, map(proposition_record, propositions))
    if upkeep is not Upkeep.REPLACE:
        work = replace(work, removed=[])
    changed = [str(row["id"]) for row, _ in work.changed]
    coded = [*changed, *work.removed]
    claims = affected_claims.coded(session, coded)
    documents = set(session.execute(affected_claims.documents_on(coded)).scalars())
    forgotten = t.document.c.id.in_(affected_claims.documents_on(work.removed))
    session.execute(update(t.document).where(forgotten).values(fingerprint=""))
    remove(session, work)
    write(session, work)
    refresh(session, Changes(claims=claims, recoded=documents), datetime.now(UTC))
    return work.changes


def _all(kind: Kind) -> ColumnElement[bool]:
    return kind.table.c.id.is_not(None)
