"""Restatements of earlier claims: headlines, boilerplate, shortened quotations."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher

from app.domain.affiliation import superiors
from app.domain.knowledge import Claim
from app.extraction.draft import Draft, LineKind, Paragraph
from app.extraction.inputs.reference import Reference

# Share of the shorter claim's words that the longer one has to hold. A headline that gives a speaker's
# words gives some of those that its body gives, so little is enough to tell which.
UNDER_ITS_HEADLINE = 0.25
BY_ANOTHER_UNDER_IT = 0.4
# With so much in common, a headline may leave out a "not": "is harming trade", "urged not to harm trade".
SURELY = 0.5
ELSEWHERE = 0.7
# Share of the words in common that stand in the same order: "A will attack B" repeats not "B … A".
IN_ORDER = 0.75
# A word in more claims of one speaker than this is common.
COMMON = 200
# The fewest words that show a restatement.
FEWEST_WORDS = 3
NEGATIONS = frozenset({"no", "not", "n't", "n’t", "never", "neither", "nor", "unless"})


@dataclass(slots=True)
class Said:
    """The claims of one speaker in order, indexed by their words."""

    claims: list[Claim] = field(default_factory=list)
    places: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def add(self, claim: Claim, words: Sequence[str]) -> None:
        """Add a claim with its words."""
        for word in words:
            self.places[word].append(len(self.claims))
        self.claims.append(claim)

    def like(self, words: Sequence[str]) -> Iterator[Claim]:
        """The claims that may have enough words in common with these, in order.

        A word that is in very many of them is not looked up.
        """
        telling = [word for word in words if len(self.places.get(word, ())) <= COMMON]
        common = Counter(place for word in telling for place in self.places.get(word, ()))
        return (self.claims[place] for place in sorted(common))


def restatements(draft: Draft, claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """All claims, each with the first one by the same speaker that it repeats.

    What a body says comes first, even where the headline stands before it: a headline restates. It
    may give an office where the body gives its holder: "Pentagon says" and "press secretary Lee said".
    """
    lines = {claim.id: draft.paragraph_at(claim.spans[0].start) for claim in claims}
    titles = {name for name, line in lines.items() if line.line.kind is LineKind.HEADLINE}
    words = {c.id: _content_words(lines[c.id], c, draft.reference) for c in claims}
    above = superiors(draft.entities)
    bodies: defaultdict[str | None, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.id not in titles:
            bodies[claim.passage].append(claim)
    first_said: defaultdict[str, Said] = defaultdict(Said)
    found: dict[str, str] = {}
    for claim in sorted(claims, key=lambda claim: claim.id in titles):
        is_title = claim.id in titles
        if is_title and (body := _body_of(claim, bodies[claim.passage], words, above)):
            found[claim.id] = found.get(body.id, body.id)
            continue
        earlier = first_said[claim.speakers[0]]
        alike = earlier.like(words[claim.id])
        original = next((e for e in alike if _repeats(claim, e, words)), None)
        if original:
            found[claim.id] = original.id
        if is_title or original is None:
            earlier.add(claim, words[claim.id])
    _relay(claims, found)
    return tuple(replace(c, restates=found.get(c.id)) for c in claims)


def _relay(claims: Sequence[Claim], found: dict[str, str]) -> None:
    """Add to `found` that what a restatement relays restates what the original relays by the same speaker."""
    inner = {(c.within, c.speakers): c.id for c in reversed(claims) if c.within}
    for claim in claims:
        outer = found.get(claim.within) if claim.within else None
        if outer and claim.id not in found and (outer, claim.speakers) in inner:
            found[claim.id] = inner[outer, claim.speakers]


def _body_of(
    title: Claim,
    bodies: Sequence[Claim],
    words: Mapping[str, Sequence[str]],
    above: Mapping[str, frozenset[str]],
) -> Claim | None:
    """The claim under a headline that shares most with it, by the same speaker or one speaking for it."""
    best: tuple[float, Claim] | None = None
    for body in bodies:
        same = body.speakers[0] == title.speakers[0]
        if body.within == title.id or not (same or title.speakers[0] in above[body.speakers[0]]):
            continue
        one, other = words[title.id], words[body.id]
        share = len(set(one) & set(other)) / max(1, min(len(one), len(other)))
        enough = share >= (UNDER_ITS_HEADLINE if same else BY_ANOTHER_UNDER_IT)
        agrees = share >= SURELY or not _differs(one, other)
        if enough and agrees and (best is None or share > best[0]):
            best = share, body
    return best[1] if best else None


def _repeats(claim: Claim, earlier: Claim, words: Mapping[str, Sequence[str]]) -> bool:
    if claim.within == earlier.id or earlier.within == claim.id:
        return False
    one, other = words[claim.id], words[earlier.id]
    shorter = min(len(one), len(other))
    if one == other and (shorter >= FEWEST_WORDS or claim.text == earlier.text):
        return bool(one)
    if shorter < FEWEST_WORDS or _differs(one, other):
        return False
    shared = set(one) & set(other)
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


def _content_words(paragraph: Paragraph, claim: Claim, reference: Reference) -> tuple[str, ...]:
    """The lemmas that carry meaning, negations among them, each at its first place.

    A country stands for its own name and its people's: "Polish" and "Poland" are one.
    """
    lemmas = (
        reference.country_of(token.text) or token.lemma_.lower()
        for piece in claim.spans
        for token in paragraph.tokens(piece) or ()
        if token.lower_ in NEGATIONS or not (token.is_stop or token.is_punct or token.is_space)
    )
    return tuple(dict.fromkeys(lemmas))
