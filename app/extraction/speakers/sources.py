"""A source in the text: its tokens, its head, and which names in it speak."""

from dataclasses import dataclass

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from app.domain.span import Span
from app.extraction.draft import LineKind, Paragraph
from app.extraction.lexicon.word_lists import descriptions
from app.extraction.speakers.names.namesakes import GENITIVE

RELATIVES = frozenset({"WDT", "WP", "WP$"})
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
        """The noun that the phrase is about: "official" in "a senior Polish official"."""
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
    tokens = paragraph.tokens(span)
    return Source(number, paragraph, span, _counted(tokens)) if tokens else None


def _counted(tokens: Tokens) -> Tokens:
    """ "Tax experts", where the text says "a number of tax experts"."""
    head = tokens.root
    if head.lemma_.lower() not in descriptions().amounts:
        return tokens
    of = next((child for child in head.rights if child.lower_ == "of"), None)
    nouns = (child for child in of.rights if child.dep_ == "pobj") if of else ()
    noun = next((n for n in nouns if n.tag_ in PLURALS and n.i < tokens.end), None)
    return tokens.doc[noun.left_edge.i : tokens.end] if noun else tokens


def _is_within_clause(source: Source, name: Tokens) -> bool:
    """True behind a "whose" or "which": "Castell Foods, whose brands include Dunne"."""
    return any(token.tag_ in RELATIVES for token in source.tokens if token.i < name.start)


def speaks(source: Source, name: Span) -> bool:
    """False for a name in the genitive, or under a preposition: "Lee's spokesman".

    "According to the Pentagon" is no such preposition.
    """
    tokens = source.paragraph.tokens(name)
    if tokens is None or _is_within_clause(source, tokens):
        return False
    head = tokens.root
    if head == source.head:
        return True
    if tokens.end < source.tokens.end and tokens.doc[tokens.end].text in GENITIVE:
        return False
    if head.dep_ == "compound" and head.head == source.head and source.head.pos_ == "NOUN":
        return False  # "The Lee campaign".
    return head.dep_ not in ("poss", "pobj") or head.head.lower_ in ("to", "by")
