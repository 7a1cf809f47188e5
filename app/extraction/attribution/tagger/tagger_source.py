"""The learned tagger as an attributor: its spans as attributions, without its slips."""

from collections.abc import Sequence
from functools import cache

from app.domain.span import Span, covering
from app.extraction.attribution.content import cleaned, without_occasion
from app.extraction.attribution.tagger.linker import TaggedAttribution
from app.extraction.attribution.tagger.tagger import Tagger
from app.extraction.draft import Attribution, Paragraph
from app.extraction.lexicon.word_lists import cues
from app.extraction.weights import SHIPPED

METHOD = "tagger-1"
# What follows them is who is addressed, or where: "agreed with Lee", "said in a letter".
OCCASIONS = frozenset({"at", "during", "in", "on", "to", "with"})


@cache
def tagger() -> Tagger:
    """The shipped tagger; its network is loaded on first use."""
    return Tagger.load(SHIPPED)


def find(text: str, paragraphs: Sequence[Paragraph]) -> list[list[Attribution]]:
    """The attributions of each paragraph, read in the context of its neighbours."""
    tagged = tagger().attributions([paragraph.line.span.of(text) for paragraph in paragraphs])
    return [
        [
            attribution
            for one in found
            if (attribution := _attribution(text, number, paragraph, one)) is not None
        ]
        for number, (paragraph, found) in enumerate(zip(paragraphs, tagged, strict=True))
    ]


def _attribution(
    text: str, number: int, paragraph: Paragraph, tagged: TaggedAttribution
) -> Attribution | None:
    source, cue = _apart(
        paragraph, *(_span(paragraph, role) for role in (tagged.source, tagged.cue))
    )
    cue = _without_addressee(paragraph, cue) if cue else None
    pieces = [Span(*piece).shifted(paragraph.start) for piece in tagged.content]
    content = _content(text, paragraph, cue, pieces)
    if not content:
        return None
    lemma = _lemma(paragraph, cue) if cue else ""
    return Attribution(number, content, source, cue, lemma, tagged.confidence, METHOD)


def _span(paragraph: Paragraph, pieces: Sequence[tuple[int, int]]) -> Span | None:
    spans = [Span(*piece).shifted(paragraph.start) for piece in pieces]
    return covering(spans) if spans else None


def _apart(
    paragraph: Paragraph, source: Span | None, cue: Span | None
) -> tuple[Span | None, Span | None]:
    """The source whole, where the cue took its last name: "Fed and" "ECB warn" of a headline."""
    tokens = paragraph.tokens(cue) if cue else None
    before = paragraph.tokens(source) if source else None
    if not (source and cue and tokens and before) or source.end > cue.start:
        return source, cue
    verb = next((token for token in tokens if cues().verb_class(token.lemma_.lower())), tokens[0])
    if verb.i == tokens[0].i or before[-1].dep_ != "cc":
        return source, cue
    name = paragraph.span_of(tokens[0].i, verb.i)
    return covering([source, name]), Span(verb.idx + paragraph.start, cue.end)


def _without_addressee(paragraph: Paragraph, cue: Span) -> Span:
    """The cue without whom it addresses and where: "told" of "told the BBC", "agreed" of "agreed with Lee"."""
    tokens = paragraph.tokens(cue) or ()
    verb = next(
        (t for t in tokens if cues().verb_class(t.lemma_.lower()) and t.pos_ == "VERB"), None
    )
    after = [t for t in tokens if verb is not None and t.i > verb.i]
    if verb is None or not any(t.pos_ in ("NOUN", "PROPN") for t in after):
        return cue
    addresses = after[0].lower_ in OCCASIONS or (
        verb.lemma_.lower() in cues().addressing and after[0].pos_ != "ADP"
    )
    if not addresses or any(t.pos_ == "VERB" for t in after):
        return cue
    return Span(cue.start, verb.idx + len(verb) + paragraph.start)


def _content(
    text: str, paragraph: Paragraph, cue: Span | None, pieces: Sequence[Span]
) -> tuple[Span, ...]:
    """The pieces without a "that" that only joins them to the cue, and without slips.

    A slip is an unquoted piece in another sentence than the cue's, or before a "that".
    """
    quotations = paragraph.quotations
    joined = [piece for piece in pieces if _joins(paragraph, piece)]
    kept = []
    for piece in pieces:
        is_quoted = any(piece.overlap(quotation) for quotation in quotations)
        elsewhere = cue and paragraph.sentence(cue) != paragraph.sentence(piece)
        before = joined and piece.end <= joined[0].start
        if is_quoted or len(pieces) == 1 or not (elsewhere or before):
            kept.append(_within_sentence(paragraph, _bare(paragraph, piece), quotations))
    if kept and cue and kept[-1].start >= cue.end:
        kept[-1] = without_occasion(text, kept[-1])
    cleaned_pieces = (cleaned(text, piece) for piece in kept)
    return tuple(piece for piece in cleaned_pieces if piece)


def _joins(paragraph: Paragraph, piece: Span) -> bool:
    """True where a piece opens with the "that" of "said that …"."""
    tokens = paragraph.tokens(piece)
    return tokens is not None and tokens[0].lower_ == "that" and tokens[0].dep_ == "mark"


def _bare(paragraph: Paragraph, piece: Span) -> Span:
    tokens = paragraph.tokens(piece)
    if not tokens or len(tokens) == 1 or not _joins(paragraph, piece):
        return piece
    return Span(tokens[1].idx + paragraph.start, piece.end)


def _within_sentence(paragraph: Paragraph, piece: Span, quotations: Sequence[Span]) -> Span:
    """The piece, cut at the end of its sentence, or of the quotations that it begins with."""
    end = paragraph.sentence(piece).end
    for quotation in quotations:
        if (quotation.start <= max(piece.start, end - 1) and quotation.end > end) or (
            end <= quotation.start < piece.end and _is_gap(paragraph, end, quotation.start)
        ):
            end = quotation.end
    return Span(piece.start, end) if piece.start < end < piece.end else piece


def _is_gap(paragraph: Paragraph, start: int, end: int) -> bool:
    """True where nothing but a blank stands between."""
    own = paragraph.parse.text[start - paragraph.start : end - paragraph.start]
    return not own.strip()


def _lemma(paragraph: Paragraph, cue: Span) -> str:
    """The word of a cue that reports: "dispute" of "has disputed"."""
    tokens = paragraph.tokens(cue) or ()
    lemmas = [token.lemma_.lower() for token in tokens]
    return next(
        (lemma for lemma in lemmas if cues().verb_class(lemma)), lemmas[-1] if lemmas else ""
    )
