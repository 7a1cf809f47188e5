"""Which claims only repeat an earlier one: headlines, boilerplate, quotations shortened."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from app.domain.knowledge import Claim
from app.extraction.records import Draft, LineKind, Paragraph

# Share of the shorter claim's words that the longer one has to hold.
IN_THE_SAME_PASSAGE = 0.5
ELSEWHERE = 0.7
# Share of the words in common that stand in the same order: "A will attack B" repeats not "B … A".
IN_ORDER = 0.75
# Fewer words than this prove nothing.
FEWEST_WORDS = 3
NEGATIONS = frozenset({"no", "not", "n't", "n’t", "never", "neither", "nor", "unless"})


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
    claim: Claim, earlier: Claim, words: dict[str, tuple[str, ...]], headlines: set[str]
) -> bool:
    if claim.within == earlier.id or earlier.within == claim.id:
        return False
    one, other = words[claim.id], words[earlier.id]
    if one == other:
        return bool(one)
    titled = claim.id in headlines and claim.passage == earlier.passage
    shorter = min(len(one), len(other))
    if shorter < FEWEST_WORDS or _differs(one, other):
        return False
    shared = set(one) & set(other)
    if titled:
        return len(shared) / shorter >= IN_THE_SAME_PASSAGE
    if len(shared) / shorter < ELSEWHERE:
        return False
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / len(shared) > IN_ORDER


def _differs(one: Sequence[str], other: Sequence[str]) -> bool:
    """True where one is negated and the other not, or each has a number of its own."""
    numbers, others = ({word for word in words if _is_number(word)} for words in (one, other))
    negated = bool(NEGATIONS.intersection(one)) != bool(NEGATIONS.intersection(other))
    return negated or not (numbers <= others or others <= numbers)


def _is_number(word: str) -> bool:
    return any(character.isdigit() for character in word)


def _words(draft: Draft, claims: Sequence[Claim]) -> dict[str, tuple[str, ...]]:
    """The lemmas of each claim that carry meaning, negations among them, each at its first place."""
    result: dict[str, tuple[str, ...]] = {}
    paragraphs = iter(draft.paragraphs)
    paragraph = next(paragraphs, None)
    for claim in sorted(claims, key=lambda c: c.spans[0]):
        while paragraph and paragraph.line.span.end <= claim.spans[0].start:
            paragraph = next(paragraphs, None)
        if paragraph is not None:
            result[claim.id] = _content_words(paragraph, claim)
    return result


def _content_words(paragraph: Paragraph, claim: Claim) -> tuple[str, ...]:
    lemmas = (
        token.lemma_.lower()
        for piece in claim.spans
        for token in paragraph.tokens(piece) or ()
        if token.lower_ in NEGATIONS or not (token.is_stop or token.is_punct or token.is_space)
    )
    return tuple(dict.fromkeys(lemmas))
