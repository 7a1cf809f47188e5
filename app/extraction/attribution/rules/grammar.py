"""The grammar of sentences as an attributor: source, cue and content by the parse.

The tagger finds more, but never one attribution inside another; the grammar shows both.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from spacy.tokens import Doc

from app.domain.span import Span, trimmed
from app.extraction.attribution.back_references import pointer_of
from app.extraction.attribution.content import cleaned, widened
from app.extraction.attribution.rules.cue import Cue
from app.extraction.attribution.rules.cues import find_cues
from app.extraction.draft import Attribution, Paragraph
from app.extraction.lexicon.word_lists import (
    cues,
    descriptions,
    disputes,
    furniture,
)

# Pronouns that name no source: the writer's, and those that stand for a thing.
NARRATORS = frozenset({"i", "we", "you", "one", "this", "that", "what", "which", "who", "there"})
PRONOUNS = frozenset({"he", "she", "it", "they"})
COLON_HEADLINE = re.compile(r"([^:“”\"]{3,60}?):\s+(?=\S)")

METHOD = "grammar-1"
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


def find(text: str, paragraphs: Sequence[Paragraph]) -> Iterator[list[Attribution]]:
    """The attributions that the grammar of each paragraph shows, one inside another included."""
    for number, paragraph in enumerate(paragraphs):
        found = (_of_cue(text, number, paragraph, cue) for cue in find_cues(paragraph.parse))
        merged = _merged([attribution for attribution in found if attribution])
        yield [_without_phrase(text, attribution, merged) for attribution in merged]


def _without_phrase(
    text: str, attribution: Attribution, others: Sequence[Attribution]
) -> Attribution:
    """The attribution without an ", according to …" at its end, which is somebody else's cue."""
    last = attribution.content[-1]
    for other in others:
        phrase = other.cue if " " in other.cue_lemma else None
        ends = other.source is not None and other.source.end >= last.end - 1
        if phrase and ends and last.start < phrase.start < last.end:
            kept = cleaned(text, Span(last.start, phrase.start))
            return replace(attribution, content=(*attribution.content[:-1], kept or last))
    return attribution


def _of_cue(text: str, number: int, paragraph: Paragraph, cue: Cue) -> Attribution | None:
    parse, quotations = paragraph.parse, paragraph.quotations
    cue_span = paragraph.span_of(*cue.range)
    source = paragraph.span_of(*cue.source) if cue.source else None
    around = next((q for q in quotations if q.contains(cue_span)), None)
    if not _reports(parse, cue, source, text, within_quotation=around is not None):
        return None
    pieces = []
    for first, end in cue.content:
        span = paragraph.span_of(first, end)
        if around is None:
            span = widened(span, quotations, [cue_span, *([source] if source else [])])
        if kept := cleaned(text, span):
            pieces.append(kept)
    if not pieces or not re.search(r"\w\W+\w|\w{4}", pieces[0].of(text)):
        return None
    if cue.lemma in disputes().of_views and pointer_of(pieces[0].of(text), cue.lemma) is None:
        return None  # "Stands by its allies" is a deed, "stands by that view" says something.
    confidence = CONFIDENCE.get(cues().verb_class(cue.lemma) or "", OF_A_NOUN_OR_PHRASE)
    if any(q.contains(piece) for q in quotations for piece in pieces) and around is None:
        confidence = OF_A_QUOTATION
    return Attribution(number, tuple(pieces), source, cue_span, cue.lemma, confidence, METHOD)


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


def _merged(attributions: Sequence[Attribution]) -> list[Attribution]:
    """The attributions, with one for each content: of two cues the one nearer to it."""
    kept: dict[tuple[Span, ...], Attribution] = {}
    for attribution in attributions:
        other = kept.get(attribution.content)
        if other is None or _distance(attribution) < _distance(other):
            kept[attribution.content] = attribution
    return list(kept.values())


def _distance(attribution: Attribution) -> int:
    cue = attribution.cue
    return min(abs(cue.end - attribution.start), abs(cue.start - attribution.start)) if cue else 0


def by_colon(text: str, number: int, paragraph: Paragraph) -> Iterator[Attribution]:
    """A headline that opens with its source: "Defense secretary: Conflict … is not inevitable"."""
    match = COLON_HEADLINE.match(text, paragraph.start, paragraph.line.span.end)
    if match is None:
        return
    source = Span(*match.span(1))
    if source.of(text).lower().endswith(tuple(furniture().rubrics)):
        return
    first = paragraph.parse[0 : len(source.of(text).split()) + 2]
    content = trimmed(text, match.end(), paragraph.line.span.end)
    speaks = any(token.ent_type_ in ("PERSON", "ORG", "GPE", "NORP") for token in first)
    offices = any(token.lemma_.lower() in _speaking_nouns() for token in first)
    if content and (speaks or offices):
        yield Attribution(number, (content,), source, None, ":", OF_A_HEADLINE, METHOD)


@cache
def _speaking_nouns() -> frozenset[str]:
    return frozenset(descriptions().offices + descriptions().person)
