"""Relations that follow from stances: two speakers who affirm, or affirm and deny, one proposition.

Of one speaker, one claim stands for all it says on a proposition in a document; one pair of claims
for two speakers. The stance is that of the speaker's position in the document: see `stances`. What
follows on one proposition follows from what is said of that one alone.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.domain.affiliation import Side, publishes, superiors
from app.domain.coreference import may_be_one
from app.domain.enums import RelationBasis, RelationType, Stance
from app.domain.identity import content_hash
from app.domain.knowledge import (
    Claim,
    ClaimStance,
    Document,
    Entity,
    Evidence,
    Proposition,
    Relation,
)
from app.domain.span import covering
from app.domain.stances import is_sure, latest, opposed

METHOD = "inferred-3"
# What every version of the method begins with, and no other method.
INFERRED = "inferred-"
# Each speaker meets so many others, or relations would grow with the square of the speakers: first
# those nearest in the text that hold the opposite, then the next ones that hold the same.
REACH = 20
# In the past, where "officials" and "an official" go alike.
DID = {Stance.AFFIRMS: "affirmed", Stance.DENIES: "denied", Stance.UNCERTAIN: "left open"}

Said = Sequence[tuple[Claim, ClaimStance]]
Pair = tuple[RelationType, frozenset[str], str | None]
"""A kind of relation, the claims that it joins, and on which proposition."""


@dataclass(frozen=True, slots=True)
class Position:
    """Where a speaker stands in a document, and the claim that shows it best, with its words."""

    speaker: str
    side: Side
    claim: Claim
    claim_stance: ClaimStance
    evidence: Evidence


def infer(
    document: Document,
    claims: Iterable[Claim],
    entities: Collection[Entity],
    propositions: Iterable[Proposition],
    stated: Iterable[Relation] = (),
) -> Iterator[Relation]:
    """For each two speakers one relation on each proposition, but for what is `stated` already."""
    said = _said(claims, {e.id for e in entities if publishes(e, document)})
    above = superiors(entities)
    by_id = {entity.id: entity for entity in entities}
    known = {_pair(relation) for relation in stated}
    for proposition in propositions:
        speakers = said[proposition.id].items()
        positions = [p for who, own in speakers if (p := _position(document, who, own, above))]
        for one, other in _meetings(positions, proposition):
            first, second = sorted((one, other), key=lambda position: position.claim.ordinal)
            mention = second.claim.mention
            if first.side.is_one_with(second.side):
                continue
            if may_be_one(by_id[first.speaker], by_id[second.speaker], mention):
                continue
            relation = _relation(by_id, proposition, first, second)
            if _pair(relation) not in known:
                known.add(_pair(relation))
                yield relation


def follows(relation: Relation) -> bool:
    """True of a relation that follows from two stances, and not from the claims' words alone."""
    return relation.method.startswith(INFERRED)


def _pair(relation: Relation) -> Pair:
    return relation.type, frozenset(relation.claims), relation.proposition


def _said(
    claims: Iterable[Claim], outlets: Collection[str]
) -> Mapping[str, Mapping[str, list[tuple[Claim, ClaimStance]]]]:
    """What counts, by proposition and speaker; what only another document has said before counts here."""
    said: defaultdict[str, defaultdict[str, list[tuple[Claim, ClaimStance]]]]
    said = defaultdict(lambda: defaultdict(list))
    claims = list(claims)
    own = {claim.id for claim in claims}
    for claim in (claim for claim in claims if claim.restates not in own):
        for claim_stance in claim.stances:
            for speaker in claim.speakers:
                if speaker not in outlets:
                    said[claim_stance.proposition][speaker].append((claim, claim_stance))
    return said


def _position(
    document: Document, speaker: str, own: Said, above: Mapping[str, frozenset[str]]
) -> Position | None:
    """A speaker's position in its surest claim; None where no sure one takes that stance."""
    days = [claim.said_on or document.published_on for claim, _ in own]
    day, stance = latest(zip(days, (claim_stance.stance for _, claim_stance in own), strict=True))
    held = [
        (claim, claim_stance)
        for on, (claim, claim_stance) in zip(days, own, strict=True)
        if on == day and claim_stance.stance is stance and is_sure(claim_stance)
    ]
    if not held:
        return None
    claim, claim_stance = max(held, key=lambda pair: (len(pair[0].speakers) == 1, _surety(*pair)))
    evidence = Evidence.of(document, covering(claim.spans))
    return Position(speaker, Side.of(claim.speakers, above), claim, claim_stance, evidence)


def _surety(claim: Claim, claim_stance: ClaimStance) -> float:
    return claim.confidence * claim_stance.confidence


def _meetings(
    positions: Sequence[Position], proposition: Proposition
) -> Iterator[tuple[Position, Position]]:
    """Who meets whom, in the order in which they first spoke."""
    places: defaultdict[Stance, list[int]] = defaultdict(list)
    for i, position in enumerate(positions):
        places[position.claim_stance.stance].append(i)
    for i, j in sorted(_met(positions, places, proposition)):
        yield positions[i], positions[j]


def _met(
    positions: Sequence[Position], places: Mapping[Stance, Sequence[int]], proposition: Proposition
) -> set[tuple[int, int]]:
    pairs: set[tuple[int, int]] = set()
    for i, position in enumerate(positions):
        stance = position.claim_stance.stance
        near = [j for s in opposed(stance, proposition) for j in _around(places.get(s, ()), i)]
        nearest = sorted(near, key=lambda j: (abs(i - j), j))[:REACH]
        pairs |= {(min(i, j), max(i, j)) for j in nearest}
        same = places[stance]
        after = bisect_right(same, i)
        pairs |= {(i, j) for j in same[after : after + REACH - len(nearest)]}
    return pairs


def _around(places: Sequence[int], i: int) -> Sequence[int]:
    """Those among them that can be nearest to a place."""
    at = bisect_left(places, i)
    return places[max(0, at - REACH) : at + REACH]


def _relation(
    entities: Mapping[str, Entity], proposition: Proposition, first: Position, second: Position
) -> Relation:
    same = first.claim_stance.stance is second.claim_stance.stance
    kind = RelationType.AGREES if same else RelationType.DISPUTES
    sure = _surety(first.claim, first.claim_stance) * _surety(second.claim, second.claim_stance)
    joined = sorted((first.claim.id, second.claim.id))
    return Relation(
        id=content_hash(kind, RelationBasis.INFERRED, *joined, proposition.id),
        type=kind,
        basis=RelationBasis.INFERRED,
        claims=(first.claim.id, second.claim.id),
        evidence=(first.evidence, second.evidence),
        rationale=_rationale(
            (entities[first.speaker].name, first.claim_stance.stance),
            (entities[second.speaker].name, second.claim_stance.stance),
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
    (one, stance), (other, opposing) = first, second
    if stance is opposing:
        return f"{one} and {other} both {DID[stance]}: “{proposition.text}”"
    return f"{one} {DID[stance]} and {other} {DID[opposing]}: “{proposition.text}”"
