"""Perspective of a word: what stands under "Putin thinks" in Lee's claim is Putin's view, not Lee's.

Nor is what stands under "those who say", "it is naive to say", "the impression that".
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from app.extraction.attribution.rules.cue import SUBJECTS
from app.extraction.coding.agents import Agents
from app.extraction.lexicon.word_lists import cues, disputes, stances

# Clauses that may tell a view, and predicates such as "sure", on which they hang.
CLAUSES = frozenset({"acl", "advcl", "ccomp", "csubj", "pcomp", "relcl"})
PREDICATES = frozenset({"acomp", "attr", "oprd"})
FINDING = "finding"
SAYING = frozenset({"affirming", "arguing", "promising", "saying", "warning"})
# Who cannot say so leaves it open.
ABLE = frozenset({"ca", "can", "could"})
OWNING = frozenset({"among", "by", "from", "in", "of"})


@dataclass(frozen=True, slots=True)
class Voice:
    """The speaker of a claim, as opposed to everybody else whom it names."""

    doers: Agents

    def is_of_others(self, node: Token, below: Token | None) -> bool:
        """True where what stands below is somebody else's view, or a thing that one might say."""
        if below is None or below.dep_ not in CLAUSES | PREDICATES:
            return False
        if node.pos_ == "NOUN":
            return below.dep_ in CLAUSES and _is_view(node) and self._is_owned(node)
        if not _holds(node, below):
            return False
        if (holder := _holder(node)) is not None:
            return not self._speaks(holder)
        asked = any(c.lower_ in ("if", "whether") or c.tag_ == "WRB" for c in below.children)
        return _is_unowned(node) and not asked

    def is_theirs(self, sentence: Iterable[Token]) -> bool:
        """True where it is told "in Putin's view", or "for many residents"."""
        views = (t for t in sentence if t.dep_ == "pobj" and t.lemma_.lower() in stances().viewing)
        return any(view.head.lower_ in ("in", "to") and self._is_owned(view) for view in views)

    def _is_owned(self, noun: Token) -> bool:
        """True of "Putin's claim", "the fears of residents", "the impression that Germans have"."""
        owners = [child for child in noun.children if child.dep_ == "poss"]
        for prep in noun.children:
            if prep.dep_ == "prep" and prep.lower_ in OWNING:
                owners += [child for child in prep.children if child.dep_ == "pobj"]
        if not owners and noun.dep_ == "dobj" and noun.head.i in self.doers.own:
            owners = [child for child in noun.head.children if child.dep_ in SUBJECTS]
        return any(not self._speaks(owner) for owner in owners)

    def _speaks(self, holder: Token) -> bool:
        """True of the speaker, of whom he speaks for, of "we", and of a bare "nobody"."""
        if holder.lower_ in stances().selves | stances().everybody:
            return not any(child.dep_ in ("prep", "relcl") for child in holder.children)
        owner = next((child for child in holder.children if child.dep_ == "poss"), None)
        if owner is not None and owner.lower_ in stances().selves:
            return True
        named = self.doers.names(holder)
        return bool(named) and named <= self.doers.speakers


def is_rumour(node: Token, below: Token | None) -> bool:
    """True of "reports that it is safe", which the speaker only passes on, unless he denies them."""
    tells = below is not None and (below.dep_ in CLAUSES or below.lower_ == "of")
    return tells and node.pos_ == "NOUN" and node.lemma_.lower() in stances().rumours


def is_saying(node: Token, below: Token | None) -> bool:
    """True of "said" over what was said: who did not say that it is safe has not denied it."""
    if below is None or below.dep_ not in ("acl", "ccomp", "csubj", "oprd", "pcomp"):
        return False
    if node.lemma_.lower() in stances().finding_out:
        return True
    if below.dep_ == "acl":
        return False
    able = any(child.lower_ in ABLE for child in node.children)
    return not able and cues().verb_class(node.lemma_.lower()) in SAYING


def _is_view(noun: Token) -> bool:
    lemma = noun.lemma_.lower()
    return lemma in cues().nouns or lemma in stances().viewing or lemma in disputes().claim_nouns


def _holds(node: Token, below: Token) -> bool:
    """True of a word of saying or thinking over a clause: "thinks that", "sure that", "call it"."""
    lemma = node.lemma_.lower()
    infinitive = any(child.tag_ == "TO" for child in below.children)
    if below.dep_ == "advcl" and not infinitive and node.pos_ != "ADJ":
        return False
    if below.dep_ in ("acl", "relcl"):
        return False
    if below.dep_ in PREDICATES:
        return below.dep_ == "oprd" and lemma in _saying()
    return lemma in (_saying() if node.pos_ in ("AUX", "VERB") else stances().minded)


def _holder(node: Token) -> Token | None:
    """The subject of a verb, or of the verb that an adjective belongs to: who thinks, who is sure."""
    while True:
        if found := next((c for c in node.children if c.dep_ in SUBJECTS), None):
            is_pronoun = found.tag_ in ("WDT", "WP")
            return node.head if is_pronoun and node.dep_ == "relcl" else found
        if node.dep_ not in ("acomp", "attr", "conj", "xcomp") or node.head == node:
            return None
        if node.dep_ == "xcomp" and _is_judged(node.head):
            return None
        if node.dep_ == "xcomp" and node.head.pos_ not in ("AUX", "VERB"):
            return None
        node = node.head


def _is_judged(verb: Token) -> bool:
    """True of "it was naive", before "to say"."""
    words = {child.lower_ for child in verb.children if child.dep_ in SUBJECTS}
    return "it" in words and any(child.dep_ in PREDICATES for child in verb.children)


def _is_unowned(node: Token) -> bool:
    """True of "to say" and "calling" with no speaker, but for "it is fair to say"."""
    if node.dep_ not in ("acl", "advcl", "csubj", "pcomp", "xcomp"):
        return False
    beside = {c.lemma_.lower() for c in node.head.children if c.dep_ in PREDICATES}
    return beside.isdisjoint(stances().fair) and node.head.lemma_.lower() not in stances().fair


@cache
def _saying() -> frozenset[str]:
    """Verbs of saying and thinking; what one finds, others find as well."""
    groups = (lemmas for name, lemmas in cues().verbs.items() if name != FINDING)
    return frozenset(lemma for lemmas in groups for lemma in lemmas) | stances().thinking
