"""Which claims show something that has changed, and so need their JSON made again."""

from collections.abc import Collection, Sequence
from functools import cache

from sqlalchemy import CompoundSelect, Select, bindparam, select, union
from sqlalchemy.orm import Session

from app.storage.derived.claim_visibility import alike
from app.storage.schema import tables as t
from app.storage.schema.parameters import any_of

SIDES = (t.relation.c.first_claim_id, t.relation.c.second_claim_id)


def within(session: Session, documents: Collection[str]) -> set[str]:
    """The claims (ids) of these documents, and those that are related to them."""
    return set(session.execute(_within(), {"documents": list(documents)}).scalars())


@cache
def _within() -> CompoundSelect[str]:
    own = select(t.claim.c.id).where(t.claim.c.document_id.in_(any_of("documents")))
    return union(own, *_related(own))


def beside(session: Session, claim_id: str) -> set[str]:
    """The claim, those of which one may stand for another, and those that are related to it."""
    return set(session.execute(_beside(), {"reviewed": claim_id}).scalars())


@cache
def _beside() -> CompoundSelect[str]:
    own = select(t.claim.c.id).where(t.claim.c.id == bindparam("reviewed"))
    return union(alike(), *_related(own))


def _related(claims: Select[str]) -> list[Select[str]]:
    """The claims on the other side of the relations of these."""
    return [select(other).where(side.in_(claims)) for side, other in (SIDES, reversed(SIDES))]


def naming(session: Session, entities: Sequence[str]) -> set[str]:
    """The claims that these entities (ids) speak or report."""
    if not entities:
        return set()
    return set(session.execute(_naming(), {"entities": entities}).scalars())


@cache
def _naming() -> CompoundSelect[str]:
    speaker, claim, named = t.claim_speaker.c, t.claim.c, any_of("entities")
    return union(
        select(speaker.claim_id).where(speaker.entity_id.in_(named)),
        select(claim.id).where(claim.reported_by_id.in_(named)),
    )


def coded(session: Session, propositions: Sequence[str]) -> set[str]:
    """The claims that take a stance on these propositions (ids)."""
    if not propositions:
        return set()
    stance = t.claim_stance.c
    found = select(stance.claim_id).where(stance.proposition_id.in_(propositions))
    return set(session.execute(found).scalars())


def documents_on(propositions: Sequence[str]) -> Select[str]:
    """The documents (ids) with claims on these propositions (ids)."""
    stance = t.claim_stance.c
    return (
        select(t.claim.c.document_id)
        .join(t.claim_stance, stance.claim_id == t.claim.c.id)
        .where(stance.proposition_id.in_(propositions))
    )


def document_of(session: Session, claim_id: str) -> str:
    """The document (id) that a claim stands in."""
    found: str = session.execute(_document(), {"claim": claim_id}).scalar_one()
    return found


@cache
def _document() -> Select[str]:
    return select(t.claim.c.document_id).where(t.claim.c.id == bindparam("claim"))
