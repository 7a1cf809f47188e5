"""A claim's own words, without those that it relays, and the entities that they name."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from app.domain.affiliation import superiors
from app.domain.knowledge import Claim
from app.domain.span import Span
from app.extraction.coding.matching import Sentence
from app.extraction.draft import Draft, Paragraph
from app.extraction.lexicon.word_lists import disputes

Standing = dict[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Wording:
    """The own words of a document's claims. `standing`: whom else each entity speaks for."""

    standing: Standing
    inner: dict[str, list[Claim]]

    @classmethod
    def of(cls, draft: Draft) -> "Wording":
        """Of all claims of a document."""
        return cls(_standing(draft), _inner(draft.claims))

    def sentences(self, draft: Draft, claim: Claim) -> Iterator[Sentence]:
        """The sentences of a claim, without questions and without what it relays."""
        if _is_of_others(draft.document.text, claim):
            return
        paragraph = draft.paragraph_at(claim.spans[0].start)
        speakers = frozenset().union(*(self.standing.get(s, {s}) for s in claim.speakers))
        hidden = [span for inner in self.inner[claim.id] for span in _relayed(inner)]
        cues = [inner.cue_span for inner in self.inner[claim.id] if inner.cue_span]
        for tokens in _by_sentence(paragraph, claim.spans):
            if tokens[-1].sent.text.rstrip(" ”\"'’").endswith("?"):
                continue
            top = next((t for t in tokens if t.head == t or t.head not in tokens), tokens[0])
            if any(_touches(paragraph, top, cue) for cue in cues):
                continue
            own = [t for t in tokens if not any(_touches(paragraph, t, span) for span in hidden)]
            if own:
                yield Sentence(own, self._names(draft, paragraph, own), speakers)

    def _names(
        self, draft: Draft, paragraph: Paragraph, tokens: Iterable[Token]
    ) -> dict[int, frozenset[str]]:
        """Whom each token names: an entity, or the country of "Russian"."""
        result = {}
        for token in tokens:
            if mention := draft.mention_at(paragraph.start + token.idx):
                result[token.i] = self.standing[mention.entity]
            elif country := draft.reference.country_of(token.text):
                result[token.i] = frozenset({country})
        return result


def _standing(draft: Draft) -> Standing:
    """Each entity with the body and the country that it speaks for, at first hand or not."""
    return {own: above | {own} for own, above in superiors(draft.entities).items()}


def _inner(claims: Sequence[Claim]) -> defaultdict[str, list[Claim]]:
    """The claims of others that each claim relays, with their cues inside its words."""
    result: defaultdict[str, list[Claim]] = defaultdict(list)
    around: list[Claim] = []
    for claim in claims:
        around = [outer for outer in around if outer.spans[-1].end > claim.spans[0].start]
        for outer in around:
            if outer.speakers != claim.speakers and _holds(outer, claim.cue_span):
                result[outer.id].append(claim)
        around.append(claim)
    return result


def _holds(outer: Claim, span: Span | None) -> bool:
    return span is not None and any(piece.contains(span) for piece in outer.spans)


def _is_of_others(text: str, claim: Claim) -> bool:
    """True where a claim begins with what it speaks against: "says despite promises that …"."""
    if claim.cue_span is None or claim.cue_span.end > claim.spans[0].start:
        return False
    between = text[claim.cue_span.end : claim.spans[0].start].lower()
    return any(word in between for word in disputes().against)


def _relayed(inner: Claim) -> Iterator[Span]:
    yield from inner.spans
    yield from (span for span in (inner.cue_span, inner.mention_span) if span)


def _by_sentence(paragraph: Paragraph, spans: Sequence[Span]) -> Iterator[list[Token]]:
    """The tokens of a claim, sentence by sentence."""
    sentences: defaultdict[int, list[Token]] = defaultdict(list)
    sentence = range(0)
    for span in spans:
        for token in paragraph.tokens(span) or ():
            if token.i not in sentence:
                sentence = range(token.sent.start, token.sent.end)
            sentences[sentence.start].append(token)
    yield from sentences.values()


def _touches(paragraph: Paragraph, token: Token, span: Span) -> bool:
    start = paragraph.start + token.idx
    return span.start < start + len(token) and start < span.end
