"""Statements inside other ones: which they are, and how far they go."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from app.domain.span import Span
from app.extraction.records import Attribution
from app.extraction.vocabulary import cues

SECOND_CLAUSE = re.compile(r"[,”\"]*,?[”\"]? and (?:it|that|there|he|she|they)\b[^“”\"]*")


def relays(candidate: Attribution, found: Sequence[Attribution]) -> bool:
    """True for a statement inside another one, or around one, whose cue nobody has taken."""
    cue = candidate.cue
    if (
        cue is None
        or candidate.cue_lemma in _thoughts()
        or any(a.cue and a.cue.overlap(cue) for a in found)
    ):
        return False
    inside = any(holds(a, cue) and holds(a, candidate.content[0]) for a in found)
    around = any(a.cue and holds(candidate, a.cue) for a in found)
    return inside or around


def with_second_clause(
    text: str, relayed: Attribution, found: Sequence[Attribution]
) -> Attribution:
    """A relayed statement with an ", and it …" that ends the statement around it.

    "Lee's view is that it is safe, and it will hold, an aide said": both are Lee's view.
    """
    last = relayed.content[-1]
    for outer in found:
        piece = next((p for p in outer.content if p.contains(last)), None)
        if piece and outer.cue and outer.cue.start >= piece.end and piece.end > last.end:
            whole = Span(last.start, piece.end)
            if SECOND_CLAUSE.fullmatch(text, last.end, piece.end):
                return replace(relayed, content=(*relayed.content[:-1], whole))
    return relayed


@cache
def _thoughts() -> frozenset[str]:
    """Lemmas of thinking and finding, which relay nobody's words."""
    return frozenset(cues().verbs["believing"]) | frozenset(cues().verbs["finding"])


def holds(attribution: Attribution, span: Span) -> bool:
    return any(piece.contains(span) for piece in attribution.content)


def flat(attributions: Sequence[Attribution]) -> list[Attribution]:
    """Without those that another one relays."""
    return [
        a
        for a in attributions
        if not any(
            a.cue and b is not a and b.paragraph == a.paragraph and holds(b, a.cue)
            for b in attributions
        )
    ]
