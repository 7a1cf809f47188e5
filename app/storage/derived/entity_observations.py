"""Accounts: what each document tells of the entities that the reference data does not know.

An entity is what all of them tell together, so that it is the same whatever was read first, and
what a document told before it was read anew is forgotten.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import fields
from functools import cache

from sqlalchemy import RowMapping, Select, String, bindparam, cast, delete, exists, func, select
from sqlalchemy.orm import Session

from app.domain.entity_merge import together
from app.domain.enums import EntityKind
from app.domain.knowledge import Document, Entity, Knowledge
from app.storage.database import bulk
from app.storage.mapping.to_rows import Row
from app.storage.schema import tables as t
from app.storage.schema.parameters import any_of
from app.storage.schema.recency import recency

# What points to others is in columns of its own, so that nothing points nowhere.
LINKS = {"id": "entity_id", "country": "country_id", "member_of": "member_of_id"}
PLAIN = [field.name for field in fields(Entity) if field.name not in {*LINKS, "curated"}]

Age = tuple[int, str]
"""What orders accounts, the newest document's first."""


def told_in(session: Session, document: Document) -> dict[str, Entity]:
    """What is kept of the document, by entity."""
    rows = session.execute(_told_in(), {"document": document.id}).mappings()
    return {row["entity_id"]: _entity(row) for row in rows}


@cache
def _told_in() -> Select[*tuple[object, ...]]:
    return select(t.entity_account).where(t.entity_account.c.document_id == bindparam("document"))


def are_told_of(session: Session, ids: Collection[str]) -> set[str]:
    """Those of these entities that some document tells of."""
    return set(session.execute(_told_of(), {"ids": list(ids)}).scalars())


@cache
def _told_of() -> Select[str]:
    told = exists().where(t.entity_account.c.entity_id == t.entity.c.id)
    return select(t.entity.c.id).where(t.entity.c.id.in_(any_of("ids")), told)


def known_of(session: Session, knowledge: Knowledge, ids: Collection[str]) -> list[Entity]:
    """These entities as all documents together know them, this one by what it tells now."""
    accounts = _accounts(session, ids, knowledge.document)
    for entity in knowledge.entities:
        if entity.id in ids:
            accounts[entity.id][_age(knowledge.document)] = entity
    return [together([theirs[age] for age in sorted(theirs)]) for theirs in accounts.values()]


def keep(session: Session, knowledge: Knowledge) -> None:
    """Make what is kept of the document what it tells now."""
    account, document = t.entity_account, knowledge.document
    session.execute(delete(account).where(account.c.document_id == document.id))
    told = (_row(document, entity) for entity in knowledge.entities if not entity.curated)
    bulk.insert(session, account, told)


def _accounts(
    session: Session, ids: Collection[str], but: Document
) -> defaultdict[str, dict[Age, Entity]]:
    """What all documents but this one tell of these entities, the same thing once.

    Thousands may name somebody, but they have little different to tell.
    """
    rows = session.execute(_different(), {"ids": list(ids), "but": but.id})
    accounts: defaultdict[str, dict[Age, Entity]] = defaultdict(dict)
    for row in rows.mappings():
        accounts[row["entity_id"]][row["recency"], row["document_id"]] = _entity(row)
    return accounts


@cache
def _different() -> Select[*tuple[object, ...]]:
    account, age = t.entity_account.c, (t.document.c.recency, t.document.c.id)
    same = (account.entity_id, account.country_id, account.member_of_id, cast(account.told, String))
    ranked = (
        select(t.entity_account, t.document.c.recency)
        .add_columns(func.row_number().over(partition_by=same, order_by=age).label("place"))
        .join(t.document, t.document.c.id == account.document_id)
        .where(account.entity_id.in_(any_of("ids")), account.document_id != bindparam("but"))
        .subquery()
    )
    return select(ranked).where(ranked.c.place == 1)


def _age(document: Document) -> Age:
    return recency(document.published_on), document.id


def _row(document: Document, entity: Entity) -> Row:
    links = {column: getattr(entity, name) for name, column in LINKS.items()}
    told = {name: getattr(entity, name) for name in PLAIN}
    return {"document_id": document.id, "told": told, **links}


def _entity(row: RowMapping) -> Entity:
    told = row["told"] | {name: row[column] for name, column in LINKS.items()}
    return Entity(**told | {"kind": EntityKind(told["kind"]), "aliases": tuple(told["aliases"])})
