"""A cue and its arguments, as token ranges of one parse."""

from dataclasses import dataclass

from spacy.tokens import Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
CLAUSES = frozenset({"ccomp", "xcomp"})


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that reports, and its arguments as token ranges (first, end) of one parse.

    `content` is what the grammar gives; quotation marks may widen it later. `is_object` marks a
    plain noun: "disputes [that account]".
    """

    token: int
    lemma: str
    range: tuple[int, int]
    source: tuple[int, int] | None
    content: tuple[tuple[int, int], ...]
    is_object: bool = False


def without_that(clause: Token) -> int:
    """The start of a clause, behind the "that" that only joins it to its cue."""
    first = clause.left_edge
    joins = first != clause and first.lower_ == "that" and first.dep_ == "mark"
    return first.i + joins
