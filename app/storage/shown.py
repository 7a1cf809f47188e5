"""Claims as the API shows them, ready to be sent: read as they lie, and made anew where they changed.

A claim's JSON lies beside it, so that a page of them is one statement. Whatever changes in it, also
by another program's hand, the database forgets that JSON (migration 0005); until `fill` has made it
anew, a claim is put together from its tables each time it is asked for.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import orjson
from sqlalchemy import Select, bindparam, select, update
from sqlalchemy.orm import Session

from app.domain.errors import NotFoundError
from app.storage import claims
from app.storage import tables as t
from app.storage.claim_filters import ClaimFilters
from app.storage.paging import PageRequest

# How many claims `fill` holds in memory at once.
AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Page:
    """Some claims, each as JSON, and the way to the next."""

    bodies: list[bytes]
    next_cursor: str | None
    total: int | None


def page(session: Session, filters: ClaimFilters, request: PageRequest) -> Page:
    """One page of the claims that pass all filters; the same as `claims.page`."""
    found = claims.find(session, _query, filters, request)
    bodies = {str(row["id"]): row["body"] for row in found.rows}
    bodies |= _made(session, [claim_id for claim_id, body in bodies.items() if body is None])
    return Page(list(bodies.values()), found.next_cursor, found.total)


def get(session: Session, claim_id: str) -> bytes:
    """One claim, whatever its status; the same as `claims.get`."""
    row = session.execute(_query().where(t.claim.c.id == claim_id)).mappings().first()
    if row is None:
        raise NotFoundError("claim", claim_id)
    body: bytes | None = row["body"]
    return body or _made(session, [claim_id])[claim_id]


def fill(session: Session) -> None:
    """Make what was forgotten anew."""
    kept = t.claim_shown.c
    forgotten = select(kept.claim_id).where(kept.body.is_(None)).limit(AT_ONCE)
    made = (
        update(t.claim_shown)
        .where(kept.claim_id == bindparam("made_for"))
        .values(body=bindparam("made"))
    )
    while ids := session.execute(forgotten).scalars().all():
        bodies = _made(session, ids)
        session.execute(made, [{"made_for": one, "made": body} for one, body in bodies.items()])


def as_json(value: object) -> bytes:
    """Plain values as JSON, moments as `2024-03-06T12:00:00Z`: as the API's models write them."""
    return orjson.dumps(value, option=orjson.OPT_UTC_Z)


def _made(session: Session, claim_ids: Sequence[str]) -> dict[str, bytes]:
    if not claim_ids:
        return {}
    return {claim_id: as_json(item) for claim_id, item in claims.of(session, claim_ids).items()}


def _query() -> Select[*tuple[object, ...]]:
    claim = t.claim.c
    # Besides its body what claims are ordered and ranked by.
    return select(
        claim.id, claim.recency, claim.document_id, claim.ordinal, claim.text, t.claim_shown.c.body
    ).join(t.claim_shown, t.claim_shown.c.claim_id == claim.id)
