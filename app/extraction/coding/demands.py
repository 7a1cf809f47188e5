"""Demands: "Russia must leave" and "it is time for it to leave" do not say that it leaves."""

from collections.abc import Collection, Iterable, Sequence

from spacy.tokens import Token

from app.extraction.attribution.rules.cue import SUBJECTS
from app.extraction.lexicon.word_lists import cues, stances

CLAUSES = frozenset({"acl", "advcl", "ccomp", "csubj", "pcomp", "relcl", "xcomp"})
NOUNS = frozenset({"dobj", "pobj"})
PREDICATES = frozenset({"acomp", "attr", "oprd"})
DEMANDING = "demanding"
# Cues with which "to …" is what somebody is to do: "warned them not to leave".
ORDERING = frozenset({"saying", "arguing", "affirming", "warning"})
# "Told them that they leave" tells, "told them to leave" asks.
TELLING = frozenset({"ask", "insist", "tell", "warn"})
OF_THEMSELVES = frozenset({"claim", "profess", "threaten"})


def is_demanded(node: Token, below: Token | None, ignored: Collection[int]) -> bool:
    """True where a word above, or one beside it, asks for what stands below."""
    if any(child.lower_ in stances().oughts for child in node.children if child.dep_ == "aux"):
        return not is_inverted(node)
    if _is_subjunctive(node):
        return True
    if below is None or below.dep_ not in CLAUSES | NOUNS or node.i in ignored:
        return False
    if node.dep_ == "relcl" and node.lemma_ == "need":
        return False  # "All that it needs to attack" it may have.
    words = [node, *(c for c in node.children if c.dep_ in PREDICATES and c != below)]
    if below.dep_ in NOUNS and node.lower_ != "for":
        return node.lemma_.lower() in cues().verbs[DEMANDING]
    if node.lower_ == "for":
        words = [node.head]
    asking = {word.lemma_.lower() for word in words} & stances().demanding
    return bool(asking) and _acts(below, told=asking <= TELLING)


def is_infinitive(node: Token) -> bool:
    """True of "to leave"."""
    return any(child.tag_ == "TO" for child in node.children)


def is_demand(lemma: str, cue: Iterable[Token], content: Sequence[Token]) -> bool:
    """True of what follows "urge", "rejected calls for", and "warned them": "not to leave"."""
    group = cues().verb_class(lemma)
    nouns = (token.lemma_.lower() for token in cue if token.pos_ == "NOUN")
    if group == DEMANDING or any(noun in stances().demanding for noun in nouns):
        return True
    if group not in ORDERING or lemma in OF_THEMSELVES:
        return False
    inside = {token.i for token in content}
    tops = (token for token in content if token.head.i not in inside)
    return any(top.dep_ in ("ccomp", "xcomp") and is_infinitive(top) for top in tops)


def _acts(below: Token, *, told: bool) -> bool:
    """True of "to leave", "for leaving"; of "that they leave" but where they may be told that they do."""
    if is_infinitive(below) or below.dep_ in NOUNS or below.dep_ == "pcomp":
        return True
    return not told and below.dep_ in ("acl", "ccomp", "csubj")


def _is_subjunctive(node: Token) -> bool:
    """True of "that Russia leave"."""
    if node.tag_ != "VB":
        return False
    children = list(node.children)
    if any(child.dep_ in ("aux", "auxpass") for child in children):
        return False
    that = any(child.dep_ == "mark" and child.lower_ == "that" for child in children)
    return that and any(child.dep_ in SUBJECTS for child in children)


def is_inverted(node: Token) -> bool:
    """True of "should they attack": the auxiliary stands before the subject."""
    aux = [child.i for child in node.children if child.lower_ == "should"]
    subjects = [child.i for child in node.children if child.dep_ in SUBJECTS]
    return bool(aux and subjects) and aux[0] < subjects[0]
