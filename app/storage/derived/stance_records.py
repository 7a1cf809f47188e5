"""Stance records: each claim's stance on a proposition, once for each entity that it counts for.

In document D, the Pentagon's press secretary denies proposition P. That is one claim and three
records: her own, the Pentagon's and the United States'. What two speakers of one country say
together is one record of that country. An outlet has none in what it publishes itself: it reports.
Positions and agreement are read from these rows.
"""

from collections.abc import Sequence
from functools import cache

from sqlalchemy import (
    ColumnElement,
    Delete,
    Insert,
    Select,
    Subquery,
    case,
    delete,
    exists,
    insert,
    literal,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from app.domain.enums import EntityKind, Level
from app.storage.derived.claim_visibility import alike, listed
from app.storage.schema import tables as t
from app.storage.schema.parameters import any_of

DOCUMENTS = any_of("documents")


def refresh(session: Session, documents: Sequence[str]) -> None:
    """Rewrite the records of these documents (ids)."""
    for statement in _changes_in_documents():
        session.execute(statement, {DOCUMENTS.key: documents})


def refresh_claim(session: Session, claim_id: str) -> None:
    """Rewrite the records of all claims that say what this one does: one may stand for another."""
    for statement in _changes_alike():
        session.execute(statement, {"reviewed": claim_id})


@cache
def _changes_in_documents() -> tuple[Delete, Insert]:
    record, claim = t.stance_record.c, t.claim.c
    return _changes(record.document_id.in_(DOCUMENTS), claim.document_id.in_(DOCUMENTS))


@cache
def _changes_alike() -> tuple[Delete, Insert]:
    return _changes(t.stance_record.c.claim_id.in_(alike()), t.claim.c.id.in_(alike()))


def _changes(old: ColumnElement[bool], claims: ColumnElement[bool]) -> tuple[Delete, Insert]:
    """What replaces the old records by those of these claims."""
    names = [column.name for column in t.stance_record.c]
    return (
        delete(t.stance_record).where(old),
        insert(t.stance_record).from_select(names, _records(claims)),
    )


def documents_of(session: Session, entities: Sequence[str]) -> set[str]:
    """The documents (ids) with claims of these entities, or of who belongs to them."""
    if not entities:
        return set()
    below = select(t.entity.c.id).where(t.entity.c.id.in_(entities)).cte("below", recursive=True)
    below = below.union(select(t.entity.c.id).join(below, t.entity.c.member_of_id == below.c.id))
    speaker = t.claim_speaker.c
    found = select(speaker.document_id).where(speaker.entity_id.in_(select(below.c.id)))
    return set(session.execute(found.distinct()).scalars())


def stands_for(which: ColumnElement[bool]) -> Subquery:
    """Each speaker (a row of `entity` for which this holds), and the entities that its claims count for.

    Columns: `speaker_id`, `level`, `entity_id`.
    """
    entity, body = t.entity.c, t.entity.alias("body").c
    belongs = (
        select(entity.id.label("speaker_id"), entity.id.label("entity_id"))
        .where(which)
        .cte("belongs", recursive=True)
    )
    # A union that drops what is there already ends also where two bodies belong to each other.
    belongs = belongs.union(
        select(belongs.c.speaker_id, body.member_of_id)
        .where(body.id == belongs.c.entity_id)
        .where(body.member_of_id.is_not(None))
    )
    is_country = entity.kind == EntityKind.COUNTRY
    return union_all(
        select(entity.id.label("speaker_id"), _at(Level.SPEAKER), entity.id.label("entity_id"))
        .where(which),
        select(belongs.c.speaker_id, _at(Level.ORGANISATION), belongs.c.entity_id)
        .join(t.entity, entity.id == belongs.c.entity_id)
        .where(entity.kind == EntityKind.ORGANISATION),
        select(
            entity.id, _at(Level.COUNTRY), case((is_country, entity.id), else_=entity.country_id)
        ).where(which, or_(is_country, entity.country_id.is_not(None))),
    ).subquery("stands_for")  # fmt: skip


def said() -> ColumnElement[int]:
    """The recency of the day a claim was said or, where the text does not tell, published."""
    claim = t.claim.c
    return case((claim.said_on.is_(None), t.document.c.recency), else_=claim.recency)


def _at(level: Level) -> ColumnElement[str]:
    return literal(level, t.stance_record.c.level.type).label("level")


def _publishes() -> ColumnElement[bool]:
    """True of a speaker that is the document's own publisher, by any name, with or without "The"."""
    speaker, alias = t.claim_speaker.c, t.entity_alias.c

    def is_publisher(name: ColumnElement[str]) -> ColumnElement[bool]:
        publisher = t.document.c.publisher
        return or_(
            name == publisher,
            literal("The ") + name == publisher,
            name == literal("The ") + publisher,
        )

    own = exists().where(t.entity.c.id == speaker.entity_id, is_publisher(t.entity.c.name))
    other = exists().where(alias.entity_id == speaker.entity_id, is_publisher(alias.alias))
    return or_(
        own.correlate(t.claim_speaker, t.document), other.correlate(t.claim_speaker, t.document)
    )


def _records(claims: ColumnElement[bool]) -> Select[*tuple[object, ...]]:
    """The records of these claims, as they should be."""
    claim, position, speaker = t.claim.c, t.claim_stance.c, t.claim_speaker.c
    theirs = (
        select(speaker.entity_id)
        .join_from(t.claim_speaker, t.claim, claim.id == speaker.claim_id)
        .where(claims)
    )
    voices = stands_for(t.entity.c.id.in_(theirs))
    voice = voices.c
    return (
        select(
            voice.level, voice.entity_id, claim.id, position.proposition_id, claim.document_id,
            position.stance, said(),
        )
        .distinct()
        .join_from(t.claim, t.document, t.document.c.id == claim.document_id)
        .join(t.claim_stance, position.claim_id == claim.id)
        .join(t.claim_speaker, speaker.claim_id == claim.id)
        .join(voices, voice.speaker_id == speaker.entity_id)
        .where(claims, listed(), ~_publishes())
    )  # fmt: skip
