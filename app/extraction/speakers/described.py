"""Described people who are no sources: "the surveyor briefed residents", whom "he" may mean later."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from app.domain.span import Span
from app.extraction.draft import Paragraph
from app.extraction.lexicon.word_lists import descriptions, people
from app.extraction.parser import SUBJECTS
from app.extraction.speakers.sources import Source, source_of

DETERMINED = frozenset({"DET", "PRON"})


def described(number: int, paragraph: Paragraph, names: Sequence[Span]) -> Iterator[Source]:
    """The subjects that describe people without a name, in order."""
    for token in paragraph.parse:
        if token.dep_ not in SUBJECTS or not _is_people(token):
            continue
        span = paragraph.span_of(token.left_edge.i, token.i + 1)
        after = Span(token.idx + paragraph.start, token.right_edge.idx + paragraph.start + 1)
        if token.left_edge.pos_ not in DETERMINED or any(
            span.overlap(name) or after.overlap(name) for name in names
        ):
            continue
        if source := source_of(paragraph, number, span):
            yield source


def _is_people(token: Token) -> bool:
    lemma = token.lemma_.lower()
    return token.pos_ == "NOUN" and (lemma in people() or lemma in descriptions().person)
