"""Records that the stages pass on, all frozen, with offsets into the document's text."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from app.domain.enums import EntityKind, OperatingPoint
from app.domain.knowledge import Claim, Document, Entity, Mention, Passage, Relation
from app.domain.span import Span
from app.extraction.inputs.codebook import Codebook
from app.extraction.inputs.reference import Reference

# The most claims before one that its words may refer to.
NEARBY = 100


class LineKind(Enum):
    """The kind of a line in a document."""

    HEADLINE = auto()
    BODY = auto()
    BYLINE = auto()
    CAPTION = auto()
    CREDIT = auto()
    FURNITURE = auto()

    @property
    def is_prose(self) -> bool:
        """True of lines that may report what somebody said."""
        return self in (LineKind.HEADLINE, LineKind.BODY)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the text without its line break, in passage number `passage`."""

    kind: LineKind
    span: Span
    passage: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of prose and its parse. Token `i` stands at `line.span.start + parse[i].idx`.

    `quotations` are those of the line, where they stand in the document.
    """

    line: Line
    parse: Doc
    quotations: tuple[Span, ...]

    @property
    def start(self) -> int:
        """Where the paragraph begins in the document."""
        return self.line.span.start

    def span_of(self, first: int, end: int) -> Span:
        """Where tokens `first` to `end`, end exclusive, stand in the document."""
        last = self.parse[end - 1]
        return Span(self.parse[first].idx, last.idx + len(last)).shifted(self.start)

    def tokens(self, span: Span) -> Tokens | None:
        """The tokens that a span of the document touches; None where it touches none."""
        start, end = span.start - self.start, span.end - self.start
        return self.parse.char_span(start, end, alignment_mode="expand")

    def sentence(self, span: Span) -> Span:
        """The sentence in which a span begins."""
        tokens = self.tokens(span)
        if not tokens:
            return span
        sentence = tokens[0].sent
        return Span(sentence.start_char, sentence.end_char).shifted(self.start)


@dataclass(frozen=True, slots=True)
class Attribution:
    """Source, cue and content of one statement: "[Milley] [said] [the movements are different]".

    Source and cue may be missing: a quotation that stands alone has neither, and is said by whoever
    spoke last in that passage. `content` is in reading order and has more than one piece where the
    cue interrupts it. `method` names what found it. `paragraph` is a number in the draft's paragraphs.
    """

    paragraph: int
    content: tuple[Span, ...]
    source: Span | None
    cue: Span | None
    cue_lemma: str
    confidence: float
    method: str

    @property
    def start(self) -> int:
        """Where its content begins."""
        return self.content[0].start


@dataclass(frozen=True, slots=True)
class EntityCandidate:
    """An entity to be: somebody whom the document names, with all the names that it uses.

    `anonymous` tells a description ("a senior Polish official") from a proper name. `country` is an
    entity id, `member_of` one or a name, `known` the id of a reference entity.
    """

    name: str
    kind: EntityKind
    aliases: tuple[str, ...] = ()
    anonymous: bool = False
    role: str | None = None
    country: str | None = None
    member_of: str | None = None
    known: str | None = None


@dataclass(frozen=True, slots=True)
class NameMention:
    """A name in the text and the number of the candidate that it names."""

    span: Span
    candidate: int


@dataclass(frozen=True, slots=True)
class Statement:
    """An attribution whose source is known: `speakers` are numbers of candidates, principal first."""

    attribution: Attribution
    speakers: tuple[int, ...]
    said_on: date | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A document on its way through the stages; each stage fills what the next one reads.

    Nobody speaks in `captions` and `bylines`, but both name people and places.
    """

    document: Document
    reference: Reference
    codebook: Codebook
    operating_point: OperatingPoint = OperatingPoint.PRECISE
    passages: tuple[Passage, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()
    captions: tuple[Paragraph, ...] = ()
    bylines: tuple[Line, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    candidates: tuple[EntityCandidate, ...] = ()
    name_mentions: tuple[NameMention, ...] = ()
    statements: tuple[Statement, ...] = ()
    entities: tuple[Entity, ...] = ()
    mentions: tuple[Mention, ...] = ()
    claims: tuple[Claim, ...] = ()
    relations: tuple[Relation, ...] = ()

    def paragraph_at(self, place: int) -> Paragraph:
        """The paragraph in which a character of the document stands, or the last one before it."""
        after = bisect_right(self.paragraphs, place, key=lambda paragraph: paragraph.start)
        return self.paragraphs[after - 1]

    def mentions_in(self, span: Span) -> list[Mention]:
        """The mentions within a stretch of the text, in order."""
        first = bisect_left(self.mentions, span.start, key=lambda mention: mention.span.start)
        end = bisect_left(self.mentions, span.end, key=lambda mention: mention.span.start)
        return [mention for mention in self.mentions[first:end] if span.contains(mention.span)]

    def mention_at(self, place: int) -> Mention | None:
        """The mention at a place in the text."""
        after = bisect_right(self.mentions, place, key=lambda mention: mention.span.start)
        mention = self.mentions[after - 1] if after else None
        return mention if mention and place < mention.span.end else None

    def cue_of(self, claim: Claim) -> list[Token]:
        """The words of a claim's cue."""
        cue = claim.cue_span
        return list(self.paragraph_at(cue.start).tokens(cue) or ()) if cue else []

    def tokens_of(self, claim: Claim) -> list[Token]:
        """A claim's words."""
        paragraph = self.paragraph_at(claim.spans[0].start)
        return [token for span in claim.spans for token in paragraph.tokens(span) or ()]
