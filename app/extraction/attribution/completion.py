"""Completion of extracted attributions that are cut short or joined, by the grammar of their sentence."""

import re
from collections.abc import Sequence
from dataclasses import replace

from app.domain.span import Span, covering
from app.extraction.attribution.content import cleaned
from app.extraction.attribution.nested_attributions import holds
from app.extraction.attribution.rules.cues import subject
from app.extraction.draft import Attribution, Paragraph
from app.extraction.lexicon.word_lists import cues

# Where a clause may end before the grammar says so.
ENDING = re.compile(r"[,;:.!?“”\"()–—]")
# Participles that say what somebody is: "calling him unfit".
NAMING = frozenset({"brand", "call", "deem", "dub", "label", "term"})
# What joins a second cue to the first: ", but also [added]".
JOINT = re.compile(r"[,”\"]* (?:and|but)(?: \w+){0,2} $")


def completed(
    text: str,
    attribution: Attribution,
    paragraph: Paragraph,
    grammar: Sequence[Attribution],
    extracted: Sequence[Attribution],
) -> list[Attribution]:
    """An `extracted` attribution with all of its content, in two where it holds a second cue."""
    attribution = _near(_of_its_subject(attribution, paragraph), paragraph, grammar)
    whole = _from_its_cue(text, _whole(text, attribution, paragraph, grammar), paragraph, grammar)
    return _of_two(text, whole, paragraph, grammar) or _parted(text, whole, grammar, extracted)


def _of_its_subject(attribution: Attribution, paragraph: Paragraph) -> Attribution:
    """The attribution with the subject of its participle: "Lee said Ray had written, [calling] him unfit"."""
    cue = paragraph.tokens(attribution.cue) if attribution.cue else None
    source = paragraph.tokens(attribution.source) if attribution.source else None
    if not cue or not source or cue.root.tag_ != "VBG" or cue.root.dep_ != "advcl":
        return attribution
    own = subject(cue.root)
    if cues().verb_class(cue.root.lemma_) is None and cue.root.lemma_ not in NAMING:
        return attribution
    governing = cue.root.head
    inner = governing.dep_ in ("ccomp", "relcl") and governing.is_ancestor(cue.root)
    if own is None or not inner or (own[0] < source.end and source.start < own[1]):
        return attribution
    return replace(attribution, source=paragraph.span_of(*own))


def _by_grammar(attribution: Attribution, grammar: Sequence[Attribution]) -> Attribution | None:
    """What the grammar makes of the same cue."""
    cue = attribution.cue
    return next((a for a in grammar if cue and a.cue and a.cue.overlap(cue)), None)


def _near(
    attribution: Attribution, paragraph: Paragraph, grammar: Sequence[Attribution]
) -> Attribution:
    """The attribution by its own sentence, where the tagger ties its cue to another one's source or words.

    "Lee said it was closed. Mayor Ray …" is Lee's; "…, according to Lee. She said … “it is late”" is no
    quotation of the first cue.
    """
    cue, source = attribution.cue, attribution.source
    own = _by_grammar(attribution, grammar)
    if own is None or cue is None or source is None or own.source is None:
        return attribution
    here = paragraph.sentence(cue)
    if not here.contains(source) and here.contains(own.source) and source.start > cue.end:
        attribution = replace(attribution, source=own.source)
    first = attribution.content[0]
    ends = (sentence.end_char + paragraph.start for sentence in paragraph.parse.sents)
    far = any(here.end < end <= first.start for end in ends)
    return replace(attribution, content=own.content) if far else attribution


def _of_two(
    text: str, attribution: Attribution, paragraph: Paragraph, grammar: Sequence[Attribution]
) -> list[Attribution]:
    """The attribution and another one, where a second speaker's quotation stands right behind the first.

    "Lee said: “It was late.” “It was foggy,” Ray told us."
    """
    last, cue = attribution.content[-1], attribution.cue
    for second in grammar:
        first = second.content[0]
        if cue is None or second.cue is None or second.source is None:
            continue
        own = not second.cue.overlap(cue) and not last.contains(second.cue)
        quoted = any(q.start == first.start and q.end <= last.end for q in paragraph.quotations)
        if not own or not quoted or not last.start < first.start:
            continue
        kept = cleaned(text, Span(last.start, first.start))
        if kept and text[kept.end - 1] in '”"»':
            return [replace(attribution, content=(*attribution.content[:-1], kept)), second]
    return []


