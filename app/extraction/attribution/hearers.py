"""Hearers: "Lee was told that …" and "Asked why …, she" are no statements of the one who hears."""

from dataclasses import replace

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from app.domain.span import Span
from app.extraction.draft import Attribution, Paragraph
from app.extraction.lexicon.word_lists import cues
from app.extraction.parser import SUBJECTS

QUESTIONS = frozenset({"ask", "question"})


def is_of_hearer(attribution: Attribution, paragraph: Paragraph) -> bool:
    """True of a cue in the passive whose source is the one addressed, or nobody.

    "He was warned by the club that …" has the club as its source, and stays. What is asked is no
    claim of anybody's, and who hears, as a jury does, says nothing.
    """
    tokens = paragraph.tokens(attribution.cue) if attribution.cue else None
    if tokens is not None and any(t.lemma_.lower() == "hear" for t in tokens):
        return True
    verb = _addressing(tokens)
    if verb is not None and _closes(verb, paragraph, attribution):
        return True
    if verb is None or not _is_passive(verb):
        return False
    source = paragraph.tokens(attribution.source) if attribution.source else None
    agent = next((child for child in verb.children if child.dep_ == "agent"), None)
    if source is None or agent is None or verb.lemma_.lower() in QUESTIONS:
        return True
    return not any(word.i >= agent.i and agent.is_ancestor(word) for word in source)


def _addressing(cue: Tokens | None) -> Token | None:
    """The verb of a cue by which somebody is told or asked something."""
    return next((t for t in cue or () if t.lemma_.lower() in cues().addressing), None)


def _closes(verb: Token, paragraph: Paragraph, attribution: Attribution) -> bool:
    """True of the last word of a headline, "“It is late”, jury told"."""
    is_last = all(token.is_punct for token in verb.doc[verb.i + 1 :])
    before = attribution.content[-1].end <= verb.idx + paragraph.start
    return is_last and before and verb.lower_ in ("asked", "told")


def without_hearer(attribution: Attribution, paragraph: Paragraph) -> Attribution:
    """The attribution without the one addressed in its content: "[Lee] was told by Ray [that …]"."""
    verb = _addressing(paragraph.tokens(attribution.cue) if attribution.cue else None)
    if verb is None or not _is_passive(verb):
        return attribution
    hearers = [
        paragraph.span_of(c.left_edge.i, c.right_edge.i + 1)
        for c in verb.lefts
        if c.dep_ == "nsubjpass"
    ]
    kept = tuple(
        piece for piece in attribution.content if not any(h.contains(piece) for h in hearers)
    )
    kept = tuple(_without_that(paragraph, piece) for piece in kept)
    return replace(attribution, content=kept) if kept else attribution


def _without_that(paragraph: Paragraph, piece: Span) -> Span:
    tokens = paragraph.tokens(piece)
    joins = tokens is not None and len(tokens) > 1 and tokens[0].lower_ == "that"
    return (
        Span(tokens[1].idx + paragraph.start, piece.end) if tokens is not None and joins else piece
    )


def _is_passive(verb: Token) -> bool:
    """True of "was told" and of "Asked why", not of "has told"."""
    if verb.tag_ != "VBN":
        return verb.tag_ == "VBD" and _opens(verb)
    helping = [child for child in verb.lefts if child.dep_ in ("aux", "auxpass")]
    if any(child.dep_ == "auxpass" or child.lemma_ == "be" for child in helping):
        return True
    return not helping and verb.dep_ in ("acl", "advcl", "relcl") and not _has_subject(verb)


def _opens(verb: Token) -> bool:
    """True of the first word of a sentence, which the parser takes for a past tense: "Asked why"."""
    return verb.i == verb.sent.start and not _has_subject(verb)


def _has_subject(verb: Token) -> bool:
    return any(child.dep_ in SUBJECTS for child in verb.lefts)
