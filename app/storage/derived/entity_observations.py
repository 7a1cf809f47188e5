"""Entity observations: what each document says of the entities that the reference data does not know.

An entity is what all of them say together, so that it is the same whatever was read first, and what a
document said before it is read again is forgotten.
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
"""What orders observations, the newest document's first."""


def of_document(session: Session, document: Document) -> dict[str, Entity]:
    """What is kept of the document, by entity."""
    rows = session.execute(_of_document(), {"document": document.id}).mappings()
    return {row["entity_id"]: _entity(row) for row in rows}


@cache
def _of_document() -> Select[*tuple[object, ...]]:
    return select(t.entity_observation).where(
        t.entity_observation.c.document_id == bindparam("document")
    )


def described(session: Session, ids: Collection[str]) -> set[str]:
    """Those of these entities that some document describes."""
    return set(session.execute(_described(), {"ids": list(ids)}).scalars())


@cache
def _described() -> Select[str]:
    observed = exists().where(t.entity_observation.c.entity_id == t.entity.c.id)
    return select(t.entity.c.id).where(t.entity.c.id.in_(any_of("ids")), observed)


def known_of(session: Session, knowledge: Knowledge, ids: Collection[str]) -> list[Entity]:
    """These entities as all documents together know them, this one by what it says now."""
    observations = _of_others(session, ids, knowledge.document)
    for entity in knowledge.entities:
        if entity.id in ids:
            observations[entity.id][_age(knowledge.document)] = entity
    return [together([theirs[age] for age in sorted(theirs)]) for theirs in observations.values()]


def keep(session: Session, knowledge: Knowledge) -> None:
    """Make what is kept of the document what it says now."""
    observation, document = t.entity_observation, knowledge.document
    session.execute(delete(observation).where(observation.c.document_id == document.id))
    rows = (_row(document, entity) for entity in knowledge.entities if not entity.curated)
    bulk.insert(session, observation, rows)


def _of_others(
    session: Session, ids: Collection[str], but: Document
) -> defaultdict[str, dict[Age, Entity]]:
    """What all documents but this one say of these entities, the same thing once.

    Thousands may name somebody, but they have little different to say.
    """
    rows = session.execute(_different(), {"ids": list(ids), "but": but.id})
    observations: defaultdict[str, dict[Age, Entity]] = defaultdict(dict)
    for row in rows.mappings():
        observations[row["entity_id"]][row["recency"], row["document_id"]] = _entity(row)
    return observations


@cache
def _different() -> Select[*tuple[object, ...]]:
    observation, age = t.entity_observation.c, (t.document.c.recency, t.document.c.id)
    same = (
        observation.entity_id,
        observation.country_id,
        observation.member_of_id,
        cast(observation.attributes, String),
    )
    ranked = (
        select(t.entity_observation, t.document.c.recency)
        .add_columns(func.row_number().over(partition_by=same, order_by=age).label("place"))
        .join(t.document, t.document.c.id == observation.document_id)
        .where(
            observation.entity_id.in_(any_of("ids")), observation.document_id != bindparam("but")
        )
        .subquery()
    )
    return select(ranked).where(ranked.c.place == 1)


def _age(document: Document) -> Age:
    return recency(document.published_on), document.id


def _row(document: Document, entity: Entity) -> Row:
    links = {column: getattr(entity, name) for name, column in LINKS.items()}
    attributes = {name: getattr(entity, name) for name in PLAIN}
    return {"document_id": document.id, "attributes": attributes, **links}


def _entity(row: RowMapping) -> Entity:
    said = row["attributes"] | {name: row[column] for name, column in LINKS.items()}
    return Entity(**said | {"kind": EntityKind(said["kind"]), "aliases": tuple(said["aliases"])})
