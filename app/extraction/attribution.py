"""Sentences → source, cue and content.

"Merkel said the bridge is closed" gives source "Merkel", cue "said", content "the bridge is closed".
The learned tagger finds what is said flatly; rules add what it never finds: a statement relayed
inside another one, headlines that open with their source, and quotations without a cue.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from app.domain.span import Span, covering
from app.extraction.grammar import by_colon, by_grammar
from app.extraction.learned import by_tagger
from app.extraction.quotations import quoted
from app.extraction.quoting import introduced, with_bare_quotations
from app.extraction.records import Attribution, Draft, LineKind, Paragraph
from app.extraction.vocabulary import cues

# So many paragraphs after somebody spoke, a quotation by itself is still theirs.
NEAR = 1


def attribute(draft: Draft) -> Draft:
    """Every attribution of every paragraph, in reading order."""
    text = draft.document.text
    found: list[Attribution] = []
    tagged = by_tagger(text, draft.paragraphs)
    for number, (paragraph, learned) in enumerate(zip(draft.paragraphs, tagged, strict=True)):
        own = _of_paragraph(text, number, paragraph, learned)
        if number and len(own) == 1 and own[0].source is None and own[0].cue is None:
            bare = introduced(own[0], draft.paragraphs[number - 1])
            goes_on = bool(found) and found[-1].paragraph >= number - NEAR
            own = [bare] if bare.source or goes_on else []
        found.extend(own)
    return replace(draft, attributions=tuple(found))


def _of_paragraph(
    text: str, number: int, paragraph: Paragraph, learned: Sequence[Attribution]
) -> list[Attribution]:
    words = paragraph.line.span.of(text)
    quotations = [span.shifted(paragraph.start) for span in quoted(words)]
    grammar = by_grammar(text, number, paragraph, quotations)
    found = [_whole(attribution, grammar) for attribution in learned]
    found += [a for a in grammar if _relays(a, found)]
    if paragraph.line.kind is LineKind.HEADLINE:
        found += _headline(text, number, paragraph, found)
    found = with_bare_quotations(text, number, paragraph, found, quotations)
    return sorted(found, key=lambda attribution: attribution.content[0])


def _whole(attribution: Attribution, grammar: Sequence[Attribution]) -> Attribution:
    """With the content that the grammar gives it, where another cue interrupts that.

    The tagger stops at the inner cue: "added that the answer, which he said was false, changed …".
    """
    cue = attribution.cue
    other = next((a for a in grammar if cue and a.cue and a.cue.overlap(cue)), None)
    if other is None or len(other.content) > 1:
        return attribution
    wider = _holds(other, covering(attribution.content))
    if wider and any(_interrupts(a, other) for a in grammar if a is not other):
        return replace(attribution, content=other.content)
    return attribution


def _interrupts(inner: Attribution, outer: Attribution) -> bool:
    """True where the outer content goes on behind what the inner cue reports."""
    if inner.cue is None or not _holds(outer, inner.cue):
        return False
    return covering(inner.content).end < covering(outer.content).end - 1


def _relays(candidate: Attribution, found: Sequence[Attribution]) -> bool:
    """True for a statement inside another one, or around one, whose cue nobody has taken."""
    cue = candidate.cue
    if (
        cue is None
        or candidate.cue_lemma in _thoughts()
        or any(a.cue and a.cue.overlap(cue) for a in found)
    ):
        return False
    inside = any(_holds(a, cue) and _holds(a, candidate.content[0]) for a in found)
    around = any(a.cue and _holds(candidate, a.cue) for a in found)
    return inside or around


@cache
def _thoughts() -> frozenset[str]:
    """Lemmas of thinking and finding, which relay nobody's words."""
    return frozenset(cues().verbs["believing"]) | frozenset(cues().verbs["finding"])


def _holds(attribution: Attribution, span: Span) -> bool:
    return any(piece.contains(span) for piece in attribution.content)


def flat(attributions: Sequence[Attribution]) -> list[Attribution]:
    """Without those that another one relays."""
    return [
        a
        for a in attributions
        if not any(
            a.cue and b is not a and b.paragraph == a.paragraph and _holds(b, a.cue)
            for b in attributions
        )
    ]


def _headline(
    text: str, number: int, paragraph: Paragraph, found: Sequence[Attribution]
) -> Iterator[Attribution]:
    """The source before a headline's colon, unless it was found to speak already."""
    speaking = [a.source for a in found if a.source]
    for attribution in by_colon(text, number, paragraph):
        source = attribution.source
        if source and not any(source.overlap(other) for other in speaking):
            yield attribution
