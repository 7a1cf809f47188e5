"""A source as it stands in the text: its tokens, its head, and which names in it speak."""

from dataclasses import dataclass

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from app.domain.span import Span
from app.extraction.naming import GENITIVE
from app.extraction.records import LineKind, Paragraph

PLURALS = ("NNS", "NNPS")


@dataclass(frozen=True, slots=True)
class Source:
    """The words of a source, in paragraph number `number`."""

    number: int
    paragraph: Paragraph
    span: Span
    tokens: Tokens

    @property
    def words(self) -> str:
        """As they stand."""
        return self.tokens.text

    @property
    def head(self) -> Token:
        """The noun that the phrase is about: "official" in "a senior Ukrainian official"."""
        return self.tokens.root

    @property
    def is_plural(self) -> bool:
        """True of "analysts"."""
        return self.head.tag_ in PLURALS

    @property
    def is_definite(self) -> bool:
        """True of "the ambassador", and in headlines, which leave articles out."""
        headline = self.paragraph.line.kind is LineKind.HEADLINE
        return headline or self.tokens[0].lower_ in ("the", "his", "her", "this")


def source_of(paragraph: Paragraph, number: int, span: Span) -> Source | None:
    """The tokens that a span covers; None where it covers none."""
    tokens = _tokens(paragraph, span)
    return Source(number, paragraph, span, tokens) if tokens else None


def speaks(source: Source, name: Span) -> bool:
    """False for a name in the genitive, or under a preposition: "Putin's spokesman".

    "According to the Pentagon" is no such preposition.
    """
    tokens = _tokens(source.paragraph, name)
    if tokens is None:
        return False
    parse = tokens.doc
    if tokens.end < len(parse) and parse[tokens.end].text in GENITIVE:
        return False
    head = tokens.root
    return head.dep_ not in ("poss", "pobj") or head.head.lower_ in ("to", "by")


def _tokens(paragraph: Paragraph, span: Span) -> Tokens | None:
    start, end = span.start - paragraph.start, span.end - paragraph.start
    return paragraph.parse.char_span(start, end, alignment_mode="expand")
