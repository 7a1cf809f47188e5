"""Which claims only repeat an earlier one: headlines, boilerplate, quotations shortened."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from app.domain.knowledge import Claim
from app.extraction.records import Draft, LineKind, Paragraph

# Share of the shorter claim's words that the longer one has to hold.
IN_THE_SAME_PASSAGE = 0.5
ELSEWHERE = 0.7
# Fewer words than this prove nothing.
FEWEST_WORDS = 3
NEGATIONS = frozenset({"no", "not", "n't", "n’t", "never", "neither", "nor"})


def restatements(draft: Draft, claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Each claim with the first one by the same speaker that it repeats.

    What a body says comes first, even where the headline stands before it: a headline restates.
    """
    headlines = [p.line.span for p in draft.paragraphs if p.line.kind is LineKind.HEADLINE]
    in_headline = {c.id for c in claims if any(h.contains(c.spans[0]) for h in headlines)}
    words = _words(draft, claims)
    first_said: defaultdict[str, list[Claim]] = defaultdict(list)
    found: dict[str, str] = {}
    for claim in sorted(claims, key=lambda c: (c.id in in_headline, c.ordinal)):
        earlier = first_said[claim.speakers[0]] if claim.speakers else []
        original = next((e for e in earlier if _repeats(claim, e, words, in_headline)), None)
        if original:
            found[claim.id] = original.id
        else:
            earlier.append(claim)
    return tuple(replace(c, restates=found.get(c.id)) for c in claims)


def _repeats(
    claim: Claim, earlier: Claim, words: dict[str, frozenset[str]], headlines: set[str]
) -> bool:
    if claim.within == earlier.id or earlier.within == claim.id:
        return False
    one, other = words[claim.id], words[earlier.id]
    shorter = min(len(one), len(other))
    if one == other:
        return shorter > 0
    if shorter < FEWEST_WORDS or bool(one & NEGATIONS) != bool(other & NEGATIONS):
        return False
    titled = claim.id in headlines and claim.passage == earlier.passage
    return len(one & other) / shorter >= (IN_THE_SAME_PASSAGE if titled else ELSEWHERE)


def _words(draft: Draft, claims: Sequence[Claim]) -> dict[str, frozenset[str]]:
    """The lemmas of each claim that carry meaning, negations among them."""
    result: dict[str, frozenset[str]] = {}
    paragraphs = iter(draft.paragraphs)
    paragraph = next(paragraphs, None)
    for claim in sorted(claims, key=lambda c: c.spans[0]):
        while paragraph and paragraph.line.span.end <= claim.spans[0].start:
            paragraph = next(paragraphs, None)
        if paragraph is not None:
            result[claim.id] = _content_words(paragraph, claim)
    return result


def _content_words(paragraph: Paragraph, claim: Claim) -> frozenset[str]:
    return frozenset(
        token.lemma_.lower()
        for piece in claim.spans
        for token in paragraph.tokens(piece) or ()
        if token.lower_ in NEGATIONS or not (token.is_stop or token.is_punct or token.is_space)
    )
