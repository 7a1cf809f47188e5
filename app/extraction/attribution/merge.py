"""Attributions of all attributors merged into one list: stage `attribute`.

"Merkel said the bridge is closed" gives source "Merkel", cue "said", content "the bridge is closed".
The extractors find what is said flatly; the grammar adds statements inside other ones, and rules add
headlines that open with their source and quotations without a cue.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from spacy.tokens import Token

from app.domain.span import joined
from app.extraction.attribution.attributor import Attributor
from app.extraction.attribution.back_references import pointer_of
from app.extraction.attribution.block_quotations import block
from app.extraction.attribution.completion import completed
from app.extraction.attribution.headlines import without_topics
from app.extraction.attribution.hearers import is_of_hearer, without_hearer
from app.extraction.attribution.multi_paragraph import continued, goes_on, led_up_to
from app.extraction.attribution.nested_attributions import (
    has_free_cue,
    relays,
    shallow,
    up_to_turn,
    with_second_clause,
)
from app.extraction.attribution.registry import EXTRACTORS, GRAMMAR
from app.extraction.attribution.rules.grammar import by_colon
from app.extraction.attribution.turns import spoken, with_turn
from app.extraction.attribution.uncued_quotations import introduced, with_bare_quotations
from app.extraction.draft import (
    Attribution,
    Draft,
    LineKind,
    Paragraph,
)
from app.extraction.lexicon.word_lists import cues, disputes, one_of
from app.extraction.segmentation.quotation_marks import is_open

# Paragraphs after which a bare quotation is still of the last speaker.
NEAR = 1
# An attribution below this confidence is dropped.
LEAST_CONFIDENCE = 0.4
# The same for a cue that is no reporting word ("is leaning on") and has no quotation: it may tell of an act.
LEAST_CONFIDENCE_OF_AN_ACT = 0.5
# The same for an act beside another one (", cooling talk of conflict").
LEAST_CONFIDENCE_OF_AN_ASIDE = 0.7
# Characters after "declined" that may tell what was not said.
LONGEST_SILENCE = 20
# Nouns whose first word the parser sometimes takes for a verb.
LOOKALIKES = frozenset({"think tank", "think tanks"})
# Classes of verbs that seldom tell of anything but words.
PLAIN = frozenset({"affirming", "arguing", "denying", "saying", "warning"})
RELATIVES = frozenset({"that", "which", "who", "whom", "what"})
NEGATIONS = frozenset({"never", "not", "n't", "n’t"})


def attribute(draft: Draft, extractors: Sequence[Attributor] = EXTRACTORS) -> Draft:
    """All attributions of a document, in reading order.

    A quotation without a source stands behind an attribution to its speaker.
    """
    text = draft.document.text
    found: list[Attribution] = []
    waiting: list[Attribution] = []
    by_attributor = (one.find(text, draft.paragraphs) for one in (GRAMMAR, *extractors))
    turns = spoken(text, draft.paragraphs)
    candidates = zip(draft.paragraphs, *by_attributor, strict=True)
    for number, (paragraph, grammar, *extracted) in enumerate(candidates):
        own = _of_paragraph(text, number, paragraph, grammar, _first_taken(extracted))
        own = with_turn(text, turns[number], own)
        if number and len(own) == 1 and own[0].source is None and own[0].cue is None:
            own = _bare(text, draft.paragraphs[number - 1], own[0], found, waiting)
        elif not own and number and turns[number] is None:
            own = block(text, number, paragraph, draft.paragraphs[number - 1], found)
        elif waiting and own:
            own = _led_up_to(text, paragraph, own, waiting)
            waiting = []
        elif own or paragraph.line.kind is not LineKind.BODY:
            waiting = []
        found.extend(own)
    return replace(draft, attributions=tuple(without_topics(draft, found)))


def _first_taken(candidates: Iterable[Sequence[Attribution]]) -> list[Attribution]:
    """What the extractors find in a paragraph; the first of them to take a cue keeps it."""
    found: list[Attribution] = []
    for own in candidates:
        found += [a for a in own if not found or has_free_cue(a, found)]
    return found


def _bare(
    text: str,
    before: Paragraph,
    bare: Attribution,
    found: list[Attribution],
    waiting: list[Attribution],
) -> list[Attribution]:
    """A bare quotation with its source: it goes on, is introduced, or waits for whoever speaks next."""
    if whole := continued(text, found, bare, before):
        found[-1] = whole
        return []
    introducing = introduced(bare, before)
    is_led = bool(waiting) and goes_on(text, before) is not None
    near = bool(found) and found[-1].paragraph >= bare.paragraph - NEAR and not is_led
    if introducing.source or (near and not _opens(text, bare)):
        waiting.clear()
        return [introducing]
    named = any(ent.label_ == "PERSON" for ent in before.parse.ents)
    if not is_led:
        waiting.clear()
    if is_led or near or not named:
        waiting.append(bare)
    return []


def _opens(text: str, bare: Attribution) -> bool:
    """True of a quotation that the next paragraph goes on with."""
    return is_open(text, bare.content[-1])


def _led_up_to(
    text: str, paragraph: Paragraph, own: list[Attribution], waiting: list[Attribution]
) -> list[Attribution]:
    """A paragraph's attributions, with the quotations that wait for its speaker.

    An open quotation is one with what follows. Where nobody spoke or was named before a closed one,
    it is a claim of whoever speaks just after it.
    """
    if waiting[-1].paragraph != own[0].paragraph - NEAR or own[0].source is None:
        return own
    if _opens(text, waiting[-1]):
        whole = led_up_to(text, waiting, own[0], paragraph.start)
        return [whole, *own[1:]] if whole else own
    return [own[0], *waiting, *own[1:]]


def _of_paragraph(
    text: str,
    number: int,
    paragraph: Paragraph,
    grammar: Sequence[Attribution],
    extracted: Sequence[Attribution],
) -> list[Attribution]:
    """A paragraph's attributions: what is extracted, completed and sifted, and what rules add to it."""
    extracted = [kept for a in extracted for kept in _in_its_sentence(a, paragraph, grammar)]
    found = [part for a in extracted for part in completed(text, a, paragraph, grammar, extracted)]
    untaken = [a for a in grammar if has_free_cue(a, found)]
    found += [a for a in untaken if relays(a, found) or _answers(text, a) or _is_plain(a, found)]
    found = shallow(found)
    found = [with_second_clause(text, a, found) for a in found]
    found = [
        a
        for a in found
        if _is_sure(a, paragraph)
        and not is_of_hearer(a, paragraph)
        and not _is_nod(text, a)
        and joined(text, a.content).lower() not in RELATIVES
        and not _is_silence(text, a)
        and not _is_of_next_clause(a, paragraph, found)
    ]
    if paragraph.line.kind is LineKind.HEADLINE:
        found += _headline(text, number, paragraph, found)
    found = [without_hearer(a, paragraph) for a in found]
    found = [up_to_turn(text, a, found, paragraph) for a in found]
    found = with_bare_quotations(text, number, paragraph, found)
    return sorted(found, key=lambda attribution: attribution.content[0])


