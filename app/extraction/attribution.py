"""Sentences → source, cue and content, by grammar and quotation marks.

"Milley said the movements are different" gives source "Milley", cue "said", content "the movements
are different". Content leaves out a leading "that" and keeps its quotation marks.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from spacy.tokens import Doc

from app.domain.span import Span, trimmed
from app.extraction.cues import Cue, find_cues
from app.extraction.quotations import quoted
from app.extraction.records import Attribution, Draft, LineKind, Paragraph
from app.extraction.vocabulary import cues, descriptions

LEADING = re.compile(r"(?:[\s,;:.–—-]*\b(?:but|and)\b(?=\s))?[\s,;:.–—-]*", re.IGNORECASE)
TRAILING = ",;:–—-"
HANGING = re.compile(r"[\s,]+(?:but|and|while)$", re.IGNORECASE)
# Pronouns that name no source: the writer's, and those that stand for a thing.
NARRATORS = frozenset({"i", "we", "you", "one", "this", "that", "what", "which", "who", "there"})
PRONOUNS = frozenset({"he", "she", "it", "they"})
COLON_HEADLINE = re.compile(r"([^:“”\"]{3,60}?):\s+(?=\S)")
SENTENCE_MARKS = frozenset(".!?,")

CONFIDENCE = {
    "saying": 0.9,
    "arguing": 0.85,
    "affirming": 0.85,
    "denying": 0.85,
    "warning": 0.85,
    "demanding": 0.7,
    "promising": 0.7,
    "finding": 0.7,
    "believing": 0.6,
}
OF_A_QUOTATION = 0.95
OF_A_NOUN_OR_PHRASE = 0.8
OF_A_HEADLINE = 0.75
OF_A_QUOTATION_ALONE = 0.6
# A quotation of fewer words is a word or a title in quotation marks.
FEWEST_WORDS = 3


def attribute(draft: Draft) -> Draft:
    """Every attribution of every paragraph, in reading order."""
    text = draft.document.text
    found: list[Attribution] = []
    for number, paragraph in enumerate(draft.paragraphs):
        found.extend(_of_paragraph(text, number, paragraph))
    return replace(draft, attributions=tuple(found))


def _of_paragraph(text: str, number: int, paragraph: Paragraph) -> list[Attribution]:
    words = paragraph.line.span.of(text)
    quotations = [span.shifted(paragraph.start) for span in quoted(words)]
    by_grammar = [
        attribution
        for cue in find_cues(paragraph.parse)
        if (attribution := _of_cue(text, number, paragraph, cue, quotations))
    ]
    if paragraph.line.kind is LineKind.HEADLINE and not by_grammar:
        by_grammar = list(_of_colon(text, number, paragraph))
    found = _alone(text, number, paragraph, _merged(by_grammar), quotations)
    return sorted(found, key=lambda attribution: attribution.content[0])


def _of_cue(
    text: str, number: int, paragraph: Paragraph, cue: Cue, quotations: Sequence[Span]
) -> Attribution | None:
    parse = paragraph.parse
    cue_span = _span(paragraph, cue.range)
    source = _span(paragraph, cue.source) if cue.source else None
    around = next((q for q in quotations if q.contains(cue_span)), None)
    if not _reports(parse, cue, source, text, within_quotation=around is not None):
        return None
    pieces = []
    for first, end in cue.content:
        span = _span(paragraph, (first, end))
        if around is None:
            span = _widened(span, quotations, [cue_span, *([source] if source else [])])
        if cleaned := _cleaned(text, span):
            pieces.append(cleaned)
    if not pieces or not re.search(r"\w\W+\w|\w{4}", pieces[0].of(text)):
        return None
    confidence = CONFIDENCE.get(cues().verb_class(cue.lemma) or "", OF_A_NOUN_OR_PHRASE)
    if any(q.contains(piece) for q in quotations for piece in pieces) and around is None:
        confidence = OF_A_QUOTATION
    return Attribution(number, tuple(pieces), source, cue_span, cue.lemma, confidence)


def _reports(
    parse: Doc, cue: Cue, source: Span | None, text: str, *, within_quotation: bool
) -> bool:
    """False for what only looks like a report: "it is said", "to say that", "we think"."""
    token = parse[cue.token]
    if source is None:
        return False
    word = source.of(text).lower()
    if word in NARRATORS or (within_quotation and (word in PRONOUNS or cue.is_object)):
        return False
    if any(child.tag_ in ("TO", "MD") for child in token.lefts if child.dep_ == "aux"):
        return False
    return token.tag_ != "VB" or token.dep_ != "ROOT"


def _widened(span: Span, quotations: Sequence[Span], outside: Sequence[Span]) -> Span:
    """The span with every quotation whole that it shares more than an edge with."""
    for quotation in quotations:
        if span.overlap(quotation) and not any(quotation.overlap(other) for other in outside):
            span = Span(min(span.start, quotation.start), max(span.end, quotation.end))
    return span


def _cleaned(text: str, span: Span) -> Span | None:
    """Without a leading "that", and without white space, commas and dashes at its edges.

    A full stop at the end is dropped too, unless it stands inside quotation marks.
    """
    match = LEADING.match(text, span.start, span.end)
    start = match.end() if match else span.start
    hanging = HANGING.search(text[start : span.end].rstrip())
    end = start + hanging.start() if hanging else span.end
    cleaned = trimmed(text, start, end, TRAILING)
    if (
        cleaned
        and text[cleaned.end - 1] == "."
        and not text[cleaned.start : cleaned.end].endswith(("...", "U.S.", "U.N.", "a.m.", "p.m."))
    ):
        return trimmed(text, cleaned.start, cleaned.end - 1, TRAILING)
    return cleaned


def _span(paragraph: Paragraph, tokens: tuple[int, int]) -> Span:
    first, last = paragraph.parse[tokens[0]], paragraph.parse[tokens[1] - 1]
    return Span(first.idx, last.idx + len(last)).shifted(paragraph.start)


def _merged(attributions: Sequence[Attribution]) -> list[Attribution]:
    """Of two cues for the very same content, the one nearer to it."""
    kept: dict[tuple[Span, ...], Attribution] = {}
    for attribution in attributions:
        other = kept.get(attribution.content)
        if other is None or _distance(attribution) < _distance(other):
            kept[attribution.content] = attribution
    return list(kept.values())


def _distance(attribution: Attribution) -> int:
    cue = attribution.cue
    return min(abs(cue.end - attribution.start), abs(cue.start - attribution.start)) if cue else 0


def _of_colon(text: str, number: int, paragraph: Paragraph) -> Iterator[Attribution]:
    """A headline that opens with its source: "Defense secretary: Conflict … is not inevitable"."""
    match = COLON_HEADLINE.match(text, paragraph.start, paragraph.line.span.end)
    if match is None:
        return
    source = Span(*match.span(1))
    first = paragraph.parse[0 : len(source.of(text).split()) + 2]
    content = trimmed(text, match.end(), paragraph.line.span.end)
    speaks = any(token.ent_type_ in ("PERSON", "ORG", "GPE", "NORP") for token in first)
    offices = any(token.lemma_.lower() in _speaking_nouns() for token in first)
    if content and (speaks or offices):
        yield Attribution(number, (content,), source, None, ":", OF_A_HEADLINE)


@cache
def _speaking_nouns() -> frozenset[str]:
    return frozenset(descriptions().offices + descriptions().person)


def _alone(
    text: str,
    number: int,
    paragraph: Paragraph,
    attributions: list[Attribution],
    quotations: Sequence[Span],
) -> list[Attribution]:
    """Quotations that no cue claims: the rest of an interrupted one, or one that stands alone."""
    if paragraph.line.kind is not LineKind.BODY:
        return attributions
    result = list(attributions)
    for quotation in quotations:
        taken = [a for a in result if any(piece.overlap(quotation) for piece in a.content)]
        if taken or not _is_statement(text, quotation):
            continue
        before = [
            i
            for i, a in enumerate(result)
            if a.content[-1].end <= quotation.start and a.content[-1].of(text)[-1] in '”"»'
        ]
        if before and not _interrupted_by_prose(text, result[before[-1]], quotation):
            last = result[before[-1]]
            result[before[-1]] = replace(last, content=(*last.content, quotation))
        else:
            result.append(Attribution(number, (quotation,), None, None, "", OF_A_QUOTATION_ALONE))
    return result


def _is_statement(text: str, quotation: Span) -> bool:
    """A sentence in quotation marks, not a word or a title in them."""
    inner = quotation.of(text).strip('“”"«»„ ')
    return (
        len(inner.split()) >= FEWEST_WORDS and (inner[-1] in SENTENCE_MARKS) and inner[0].isupper()
    )


def _interrupted_by_prose(text: str, attribution: Attribution, quotation: Span) -> bool:
    """True where a whole sentence of the writer's stands between the two."""
    known = [attribution.content[-1].end]
    known += [span.end for span in (attribution.cue, attribution.source) if span]
    between = text[max(end for end in known if end <= quotation.start) : quotation.start]
    return len(re.findall(r"[.!?]\s", between.strip() + " ")) > 1
