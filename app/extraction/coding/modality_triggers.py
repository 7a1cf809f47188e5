"""Modality triggers: what single words do to their clause; see lexicon/stances.yaml."""

import re
from collections.abc import Collection, Sequence
from functools import cache

from spacy.tokens import Token

from app.extraction.lexicon.word_lists import cues, disputes, stances

CLAUSES = frozenset({"ccomp", "csubj", "oprd", "xcomp"})
NOUNS = frozenset({"dobj", "nsubjpass", "pobj"})
PRESENT = frozenset({"VB", "VBP", "VBZ"})
YEAR = re.compile(r"(?:1\d|20)\d\d")
ARTICLES = frozenset({"a", "the", "these", "those"})
LASTING = ("as long as", "so long as")


def is_negator(token: Token) -> bool:
    """True of "no", and of "few" without "a" before it; not of "neither … nor" as a conjunction."""
    if token.lower_ in stances().scarce:
        return token.i == 0 or token.nbor(-1).lower_ not in ARTICLES
    return token.lower_ in stances().negators and token.dep_ != "cc"


def follows_denial(token: Token, within: Collection[int]) -> bool:
    """True of "safe" in "anything but safe"."""
    if token.i - 1 not in within or token.i - 2 not in within:
        return False
    before = f"{token.nbor(-2).lower_} {token.nbor(-1).lower_}"
    return before in stances().denying_phrases


def rules_out(node: Token) -> bool:
    """True of "rule" in "rule out", which denies, and denied leaves possible."""
    return node.lemma_ == "rule" and any(child.lower_ == "out" for child in node.children)


def is_too_much(node: Token, below: Token | None) -> bool:
    """True of "late" in "too late to prevent it", which denies the clause below."""
    return (
        below is not None
        and below.dep_ == "xcomp"
        and any(child.lower_ == "too" for child in node.children)
    )


def presupposes(node: Token, children: Sequence[Token]) -> bool:
    """True of a verb or adjective such as "ignore" or "surprised", or a verb with one beside it."""
    words = (node, *(child for child in children if child.dep_ in ("acomp", "attr", "oprd")))
    return any(word.lemma_.lower() in stances().presupposing for word in words)


def sets_apart(node: Token) -> bool:
    """True of the "to" in "in response to", and of "after": they start on something else."""
    return any(word.lower_ in stances().settings for word in (node, node.head))


def denies_below(lemma: str, below: Token | None) -> bool:
    """True of "unlikely" over anything, of "absurd" over a clause or claim, of "stopped" over a clause."""
    table = stances()
    if lemma in table.denying:
        return True
    if below is None:
        return False
    if lemma in table.ending:
        return below.dep_ in ("xcomp", "pcomp")
    if below.pos_ == "NOUN" and below.dep_ not in ("acl", *CLAUSES):
        return lemma in table.untrue | table.unfair and below.lemma_.lower() in _claimed()
    return lemma in table.untrue and below.dep_ in ("acl", *CLAUSES)


def ends(lemma: str, below: Token | None) -> bool:
    """True of "stopped" over a noun: what was stopped has been there."""
    return lemma in stances().ending and below is not None and below.dep_ in NOUNS


@cache
def _claimed() -> frozenset[str]:
    return frozenset(disputes().claim_nouns) | frozenset(cues().nouns)


def is_bound(child: Token) -> bool:
    """True of "until last year", "without help", "alone", "when they met"."""
    if child.dep_ == "advcl":
        return any(word.lower_ in stances().bounding for word in child.children)
    return child.dep_ in ("advmod", "prep") and child.lower_ in stances().bounding


def puts_off(opener: str, clause: Token) -> bool:
    """True of "until they leave", and of "when they leave", but not of "when they left"."""
    return opener in stances().awaiting or (opener == "when" and clause.tag_ in PRESENT)


def is_past(child: Token) -> bool:
    """True of "in 2013", "last year", "years ago", "was so until May"."""
    if child.dep_ == "npadvmod":
        return any(word.lower_ in ("last", "previous") for word in child.children)
    if child.lower_ == "ago":
        return True
    if child.dep_ == "prep" and child.lower_ in stances().awaiting:
        return child.head.tag_ in ("VBD", "VBN")
    years = (word for word in child.children if YEAR.fullmatch(word.text))
    return child.lower_ == "in" and any(True for _ in years)


def is_of_others(node: Token, below: Token | None, children: Sequence[Token]) -> bool:
    """True where what stands below is what others hold, or what somebody wishes."""
    if below is None or below.dep_ not in CLAUSES:
        return False
    lemma = node.lemma_.lower()
    if lemma in stances().hearsay and any(child.dep_ == "auxpass" for child in children):
        return True
    if lemma in stances().mistaken and any(child.lower_ in ("had", "’d") for child in children):
        return True
    return lemma in stances().wishing and below.dep_ == "ccomp"


def is_condition(child: Token) -> bool:
    """True of the clause in "if it is safe, the village can stay"."""
    if child.dep_ not in ("advcl", "advmod"):
        return False
    openers = (word for word in child.children if word.dep_ in ("mark", "advmod"))
    first = child.left_edge
    conditions = [word for word in openers if word.lower_ in stances().conditions]
    if child.dep_ == "advcl" and conditions:
        return not _is_asked(conditions[0])
    return child.doc[first.i : first.i + 3].text.lower() in LASTING


def _is_asked(opener: Token) -> bool:
    """True of the "if" in "cannot decide if they will come"."""
    before = next((t for t in reversed(opener.doc[: opener.i]) if not t.is_punct), None)
    return before is not None and before.lemma_ in stances().certainty | stances().asking
