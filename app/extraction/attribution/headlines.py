"""Headlines with a colon: "Defense secretary: War is not inevitable", but not "Gordon Pell: Police say no".

Who stands before the colon speaks where the text below says so; else it is the topic.
"""

import re
from collections.abc import Sequence

from app.domain.span import Span
from app.extraction.draft import Attribution, Draft, LineKind

WORD = re.compile(r"[^\W\d_]{4,}")


def without_topics(draft: Draft, found: Sequence[Attribution]) -> list[Attribution]:
    """The attributions without those to a mere topic before a headline's colon."""
    text = draft.document.text
    by_passage: dict[int, list[Attribution]] = {}
    for one in found:
        line = draft.paragraphs[one.paragraph].line
        if line.kind is LineKind.BODY:
            by_passage.setdefault(line.passage, []).append(one)
    return [
        one
        for one in found
        if not _is_by_colon(draft, one)
        or _is_borne_out(
            text, one, by_passage.get(draft.paragraphs[one.paragraph].line.passage, [])
        )
    ]


def _is_by_colon(draft: Draft, one: Attribution) -> bool:
    """True of a headline whose source is tied to the rest by a colon alone."""
    if draft.paragraphs[one.paragraph].line.kind is not LineKind.HEADLINE or one.source is None:
        return False
    if one.source.end > one.content[0].start:
        return False
    between = draft.document.text[one.source.end : one.content[0].start]
    return ":" in between and not any(letter.isalpha() for letter in between)


def _is_borne_out(text: str, headline: Attribution, body: Sequence[Attribution]) -> bool:
    """True where the likest statement below is not made by somebody whom the rest of the headline names."""
    said = _words(text, headline.content)
    likest = max(body, key=lambda one: len(said & _words(text, one.content)), default=None)
    if likest is None or likest.source is None:
        return True
    if not said & _words(text, likest.content):
        return False
    return not said & _words(text, (likest.source,))


def _words(text: str, spans: Sequence[Span]) -> set[str]:
    """The longer words, cut to what "resign" and "resigned" share."""
    return {word.lower()[:5] for span in spans for word in WORD.findall(span.of(text))}
