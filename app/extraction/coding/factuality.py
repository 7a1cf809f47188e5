"""Factuality of a report: in "she never said that", "might say" and "if he says so" nothing is said.

The cue's verb is followed upwards: what stands beside it and over it may deny it, leave it open, or
put it under a condition.
"""

from collections.abc import Collection, Iterator

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from app.domain.knowledge import Claim
from app.extraction.attribution.rules.cue import SUBJECTS
from app.extraction.coding.cue_words import asks, denies, wishes
from app.extraction.draft import Draft
from app.extraction.lexicon.word_lists import cues, disputes, stances

# Over a verb by these, what stands above goes for it too.
CARRYING = frozenset({"acl", "ccomp", "conj", "dobj", "pcomp", "pobj", "prep", "xcomp"})
NAMING = frozenset({"ADJ", "NOUN", "PROPN"})
VERBS = ("AUX", "VERB")
# "When she says so", but not "when she said so".
WHENEVER = frozenset({"when", "whenever"})
PRESENT = frozenset({"VB", "VBP", "VBZ"})
# "Once again" is now.
AGAIN = frozenset({"again", "more"})
EITHER = frozenset({"if", "lest", "should", "unless", "whether"})


def is_unsaid(draft: Draft, claim: Claim) -> bool:
    """True of a claim that the text does not report as said: "never said", "if she says"."""
    if claim.cue_span is None:
        return False
    paragraph = draft.paragraph_at(claim.cue_span.start)
    tokens = paragraph.tokens(claim.cue_span)
    if not tokens:
        return False
    cue = _verb(tokens)
    inside = {t.i for piece in claim.spans for t in paragraph.tokens(piece) or ()}
    if any(token.lemma_.lower() in stances().retracting for token in tokens) or _cites(tokens):
        return True
    around = (t for t in cue.sent if t.i not in inside)
    if any(_is_spurious(token) for token in around):
        return True
    if any(_withholds(token) for token in tokens if token.i not in inside):
        return True
    return stands_back(cue, inside)


def stands_back(verb: Token, content: Collection[int] = ()) -> bool:
    """True of a verb that is denied, hedged or under a condition: "did not contradict".

    What it reports says nothing of that: "in her view it may hold".
    """
    return any(_takes_back(*step) for step in _upwards(verb, content))


def _verb(tokens: Tokens) -> Token:
    """The verb of a cue: "said" in "has not said", "disputing" in "stopped short of disputing"."""
    verbs = [t for t in tokens if t.pos_ in VERBS and t.dep_ not in ("aux", "auxpass")]
    return verbs[-1] if verbs else tokens.root


def _cites(cue: Tokens) -> bool:
    """True of "cited reports" and "said the claim": what follows is what others say."""
    others = any(t.pos_ == "NOUN" and t.lemma_.lower() in stances().rumours for t in cue)
    return others and any(cues().verb_class(t.lemma_.lower()) == "saying" for t in cue)


def _is_spurious(token: Token) -> bool:
    """True of "forged" in "a forged letter", not of who forged ahead."""
    return token.lower_ in stances().spurious and (token.pos_ in NAMING or token.dep_ == "amod")


def _withholds(token: Token) -> bool:
    """True of "not", "might", "reportedly" within the cue's own words; not of "not only"."""
    only = token.i + 1 < len(token.doc) and token.nbor(1).lower_ in stances().only
    return token.lower_ in disputes().hedging + sorted(stances().alleged) and not only


def _upwards(cue: Token, content: Collection[int]) -> Iterator[tuple[Token, Token | None]]:
    """The cue's verb and each word above that it depends on, each with the one below it."""
    below: Token | None = None
    node = cue
    while True:
        yield node, below
        if node.head == node or node.dep_ not in CARRYING or node.head.i in content:
            return
        below, node = node, node.head


def _takes_back(node: Token, below: Token | None) -> bool:
    """True where a word above, or one beside it, says that nothing was said."""
    joined = below is not None and below.dep_ == "conj"
    if any(_is_condition(child, node) for child in node.children if child != below):
        return True
    if joined:
        return False
    if any(_undoes(child) for child in node.children if child != below):
        return True
    return below is not None and _is_over(node, below)


def _is_condition(child: Token, verb: Token) -> bool:
    """True of "if" and "whether" before a verb, and of "when" before one in the present."""
    if child.dep_ not in ("advmod", "aux", "mark"):
        return False
    if child.lower_ in WHENEVER:
        auxiliaries = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
        return (auxiliaries[0] if auxiliaries else verb).tag_ in PRESENT
    return child.lower_ in EITHER


def _undoes(child: Token) -> bool:
    """True of "not", "would", "once" beside a verb, and of "nobody" and "few" as its subject."""
    if child.dep_ == "aux" and child.tag_ == "MD":
        return True
    if child.dep_ in ("neg", "advmod", "preconj") and _withholds(child):
        return True
    if child.dep_ == "advmod" and child.lower_ in stances().formerly:
        return child.nbor(1).lower_ not in AGAIN
    return child.dep_ in SUBJECTS and is_of_nobody(child)


def is_of_nobody(subject: Token) -> bool:
    """True of "none of them", "few engineers", "neither side": of nobody in particular it is said."""
    words = (subject, *(c for c in subject.children if c.dep_ in ("amod", "det", "preconj")))
    return any(word.lower_ in stances().nobody for word in words) and not any(
        word.lower_ in ("a", "the") for word in words
    )


def _is_over(node: Token, below: Token) -> bool:
    """True where a word takes back what stands right under it: "refused to say", "denied saying".

    Of "to say" only some leave it said ("went on to say"); of "saying" most do.
    """
    lemma = node.lemma_.lower()
    if node.dep_ == "prep" or node.pos_ == "ADP":
        return lemma in stances().lacking
    if any(child.tag_ == "TO" for child in below.children):
        if cues().verb_class(below.lemma_.lower()) is None:
            return False
        predicates = [c for c in node.children if c.dep_ in ("acomp", "attr") and c != below]
        words = {lemma, *(c.lemma_.lower() for c in predicates)}
        return words.isdisjoint(stances().going_on)
    if below.dep_ in ("acl", "dobj", "pobj") and not (denies(lemma) or lemma in stances().unsaying):
        return False
    return denies(lemma) or asks(lemma) or wishes(lemma) or lemma in stances().unsaying
