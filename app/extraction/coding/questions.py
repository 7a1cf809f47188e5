"""Open questions: "it is unclear whether they come" leaves it open, "to discuss whether" does not."""

from spacy.tokens import Token

from app.extraction.coding.modality_triggers import is_negator
from app.extraction.lexicon.word_lists import stances

PREDICATES = frozenset({"acomp", "attr", "oprd"})
CLAUSES = frozenset({"acl", "advcl", "ccomp", "conj", "csubj", "pcomp"})
ALSO = frozenset({"if", "whether"})


def is_asked(clause: Token) -> bool:
    """True of the "whether" or "if" clause that somebody leaves open, not of "talked about whether"."""
    over = clause.head
    if clause.dep_ not in CLAUSES or over == clause:
        return False
    if clause.dep_ == "conj":
        return over.lower_ == "when" and is_asked_by(over.head)
    return is_asked_by(over)


def is_asked_by(word: Token) -> bool:
    """True of "unclear", "not sure", "too early to say", "remains to be seen", "an open question"."""
    words = [word, *(child for child in word.children if child.dep_ in PREDICATES)]
    if any(w.lemma_.lower() in stances().opening for w in words):
        return not _is_denied(word)
    if word.lemma_.lower() == "question":
        return any(child.lower_ == "open" for child in word.children)
    if any(w.lemma_.lower() in stances().certainty | stances().finding_out for w in words):
        return _is_denied(word) or _is_hard(word)
    return word.lemma_ == "see" and word.head.lemma_ == "remain"


def asks_other(clause: Token) -> bool:
    """True of "unclear where they will strike": that they will is not what is left open."""
    wh = [child for child in clause.children if child.tag_ in ("WDT", "WP", "WP$", "WRB")]
    if not wh or clause.dep_ not in CLAUSES - {"acl"}:
        return False
    also = any(child.lower_ in ALSO for word in wh for child in word.subtree)
    return not also and is_asked_by(clause.head)


def _is_denied(word: Token) -> bool:
    """True of "sure" in "nobody is sure" and "not sure", and of "yet to decide"."""
    verb = word.head if word.dep_ in PREDICATES else word
    beside = [*word.children, *verb.children]
    subjects = (c for c in beside if c.dep_ in ("nsubj", "nsubjpass"))
    noes = (w for s in subjects for w in (s, *s.children))
    able = any(c.lower_ in ("ca", "can", "could") for c in beside) and any(
        c.dep_ == "neg" for c in beside
    )
    yet = verb.dep_ == "xcomp" and any(c.lower_ == "yet" for c in verb.head.children)
    return able or yet or any(map(is_negator, (*beside, *noes)))


def _is_hard(word: Token) -> bool:
    """True of "say" in "too early to say", "hard to say", "impossible to predict"."""
    over = word.head
    words = [over, *(child for child in over.children if child.dep_ in PREDICATES)]
    early = any(w.lower_ == "early" and any(c.lower_ == "too" for c in w.children) for w in words)
    return word.dep_ in ("ccomp", "xcomp") and (
        early or any(w.lemma_.lower() in stances().hard for w in words)
    )
