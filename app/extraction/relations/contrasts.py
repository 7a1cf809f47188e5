"""Disputes stated by contrast: one claim set against the next.

"While the company says the river is clean, inspectors said it was not": a word of contrast joins two
neighbouring claims of different speakers, and the two are at odds on one thing.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from app.domain.enums import RelationType
from app.domain.knowledge import Claim
from app.domain.span import Span, covering
from app.extraction.attribution.nested_attributions import OPENING, TURN, turns_on
from app.extraction.draft import Draft
from app.extraction.lexicon.word_lists import disputes
from app.extraction.relations.opposition import Opposition
from app.extraction.relations.rule import RelationContext, StatedRelation

METHOD = "stated-contrast-2"
CONFIDENCE = 0.85
# The most characters between two claims that one word of contrast joins.
BETWEEN = 160


def find(context: RelationContext) -> Iterator[StatedRelation]:
    """A dispute for each two neighbouring claims that the text contrasts and that are at odds."""
    for first, second in pairwise(context.outermost):
        word = _despite(context, first, second)
        if word and _counters(context, first, second):
            yield _relation(first, second, word)
            continue
        word = _contrast(context, first, second)
        if word and first.passage == second.passage:
            earlier, later = ([c, *context.relayed_by(c)] for c in (first, second))
            if pair := _at_odds(context.opposition, earlier, later):
                yield _relation(*pair, word)
    for outer in context.outermost:
        for claim in context.relayed_by(outer):
            word = _contrast_within(context.draft, outer, claim)
            if word and _counters(context, claim, outer):
                yield _relation(claim, outer, word)


def _at_odds(
    opposition: Opposition, earlier: Sequence[Claim], later: Sequence[Claim]
) -> tuple[Claim, Claim] | None:
    """The first two claims of different speakers that are at odds, relayed ones among them."""
    for one in earlier:
        for other in later:
            if set(one.speakers).isdisjoint(other.speakers) and opposition.at_odds(one, other):
                return one, other
    return None


def _counters(context: RelationContext, one: Claim, other: Claim) -> bool:
    """True where the second claim is at odds with the first, or calls it "a different story"."""
    if context.opposition.at_odds(one, other):
        return True
    last = one.spans[-1]
    own = " ".join(
        context.text[
            max(piece.start, last.end) if piece.contains(last) else piece.start : piece.end
        ]
        for piece in other.spans
    )
    return _belying().search(own) is not None


def _contrast(context: RelationContext, first: Claim, second: Claim) -> str | None:
    """The word that sets the second claim against the first: between the two, or before both."""
    text = context.text
    one, other = _whole(first), _whole(second)
    if other.start - one.end > BETWEEN:
        return None
    sentence, next_sentence = context.sentence_of(first), context.sentence_of(second)
    if sentence == next_sentence and (
        match := _conceding().match(text[sentence.start : max(one.start, sentence.start) + 1])
    ):
        return match[1]
    between = text[one.end : max(one.end, other.start)]
    if match := _contrasting().search(between):
        return match[1]
    opening = text[max(one.end, next_sentence.start) : other.end]
    if sentence != next_sentence and (match := _contrasting().match(opening)):
        return match[1]
    places = sorted(span for span in (second.mention_span, second.cue_span, *second.spans) if span)
    gaps = (text[a.end - 1 : b.start + 1] for a, b in pairwise(places))
    passing = (match for gap in gaps if (match := _passing().search(gap)))
    return next((match[1] for match in passing), None)


def _despite(context: RelationContext, first: Claim, second: Claim) -> str | None:
    """The word in "despite assurances by A that …, B said …": then B says that they do not hold."""
    sentence = context.sentence_of(first)
    if sentence != context.sentence_of(second) or set(first.speakers) & set(second.speakers):
        return None
    match = _assurance().search(context.text, sentence.start, first.spans[0].start)
    return match[1] if match else None


def _contrast_within(draft: Draft, outer: Claim, inner: Claim) -> str | None:
    """The word by which a relayer turns against what he relays: "despite promises by X that …"."""
    text = draft.document.text
    if match := _assurance().search(text, _whole(outer).start, inner.spans[0].start):
        return match[1]
    return _turn(draft, outer, inner)


def _turn(draft: Draft, outer: Claim, inner: Claim) -> str | None:
    """The "but" by which a claim goes on that opens with what another says: "X says …, but …"."""
    start = outer.spans[0].start
    opens = inner.mention_span is not None and inner.mention_span.start - start <= OPENING
    if not opens or inner.cue_span is None:
        return None
    if not turns_on(draft.paragraph_at(inner.cue_span.start).tokens(inner.cue_span)):
        return None
    match = TURN.match(draft.document.text, inner.cue_span.end, outer.spans[0].end)
    return match["word"] if match else None


def _whole(claim: Claim) -> Span:
    """The span from a claim's first word to its last, with its cue and source."""
    places = (*claim.spans, claim.mention_span, claim.cue_span)
    return covering(span for span in places if span)


def _relation(first: Claim, second: Claim, word: str) -> StatedRelation:
    rationale = (
        f"“{word.lower()}” sets what “{second.mention}” said against what “{first.mention}” said."
    )
    return StatedRelation(
        RelationType.DISPUTES, first, second, rationale, CONFIDENCE, (first, second)
    )


def _any(words: Sequence[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


@cache
def _contrasting() -> re.Pattern[str]:
    words = _any(disputes().contrasting)
    return re.compile(
        rf"(?:^|[,;:.–—(”\"])\s*({words})\b(?! \w+ (?:he|she|it|they)\b)", re.IGNORECASE
    )


@cache
def _passing() -> re.Pattern[str]:
    """ "Lee, however, said" and "Lee said, however, that"."""
    return re.compile(rf",\s*({_any(disputes().in_passing)}),", re.IGNORECASE)


@cache
def _belying() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_any(disputes().belying)})\b", re.IGNORECASE)


@cache
def _conceding() -> re.Pattern[str]:
    return re.compile(rf"\W*({_any(disputes().conceding)})\b", re.IGNORECASE)


@cache
def _assurance() -> re.Pattern[str]:
    """ "Despite repeated assurances by …", up to a claim."""
    against, nouns = _any(disputes().against), _any(disputes().assurances)
    return re.compile(rf"\b({against})\b[^,.;:]*?\b(?:{nouns})s?\b[^,.;:]*$", re.IGNORECASE)
