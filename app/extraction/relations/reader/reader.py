"""Relations that a network reads in context, whatever the topic and the words.

The network reads neighbouring claims with all that stands around them; see the model card in `models/`. A
relation is on record where it is sure enough for the operating point of the draft.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from app.domain.affiliation import Side
from app.domain.enums import RelationBasis, RelationType
from app.domain.knowledge import Claim
from app.domain.span import Span
from app.extraction.coding.factuality import is_unsaid
from app.extraction.relations.reader.calibration import Calibration
from app.extraction.relations.reader.evidence import LIKELY, ReadPair, read_speakers
from app.extraction.relations.reader.network import Network
from app.extraction.relations.reader.windows import PlacedClaim, windows
from app.extraction.relations.rule import VERBS, RelationContext, StatedRelation
from app.extraction.weights import SHIPPED

METHOD = "reader-1"
NAME = re.compile(r"[A-Z]\w{2,}")


@cache
def network() -> Network:
    """The shipped network."""
    return Network(SHIPPED)


@cache
def calibration() -> Calibration:
    """The shipped calibration."""
    return Calibration.load(SHIPPED)


def find(context: RelationContext) -> Iterator[StatedRelation]:
    """Of each two speakers at most one dispute and one agreement, in reading order."""
    claims = [
        claim
        for claim in context.claims
        if claim.restates is None and not is_unsaid(context.draft, claim)
    ]
    sides = [Side.of(claim.speakers, context.superiors) for claim in claims]
    found: list[tuple[tuple[int, int], StatedRelation]] = []
    for probability, pair in _read(context, claims):
        a, b = pair.claims
        point = calibration().strictest(pair.type, probability)
        is_likely = pair.features["score"] >= LIKELY
        # Nobody disputes or backs whom they speak for, or by relaying alone what another says.
        relays = not pair.answer and _relays(claims[a], claims[b])
        if point is None or not is_likely or not context.draft.operating_point.shows(point):
            continue
        if not relays and not sides[a].is_one_with(sides[b]):
            relation = _relation(context, claims[a], claims[b], pair, probability)
            found.append((pair.claims, replace(relation, operating_point=point)))
    yield from (relation for _, relation in sorted(found, key=lambda one: one[0]))


def _relays(one: Claim, other: Claim) -> bool:
    return one.within == other.id or other.within == one.id


def _read(context: RelationContext, claims: Sequence[Claim]) -> Iterator[tuple[float, ReadPair]]:
    """For each two speakers and each type, the probability and the pair of claims that shows it best."""
    placed = [_placed(context, claim) for claim in claims]
    paragraphs = [paragraph.line.span for paragraph in context.draft.paragraphs]
    read = windows(network().tokenizer, context.text, paragraphs, placed)
    for speakers in read_speakers(context.text, placed, read, network().scores):
        line = calibration().lines[speakers.best.type]
        yield line.probability(speakers.features), speakers.best


def _placed(context: RelationContext, claim: Claim) -> PlacedClaim:
    entities = (context.entities[speaker] for speaker in claim.speakers)
    names = names_in(name for entity in entities for name in (entity.name, *entity.aliases))
    speakers = frozenset(claim.speakers)
    return PlacedClaim(claim.spans, claim.mention_span, claim.cue_span, speakers, names)


def names_in(names: Iterable[str]) -> frozenset[str]:
    """The capitalised words of names, in lower case, by which claims may name a speaker."""
    return frozenset(word.lower() for name in names for word in NAME.findall(name))


def _whole_words(text: str, span: Span) -> str:
    """The words of which a span has some letters: a piece may be a part of a word."""
    start, end = span.start, span.end
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return text[start:end]


def _relation(
    context: RelationContext, first: Claim, second: Claim, pair: ReadPair, probability: float
) -> StatedRelation:
    one, other = (
        " and ".join(context.entities[speaker].name for speaker in claim.speakers)
        for claim in (first, second)
    )
    if pair.answer:
        basis = RelationBasis.STATED
        words = " ".join(_whole_words(context.text, pair.answer).split())
        rationale = f"“{other}” {VERBS[pair.type]} what “{one}” said: “{words}” tells so."
    else:
        basis = RelationBasis.INFERRED
        verb = "say the same" if pair.type is RelationType.AGREES else "cannot both be right"
        rationale = f"“{one}” and “{other}” {verb} on one point, as their words stand."
    confidence = round(probability, 2)
    return StatedRelation(pair.type, first, second, rationale, confidence, (first, second), basis)
