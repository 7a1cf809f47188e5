"""Relations between claims, and which claims relay or restate others: stage `relate`."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from app.domain.coreference import may_be_one
from app.domain.enums import RelationType
from app.domain.identity import content_hash
from app.domain.inference import infer
from app.domain.knowledge import Claim, Entity, Evidence, Relation
from app.domain.span import covering
from app.extraction.draft import Draft
from app.extraction.relations.opposition import shared
from app.extraction.relations.registry import RULES
from app.extraction.relations.restatements import restatements
from app.extraction.relations.rule import RelationContext, StatedRelation

# A type, and the speakers of either claim.
Joined = tuple[RelationType, frozenset[tuple[str, ...]]]


def relate(draft: Draft) -> Draft:
    """Claims with `within`, `reported_by` and `restates`, and the relations between them.

    What the text states comes before what follows from two stances.
    """
    draft = replace(draft, claims=restatements(draft, _relayed(draft.claims)))
    stated = tuple(_stated(RelationContext(draft)))
    propositions = draft.codebook.propositions
    inferred = infer(draft.document, draft.claims, draft.entities, propositions, stated)
    return replace(draft, relations=(*stated, *inferred))


def _stated(context: RelationContext) -> Iterator[Relation]:
    """What is read in the text itself: between two speakers, what the first rule finds that finds anything."""
    joined: dict[Joined, str] = {}
    seen: set[str] = set()
    for rule in RULES:
        for found in rule.find(context):
            if _may_be_of_one(found, context.entities):
                continue
            relation = _on_record(context, found, rule.METHOD)
            speakers = frozenset((found.first.speakers, found.second.speakers))
            by = joined.setdefault((found.type, speakers), rule.METHOD)
            if by == rule.METHOD and relation.id not in seen:
                seen.add(relation.id)
                yield relation


def _may_be_of_one(relation: StatedRelation, entities: Mapping[str, Entity]) -> bool:
    """True of claims that may be one speaker's: "Ann Lee" and, later on, "the minister"."""
    first, second = sorted((relation.first, relation.second), key=lambda claim: claim.ordinal)
    described = entities[second.speakers[0]]
    return any(may_be_one(entities[s], described, second.mention) for s in first.speakers)


def _on_record(context: RelationContext, found: StatedRelation, method: str) -> Relation:
    """A relation with its identity, the sentences that show it and the proposition on which it holds."""
    kind, first, second = found.type, found.first, found.second
    document, propositions = context.draft.document, context.draft.codebook.propositions
    places = sorted({context.sentence_of(claim) for claim in found.evidence})
    return Relation(
        id=content_hash(kind, found.basis, *sorted((first.id, second.id))),
        type=kind,
        basis=found.basis,
        claims=(first.id, second.id),
        evidence=tuple(Evidence.of(document, place) for place in places),
        rationale=found.rationale,
        confidence=found.confidence,
        method=method,
        proposition=shared(kind, propositions, first, second),
        operating_point=found.operating_point,
    )


def _relayed(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """All claims, those inside another one's words as relayed by its speaker.

    Where both are one person's ("Zelensky said he thought that …") the outer claim says it all.
    """
    result: list[Claim] = []
    open_claims: list[Claim] = []
    for claim in claims:
        whole = covering(claim.spans)
        while open_claims and covering(open_claims[-1].spans).end < whole.end:
            open_claims.pop()
        outer = next((c for c in reversed(open_claims) if _holds(c, claim)), None)
        if outer and outer.speakers == claim.speakers:
            continue
        kept = replace(
            claim,
            ordinal=len(result),
            within=outer.id if outer else None,
            reported_by=outer.speakers[0] if outer else claim.reported_by,
        )
        result.append(kept)
        open_claims.append(kept)
    return tuple(result)


def _holds(outer: Claim, inner: Claim) -> bool:
    return any(piece.contains(inner.spans[0]) for piece in outer.spans)
