"""Aboutness of words: "an attack on Poland" is not about Ukraine, "the danger of flu" not about war.

A word of an indicator may be tied to somebody named ("troops near Poland") or to a thing ("trade war").
It has to be one whom the proposition is about, or a thing of which its indicators speak.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from spacy.tokens import Token

# Where it is, and what it is of: the first only of names.
PLACES = frozenset(
    {"across", "against", "at", "in", "inside", "into", "near", "on", "outside", "over"}
)
THINGS = frozenset({"between", "by", "of", "to", "with"})
NAMES = frozenset({"GPE", "LOC", "NORP", "PERSON"})
NOUNS = ("NOUN", "PROPN")
VERBS = ("AUX", "VERB")


@dataclass(frozen=True, slots=True)
class Aboutness:
    """The words of a claim, with the entities that they name."""

    own: Mapping[int, Token]
    named: Mapping[int, frozenset[str]]

    def is_elsewhere(
        self, word: Token, found: Collection[int], about: Collection[str], words: Collection[str]
    ) -> bool:
        """True of a word tied to somebody or something that is neither found nor spoken of."""
        return any(
            self._is_other(tied, about, words, is_thing=is_thing)
            for tied, is_thing in _ties(word)
            if tied.i not in found and tied.i in self.own
        )

    def _is_other(
        self, tied: Token, about: Collection[str], words: Collection[str], *, is_thing: bool
    ) -> bool:
        names = self.named.get(tied.i)
        if names is None and tied.ent_type_ not in NAMES:
            known = tied.lower_ in words or tied.lemma_.lower() in words
            return is_thing and tied.pos_ == "NOUN" and not known and not tied.ent_type_
        if tied.lower_ in words:
            return False
        return names is None or names.isdisjoint(about)


def _ties(word: Token) -> Iterator[tuple[Token, bool]]:
    """What a word is tied to, and whether any noun counts or a name alone: "trade" war, war in "Mali"."""
    for child in word.children:
        if child.dep_ == "compound" and word.pos_ in NOUNS:
            yield child, True
        elif child.dep_ in ("amod", "poss"):
            yield child, child.dep_ == "poss"
        elif child.dep_ == "dobj" and word.pos_ in VERBS:
            # "Leave no stone unturned": what is denied is of that thing alone.
            yield child, any(c.lower_ == "no" for c in child.children)
        elif child.dep_ in ("agent", "prep") and child.lower_ in PLACES | THINGS:
            is_thing = child.lower_ in THINGS and word.pos_ in NOUNS
            for noun in child.children:
                if noun.dep_ == "pobj":
                    yield from ((one, is_thing) for one in (noun, *_joined(noun)))


def _joined(noun: Token) -> Iterator[Token]:
    """ "Xi" after "Biden and"."""
    for child in noun.children:
        if child.dep_ == "conj":
            yield child
            yield from _joined(child)
