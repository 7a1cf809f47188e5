"""Statements: each claim's stance on a proposition, once for everybody as whose word it counts.

In document D, the Pentagon's press secretary denies proposition P. That is one claim and three
statements: her own, the Pentagon's and the United States'. What two speakers of one country say
together is one statement of that country. An outlet makes none in what it publishes itself: it reports.
Positions and agreement are read from these rows, which
are derived from all the others and so written anew, document by document, where those change.
"""

from collections.abc import Sequence
from functools import cache

from sqlalchemy import (
    ColumnElement,
    Select,
    Subquery,
    bindparam,
    case,
    delete,
    exists,
    func,
    insert,
    literal,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from app.domain.enums import EntityKind, Level
from app.storage.derived.refresh import (
    ALL,
    Changes,
    Documents,
    rewrite,
    write,
)
from app.storage.read.claims.filters import listed
from app.storage.schema import tables as t


def refresh(session: Session, documents: Sequence[str] | Select[str]) -> None:
    """Write the statements of these documents (ids) anew."""
    rewrite(session, _changes_in, documents)


def refresh_claim(session: Session, claim_id: str) -> None:
    """Write the statements anew of all that say what this claim does: one may stand for another."""
    write(session, _changes_alike(), {"reviewed": claim_id})


@cache
def _changes_alike() -> Changes:
    return _changes(t.statement.c.claim_id.in_(alike()), t.claim.c.id.in_(alike()))


def alike() -> Select[str]:
    """The claims (ids) of which one may stand for another: the `reviewed` one and all that repeat the same."""
    reviewed, claim = t.claim.alias("reviewed").c, t.claim.alias("alike").c
    first = (
        select(func.coalesce(reviewed.restates_id, reviewed.id))
        .where(reviewed.id == bindparam("reviewed"))
        .scalar_subquery()
    )
    return select(claim.id).where(or_(claim.id == first, claim.restates_id == first))


def _changes_in(documents: Documents) -> Changes:
    return _changes(t.statement.c.document_id.in_(documents), t.claim.c.document_id.in_(documents))


def _changes(old: ColumnElement[bool], claims: ColumnElement[bool]) -> Changes:
    """What replaces the old statements by those of these claims."""
    names = [column.name for column in t.statement.c]
    return (
        delete(t.statement).where(old),
        insert(t.statement).from_select(names, _statements(claims)),
    )


def rebuild(session: Session) -> None:
    """Write all statements anew; whoever has refreshed after each change need not."""
    refresh(session, ALL)


def spoken_in(entities: Sequence[str]) -> Select[str]:
    """The documents (ids) with claims of these entities, or of who belongs to them."""
    below = select(t.entity.c.id).where(t.entity.c.id.in_(entities)).cte("below", recursive=True)
    below = below.union(select(t.entity.c.id).join(below, t.entity.c.member_of_id == below.c.id))
    speaker = t.claim_speaker.c
    return (
        select(t.claim.c.document_id)
        .join_from(t.claim, t.claim_speaker, speaker.claim_id == t.claim.c.id)
        .where(speaker.entity_id.in_(select(below.c.id)))
    )


def stands_for(which: ColumnElement[bool]) -> Subquery:
    """Each speaker (a row of `entity` for which this holds), and as whose word theirs counts.

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
    return literal(level, t.statement.c.level.type).label("level")


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


def _statements(claims: ColumnElement[bool]) -> Select[*tuple[object, ...]]:
    """The statements of these claims, as they should be."""
    claim, position, speaker = t.claim.c, t.claim_position.c, t.claim_speaker.c
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
        .join(t.claim_position, position.claim_id == claim.id)
        .join(t.claim_speaker, speaker.claim_id == claim.id)
        .join(voices, voice.speaker_id == speaker.entity_id)
        .where(claims, listed(), ~_publishes())
    )  # fmt: skip
