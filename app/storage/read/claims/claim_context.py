"""The text around a claim."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.errors import NotFoundError
from app.storage.read.paging import Item
from app.storage.schema import tables as t
from app.storage.schema.column_types import SpanRole

AROUND = 300


def get(session: Session, claim_id: str) -> Item:
    """Up to 300 characters on both sides of a claim, in whole words and within its passage."""
    claim, span, passage = t.claim.c, t.claim_span.c, t.passage.c
    row = session.execute(
        select(
            claim.document_id,
            t.document.c.text,
            func.coalesce(passage.start, 0),
            func.coalesce(passage.end, t.document.c.characters),
            func.min(span.start),
            func.max(span.end),
        )
        .select_from(t.claim)
        .join(t.document, t.document.c.id == claim.document_id)
        .join(t.claim_span, (span.claim_id == claim.id) & (span.role == SpanRole.CONTENT))
        .outerjoin(t.passage, passage.id == claim.passage_id)
        .where(claim.id == claim_id)
        .group_by(claim.id, t.document.c.id, passage.id)
    ).first()
    if row is None:
        raise NotFoundError("claim", claim_id)
    document_id, text, first, last, start, end = row
    return {
        "claim_id": claim_id,
        "document_id": document_id,
        "start": start,
        "end": end,
        "before": _before(text, first, start),
        "exact": text[start:end],
        "after": _after(text, end, last),
    }


def _before(text: str, first: int, start: int) -> str:
    """What stands before `start`, from a word's beginning on."""
    begin = max(first, start - AROUND)
    while first < begin < start and not text[begin - 1].isspace():
        begin += 1
    return text[begin:start]


def _after(text: str, end: int, last: int) -> str:
    """What stands after `end`, to a word's end."""
    stop = min(last, end + AROUND)
    while end < stop < last and not text[stop].isspace():
        stop -= 1
    return text[end:stop]
