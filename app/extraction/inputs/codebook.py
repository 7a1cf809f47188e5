"""The codebook as extraction uses it: propositions, and indicators of a claim's stance on them.

An indicator is written "<attack> + imminent / any day": all of its terms, joined by "+", have to be
there in one sentence, each by one of its alternatives, joined by "/". The file's head tells the rest.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from app.domain.enums import Stance
from app.domain.knowledge import Proposition
from app.extraction.parser import parser

Groups = Mapping[str, Sequence[str]]
ALTERNATIVE = re.compile(
    r"(?P<negated>not )?(?:@(?P<entity>[a-z0-9-]+)|<(?P<group>[a-z0-9-]+)>|(?P<words>[^@<>+/]+))"
)
UNLESS, SUBJECT, OBJECT = MARKS = ("unless", "subject", "object")
# Words of the notation, which no longer phrase may hold; "not" alone is a term, as in "unless not".
RESERVED = frozenset({"not", "unless"})


@dataclass(frozen=True, slots=True)
class Alternative:
    """One form of a term: words in a row, or an entity by any of its names.

    `negated`: only where the text denies it ("not certain").
    """

    words: tuple[str, ...] = ()
    entity: str | None = None
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Term:
    """Alternatives, one of which has to be there; where `excluded`, none may be.

    `is_subject`: who is named does what the next term says. `is_object`: what the term before says
    is about it.
    """

    alternatives: tuple[Alternative, ...]
    excluded: bool = False
    is_subject: bool = False
    is_object: bool = False

    @classmethod
    def of(cls, text: str, groups: Groups) -> Self:
        """The term that is written "@russia / <troops> / not certain"; else a ValueError."""
        first, _, rest = text.partition(" ")
        mark = first if first in MARKS and rest else ""
        found: list[Alternative] = []
        for part in (rest if mark else text).split("/"):
            found.extend(_alternatives(part.strip(), groups))
        if mark == SUBJECT and not all(alternative.entity for alternative in found):
            raise ValueError("only an @entity can be the subject")
        return cls(tuple(found), mark == UNLESS, mark == SUBJECT, mark == OBJECT)

    @property
    def entities(self) -> tuple[str, ...]:
        """Those that it names."""
        return tuple(a.entity for a in self.alternatives if a.entity)


@dataclass(frozen=True, slots=True)
class Matter:
    """What a proposition is about, as far as it bears on reading a claim.

    `of_possibility`: what may be, so that "could" and "may" do not weaken it. `of_demand`: what ought to
    be, so that "should" and "urge" show it as well. `about`: the entities, and `words`, of which it
    speaks: a word tied to others means something else.
    """

    of_possibility: bool = False
    of_demand: bool = False
    about: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Indicator:
    """Terms that, together in one sentence, show a stance; the last one that is wanted carries it."""

    proposition: str
    stance: Stance
    text: str
    terms: tuple[Term, ...]
    matter: Matter

    @property
    def entities(self) -> frozenset[str]:
        """Those that it names."""
        return frozenset(entity for term in self.terms for entity in term.entities)

    @classmethod
    def of(
        cls, proposition: str, stance: Stance, text: str, groups: Groups, matter: Matter
    ) -> Self:
        """The indicator that is written so; a ValueError says what is wrong with it."""
        terms = tuple(Term.of(" ".join(part.split()), groups) for part in text.split("+"))
        wanted = [term for term in terms if not term.excluded]
        if not wanted:
            raise ValueError("it needs a term that has to be there")
        if wanted[-1].is_subject:
            raise ValueError("what the subject does has to come after it")
        if wanted[0].is_object:
            raise ValueError("what has an object has to come before it")
        return cls(proposition, stance, text, terms, matter)


@dataclass(frozen=True, slots=True)
class Codebook:
    """All propositions that claims are coded against, and the indicators of their stances."""

    propositions: tuple[Proposition, ...] = ()
    indicators: tuple[Indicator, ...] = ()


def _alternatives(text: str, groups: Groups) -> Iterator[Alternative]:
    """What is written between two "/"."""
    match = ALTERNATIVE.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is no word, <group> or @entity")
    negated = match["negated"] is not None
    if match["entity"]:
        yield Alternative(entity=match["entity"], negated=negated)
        return
    for words in _written(match, groups):
        split = _words(words)
        if (negated or split != ("not",)) and (misplaced := RESERVED.intersection(split)):
            raise ValueError(f"{min(misplaced)!r} cannot stand inside {text!r}; is a “+” missing?")
        yield Alternative(split, negated=negated)


def _written(match: re.Match[str], groups: Groups) -> Sequence[str]:
    if match["group"] is None:
        return [match["words"]]
    if match["group"] not in groups:
        raise ValueError(f"there is no group <{match['group']}>")
    return groups[match["group"]]


def _words(text: str) -> tuple[str, ...]:
    """In the parser's tokens, in lower case: "Build-up" → ("build", "-", "up")."""
    return tuple(token.text.lower() for token in parser().tokenizer(text.strip()))
