"""Documents and their passages, read."""

from collections.abc import Sequence

from sqlalchemy import (
    ColumnElement,
    RowMapping,
    Select,
    and_,
    false,
    func,
    literal,
    select,
    union,
)
from sqlalchemy.orm import Session

from app.domain.errors import NotFoundError
from app.storage.derived.claim_visibility import listed
from app.storage.derived.relation_visibility import (
    FIRST,
    SECOND,
    TWO_CLAIMS,
    is_visible,
)
from app.storage.read.paging import Item, PageRequest, fetch
from app.storage.schema import tables as t
from app.storage.schema.full_text import parse

# All but the text, which is long, and the columns that serve the database alone.
SHOWN = (
    "id", "title", "publisher", "url", "language",
    "published_on", "sha256", "characters", "ingested_at",
)  # fmt: skip


def page(session: Session, request: PageRequest, q: str | None = None) -> Item:
    """One page of the documents with all words of `q` in title or publisher, newest first."""
    query = _query() if q is None else _query().where(_titled(q))
    keys = (t.document.c.recency, t.document.c.id)
    found = fetch(session, query, keys, request, ("documents", q))
    return found.answer(_items(session, found.rows))


def get(session: Session, document_id: str) -> Item:
    """One document without its text."""
    rows = session.execute(_query().where(t.document.c.id == document_id)).mappings().all()
    if not rows:
        raise NotFoundError("document", document_id)
    return _items(session, rows)[0]


def text(session: Session, document_id: str) -> str:
    """The stored text."""
    found: str | None = session.execute(
        select(t.document.c.text).where(t.document.c.id == document_id)
    ).scalar_one_or_none()
    if found is None:
        raise NotFoundError("document", document_id)
    return found


def require(session: Session, document_id: str) -> None:
    """NotFoundError where there is no such document."""
    if (
        session.execute(select(t.document.c.id).where(t.document.c.id == document_id)).first()
        is None
    ):
        raise NotFoundError("document", document_id)


def passages(session: Session, document_id: str, request: PageRequest) -> Item:
    """One page of a document's passages in reading order."""
    passage = t.passage.c
    query = select(
        passage.id, passage.ordinal, passage.headline, passage.bylines, passage.start, passage.end
    ).where(passage.document_id == document_id)
    keys = (passage.ordinal, passage.id)
    found = fetch(session, query, keys, request, ("passages", document_id))
    names = ("id", "ordinal", "headline", "bylines", "start", "end")
    return found.answer([{name: row[name] for name in names} for row in found.rows])


def _query() -> Select[*tuple[object, ...]]:
    return select(*(t.document.c[name] for name in SHOWN))


def _titled(q: str) -> ColumnElement[bool]:
    document = t.document.c
    titles = document.title + literal(" ") + document.publisher
    words = [word for term in parse(q) for word in term.words]
    return and_(*(titles.icontains(word) for word in words)) if words else false()


def _items(session: Session, rows: Sequence[RowMapping]) -> list[Item]:
    ids = [str(row["id"]) for row in rows]
    counts = {
        "passages": _passages(ids),
        "claims": _claims(ids),
        "entities": _entities(ids),
        "relations": _relations(ids),
    }
    found = {name: dict(session.execute(query).all()) for name, query in counts.items()}
    return [
        {name: row[name] for name in SHOWN}
        | {"counts": {name: number.get(identifier, 0) for name, number in found.items()}}
        for identifier, row in zip(ids, rows, strict=True)
    ]


def _passages(ids: Sequence[str]) -> Select[str, int]:
    document = t.passage.c.document_id
    return select(document, func.count()).where(document.in_(ids)).group_by(document)


def _claims(ids: Sequence[str]) -> Select[str, int]:
    document = t.claim.c.document_id
    return select(document, func.count()).where(document.in_(ids), listed()).group_by(document)


def _entities(ids: Sequence[str]) -> Select[str, int]:
    """Those that the document names, and those that speak in it without a name."""
    mention, claim, speaker = t.mention.c, t.claim.c, t.claim_speaker.c
    found = union(
        select(mention.document_id, mention.entity_id).where(mention.document_id.in_(ids)),
        select(claim.document_id, speaker.entity_id)
        .join_from(t.claim, t.claim_speaker, speaker.claim_id == claim.id)
        .where(claim.document_id.in_(ids)),
    ).subquery()
    return select(found.c.document_id, func.count()).group_by(found.c.document_id)


def _relations(ids: Sequence[str]) -> Select[str, int]:
    """A relation between two documents counts in both."""
    relation = t.relation.c.id
    found = union(
        *(
            select(side.c.document_id, relation)
            .select_from(TWO_CLAIMS)
            .where(side.c.document_id.in_(ids), is_visible())
            for side in (FIRST, SECOND)
        )
    ).subquery()
    return select(found.c.document_id, func.count()).group_by(found.c.document_id)
