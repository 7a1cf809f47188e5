"""Relations that follow from stances: two speakers who affirm, or affirm and deny, one proposition.

Of one speaker, one claim stands for all it says on a proposition in a document; one pair of claims
for two speakers.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.domain.enums import RelationBasis, RelationType, Stance
from app.domain.identity import content_hash
from app.domain.knowledge import Claim, Coding, Proposition, Relation
from app.domain.span import covering
from app.extraction.coding import WEAKENED
from app.extraction.evidence import evidence_of
from app.extraction.opposing import are_opposite
from app.extraction.records import Draft

METHOD = "inferred-1"
# Each speaker meets so many of the next ones, lest relations grow with the square of the speakers.
REACH = 20
# In the past, where "officials" and "an official" go alike.
DID = {Stance.AFFIRMS: "affirmed", Stance.DENIES: "denied", Stance.UNCERTAIN: "left open"}


@dataclass(frozen=True, slots=True)
class Position:
    """Where a speaker stands in a document, and the claim that shows it best."""

    speaker: str
    claim: Claim
    coding: Coding


def by_stance(
    draft: Draft, claims: Sequence[Claim], found: Sequence[Relation]
) -> Iterator[Relation]:
    """For each two speakers one relation on each proposition, but for what is `found` already.

    The outlet that publishes the document reports, and is no party.
    """
    outlets = _outlets(draft)
    said: defaultdict[str, defaultdict[str, list[tuple[Claim, Coding]]]]
    said = defaultdict(lambda: defaultdict(list))
    for claim in claims:
        for coding in claim.codings:
            if coding.confidence > WEAKENED:
                for speaker in (s for s in claim.speakers if s not in outlets):
                    said[coding.proposition][speaker].append((claim, coding))
    known = {(relation.type, frozenset(relation.claims)) for relation in found}
    for proposition in draft.codebook.propositions:
        speakers = said[proposition.id].items()
        positions = [p for speaker, own in speakers if (p := _position(speaker, own))]
        for one, other in _meetings(positions):
            kind = _kind(proposition, one, other)
            ids = frozenset((one.claim.id, other.claim.id))
            if kind and len(ids) > 1 and (kind, ids) not in known:
                known.add((kind, ids))
                yield _relation(draft, kind, proposition, one, other)


def _outlets(draft: Draft) -> set[str]:
    """The publisher, by any of its names: "The Gazette" is "Gazette" as well."""
    publisher = draft.document.publisher.removeprefix("The ")
    return {e.id for e in draft.entities if publisher in (e.name, *e.aliases)}


def _position(speaker: str, own: Sequence[tuple[Claim, Coding]]) -> Position | None:
    """The stance that a speaker takes most often, at a tie the later one, in its surest claim.

    What only repeats does not count, unless there is nothing else.
    """
    distinct = [pair for pair in own if pair[0].restates is None] or own
    stances = [coding.stance for _, coding in distinct]
    most = max(stances.count(stance) for stance in stances)
    stance = next(s for s in reversed(stances) if stances.count(s) == most)
    held = [(claim, coding) for claim, coding in distinct if coding.stance is stance]
    claim, coding = max(held, key=lambda pair: (len(pair[0].speakers) == 1, _surety(*pair)))
    return Position(speaker, claim, coding)


def _surety(claim: Claim, coding: Coding) -> float:
    return claim.confidence * coding.confidence


def _meetings(positions: Sequence[Position]) -> Iterator[tuple[Position, Position]]:
    """Each speaker with the next ones, in the order in which they first spoke."""
    for i, one in enumerate(positions):
        for other in positions[i + 1 : i + 1 + REACH]:
            if set(one.claim.speakers).isdisjoint(other.claim.speakers):
                yield one, other


def _kind(proposition: Proposition, one: Position, other: Position) -> RelationType | None:
    stances = {one.coding.stance, other.coding.stance}
    if len(stances) == 1:
        return RelationType.AGREES
    return RelationType.DISPUTES if are_opposite({*stances}, proposition) else None


def _relation(
    draft: Draft, kind: RelationType, proposition: Proposition, one: Position, other: Position
) -> Relation:
    names = {entity.id: entity.name for entity in draft.entities}
    first, second = sorted((one, other), key=lambda position: position.claim.ordinal)
    ids = sorted((first.claim.id, second.claim.id))
    sure = _surety(first.claim, first.coding) * _surety(second.claim, second.coding)
    return Relation(
        id=content_hash(kind, RelationBasis.INFERRED, *ids),
        type=kind,
        basis=RelationBasis.INFERRED,
        claims=(first.claim.id, second.claim.id),
        evidence=evidence_of(draft, (covering(p.claim.spans) for p in (first, second))),
        rationale=_rationale(
            (names[first.speaker], first.coding.stance),
            (names[second.speaker], second.coding.stance),
            proposition,
        ),
        confidence=round(sure, 2),
        method=METHOD,
        proposition=proposition.id,
    )


def _rationale(
    first: tuple[str, Stance], second: tuple[str, Stance], proposition: Proposition
) -> str:
    """ "The mayor affirmed and the council denied: “The dam is safe.”"."""
    (one, stance), (other, opposed) = first, second
    if stance is opposed:
        return f"{one} and {other} both {DID[stance]}: “{proposition.text}”"
    return f"{one} {DID[stance]} and {other} {DID[opposed]}: “{proposition.text}”"
