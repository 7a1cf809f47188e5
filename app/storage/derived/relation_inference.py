"""Inferred relations: what follows from a document's claims by all that is known, but for rejected ones."""

import dataclasses
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache

from sqlalchemy import ColumnElement, RowMapping, Select, and_, bindparam, not_, select
from sqlalchemy.orm import Session

from app.domain.inference import INFERRED, follows, infer
from app.domain.knowledge import Entity, Knowledge, Relation
from app.domain.review import upheld
from app.storage.derived.claim_visibility import alike
from app.storage.mapping.diff import (
    by_id,
    plan,
    remove,
    stored,
    write,
)
from app.storage.mapping.from_rows import (
    claims_of,
    document_of,
    entities_of,
    propositions_of,
    rejected_of,
)
from app.storage.mapping.to_rows import RELATION, Record, relation_records
from app.storage.schema import tables as t
from app.storage.schema.parameters import any_of

SIDES = ("first_claim_id", "second_claim_id")
DETAILS = ("rationale", "method")


def as_known(session: Session, knowledge: Knowledge) -> Knowledge:
    """A document's knowledge, as just read, with what follows from it by all that is known.

    That is less where claims of it are rejected, and another thing where other documents tell more
    of who speaks in it, as the entities that are stored by now show.
    """
    rejected = rejected_of(session, knowledge.document.id)
    speakers = {speaker for claim in knowledge.claims for speaker in claim.speakers}
    entities = entities_of(session, speakers)
    if not rejected and _describes_all(knowledge, entities):
        return knowledge
    read = tuple(relation for relation in knowledge.relations if not follows(relation))
    inferred = infer(
        knowledge.document,
        upheld(knowledge.claims, rejected),
        entities,
        knowledge.propositions,
        read,
    )
    return dataclasses.replace(knowledge, relations=(*read, *inferred))


def _describes_all(knowledge: Knowledge, entities: Iterable[Entity]) -> bool:
    """True where the document itself has all that inferring asks of these entities.

    It need not describe a curated one.
    """
    own = {entity.id: entity for entity in knowledge.entities}
    return all(
        _standing(own[entity.id]) == _standing(entity) if entity.id in own else entity.curated
        for entity in entities
    )


def _standing(entity: Entity) -> tuple[object, ...]:
    names, described = frozenset(entity.aliases), (entity.anonymous, entity.role)
    return entity.kind, entity.name, names, described, entity.country, entity.member_of


def refresh(
    session: Session, document_id: str, now: datetime, only_on: Collection[str] | None = None
) -> set[str]:
    """Make the document's inferred relations those that follow from all that is known by now.

    `only_on` names the propositions on which something else may follow than before. The answer is
    the claims (ids) with other relations than before.
    """
    claims = upheld(claims_of(session, document_id), rejected_of(session, document_id))
    coded = {c.proposition for claim in claims for c in claim.stances}
    found = infer(
        document_of(session, document_id),
        claims,
        entities_of(session, {speaker for claim in claims for speaker in claim.speakers}),
        propositions_of(session, coded if only_on is None else coded.intersection(only_on)),
        _read(session, document_id),
    )
    rows = session.execute(
        _inferred_in(narrowed=only_on is not None),
        {"document": document_id, "only_on": [*(only_on or ())]},
    ).mappings()
    old = {str(row["id"]): row for row in rows}
    return _replace(session, old, relation_records(found, claims, document_id), now)


@cache
def _inferred_in(*, narrowed: bool) -> Select[*tuple[object, ...]]:
    relation, which = t.relation.c, of_document() & _follows()
    if narrowed:
        which &= relation.proposition_id.in_(any_of("only_on"))
    return select(relation.id, *(relation[name] for name in (*SIDES, *DETAILS))).where(which)


def _replace(
    session: Session, old: Mapping[str, RowMapping], new: Sequence[Record], now: datetime
) -> set[str]:
    """Replace the old inferred relations by these, and name the claims of those that differ.

    Most of many stay. Their ids are made of type, claims and proposition, from which all but their
    details follows.
    """
    wanted = {str(row["id"]): (row, parts) for row, parts in new}
    differing = {
        identifier: (row, parts)
        for identifier, (row, parts) in wanted.items()
        if identifier not in old or any(old[identifier][name] != row[name] for name in DETAILS)
    }
    there = stored(session, RELATION, by_id, {"ids": list(differing)})
    work = plan(RELATION, there, differing.values())
    work = dataclasses.replace(work, removed=[gone for gone in old if gone not in wanted])
    remove(session, work)
    write(session, work, now)
    changed = [old[gone] for gone in work.removed] + [row for row, _ in differing.values()]
    return {str(row[side]) for row in changed for side in SIDES}


def touched_by(session: Session, claim_id: str) -> set[str]:
    """The propositions (ids) on which a claim bears, or another one that may stand for it."""
    return set(session.execute(_touched(), {"reviewed": claim_id}).scalars())


@cache
def _touched() -> Select[str]:
    stance = t.claim_stance.c
    return select(stance.proposition_id).where(stance.claim_id.in_(alike()))


def of_document() -> ColumnElement[bool]:
    """True of a relation of which both claims are the `document`'s."""
    claims = select(t.claim.c.id).where(t.claim.c.document_id == bindparam("document"))
    return and_(t.relation.c.first_claim_id.in_(claims), t.relation.c.second_claim_id.in_(claims))


def _follows() -> ColumnElement[bool]:
    """True of a relation that follows from two stances, as `inference.follows` says it."""
    return t.relation.c.method.startswith(INFERRED)


@cache
def _read_in() -> Select[*tuple[object, ...]]:
    return select(t.relation).where(of_document() & not_(_follows()))


def _read(session: Session, document_id: str) -> list[Relation]:
    """The relations that were read in the document, without the words that prove them."""
    rows = session.execute(_read_in(), {"document": document_id})
    return [
        Relation(
            id=row["id"],
            type=row["type"],
            basis=row["basis"],
            claims=(row["first_claim_id"], row["second_claim_id"]),
            evidence=(),
            rationale=row["rationale"],
            confidence=row["confidence"],
            method=row["method"],
            proposition=row["proposition_id"],
        )
        for row in rows.mappings()
    ]
