"""Cue words by what they do to a claim: uphold, deny, ask."""

from app.domain.span import Span
from app.extraction.draft import Draft
from app.extraction.lexicon.word_lists import cues, disputes, stances

ASSERTING = frozenset({"affirming", "arguing", "saying"})


def lemmas_of(draft: Draft) -> dict[Span, str]:
    """The lemma of each cue in the text, by its place, with what belongs to it: "rule out", "take issue with"."""
    attributions = (statement.attribution for statement in draft.statements)
    text = draft.document.text
    return {
        a.cue: _phrase(draft, a.cue) or _lemma(text, a.cue, a.cue_lemma)
        for a in attributions
        if a.cue
    }


def _lemma(text: str, cue: Span, lemma: str) -> str:
    *words, particle = cue.of(text).lower().split()
    nouns = [word.removesuffix("s") for word in (*words, particle)]
    if denial := next((noun for noun in nouns if noun in disputes().disputing_nouns), None):
        return denial
    whole = f"{lemma} {particle}"
    return whole if cues().verb_class(whole) else lemma


def _phrase(draft: Draft, cue: Span) -> str | None:
    """The phrase with which a cue ends, where it is one: "take issue with" of "has taken issue with"."""
    tokens = draft.paragraph_at(cue.start).tokens(cue) or ()
    lemmas = [token.lemma_.lower() for token in tokens]
    phrases = (" ".join(lemmas[first:]) for first in range(len(lemmas) - 1))
    known = {*disputes().disputing, *disputes().replying}
    return next((phrase for phrase in phrases if phrase in known), None)


def denies(lemma: str) -> bool:
    """True of "deny", "dispute", "downplay": what follows is not what the speaker holds."""
    table = disputes()
    return (
        lemma in (*table.disputing, *table.disputing_nouns) or cues().verb_class(lemma) == "denying"
    )


def asserts(lemma: str) -> bool:
    """True of "say", "insist", "confirm": the speaker holds what follows, and says so aloud."""
    return cues().verb_class(lemma) in ASSERTING


def asks(lemma: str) -> bool:
    """True of "ask", "wonder"."""
    return lemma in stances().asking


def wishes(lemma: str) -> bool:
    """True of "wish", "pretend"."""
    return lemma in stances().wishing


def takes_no_side(lemma: str) -> bool:
    """True of questions, wishes, jests and quotations of others; and of "downplay": small is not none."""
    table = stances()
    return asks(lemma) or wishes(lemma) or lemma in table.belittling | table.jesting | table.quoting
