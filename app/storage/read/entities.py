"""Entities, read."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import cache

from pydantic import Field
from sqlalchemy import (
    ColumnElement,
    RowMapping,
    Select,
    bindparam,
    false,
    literal,
    or_,
    select,
)
from sqlalchemy.orm import Session

from app.domain.enums import EntityKind
from app.domain.errors import NotFoundError
from app.storage.mapping.references import ref, ref_columns
from app.storage.read.filters import Filters, Flag, Shape
from app.storage.read.paging import Item, Listing, PageRequest
from app.storage.schema import tables as t
from app.storage.schema.full_text import searchable
from app.storage.schema.parameters import any_of

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


class EntityFilters(Filters):
    """Which entities, in which order."""

    kind: list[EntityKind] = Field(default=[], description="Any of these kinds")
    country: list[str] = Field(default=[], description="Speaks for any of these countries (ids)")
    member_of: list[str] = Field(
        default=[], description="Belongs to any of these organisations (ids)"
    )
    anonymous: Flag | None = Field(
        default=None, description="Unnamed sources only (`true`), or named ones only (`false`)"
    )
    has_claims: Flag | None = Field(
        default=None, description="Only who has said something here (`true`), or has not (`false`)"
    )
    q: str | None = Field(
        default=None,
        min_length=1,
        max_length=500,
        description=(
            "The beginning of a name or alias, or of a word in it; "
            'case, accents and a first "the" aside'
        ),
    )
    sort: EntitySort = Field(default=EntitySort.NAME, description="The order")


def page(session: Session, filters: EntityFilters, request: PageRequest) -> Item:
    """One page of the entities that pass all filters."""
    values = filters.given()
    # Names are kept as they are listed, most of them without their article.
    if words := searchable(filters.q or "").removeprefix("the "):
        values["words"] = f" {words}"
    listing = _listing(
        frozenset(values),
        filters.sort,
        anonymous=filters.anonymous,
        has_claims=filters.has_claims,
    )
    found = listing.fetch(session, request, ("entities", filters), values)
    return found.answer(_items(session, found.rows))


@cache
def _listing(
    shape: Shape, sort: EntitySort, *, anonymous: bool | None, has_claims: bool | None
) -> Listing:
    query = _query().where(*_conditions(shape))
    if anonymous is not None:
        query = query.where(t.entity.c.anonymous.is_(anonymous))
    if has_claims is not None:
        query = query.where(
            t.entity_counts.c.claims > 0 if has_claims else t.entity_counts.c.claims == 0
        )
    if sort is EntitySort.MOST_CLAIMS:
        return Listing(query, (t.entity_counts.c.precedence, t.entity_counts.c.entity_id))
    return Listing(query, (t.entity.c.folded, t.entity.c.id))


def get(session: Session, entity_id: str) -> Item:
    """One entity."""
    rows = session.execute(_one(), {"id": entity_id}).mappings().all()
    if not rows:
        raise NotFoundError("entity", entity_id)
    return _items(session, rows)[0]


def require(session: Session, entity_id: str) -> None:
    """NotFoundError where there is no such entity."""
    kind_of(session, entity_id)


def kind_of(session: Session, entity_id: str) -> EntityKind:
    """What an entity is."""
    kind = session.execute(_kind(), {"id": entity_id}).scalar_one_or_none()
    if kind is None:
        raise NotFoundError("entity", entity_id)
    return EntityKind(kind)


@cache
def _kind() -> Select[str]:
    return select(t.entity.c.kind).where(t.entity.c.id == bindparam("id"))


@cache
def _one() -> Select[*tuple[object, ...]]:
    return _query().where(t.entity.c.id == bindparam("id"))


def _query() -> Select[*tuple[object, ...]]:
    return (
        select(
            t.entity,
            *(t.entity_counts.c[name] for name in COUNTS),
            *ref_columns(COUNTRY, "country"),
            *ref_columns(BODY, "body"),
        )
        .join(t.entity_counts, t.entity_counts.c.entity_id == t.entity.c.id)
        .outerjoin(COUNTRY, COUNTRY.c.id == t.entity.c.country_id)
        .outerjoin(BODY, BODY.c.id == t.entity.c.member_of_id)
    )


def _conditions(shape: Shape) -> Iterator[ColumnElement[bool]]:
    entity = t.entity.c
    if "kind" in shape:
        yield entity.kind.in_(any_of("kind"))
    if "country" in shape:
        yield entity.country_id.in_(any_of("country"))
    if "member_of" in shape:
        yield entity.member_of_id.in_(any_of("member_of"))
    if "q" in shape:
        yield _named() if "words" in shape else false()


def _named() -> ColumnElement[bool]:
    """True of an entity with a name or alias in which a word begins with the words."""

    def begins(name: ColumnElement[str]) -> ColumnElement[bool]:
        return (literal(" ") + name).contains(bindparam("words"))

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
    aliases: dict[str, list[str]] = defaultdict(list)
    for entity_id, name in session.execute(_aliases_of(), {"ids": ids}):
        aliases[entity_id].append(name)
    return aliases


@cache
def _aliases_of() -> Select[str, str]:
    alias = t.entity_alias.c
    return (
        select(alias.entity_id, alias.alias)
        .where(alias.entity_id.in_(any_of("ids")))
        .order_by(alias.entity_id, alias.ordinal)
    )
