"""Entities from candidates, each with a readable id, known ones with their reference data: stage `link`."""

from dataclasses import replace

from app.domain.identity import content_hash, slug
from app.domain.knowledge import Document, Entity, Mention
from app.extraction.draft import Draft, EntityCandidate
from app.extraction.linking.claims import claims_of


def link(draft: Draft) -> Draft:
    """Entities for all candidates and for the countries and bodies that they speak for, and claims."""
    ids = [identify(draft.document, candidate) for candidate in draft.candidates]
    entities: dict[str, Entity] = {}
    for candidate, identifier in zip(draft.candidates, ids, strict=True):
        entities.setdefault(identifier, _entity(draft, candidate, identifier))
    for entity in list(entities.values()):
        _add_superiors(draft, entity, entities)
    mentions = tuple(
        Mention(ids[name_mention.candidate], name_mention.span)
        for name_mention in draft.name_mentions
    )
    return replace(
        draft,
        entities=tuple(sorted(entities.values(), key=lambda entity: entity.id)),
        mentions=mentions,
        claims=claims_of(draft, ids),
    )


def identify(document: Document, candidate: EntityCandidate) -> str:
    """The entity id of a candidate.

    An unnamed source of one document is not known to be that of another, so its id carries six
    digits of its document: `senior-polish-official-1f0c2a`, `analysts-1f0c2a`.
    """
    if candidate.known:
        return candidate.known
    if candidate.anonymous:
        return f"{slug(candidate.name)}-{content_hash(document.id)[:6]}"
    return slug(candidate.name)


def _entity(draft: Draft, candidate: EntityCandidate, identifier: str) -> Entity:
    if candidate.known:
        return draft.reference.entity(candidate.known)
    member_of = candidate.member_of
    if member_of and member_of not in draft.reference.known:
        member_of = slug(member_of)
    return Entity(
        identifier,
        candidate.kind,
        candidate.name,
        aliases=candidate.aliases,
        anonymous=candidate.anonymous,
        role=candidate.role,
        country=candidate.country,
        member_of=member_of if member_of != identifier else None,
    )


def _add_superiors(draft: Draft, entity: Entity, entities: dict[str, Entity]) -> None:
    """Add the country and the body of an entity, named in the text or not."""
    for identifier in (entity.country, entity.member_of):
        if identifier and identifier not in entities and identifier in draft.reference.known:
            superior = draft.reference.entity(identifier)
            entities[identifier] = superior
            _add_superiors(draft, superior, entities)
