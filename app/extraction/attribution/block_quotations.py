"""Block quotations: a statement set off below a colon, without quotation marks, or as a list.

"In a letter, the club denied the claims:" and below it "She was never made to stay."
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.domain.span import Span
from app.extraction.attribution.content import cleaned
from app.extraction.attribution.rules.cues import subject
from app.extraction.draft import Attribution, LineKind, Paragraph
from app.extraction.lexicon.word_lists import cues

METHOD = "block-1"
CONFIDENCE = 0.6
BULLETS = "-–—•*·▪"
# A stretch of fewer words states nothing.
FEWEST_WORDS = 3


def block(
    text: str,
    number: int,
    paragraph: Paragraph,
    before: Paragraph,
    found: Sequence[Attribution],
) -> list[Attribution]:
    """The sentences of a paragraph as statements of whoever introduces them above."""
    introducing = _introducing(number, paragraph, before, found)
    if introducing is None or paragraph.line.kind is not LineKind.BODY:
        return []
    return [
        replace(
            introducing, paragraph=number, content=(content,), confidence=CONFIDENCE, method=METHOD
        )
        for content in _sentences(text, paragraph)
    ]


def _introducing(
    number: int, paragraph: Paragraph, before: Paragraph, found: Sequence[Attribution]
) -> Attribution | None:
    """Who speaks above: by the sentence that ends in a colon, or of the list that goes on."""
    last = found[-1] if found else None
    parse = before.parse
    if last and last.method == METHOD and last.paragraph == number - 1:
        return last if _is_item(paragraph) and _is_item(before) else None
    if not parse or parse[-1].text != ":":
        return None
    for token in reversed(list(parse[-1].sent)):
        lemma = token.lemma_.lower()
        if cues().verb_class(lemma) and (source := subject(token)):
            cue = before.span_of(token.i, token.i + 1)
            span = before.span_of(*source)
            return Attribution(number, (cue,), span, cue, lemma, CONFIDENCE, METHOD)
    return None


def _is_item(paragraph: Paragraph) -> bool:
    return paragraph.parse.text[:1] in BULLETS


def _sentences(text: str, paragraph: Paragraph) -> Iterator[Span]:
    for sentence in paragraph.parse.sents:
        span = Span(sentence.start_char, sentence.end_char).shifted(paragraph.start)
        start = span.start
        while start < span.end and (text[start] in BULLETS or text[start].isspace()):
            start += 1
        words = [token for token in sentence if token.is_alpha]
        content = cleaned(text, Span(start, span.end)) if start < span.end else None
        if content and len(words) >= FEWEST_WORDS:
            yield content