def _whole(
    text: str, attribution: Attribution, paragraph: Paragraph, grammar: Sequence[Attribution]
) -> Attribution:
    """The attribution with the content that the grammar gives it, where another cue interrupts that, or its own does.

    The tagger stops at the inner cue: "added that the answer, which he said was false, changed …",
    and takes one side of "the report, critics say, asks for more".
    """
    cue = attribution.cue
    other = _by_grammar(attribution, grammar)
    if other is None or cue is None:
        return attribution
    is_demand = cues().verb_class(attribution.cue_lemma) == "demanding"
    if is_demand and len(other.content) == len(attribution.content) == 1:
        attribution = _to_its_end(text, attribution, other.content[0])
    if len(other.content) > 1:
        tokens = paragraph.tokens(cue)
        is_aside = tokens is not None and tokens.root.dep_ == "parataxis"
        half = len(attribution.content) == 1 and holds(other, attribution.content[0])
        return replace(attribution, content=other.content) if is_aside and half else attribution
    wider = holds(other, covering(attribution.content))
    if wider and any(_interrupts(a, other) for a in grammar if a is not other):
        return replace(attribution, content=other.content)
    return attribution


def _to_its_end(text: str, attribution: Attribution, clause: Span) -> Attribution:
    """A demand with the last words of its clause: "urged them to settle it [through dialogue]"."""
    own = attribution.content[0]
    rest = text[own.end : clause.end]
    goes_on = own.start <= clause.start < own.end < clause.end and not ENDING.search(rest)
    return replace(attribution, content=(Span(own.start, clause.end),)) if goes_on else attribution


def _from_its_cue(
    text: str, attribution: Attribution, paragraph: Paragraph, grammar: Sequence[Attribution]
) -> Attribution:
    """The attribution with the words between its cue and what another one within it reports.

    The tagger begins at the inner content: "says despite assurances from the mayor that [it is safe]".
    """
    cue, first = attribution.cue, attribution.content[0]
    if cue is None or cue.end >= first.start or not paragraph.sentence(cue).contains(first):
        return attribution
    gap = Span(cue.end, first.start)
    inner = any(a.cue and gap.contains(a.cue) and a.content[0].overlap(first) for a in grammar)
    whole = cleaned(text, Span(cue.end, first.end)) if inner else None
    return replace(attribution, content=(whole, *attribution.content[1:])) if whole else attribution


def _parted(
    text: str,
    attribution: Attribution,
    grammar: Sequence[Attribution],
    extracted: Sequence[Attribution],
) -> list[Attribution]:
    """The attribution, in two where the same source has a second cue: "said [it was safe], but added that [it …]"."""
    last = attribution.content[-1]
    for second in grammar:
        cue = second.cue
        if cue is None or attribution.source is None or second.source is None:
            continue
        same = second.source.overlap(attribution.source)
        within = last.start < cue.start and last.contains(cue) and last.contains(second.content[0])
        if not (same and within) or any(a.cue and a.cue.overlap(cue) for a in extracted):
            continue
        joint = JOINT.search(text, last.start, cue.start)
        parts = joint is not None and joint.start() > last.start
        first = cleaned(text, Span(last.start, joint.start())) if joint and parts else None
        if first:
            kept = replace(attribution, content=(*attribution.content[:-1], first))
            return [kept, replace(second, source=attribution.source)]
    return [attribution]


def _interrupts(inner: Attribution, outer: Attribution) -> bool:
    """True where the outer content goes on behind what the inner cue reports."""
    if inner.cue is None or not holds(outer, inner.cue):
        return False
    return covering(inner.content).end < covering(outer.content).end - 1