def _in_its_sentence(
    attribution: Attribution, paragraph: Paragraph, grammar: Sequence[Attribution]
) -> list[Attribution]:
    """The attribution, or the grammar's where a cue is tied to words of another sentence.

    "It rained, Lee told us. It was cold, Ray told us." has two cues with their own words. A quotation
    may stand in a sentence of its own; other words may not.
    """
    cue, first = attribution.cue, attribution.content[0]
    opens_quoted = any(q.start <= first.start < q.end for q in paragraph.quotations)
    if cue is None or opens_quoted or paragraph.sentence(cue) == paragraph.sentence(first):
        return [attribution]
    other = paragraph.sentence(first)
    return [a for a in grammar if a.cue and (a.cue.overlap(cue) or other.contains(a.cue))]


def _is_sure(attribution: Attribution, paragraph: Paragraph) -> bool:
    tokens = paragraph.tokens(attribution.cue) if attribution.cue else None
    if tokens is not None and tokens.doc[tokens.start : tokens.end + 1].text.lower() in LOOKALIKES:
        return False
    quotes = any(piece.overlap(q) for piece in attribution.content for q in paragraph.quotations)
    if tokens is None or quotes or any(_is_reporting(token) for token in tokens):
        return attribution.confidence >= LEAST_CONFIDENCE
    is_aside = tokens.root.tag_ == "VBG" and tokens.root.dep_ == "advcl"
    least = LEAST_CONFIDENCE_OF_AN_ASIDE if is_aside else LEAST_CONFIDENCE_OF_AN_ACT
    is_negated = any(token.lower_ in NEGATIONS for token in tokens)
    return attribution.confidence >= least and not is_negated


