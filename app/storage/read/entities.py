"""Entities, read."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import (
    ColumnElement,
    RowMapping,
    Select,
    false,
    literal,
    or_,
    select,
)
from sqlalchemy.orm import Session

from app.domain.enums import EntityKind
from app.domain.errors import NotFoundError
from app.domain.identity import folded
from app.storage.read.paging import Item, PageRequest, fetch
from app.storage.read.references import ref, ref_columns
from app.storage.schema import tables as t

COUNTRY = t.entity.alias("country")
BODY = t.entity.alias("body")
COUNTS = ("claims", "agreements", "disputes")


class EntitySort(StrEnum):
    """The order of entities.

    `name`: by name, accents and case aside. `-claims`: those with the most claims first; one whose
    number changes while one walks from page to page may come twice, or not at all.
    """

    NAME = "name"
    MOST_CLAIMS = "-claims"


@dataclass(frozen=True, slots=True)
class EntityFilters:
    """Which entities, in which order. An empty tuple or None asks for nothing."""

    kind: tuple[EntityKind, ...] = ()
    country: tuple[str, ...] = ()
    member_of: tuple[str, ...] = ()
    anonymous: bool | None = None
    has_claims: bool | None = None
    q: str | None = None
    sort: EntitySort = EntitySort.NAME


def searchable(name: str) -> str:
    """A name's words as `q` finds them: "Cranny-Evans, S." → "cranny evans s"."""
    return " ".join(re.findall(r"[^\W_]+", re.sub(r"['\u2019.]", "", folded(name))))


def page(session: Session, filters: EntityFilters, request: PageRequest) -> Item:
    """One page of the entities that pass all filters."""
    query = _query().where(*_conditions(filters))
    keys: tuple[ColumnElement[str] | ColumnElement[int], ...]
    keys = (t.entity.c.folded, t.entity.c.id)
    if filters.sort is EntitySort.MOST_CLAIMS:
        keys = (t.tally.c.precedence, t.tally.c.entity_id)
    found = fetch(session, query, keys, request, ("entities", filters))
    return found.answer(_items(session, found.rows))


def get(session: Session, entity_id: str) -> Item:
    """One entity."""
    rows = session.execute(_query().where(t.entity.c.id == entity_id)).mappings().all()
    if not rows:
        raise NotFoundError("entity", entity_id)
    return _items(session, rows)[0]


def require(session: Session, entity_id: str) -> None:
    """NotFoundError where there is no such entity."""
    kind_of(session, entity_id)


def kind_of(session: Session, entity_id: str) -> EntityKind:
    """What an entity is."""
    query = select(t.entity.c.kind).where(t.entity.c.id == entity_id)
    kind = session.execute(query).scalar_one_or_none()
    if kind is None:
        raise NotFoundError("entity", entity_id)
    return EntityKind(kind)


def _query() -> Select[*tuple[object, ...]]:
    return (
        select(
            t.entity,
            *(t.tally.c[name] for name in COUNTS),
            *ref_columns(COUNTRY, "country"),
            *ref_columns(BODY, "body"),
        )
        .join(t.tally, t.tally.c.entity_id == t.entity.c.id)
        .outerjoin(COUNTRY, COUNTRY.c.id == t.entity.c.country_id)
        .outerjoin(BODY, BODY.c.id == t.entity.c.member_of_id)
    )


def _conditions(filters: EntityFilters) -> Iterator[ColumnElement[bool]]:
    entity = t.entity.c
    if filters.kind:
        yield entity.kind.in_(filters.kind)
    if filters.country:
        yield entity.country_id.in_(filters.country)
    if filters.member_of:
        yield entity.member_of_id.in_(filters.member_of)
    if filters.anonymous is not None:
        yield entity.anonymous.is_(filters.anonymous)
    if filters.has_claims is not None:
        yield t.tally.c.claims > 0 if filters.has_claims else t.tally.c.claims == 0
    if filters.q is not None:
        # Names are kept as they are listed, most of them without their article.
        yield _named(searchable(filters.q).removeprefix("the "))


def _named(words: str) -> ColumnElement[bool]:
    """True of an entity with a name or alias in which a word begins with these words."""
    if not words:
        return false()

    def begins(name: ColumnElement[str]) -> ColumnElement[bool]:
        return (literal(" ") + name).contains(f" {words}")

    alias = t.entity_alias.c
    by_alias = select(alias.entity_id).where(alias.entity_id == t.entity.c.id, begins(alias.folded))
    return or_(begins(t.entity.c.folded), by_alias.exists())


def _items(session: Session, rows: Sequence[RowMapping]) -> list[Item]:
    ids = [str(row["id"]) for row in rows]
    aliases = _aliases(session, ids)
    plain = ("id", "kind", "name", "description", "anonymous", "role", "wikidata_id", "iso_code")
    return [
        {name: row[name] for name in plain}
        | {
            "aliases": aliases[identifier],
            "country": ref(row, "country"),
            "member_of": ref(row, "body"),
            "counts": {name: row[name] for name in COUNTS},
        }
        for identifier, row in zip(ids, rows, strict=True)
    ]


def _aliases(session: Session, ids: Sequence[str]) -> dict[str, list[str]]:
    alias = t.entity_alias.c
    aliases: dict[str, list[str]] = defaultdict(list)
    for entity_id, name in session.execute(
        select(alias.entity_id, alias.alias)
        .where(alias.entity_id.in_(ids))
        .order_by(alias.entity_id, alias.ordinal)
    ):
        aliases[entity_id].append(name)
    return aliases
