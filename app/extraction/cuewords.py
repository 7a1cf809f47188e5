"""What a claim's cue does to it: upholds, denies, asks, or is hedged itself ("did not deny")."""

import re

from app.domain.knowledge import Claim
from app.domain.span import Span
from app.extraction.records import Draft
from app.extraction.vocabulary import cues, disputes, stances

ASSERTING = frozenset({"affirming", "arguing", "saying"})


def lemmas_of(draft: Draft) -> dict[Span, str]:
    """The lemma of each cue in the text, by its place, with its particle: "rule out"."""
    attributions = (statement.attribution for statement in draft.statements)
    return {a.cue: _lemma(draft.document.text, a.cue, a.cue_lemma) for a in attributions if a.cue}


def _lemma(text: str, cue: Span, lemma: str) -> str:
    particle = cue.of(text).split()[-1].lower()
    whole = f"{lemma} {particle}"
    return whole if cues().verb_class(whole) else lemma


def denies(lemma: str) -> bool:
    """True of "deny", "dispute", "downplay": what follows is not what the speaker holds."""
    return lemma in disputes().disputing or cues().verb_class(lemma) == "denying"


def asserts(lemma: str) -> bool:
    """True of "say", "insist", "confirm": the speaker holds what follows, and says so aloud."""
    return cues().verb_class(lemma) in ASSERTING


def asks(lemma: str) -> bool:
    """True of "ask", "wonder"."""
    return lemma in stances().asking


def takes_no_side(lemma: str) -> bool:
    """True of questions, of "wish", and of "downplay": who finds a danger small does not deny it."""
    return asks(lemma) or lemma in stances().wishing | stances().belittling


def is_hedged(text: str, claim: Claim) -> bool:
    """True of "did not dispute" and "could not confirm": then the text states nothing."""
    if claim.cue_span is None:
        return False
    start, end = claim.cue_span.start, claim.cue_span.end
    if claim.mention_span and claim.mention_span.end <= start:
        start = claim.mention_span.end
    words = re.findall(r"[^\W_]+", re.sub(r"n['’]t\b", " not", text[start:end].lower()))
    return any(word in disputes().hedging for word in words)
