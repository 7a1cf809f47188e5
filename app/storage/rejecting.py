"""What follows from a document's claims, without those that a person has rejected."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from app.domain.enums import RelationBasis
from app.domain.inferring import infer
from app.domain.knowledge import Knowledge, Relation
from app.domain.reviewing import upheld
from app.storage import tables as t
from app.storage.recall import claims_of, document_of, entities_of, propositions_of, rejected_of
from app.storage.reconcile import plan, remove, stored, write
from app.storage.records import RELATION, relation_records


def without_rejected(session: Session, knowledge: Knowledge) -> Knowledge:
    """A document's knowledge, read anew, with what follows from those claims that are not rejected."""
    rejected = rejected_of(session, knowledge.document.id)
    if not rejected:
        return knowledge
    told = tuple(r for r in knowledge.relations if r.basis is RelationBasis.STATED)
    inferred = infer(
        knowledge.document,
        upheld(knowledge.claims, rejected),
        knowledge.entities,
        knowledge.propositions,
        told,
    )
    return replace(knowledge, relations=(*told, *inferred))


def infer_anew(session: Session, document_id: str, now: datetime) -> None:
    """Make the document's inferred relations those that follow from what is not rejected."""
    claims = upheld(claims_of(session, document_id), rejected_of(session, document_id))
    found = infer(
        document_of(session, document_id),
        claims,
        entities_of(session, {speaker for claim in claims for speaker in claim.speakers}),
        propositions_of(session, {c.proposition for claim in claims for c in claim.codings}),
        _stated(session, document_id),
    )
    old = stored(session, RELATION, _of(document_id, RelationBasis.INFERRED))
    work = plan(RELATION, old, relation_records(found, claims, document_id))
    remove(session, work)
    write(session, work, now)


def of_document(document_id: str) -> ColumnElement[bool]:
    """True of a relation of which both claims are the document's."""
    claims = select(t.claim.c.id).where(t.claim.c.document_id == document_id)
    return and_(t.relation.c.first_claim_id.in_(claims), t.relation.c.second_claim_id.in_(claims))


def _of(document_id: str, basis: RelationBasis) -> ColumnElement[bool]:
    return of_document(document_id) & (t.relation.c.basis == basis)


def _stated(session: Session, document_id: str) -> list[Relation]:
    """What the document states, without the words that prove it."""
    rows = session.execute(select(t.relation).where(_of(document_id, RelationBasis.STATED)))
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
