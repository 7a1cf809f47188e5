"""The codebook as extraction sees it: propositions, and what shows a claim's stance on them.

An indicator is written "<attack> + imminent / any day": all of its terms, joined by "+", have to be
there in one sentence, each by one of its alternatives, joined by "/". The file's head tells the rest.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from app.domain.enums import Stance
from app.domain.knowledge import Proposition
from app.extraction.language import parser

Groups = Mapping[str, Sequence[str]]
ALTERNATIVE = re.compile(
    r"(?P<negated>not )?(?:@(?P<entity>[a-z0-9-]+)|<(?P<group>[a-z0-9-]+)>|(?P<words>[^@<>+/]+))"
)
UNLESS = "unless "


@dataclass(frozen=True, slots=True)
class Alternative:
    """One way in which a term may be there: words in a row, or an entity by whatever name.

    `negated`: only where the text denies it ("not certain").
    """

    words: tuple[str, ...] = ()
    entity: str | None = None
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Term:
    """Alternatives, one of which has to be there; where `excluded`, none may be."""

    alternatives: tuple[Alternative, ...]
    excluded: bool = False

    @classmethod
    def of(cls, text: str, groups: Groups) -> Self:
        """The term that is written "@russia / <troops> / not certain"; else a ValueError."""
        excluded = text.startswith(UNLESS)
        found: list[Alternative] = []
        for part in text.removeprefix(UNLESS).split("/"):
            match = ALTERNATIVE.fullmatch(part.strip())
            if match is None:
                raise ValueError(f"{part.strip()!r} is no word, <group> or @entity")
            negated = match["negated"] is not None
            if match["entity"]:
                found.append(Alternative(entity=match["entity"], negated=negated))
            elif match["group"] is None:
                found.append(Alternative(_words(match["words"]), negated=negated))
            elif match["group"] in groups:
                words = groups[match["group"]]
                found.extend(Alternative(_words(word), negated=negated) for word in words)
            else:
                raise ValueError(f"there is no group <{match['group']}>")
        return cls(tuple(found), excluded)


@dataclass(frozen=True, slots=True)
class Indicator:
    """Terms that, together in one sentence, show a stance; the last one that is wanted carries it.

    `of_possibility`: "could" and "may" do not weaken it, as the proposition is about what may be.
    """

    proposition: str
    stance: Stance
    text: str
    terms: tuple[Term, ...]
    of_possibility: bool = False

    @classmethod
    def of(
        cls, proposition: str, stance: Stance, text: str, groups: Groups, *, of_possibility: bool
    ) -> Self:
        """The indicator that is written so; a ValueError says what is wrong with it."""
        terms = tuple(Term.of(" ".join(part.split()), groups) for part in text.split("+"))
        if all(term.excluded for term in terms):
            raise ValueError("it needs a term that has to be there")
        return cls(proposition, stance, text, terms, of_possibility)


@dataclass(frozen=True, slots=True)
class Codebook:
    """All propositions that claims are coded against, and the indicators of their stances."""

    propositions: tuple[Proposition, ...] = ()
    indicators: tuple[Indicator, ...] = ()


def _words(text: str) -> tuple[str, ...]:
    """In the parser's tokens, in lower case: "Build-up" → ("build", "-", "up")."""
    return tuple(token.text.lower() for token in parser().tokenizer(text.strip()))
