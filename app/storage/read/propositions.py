"""Propositions, read with how claims stand to them."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from pydantic import Field
from sqlalchemy import (
    ColumnElement,
    RowMapping,
    Select,
    and_,
    bindparam,
    false,
    func,
    literal,
    select,
)
from sqlalchemy.orm import Session

from app.domain.enums import Level, Stance
from app.domain.errors import NotFoundError
from app.storage.read.filters import Filters, Shape
from app.storage.read.paging import Item, Listing, PageRequest
from app.storage.read.windows import EVERYTHING, Window, holds
from app.storage.schema import tables as t
from app.storage.schema.full_text import searchable
from app.storage.schema.parameters import any_of

# What the parameters of words are called, with a number behind it.
WORD = "word_"


class PropositionFilters(Filters):
    """Which propositions: those on which there is a claim for all that is asked."""

    q: str | None = Field(
        default=None,
        min_length=1,
        max_length=500,
        description="Words, each the beginning of one in its text or description",
    )
    entity: list[str] = Field(
        default=[],
        description="Any of these entities (ids), or one who speaks for it, takes a stance on it",
    )
    level: Level | None = Field(
        default=None,
        description="For whom that counts: the speaker, its organisations or its country; by default for any of them, so that `entity` is found at every level",
    )
    window: Window = EVERYTHING


def page(session: Session, filters: PropositionFilters, request: PageRequest) -> Item:
    """One page of the propositions that pass all filters, by id."""
    words = searchable(filters.q or "").split()
    values = filters.given() | {f"{WORD}{n}": f" {word}" for n, word in enumerate(words)}
    listing = _listing(frozenset(values))
    found = listing.fetch(session, request, ("propositions", filters), values)
    return found.answer(_items(session, found.rows))


# As many as there may be words.
@lru_cache(maxsize=100)
def _listing(shape: Shape) -> Listing:
    return Listing(select(t.proposition).where(*_conditions(shape)), (t.proposition.c.id,))


def get(session: Session, proposition_id: str) -> Item:
    """One proposition."""
    query = select(t.proposition).where(t.proposition.c.id == proposition_id)
    rows = session.execute(query).mappings().all()
    if not rows:
        raise NotFoundError("proposition", proposition_id)
    return _items(session, rows)[0]


def require(session: Session, proposition_id: str) -> None:
    """NotFoundError where there is no such proposition."""
    query = select(t.proposition.c.id).where(t.proposition.c.id == proposition_id)
    if session.execute(query).first() is None:
        raise NotFoundError("proposition", proposition_id)


def _conditions(shape: Shape) -> Iterator[ColumnElement[bool]]:
    statement = t.stance_record.c
    if "q" in shape:
        words = sorted(name for name in shape if name.startswith(WORD))
        folded = literal(" ") + t.proposition.c.folded
        yield and_(*(folded.contains(bindparam(word)) for word in words)) if words else false()
    asked = [*holds(shape, statement.document_id, statement.recency)]
    if "entity" in shape:
        asked.append(statement.entity_id.in_(any_of("entity")))
    if "level" in shape:
        asked.append(statement.level == bindparam("level"))
    if asked:
        yield t.proposition.c.id.in_(select(statement.proposition_id).where(*asked))


def _items(session: Session, rows: Sequence[RowMapping]) -> list[Item]:
    ids = [str(row["id"]) for row in rows]
    claims = _claims(session, ids)
    speakers = _speakers(session, ids)
    return [
        {name: row[name] for name in ("id", "text", "description", "open_disputes")}
        | {
            "counts": {
                **{stance.value: claims[identifier, stance] for stance in Stance},
                "speakers": speakers.get(identifier, 0),
            }
        }
        for identifier, row in zip(ids, rows, strict=True)
    ]


def _claims(session: Session, ids: Sequence[str]) -> dict[tuple[str, Stance], int]:
    """How many claims take which stance, a joint one once."""
    rows = session.execute(_claims_of_each(), {"ids": ids})
    claims: dict[tuple[str, Stance], int] = defaultdict(int)
    for proposition_id, stance, number in rows:
        claims[proposition_id, Stance(stance)] = number
    return claims


def _speakers(session: Session, ids: Sequence[str]) -> dict[str, int]:
    return dict(session.execute(_speakers_of_each(), {"ids": ids}).all())


@cache
def _claims_of_each() -> Select[str, str, int]:
    statement = t.stance_record.c
    return (
        select(
            statement.proposition_id, statement.stance, func.count(statement.claim_id.distinct())
        )
        .where(statement.level == Level.SPEAKER, statement.proposition_id.in_(any_of("ids")))
        .group_by(statement.proposition_id, statement.stance)
    )


@cache
def _speakers_of_each() -> Select[str, int]:
    statement = t.stance_record.c
    return (
        select(statement.proposition_id, func.count(statement.entity_id.distinct()))
        .where(statement.level == Level.SPEAKER, statement.proposition_id.in_(any_of("ids")))
        .group_by(statement.proposition_id)
    )
