"""Accounts: what each document tells of the entities that the reference data does not know.

An entity is what all of them tell together, so that it is the same whatever was read first, and
what a document told before it was read anew is forgotten.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import fields

from sqlalchemy import RowMapping, delete, insert, select
from sqlalchemy.orm import Session

from app.domain.accounts import together
from app.domain.enums import EntityKind
from app.domain.knowledge import Document, Entity, Knowledge
from app.storage import tables as t
from app.storage.days import recency
from app.storage.records import Row

# What points to others is in columns of its own, so that nothing points nowhere.
LINKS = {"id": "entity_id", "country": "country_id", "member_of": "member_of_id"}
PLAIN = [field.name for field in fields(Entity) if field.name not in {*LINKS, "curated"}]

Age = tuple[int, str]
"""What orders accounts, the newest document's first."""


def known_of(session: Session, knowledge: Knowledge) -> list[Entity]:
    """The entities that the document tells of, or told of before, as all documents together know them."""
    document = knowledge.document
    told = {entity.id: entity for entity in knowledge.entities}
    accounts = _accounts(session, {*told, *_told_in(session, document)}, document)
    for identifier, entity in told.items():
        accounts[identifier][_age(document)] = entity
    known = (together([theirs[age] for age in sorted(theirs)]) for theirs in accounts.values())
    # Of a curated entity a document tells what the reference data does.
    return [told[e.id] if e.id in told and told[e.id].curated else e for e in known]


def keep(session: Session, knowledge: Knowledge) -> None:
    """Make what is kept of the document what it tells now."""
    account, document = t.entity_account, knowledge.document
    session.execute(delete(account).where(account.c.document_id == document.id))
    rows = [_row(document, entity) for entity in knowledge.entities if not entity.curated]
    if rows:
        session.execute(insert(account), rows)


def _told_in(session: Session, document: Document) -> set[str]:
    account = t.entity_account.c
    query = select(account.entity_id).where(account.document_id == document.id)
    return set(session.execute(query).scalars())


def _accounts(
    session: Session, ids: Collection[str], but: Document
) -> defaultdict[str, dict[Age, Entity]]:
    """What all documents but this one tell of these entities."""
    account = t.entity_account.c
    rows = session.execute(
        select(t.entity_account, t.document.c.recency)
        .join(t.document, t.document.c.id == account.document_id)
        .where(account.entity_id.in_(ids), account.document_id != but.id)
    )
    accounts: defaultdict[str, dict[Age, Entity]] = defaultdict(dict)
    for row in rows.mappings():
        accounts[row["entity_id"]][row["recency"], row["document_id"]] = _entity(row)
    return accounts


def _age(document: Document) -> Age:
    return recency(document.published_on), document.id


def _row(document: Document, entity: Entity) -> Row:
    links = {column: getattr(entity, name) for name, column in LINKS.items()}
    told = {name: getattr(entity, name) for name in PLAIN}
    return {"document_id": document.id, "told": told, **links}


def _entity(row: RowMapping) -> Entity:
    told = row["told"] | {name: row[column] for name, column in LINKS.items()}
    return Entity(**told | {"kind": EntityKind(told["kind"]), "aliases": tuple(told["aliases"])})
