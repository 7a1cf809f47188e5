"""Modality of a word in its sentence: denied, hedged, left open or only supposed.

In "nobody is sure that they will strike", "strike" is open; in "they have no plan to strike" it is
denied; in "if they strike" it is supposed.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from app.extraction.coding.demands import is_demanded, is_infinitive, is_inverted
from app.extraction.coding.modality_triggers import (
    denies_below,
    ends,
    follows_denial,
    is_bound,
    is_condition,
    is_negator,
    is_of_others,
    is_past,
    is_too_much,
    presupposes,
    puts_off,
    rules_out,
    sets_apart,
)
from app.extraction.coding.perspective import Voice, is_rumour, is_saying
from app.extraction.coding.questions import asks_other, is_asked
from app.extraction.lexicon.word_lists import stances

# From these a denial above does not reach down.
APART = frozenset({"advcl", "relcl", "parataxis", "npadvmod"})
PREDICATES = frozenset({"acomp", "attr", "oprd"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl"})
# Denied, these say that something is not: "cannot", "could not".
ABLE = frozenset({"can", "could"})
CLAUSES = frozenset({"ccomp", "csubj", "acl", "xcomp", "pcomp"})


@dataclass(slots=True)
class Modality:
    """The modality of a word in its clause and in the clauses above.

    `supposed`: somebody else's or nobody's view. `conditional`: it holds only under a condition.
    `given`: it is taken for granted, so that denying what stands above does not deny it. `told`:
    whether it is denied within what others are told to say. `demanded`: it is to be so.
    `said`: it is what somebody said, so that denying that it was said does not deny it.
    `bounded`: until some day, without help; denied, it may be so all the same. `aside`: it stands in a
    clause of its own ("as this spreads fear").
    """

    negated: bool = False
    hedged: bool = False
    open: bool = False
    supposed: bool = False
    conditional: bool = False
    given: bool = False
    told: bool | None = None
    demanded: bool = False
    said: bool = False
    bounded: bool = False
    aside: bool = False

    @property
    def passed_on(self) -> bool:
        """True where others say so, and nothing above that denies that it is so."""
        return self.told is not None and self.told == self.negated


def modality_of(
    token: Token, within: Collection[int], ignored: Collection[int], voice: Voice
) -> Modality:
    """How a token stands, by the tokens `within` the claim, those of the indicator `ignored`."""
    scope = Modality(negated=follows_denial(token, within))
    below: Token | None = None
    node = token
    while True:
        children = [child for child in node.children if child != below and child.i in within]
        if below is not None and node.i not in ignored and presupposes(node, children):
            scope.given = True
            return scope
        if below is not None and below.dep_ == "pobj" and sets_apart(node):
            return scope
        as_said = scope.negated
        scope.said |= is_saying(node, below)
        _take_in(scope, node, below, children, ignored)
        scope.supposed |= scope.said and not scope.open and scope.negated != as_said
        scope.supposed |= voice.is_of_others(node, below)
        if scope.told is None and is_rumour(node, below):
            scope.told = scope.negated
        scope.demanded |= is_demanded(node, below, ignored)
        if node.head == node or node.head.i not in within:
            return scope
        if _is_apart(node):
            scope.demanded |= is_infinitive(node) and is_demanded(node.head, node, ignored)
            scope.aside = node.dep_ == "advcl" and not is_infinitive(node)
            return scope
        below, node = node, node.head


def _take_in(
    scope: Modality,
    node: Token,
    below: Token | None,
    children: Sequence[Token],
    ignored: Collection[int],
) -> None:
    """What a word above, and the words that depend on it, do to what stands below."""
    governing = _governing(node, below, children)
    beside = [child for child in children if child.i not in ignored]
    negations = sum(_negates(child, below, ignored) for child in children)
    scope.hedged |= bool(negations) and rules_out(node)
    negations += rules_out(node) and node.i not in ignored
    negations += is_too_much(node, below) and node.i not in ignored
    for lemma in (word.lemma_.lower() for word in governing if word.i not in ignored):
        negations += denies_below(lemma, below)
        scope.supposed |= ends(lemma, below)
        scope.hedged |= lemma in stances().hedges
        scope.open |= lemma in stances().opening
        scope.supposed |= lemma in stances().conditions
    scope.supposed |= node.lemma_.lower() in stances().dreading and negations > 0
    hedges = {child.lower_ for child in beside} & stances().hedges
    scope.hedged |= bool(hedges - ABLE if negations else hedges)
    scope.supposed |= any(child.lower_ in stances().alleged for child in beside)
    scope.supposed |= node.i not in ignored and is_of_others(node, below, children)
    scope.supposed |= any(map(is_past, beside))
    scope.bounded |= any(map(is_bound, children))
    scope.supposed |= any(child.lower_ in stances().comparing for child in beside)
    scope.conditional |= any(is_condition(child) for child in children)
    _take_in_clause(scope, node, beside)
    sure = [below] if below is not None and below.dep_ in PREDICATES else []
    if negations and any(w.lemma_.lower() in stances().certainty for w in (*governing, *sure)):
        scope.open = True
    elif negations % 2:
        scope.negated = not scope.negated


def _take_in_clause(scope: Modality, clause: Token, beside: Sequence[Token]) -> None:
    """What "if", "whether" or "should they" does to a clause that it opens."""
    scope.supposed |= asks_other(clause)
    for lower in (word.lower_ for word in beside if word.dep_ in ("mark", "advmod", "aux")):
        if lower in stances().conditions or lower == "whether":
            asked = is_asked(clause)
            scope.open |= asked
            scope.supposed |= not asked
        scope.supposed |= lower == "should" and is_inverted(clause)
        scope.supposed |= clause.dep_ == "advcl" and puts_off(lower, clause)


def _governing(node: Token, below: Token | None, children: Sequence[Token]) -> list[Token]:
    """The words that say something of what stands below: "is" and "clear" in "it is clear that"."""
    if below is None:
        return []
    predicates = [child for child in children if child.dep_ in PREDICATES]
    return [node, *predicates] if below.dep_ in CLAUSES | SUBJECTS else [node]


def _negates(child: Token, below: Token | None, ignored: Collection[int]) -> bool:
    """ "Not" and "no" beside a word, "no longer", and a clause's subject: "no family was paid".

    "Not only" negates nothing.
    """
    after = child.nbor(1) if child.i + 1 < len(child.doc) else child
    if after.lower_ in stances().only and after.i not in ignored:
        return False
    if child.i not in ignored and (child.dep_ == "neg" or is_negator(child)):
        return True
    subject = child.dep_ in SUBJECTS and (below is None or below.dep_ not in SUBJECTS)
    if subject or child.dep_ == "advmod":
        return any(is_negator(word) and word.i not in ignored for word in child.children)
    return False


def _is_apart(node: Token) -> bool:
    """True of a clause of its own, "and" or "who" before it; not of "no reason to fear them"."""
    if node.dep_ == "conj":
        return not _shares(node)
    return node.dep_ in APART and not (node.dep_ == "relcl" and is_infinitive(node))


def _shares(node: Token) -> bool:
    """True of a conjunct that a denial of the first one reaches: "no tanks or guns"."""
    return any(c.lower_ in ("or", "nor") for c in node.head.children if c.dep_ == "cc")
