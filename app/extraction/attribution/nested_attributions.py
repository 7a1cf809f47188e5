"""Nested attributions, one statement inside another: which they are, and where they end."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from spacy.tokens import Span as Tokens

from app.domain.span import Span
from app.extraction.draft import Attribution, Paragraph
from app.extraction.lexicon.word_lists import cues

# "Says", not "said": what somebody keeps saying is set against what is so.
PRESENT = frozenset({"VBZ", "VBP"})
# Nothing is quoted before it, or the turn may be the relayed speaker's own.
TURN = re.compile(r"[^“”\"‘]*?(?P<turn>[,;:–—-] (?P<word>but|yet|however)\b)", re.IGNORECASE)
# What begins a clause of its own after the turn, where a pronoun would go on about the same one.
NAMING = frozenset({"ADJ", "DET", "NOUN", "NUM", "PROPN"})
# The most statements that may hold another one; nobody says more in one breath.
DEEPEST = 6
# The most characters before a source that still opens its sentence.
OPENING = 6
SECOND_CLAUSE = re.compile(r"[,”\"]*,?[”\"]? and (?:it|that|there|he|she|they)\b[^“”\"]*")


def has_free_cue(candidate: Attribution, found: Sequence[Attribution]) -> bool:
    """True of an attribution with a cue that no other one has taken."""
    cue = candidate.cue
    return cue is not None and not any(a.cue and a.cue.overlap(cue) for a in found)


def relays(candidate: Attribution, found: Sequence[Attribution]) -> bool:
    """True of a statement inside another one, or around one."""
    cue = candidate.cue
    if cue is None or candidate.cue_lemma in _thoughts():
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


def up_to_turn(
    text: str, relayed: Attribution, found: Sequence[Attribution], paragraph: Paragraph
) -> Attribution:
    """A relayed statement without the ", but …" by which the relayer turns against it.

    "“Russia says it wants peace, but the facts differ,” Lee said": that they differ is Lee's.
    """
    cue, piece = relayed.cue, relayed.content[-1]
    if cue is None or relayed.source is None or not turns_on(paragraph.tokens(cue)):
        return relayed
    opens = any(
        relayed.source.start - piece.start <= OPENING
        for outer in found
        for piece in outer.content
        if outer is not relayed and piece.contains(cue)
    )
    match = TURN.match(text, piece.start, piece.end) if opens else None
    if match is None or match.start("turn") == piece.start:
        return relayed
    after = paragraph.tokens(Span(match.end(), piece.end))
    if after is None or after[0].pos_ not in NAMING:
        return relayed
    kept = Span(piece.start, match.start("turn"))
    return replace(relayed, content=(*relayed.content[:-1], kept))


def turns_on(cue: Tokens | None) -> bool:
    """True of the one word "says", on which a "but" may turn against what is said."""
    return cue is not None and len(cue) == 1 and cue[0].tag_ in PRESENT


@cache
def _thoughts() -> frozenset[str]:
    """Lemmas of thinking and finding, which relay nobody's words."""
    return frozenset(cues().verbs["believing"]) | frozenset(cues().verbs["finding"])


def holds(attribution: Attribution, span: Span) -> bool:
    return any(piece.contains(span) for piece in attribution.content)


def shallow(attributions: Sequence[Attribution]) -> list[Attribution]:
    """The attributions without those nested deeper than DEEPEST: "A said that B said that C said that …"."""
    order = sorted(attributions, key=lambda a: (a.content[0].start, -a.content[-1].end))
    dropped: set[int] = set()
    around: list[Attribution] = []
    for one in order:
        around = [outer for outer in around if outer.content[-1].end > one.start]
        if sum(holds(outer, one.content[0]) for outer in around) > DEEPEST:
            dropped.add(id(one))
        else:
            around.append(one)
    return [one for one in attributions if id(one) not in dropped]


def flat(attributions: Sequence[Attribution]) -> list[Attribution]:
    """The attributions that no other one relays."""
    return [
        a
        for a in attributions
        if not any(
            a.cue and b is not a and b.paragraph == a.paragraph and holds(b, a.cue)
            for b in attributions
        )
    ]
