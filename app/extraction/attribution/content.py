"""The bounds of an attribution's content.

It leaves out a leading "that" and outer punctuation, and has its quotation marks whole.
"""

import re
from collections.abc import Sequence
from functools import cache

from app.domain.span import Span, trimmed
from app.extraction.lexicon.word_lists import cues

LEADING = re.compile(r"(?:[\s,;:.–—-]*\b(?:but|and)\b(?=\s))?[\s,;:.–—-]*", re.IGNORECASE)
TRAILING = ",;:–—-"
HANGING = re.compile(r"[\s,]+(?:but|and|while)$", re.IGNORECASE)


def without_occasion(text: str, span: Span) -> Span:
    """The span without an ", during a briefing on Monday" at its end, which tells where it was said.

    Only the writer's words are cut: what ends in a quotation mark ends there.
    """
    match = _occasion().search(text, span.start, span.end)
    return Span(span.start, match.start()) if match and match.start() > span.start else span


@cache
def _occasion() -> re.Pattern[str]:
    nouns = "|".join(map(re.escape, cues().occasions))
    return re.compile(
        rf"(?<=[,”\"]) (?:during|in|at|in response to) (?:an?|the|his|her|their|its)\b[^,.;:“”\"]*\b(?:{nouns})\b[^“”\"]*$"
    )


def widened(span: Span, quotations: Sequence[Span], outside: Sequence[Span]) -> Span:
    """The span with every quotation whole that it shares more than an edge with."""
    for quotation in quotations:
        if span.overlap(quotation) and not any(quotation.overlap(other) for other in outside):
            span = Span(min(span.start, quotation.start), max(span.end, quotation.end))
    return span


def cleaned(text: str, span: Span) -> Span | None:
    """The span without "but" or "and" and without white space, commas and dashes at its edges.

    A full stop at the end is dropped too, unless it stands inside quotation marks.
    """
    match = LEADING.match(text, span.start, span.end)
    start = match.end() if match else span.start
    hanging = HANGING.search(text[start : span.end].rstrip())
    end = start + hanging.start() if hanging else span.end
    kept = trimmed(text, start, end, TRAILING)
    if (
        kept
        and text[kept.end - 1] == "."
        and not kept.of(text).endswith(("...", "U.S.", "U.N.", "a.m.", "p.m."))
    ):
        return trimmed(text, kept.start, kept.end - 1, TRAILING)
    return kept
