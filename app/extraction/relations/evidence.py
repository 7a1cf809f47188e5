"""Relations with the words that prove them."""

from dataclasses import dataclass

from app.domain.enums import RelationBasis, RelationType
from app.domain.identity import content_hash
from app.domain.knowledge import Claim, Evidence, Relation
from app.domain.span import Span
from app.extraction.draft import Draft
from app.extraction.relations.opposition import shared

VERBS = {RelationType.DISPUTES: "disputes", RelationType.AGREES: "agrees with"}


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a stated relation rests on: the sentences of which claims, and why, and how surely."""

    sentences: tuple[Claim, ...]
    rationale: str
    confidence: float
    method: str


def stated(draft: Draft, kind: RelationType, first: Claim, second: Claim, on: Grounds) -> Relation:
    """A relation that the text itself states, and the proposition on which it holds, if any."""
    places = sorted({sentence_of(draft, claim) for claim in on.sentences})
    return Relation(
        id=content_hash(kind, RelationBasis.STATED, *sorted((first.id, second.id))),
        type=kind,
        basis=RelationBasis.STATED,
        claims=(first.id, second.id),
        evidence=tuple(Evidence.of(draft.document, place) for place in places),
        rationale=on.rationale,
        confidence=on.confidence,
        method=on.method,
        proposition=shared(kind, draft.codebook.propositions, first, second),
    )


def sentence_of(draft: Draft, claim: Claim) -> Span:
    """The sentence in which a claim's cue stands, or its first words."""
    place = claim.cue_span or claim.spans[0]
    return draft.paragraph_at(place.start).sentence(place)
