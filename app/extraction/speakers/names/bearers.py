"""Bearers of names: whom "Ms Lee", "Sánchez" and "Kim" mean among the people named in full.

A surname comes before a given name, a person of the title's gender before one of unknown gender,
and of several the one who was named in full last.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from app.domain.identity import folded
from app.extraction.speakers.names.personal_names import surname, without_generation

Place = tuple[int, int]


@dataclass(frozen=True, slots=True, order=True)
class _Bearer:
    """A place (paragraph, token) where somebody is named in full, and who it is."""

    place: Place
    candidate: int


@dataclass(slots=True)
class Bearers:
    """The people of a text by their surnames, and by the other parts of their names."""

    by_surname: defaultdict[tuple[str, ...], list[_Bearer]] = field(
        default_factory=lambda: defaultdict(list)
    )
    by_part: defaultdict[tuple[str, ...], list[_Bearer]] = field(
        default_factory=lambda: defaultdict(list)
    )
    genders: dict[int, str] = field(default_factory=dict)
    titles: set[tuple[int, str]] = field(default_factory=set)
    longest: int = 0

    def add(
        self, words: Sequence[str], place: Place, candidate: int, family: Sequence[str]
    ) -> None:
        """Add one place of a full name; `family` is its surname."""
        bearer = _Bearer(place, candidate)
        self.by_surname[_key(family)].append(bearer)
        self.longest = max(self.longest, len(family))
        for part in _parts(without_generation(words)):
            self.by_part[part].append(bearer)

    def learn(self, candidate: int, gender: str | None) -> None:
        """Take the first gender that the text tells of somebody."""
        if gender:
            self.genders.setdefault(candidate, gender)

    def has_surname(self, words: Sequence[str]) -> bool:
        """True of words that are somebody's surname."""
        return _key(words) in self.by_surname

    def has_part(self, words: Sequence[str]) -> bool:
        """True of words that are part of somebody's name."""
        return _key(words) in self.by_part

    def of(
        self, words: Sequence[str], place: Place, gender: str | None, title: str = ""
    ) -> int | None:
        """Who is called so at a place, of several whoever was introduced with that title; None where nobody is."""
        for table in (self.by_surname, self.by_part):
            bearers = [b for b in table.get(_key(words), ()) if self._may_be(b, gender)]
            if gender and (same := [b for b in bearers if b.candidate in self.genders]):
                bearers = same
            if title and (same := [b for b in bearers if (b.candidate, title) in self.titles]):
                bearers = same
            if bearers:
                before = [bearer for bearer in bearers if bearer.place < place]
                return (max(before) if before else min(bearers)).candidate
        return None

    def _may_be(self, bearer: _Bearer, gender: str | None) -> bool:
        return not gender or self.genders.get(bearer.candidate, gender) == gender


def _key(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(folded(word) for word in words)


def _parts(words: Sequence[str]) -> set[tuple[str, ...]]:
    """What a full name may be cut to: each word, and its last words: "Sánchez", "Sánchez Pérez"."""
    own = _key(words)
    single = {(word,) for word in own if len(word) > 1 and word[0].isalpha()}
    spans = {own[first:end] for first in range(len(own)) for end in range(first + 2, len(own) + 1)}
    return single | spans - {own}


def is_same_name(one: Sequence[str], other: Sequence[str]) -> bool:
    """True of "Ann Mary Lee" and "Ann Lee": first and last word are one, and no middle name contradicts."""
    if one[0] != other[0] or surname(one) != surname(other):
        return False
    short, long = sorted((list(one), list(other)), key=len)
    rest = iter(long)
    return all(word in rest for word in short)
