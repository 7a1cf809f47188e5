"""Completion of extracted attributions that are cut short or joined, by the grammar of their sentence."""

import re
from collections.abc import Sequence
from dataclasses import replace

from app.domain.span import Span, covering
from app.extraction.attribution.content import cleaned
from app.extraction.attribution.nested_attributions import holds
from app.extraction.draft import Attribution, Paragraph

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
    whole = _from_its_cue(text, _whole(attribution, paragraph, grammar), grammar)
    return _parted(text, whole, grammar, extracted)


def _whole(
    attribution: Attribution, paragraph: Paragraph, grammar: Sequence[Attribution]
) -> Attribution:
    """The attribution with the content that the grammar gives it, where another cue interrupts that, or its own does.

    The tagger stops at the inner cue: "added that the answer, which he said was false, changed …",
    and takes one side of "the report, critics say, asks for more".
    """
    cue = attribution.cue
    other = next((a for a in grammar if cue and a.cue and a.cue.overlap(cue)), None)
    if other is None or cue is None:
        return attribution
    if len(other.content) > 1:
        tokens = paragraph.tokens(cue)
        is_aside = tokens is not None and tokens.root.dep_ == "parataxis"
        half = len(attribution.content) == 1 and holds(other, attribution.content[0])
        return replace(attribution, content=other.content) if is_aside and half else attribution
    wider = holds(other, covering(attribution.content))
    if wider and any(_interrupts(a, other) for a in grammar if a is not other):
        return replace(attribution, content=other.content)
    return attribution


def _from_its_cue(
    text: str, attribution: Attribution, grammar: Sequence[Attribution]
) -> Attribution:
    """The attribution with the words between its cue and what another one within it reports.

    The tagger begins at the inner content: "says despite assurances from the mayor that [it is safe]".
    """
    cue, first = attribution.cue, attribution.content[0]
    if cue is None or cue.end >= first.start:
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