def _is_nod(text: str, attribution: Attribution) -> bool:
    """True of "“It is empty.” The members nodded": the sentence before a gesture is not of who makes it."""
    cue, last = attribution.cue, attribution.content[-1]
    if cue is None or attribution.cue_lemma not in cues().gestures or last.end > cue.start:
        return False
    return last.of(text).rstrip("”\"'’»").endswith((".", "!", "?"))


def _is_silence(text: str, attribution: Attribution) -> bool:
    """True of "declined to comment": its cue and what follows say that nothing was said."""
    cue, first = attribution.cue, attribution.content[0]
    if cue is None:
        return False
    end = first.end if cue.end <= first.start else cue.end
    said = text[cue.start : min(end, cue.end + LONGEST_SILENCE)]
    return bool(_silences().search(said))


def _is_of_next_clause(
    attribution: Attribution, paragraph: Paragraph, found: Sequence[Attribution]
) -> bool:
    """True of "cooling talk of war a day after Lee said that …": "talk of war" is not Lee's."""
    source, cue = attribution.source, attribution.cue
    if not source or not cue or not cue.start < attribution.content[0].start < source.start:
        return False
    others = (a.cue for a in found if a.source == source and a.cue and a.cue > source)
    tokens = (paragraph.tokens(other) for other in others)
    return any(other is not None and other.root.dep_ == "advcl" for other in tokens)


def _is_plain(candidate: Attribution, found: Sequence[Attribution]) -> bool:
    """True of a plain "Lee said it was safe" apart from all that is found, which the tagger passed over."""
    apart = not any(
        piece.overlap(own)
        for a in found
        for piece in (*a.content, *((a.cue,) if a.cue else ()))
        for own in (*candidate.content, candidate.cue)
        if own
    )
    return apart and cues().verb_class(candidate.cue_lemma) in PLAIN


def _answers(text: str, candidate: Attribution) -> bool:
    """True of "stands by that view", which no extractor finds: it upholds a claim."""
    lemma, table = candidate.cue_lemma, disputes()
    if lemma not in table.agreeing + table.disputing:
        return False
    pointer = pointer_of(candidate.content[0].of(text), lemma)
    return pointer is not None and pointer.noun is not None


@cache
def _silences() -> re.Pattern[str]:
    return one_of(cues().silences)


def _is_reporting(token: Token) -> bool:
    lemma = token.lemma_.lower()
    return bool(cues().verb_class(lemma)) or lemma in cues().nouns or token.text == ":"


def _headline(
    text: str, number: int, paragraph: Paragraph, found: Sequence[Attribution]
) -> Iterator[Attribution]:
    """The source before a headline's colon, unless it was found to speak already."""
    speaking = [a.source for a in found if a.source]
    for attribution in by_colon(text, number, paragraph):
        source = attribution.source
        if source and not any(source.overlap(other) for other in speaking):
            yield attribution
