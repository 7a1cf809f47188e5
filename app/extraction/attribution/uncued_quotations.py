"""Quotations that no cue claims: the rest of an interrupted one, or one that stands alone."""

import re
from collections.abc import Sequence
from dataclasses import replace

from app.domain.span import Span
from app.extraction.attribution.rules.cues import subject
from app.extraction.draft import Attribution, LineKind, Paragraph
from app.extraction.lexicon.word_lists import cues, people

METHOD = "quotation-1"
SENTENCE_MARKS = frozenset(".!?,")
OF_A_QUOTATION_ALONE = 0.6
# A quotation of fewer words is a word or a title in quotation marks.
FEWEST_WORDS = 3


def with_bare_quotations(
    text: str, number: int, paragraph: Paragraph, attributions: list[Attribution]
) -> list[Attribution]:
    """The attributions, with every quotation that none of them holds."""
    if paragraph.line.kind is not LineKind.BODY:
        return attributions
    result = list(attributions)
    for quotation in paragraph.quotations:
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
        elif source := _led_by(paragraph, quotation, result):
            result.append(
                Attribution(number, (quotation,), source, None, "", OF_A_QUOTATION_ALONE, METHOD)
            )
        elif not attributions and _is_alone(text, paragraph, quotation):
            result.append(
                Attribution(number, (quotation,), None, None, "", OF_A_QUOTATION_ALONE, METHOD)
            )
    return result


def _led_by(paragraph: Paragraph, quotation: Span, found: Sequence[Attribution]) -> Span | None:
    """Whom the sentence right before a quotation tells of: "Lee turned to us. “It is late.”"."""
    tokens = paragraph.tokens(quotation)
    if not tokens or tokens.start == 0:
        return None
    before = tokens.doc[tokens.start - 1].sent
    told = paragraph.span_of(before.start, before.end)
    if before.end > tokens.start or any(
        piece.overlap(told) for a in found for piece in (*a.content, *((a.cue,) if a.cue else ()))
    ):
        return None
    teller = subject(before.root)
    if teller is None or before.root.pos_ != "VERB":
        return None
    noun = before.doc[slice(*teller)].root
    is_person = noun.ent_type_ == "PERSON" or noun.lower_ in ("he", "she")
    named = any(t.ent_type_ == "PERSON" and t.dep_ == "appos" for t in before.doc[slice(*teller)])
    singular = noun.tag_ in ("NN", "NNP", "PRP")
    return (
        paragraph.span_of(*teller)
        if singular and (is_person or named or noun.lemma_ in people())
        else None
    )


def introduced(bare: Attribution, before: Paragraph) -> Attribution:
    """A quotation by itself, with the source of a paragraph before that ends in "She said:"."""
    parse = before.parse
    if not parse or parse[-1].text != ":":
        return bare
    for token in reversed(parse):
        source = subject(token) if cues().verb_class(token.lemma_.lower()) else None
        if source:
            cue = before.span_of(token.i, token.i + 1)
            lemma = token.lemma_.lower()
            return replace(bare, source=before.span_of(*source), cue=cue, cue_lemma=lemma)
    return bare


def _is_alone(text: str, paragraph: Paragraph, quotation: Span) -> bool:
    """True where the paragraph is nothing but the quotation."""
    rest = text[paragraph.start : quotation.start] + text[quotation.end : paragraph.line.span.end]
    return not any(character.isalnum() for character in rest)


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
