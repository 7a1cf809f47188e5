"""What stands right before and behind words of a document, so that they can be found again in it."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, case, func, select
from sqlalchemy.orm import Session

from app.storage.schema import tables as t

AROUND = 32

Sides = dict[tuple[str, int, int], tuple[str, str]]
"""By owner, start and end of a span: the characters before it and those behind it."""


def of_claims(session: Session, claim_ids: Sequence[str]) -> Sides:
    """Of all spans of these claims: contents, mentions and cues."""
    span = t.claim_span.c
    query = (
        _sides(span.claim_id, span.start, span.end)
        .join_from(t.claim_span, t.claim, t.claim.c.id == span.claim_id)
        .join(t.document, t.document.c.id == t.claim.c.document_id)
        .where(span.claim_id.in_(claim_ids))
    )
    return _found(session, query)


def of_relations(session: Session, relation_ids: Sequence[str]) -> Sides:
    """Of all evidence for these relations."""
    piece = t.relation_evidence.c
    query = (
        _sides(piece.relation_id, piece.start, piece.end)
        .join_from(t.relation_evidence, t.document, t.document.c.id == piece.document_id)
        .where(piece.relation_id.in_(relation_ids))
    )
    return _found(session, query)


def _sides(
    owner: ColumnElement[str], start: ColumnElement[int], end: ColumnElement[int]
) -> Select[str, int, int, str, str]:
    """Cut out by the database, which need not send whole texts for that; it counts from 1."""
    text = t.document.c.text
    prefix = func.substr(text, start - AROUND + 1, AROUND)
    # A beginning before the text is understood differently by the two databases.
    cut = func.substr(text, 1, start)
    return select(
        owner,
        start,
        end,
        case((start < AROUND, cut), else_=prefix),
        func.substr(text, end + 1, AROUND),
    )


def _found(session: Session, query: Select[str, int, int, str, str]) -> Sides:
    return {
        (owner, start, end): (prefix, suffix)
        for owner, start, end, prefix, suffix in session.execute(query)
    }
