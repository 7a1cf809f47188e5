"""Agents: who does what a word names, and what it is about, by the parse of its sentence.

In "Russia has no plan to attack", who attacks is Russia, and the plan is about the attack; in "NATO
wants war with Russia", who wants it is NATO.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from spacy.tokens import Token

from app.extraction.lexicon.word_lists import stances

SUBJECTS = ("nsubj", "csubj")
PASSIVE = "nsubjpass"
OWNERS = frozenset({"amod", "appos", "compound", "nmod", "poss"})
RELATIVE = frozenset({"WDT", "WP"})
# Who does what depends on a verb so, where the verb has these: "gave Moscow the ability to".
URGED = {"xcomp": ("dobj", "dative"), "prep": ("dobj",), "dobj": ("dative",)}
# Beside a verb, these are what it says: "may strike", "is certain that they strike".
BESIDE = frozenset({"acomp", "attr", "aux", "oprd"})
# Nouns, verbs and adjectives lead away from a word's own matter; what stands between does not.
OPEN = frozenset({"ADJ", "NOUN", "PROPN", "VERB"})


@dataclass(frozen=True, slots=True)
class Agents:
    """The `own` words of a claim in one sentence, whom they name, and its speakers."""

    own: Mapping[int, Token]
    named: Mapping[int, frozenset[str]]
    speakers: frozenset[str]

    def doer(self, word: Token, entity: str) -> tuple[int, ...] | None:
        """Where it says that the entity does what the word names; () where the speaker is meant."""
        node = word
        while True:
            if found := self._beside(node, is_first=node is word):
                return next(((doer.i,) for doer in found if self._is(doer, entity)), None)
            if node is word and any(child.dep_ == PASSIVE for child in node.children):
                return None
            if node.head == node or node.head.i not in self.own:
                return () if entity in self.speakers and node.dep_ not in SUBJECTS else None
            node = node.head

    def subjects(self, verb: Token) -> list[Token]:
        """The subjects of a verb among the claim's words."""
        return [c for c in verb.children if c.dep_ in SUBJECTS and c.i in self.own]

    def _beside(self, node: Token, *, is_first: bool) -> list[Token]:
        """What stands for the doer beside a word: subject, "by …", owner, or whom one urges to it."""
        children = [child for child in node.children if child.i in self.own]
        if subject := [c for c in children if c.dep_ in SUBJECTS]:
            return [node.head] if subject[0].tag_ in RELATIVE else subject
        agents = [c for by in children if by.lower_ in ("by", "from") for c in by.children]
        raised = [c for c in children if c.dep_ == PASSIVE]
        if is_first and not any(c.dep_ == "xcomp" for c in children):
            raised = []
        owners = [c for c in children if c.dep_ in OWNERS and self.names(c)]
        return [c for c in agents if self.names(c)] or raised or owners or self._above(node)

    def _above(self, node: Token) -> list[Token]:
        """ "Troops" above "massing at the border", and "Moscow" in "blame Moscow for cutting supply"."""
        head = node.head
        if node.dep_ == "acl" and node.tag_ == "VBG" and head.i in self.own:
            return [head]
        objects = URGED.get(node.dep_, ()) if head != node else ()
        return [c for c in head.children if c.i in self.own and c.dep_ in objects and c.i < node.i]

    def _is(self, doer: Token, entity: str) -> bool:
        """True where a word stands for the entity: by name, by "its" army, as "we" or "it"."""
        if names := self.names(doer):
            return entity in names
        words = (doer, *(child for child in doer.children if child.dep_ == "poss"))
        if not any(word.lower_ in stances().selves for word in words):
            return False
        return entity in (self._last_named(doer) or self.speakers)

    def names(self, word: Token) -> frozenset[str]:
        """Whom a word names; else the words that it belongs to: the "Russian" of its forces."""
        if named := self.named.get(word.i):
            return named
        inner = (self.names(c) for c in word.children if c.dep_ in OWNERS and c.i in self.own)
        return frozenset().union(*inner)

    def _last_named(self, pronoun: Token) -> frozenset[str]:
        """The subject named before "it" or "they" in the same sentence."""
        if pronoun.lower_ not in ("he", "it", "its", "she", "they"):
            return frozenset()
        before = (t for t in reversed(list(self.own.values())) if t.i < pronoun.i)
        subjects = (t for t in before if t.dep_ in (*SUBJECTS, PASSIVE))
        return next((names for t in subjects if (names := self.names(t))), frozenset())


def is_about(word: Token, others: Collection[int], own: Collection[int]) -> bool:
    """True where what one of `others` says is about the word: "plan to launch an attack"."""
    if word.i and word.i - 1 in others and word.dep_ != "compound":
        return True
    node = word
    while True:
        if node.i in others or any(c.i in others and c.dep_ in BESIDE for c in node.children):
            return True
        if node is not word and node.pos_ in OPEN and not _is_light(node):
            return False
        if node is not word and node.lower_ in stances().settings:
            return False
        if node.head == node or node.head.i not in own:
            return False
        node = node.head


def _is_light(node: Token) -> bool:
    """True of "launch" in "launch an attack", and of "take" in "take place"."""
    if node.lemma_ == "take":
        return any(child.lower_ == "place" for child in node.children)
    return node.lemma_.lower() in stances().light


def heads_of(place: Collection[Token]) -> Iterator[Token]:
    """The words of a phrase on which its other ones depend."""
    yield from (token for token in place if token.head not in place or token.head == token)
