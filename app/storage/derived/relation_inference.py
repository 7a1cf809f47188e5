"""What follows from a document's claims by all that is known, and without those that are rejected."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache

from sqlalchemy import ColumnElement, Select, and_, bindparam, select
from sqlalchemy.orm import Session

from app.domain.enums import RelationBasis
from app.domain.inference import infer
from app.domain.knowledge import Entity, Knowledge, Relation
from app.domain.review import upheld
from app.storage.derived.stance_records import alike
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


def as_known(session: Session, knowledge: Knowledge) -> Knowledge:
    """A document's knowledge, read anew, with what follows from it by all that is known.

    That is less where claims of it are rejected, and another thing where other documents tell more
    of who speaks in it, as the entities that are stored by now show.
    """
    rejected = rejected_of(session, knowledge.document.id)
    speakers = {speaker for claim in knowledge.claims for speaker in claim.speakers}
    entities = entities_of(session, speakers)
    if not rejected and _all_told(knowledge, entities):
        return knowledge
    told = tuple(r for r in knowledge.relations if r.basis is RelationBasis.STATED)
    inferred = infer(
        knowledge.document,
        upheld(knowledge.claims, rejected),
        entities,
        knowledge.propositions,
        told,
    )
    return replace(knowledge, relations=(*told, *inferred))


def _all_told(knowledge: Knowledge, entities: Iterable[Entity]) -> bool:
    """True where the document itself tells all that inferring asks of these entities.

    What is curated it need not tell.
    """
    told = {entity.id: entity for entity in knowledge.entities}
    return all(
        _standing(told[entity.id]) == _standing(entity) if entity.id in told else entity.curated
        for entity in entities
    )


def _standing(entity: Entity) -> tuple[object, ...]:
    names, described = frozenset(entity.aliases), (entity.anonymous, entity.role)
    return entity.kind, entity.name, names, described, entity.country, entity.member_of


def infer_anew(
    session: Session, document_id: str, now: datetime, only_on: Collection[str] | None = None
) -> None:
    """Make the document's inferred relations those that follow from all that is known by now.

    `only_on` names the propositions on which something else may follow than before.
    """
    claims = upheld(claims_of(session, document_id), rejected_of(session, document_id))
    coded = {c.proposition for claim in claims for c in claim.stances}
    found = infer(
        document_of(session, document_id),
        claims,
        entities_of(session, {speaker for claim in claims for speaker in claim.speakers}),
        propositions_of(session, coded if only_on is None else coded.intersection(only_on)),
        _stated(session, document_id),
    )
    rows = session.execute(
        _inferred_in(narrowed=only_on is not None),
        {"document": document_id, "only_on": [*(only_on or ())]},
    )
    old = {identifier: told for identifier, *told in rows}
    _renew(session, old, relation_records(found, claims, document_id), now)


@cache
def _inferred_in(*, narrowed: bool) -> Select[str, str, str]:
    relation, which = t.relation.c, _of(RelationBasis.INFERRED)
    if narrowed:
        which &= relation.proposition_id.in_(any_of("only_on"))
    return select(relation.id, relation.rationale, relation.method).where(which)


def _renew(
    session: Session, old: Mapping[str, list[str]], new: Sequence[Record], now: datetime
) -> None:
    """Make these of the old inferred relations, given with what they tell. Most of many stay.

    Their ids are made of type, claims and proposition, and of these follows all that their
    rationale and method do not tell.
    """
    wanted = {str(row["id"]): (row, parts) for row, parts in new}
    differing = {
        identifier: (row, parts)
        for identifier, (row, parts) in wanted.items()
        if old.get(identifier) != [row["rationale"], row["method"]]
    }
    there = stored(session, RELATION, by_id, {"ids": list(differing)})
    work = plan(RELATION, there, differing.values())
    work = replace(work, removed=[gone for gone in old if gone not in wanted])
    remove(session, work)
    write(session, work, now)


def touched_by(session: Session, claim_id: str) -> set[str]:
    """The propositions (ids) on which a claim bears, or another one that may stand for it."""
    return set(session.execute(_touched(), {"reviewed": claim_id}).scalars())


@cache
def _touched() -> Select[str]:
    position = t.claim_position.c
    return select(position.proposition_id).where(position.claim_id.in_(alike()))


def of_document() -> ColumnElement[bool]:
    """True of a relation of which both claims are the `document`'s."""
    claims = select(t.claim.c.id).where(t.claim.c.document_id == bindparam("document"))
    return and_(t.relation.c.first_claim_id.in_(claims), t.relation.c.second_claim_id.in_(claims))


def _of(basis: RelationBasis) -> ColumnElement[bool]:
    return of_document() & (t.relation.c.basis == basis)


@cache
def _stated_in() -> Select[*tuple[object, ...]]:
    return select(t.relation).where(_of(RelationBasis.STATED))


def _stated(session: Session, document_id: str) -> list[Relation]:
    """What the document states, without the words that prove it."""
    rows = session.execute(_stated_in(), {"document": document_id})
    return [
        Relation(
            id=row["id"],
            type=row["type"],
            basis=RelationBasis.STATED,
            claims=(row["first_claim_id"], row["second_claim_id"]),
            evidence=(),
            rationale=row["rationale"],
            confidence=row["confidence"],
            method=row["method"],
            proposition=row["proposition_id"],
        )
        for row in rows.mappings()
    ]
