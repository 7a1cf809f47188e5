"""Referents: whom "he", "it" and "the company" mean, by a small learned scorer.

Whoever is named, described or speaks before an anaphor may be meant by it. Each is scored by how near
the place is, by its part in the sentence, by who spoke last, by gender and kind; below a least
probability nobody is meant, as no speaker is better than a wrong one. The weights are learned from
annotated articles (``training/referents.py``).
"""

import json
import math
from bisect import bisect_left, bisect_right, insort
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Final

from app.domain.enums import EntityKind
from app.domain.span import Span
from app.extraction.draft import LineKind, Paragraph
from app.extraction.parser import SUBJECTS
from app.extraction.weights import SHIPPED

# So many of those named last are looked at, so that the cost of a text grows with its length alone.
MOST_CANDIDATES = 24
# Tokens before who still opens a paragraph: "On Monday, Lee".
OPENING = 3
FEATURES: Final = (
    "sentences", "paragraphs", "same sentence", "sentence before", "same paragraph", "paragraph before",
    "subject", "subject of the sentence before", "opens its paragraph", "genitive", "under a preposition", "quoted",
    "in headline", "spoke", "spoke last", "spoke last, same paragraph", "named once", "mentions", "gender matches",
    "anonymous", "country", "person", "several", "nearest", "number matches", "noun in its name", "alone of its kind",
    "anonymous subject of the sentence before", "anonymous, alone", "spoke, subject of the sentence before",
    "anonymous, spoke last", "gender is not known", "gender matches, subject of the sentence before",
)  # fmt: skip
VOICES: Final = ("person", "thing", "noun")
# They mean several people or a body, never one person.
SEVERAL = frozenset({"their", "them", "they"})


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A place in the text where somebody stands: `who` are candidates, several of "Lee and Ray"."""

    start: int
    end: int
    who: tuple[int, ...] = field(compare=False)
    paragraph: int = field(compare=False)
    is_subject: bool = field(compare=False, default=False)
    is_genitive: bool = field(compare=False, default=False)
    is_under: bool = field(compare=False, default=False)
    is_quoted: bool = field(compare=False, default=False)
    opens: bool = field(compare=False, default=False)


@dataclass(frozen=True, slots=True)
class Anaphor:
    """A word that refers back: its place, and what the candidates have to be.

    `voice` tells which weights score it, `noun` the noun of "the company".
    """

    start: int
    paragraph: int
    voice: str
    gender: str | None = None
    noun: str | None = None


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known of somebody who may be meant."""

    kind: EntityKind
    gender: str | None
    is_anonymous: bool
    words: frozenset[str]
    is_plural: bool = False


@dataclass(slots=True)
class Memory:
    """Everybody who stands in the text, place by place, and who has spoken."""

    paragraphs: Sequence[Paragraph]
    places: list[Place] = field(default_factory=list)
    spoke: set[tuple[int, ...]] = field(default_factory=set)
    counts: Counter[tuple[int, ...]] = field(default_factory=Counter)
    newest: tuple[int, ...] = ()
    ends: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.ends = [
            sentence.end_char + paragraph.start
            for paragraph in self.paragraphs
            for sentence in paragraph.parse.sents
        ]

    def add(self, place: Place) -> None:
        """Remember somebody at a place."""
        insort(self.places, place)
        self.counts[place.who] += 1

    def speak(self, place: Place) -> None:
        """Remember that somebody speaks at a place, instead of whoever is described there."""
        first = bisect_left(self.places, place.start, key=lambda other: other.start)
        for other in self.places[first : first + 1]:
            if other.start < place.end and other.who[0] < 0:
                self.places.remove(other)
        if not any(other.who == place.who for other in self.places[first : first + 1]):
            self.add(place)
        self.spoke.add(place.who)
        self.newest = place.who

    def name(self, unknown: tuple[int, ...], who: tuple[int, ...]) -> None:
        """Give those who are described at a place the candidate that they become."""
        self.places = [
            replace(place, who=who) if place.who == unknown else place for place in self.places
        ]
        self.counts[who] += self.counts.pop(unknown, 0)

    def candidates(self, anaphor: Anaphor, begins: int) -> list[Place]:
        """The last place of each who stands between `begins` and the anaphor, nearest first."""
        found: dict[tuple[int, ...], Place] = {}
        last = bisect_left(self.places, anaphor.start, key=lambda place: place.start)
        for place in (self.places[i] for i in reversed(range(last))):
            if place.start < begins or len(found) == MOST_CANDIDATES:
                break
            if place.end <= anaphor.start:
                found.setdefault(place.who, place)
        return list(found.values())

    def features(
        self, anaphor: Anaphor, fitting: Sequence[tuple[Place, Profile]]
    ) -> list[list[float]]:
        """One row of features for each place."""
        rows = []
        passed = bisect_right(self.ends, anaphor.start)
        for rank, (place, profile) in enumerate(fitting):
            gap = passed - bisect_right(self.ends, place.start)
            paragraphs = anaphor.paragraph - place.paragraph
            spoke = place.who in self.spoke
            spoke_last = place.who == self.newest
            values = (
                math.log1p(gap),
                math.log1p(paragraphs),
                gap == 0,
                gap == 1,
                paragraphs == 0,
                paragraphs == 1,
                place.is_subject,
                place.is_subject and gap == 1,
                place.opens,
                place.is_genitive,
                place.is_under,
                place.is_quoted,
                self.paragraphs[place.paragraph].line.kind is LineKind.HEADLINE,
                spoke,
                spoke_last,
                spoke_last and paragraphs == 0,
                self.counts[place.who] == 1,
                math.log1p(self.counts[place.who]),
                anaphor.gender is not None and profile.gender == anaphor.gender,
                profile.is_anonymous,
                profile.kind is EntityKind.COUNTRY,
                profile.kind is EntityKind.PERSON,
                len(place.who) > 1,
                rank == 0,
                profile.is_plural == (anaphor.noun in SEVERAL),
                anaphor.noun is not None and anaphor.noun in profile.words,
                len(fitting) == 1,
                profile.is_anonymous and place.is_subject and gap == 1,
                profile.is_anonymous and len(fitting) == 1,
                spoke and place.is_subject and gap == 1,
                profile.is_anonymous and spoke_last,
                profile.gender is None,
                profile.gender is not None
                and profile.gender == anaphor.gender
                and place.is_subject
                and gap == 1,
            )
            rows.append([float(value) for value in values])
        return rows


@dataclass(frozen=True, slots=True)
class Scorer:
    """Weights of the features by voice, the score of "nobody", and the least probability."""

    weights: Mapping[str, Sequence[float]]
    nobody: Mapping[str, float]
    least: Mapping[str, float]

    def choice(self, voice: str, rows: Sequence[Sequence[float]]) -> int | None:
        """The number of the row that is meant; None where nobody is surely enough."""
        if not rows:
            return None
        own = self.weights[voice]
        scores = [sum(w * x for w, x in zip(own, row, strict=True)) for row in rows]
        highest = max(*scores, self.nobody[voice])
        total = sum(math.exp(score - highest) for score in (*scores, self.nobody[voice]))
        best = max(range(len(scores)), key=scores.__getitem__)
        probability = math.exp(scores[best] - highest) / total
        sure = scores[best] > self.nobody[voice] and probability >= self.least[voice]
        return best if sure else None


@cache
def scorer() -> Scorer:
    """The shipped weights."""
    table = json.loads((SHIPPED / "referents.json").read_text("utf-8"))
    weights = {voice: [table["weights"][voice][name] for name in FEATURES] for voice in VOICES}
    return Scorer(weights, table["nobody"], table["least"])


def place_of(number: int, paragraph: Paragraph, span: Span, who: tuple[int, ...]) -> Place:
    """A place with its part in the sentence."""
    tokens = paragraph.tokens(span)
    quoted = any(quotation.contains(span) for quotation in paragraph.quotations)
    if tokens is None:
        return Place(span.start, span.end, who, number, is_quoted=quoted)
    head = tokens.root
    while head.dep_ in ("compound", "appos", "conj", "nmod") and head.head.i != head.i:
        head = head.head
    return Place(
        span.start,
        span.end,
        who,
        number,
        is_subject=head.dep_ in SUBJECTS,
        is_genitive=head.dep_ == "poss",
        is_under=head.dep_ == "pobj",
        is_quoted=quoted,
        opens=tokens.start <= OPENING,
    )


def joint(places: Iterable[Place], text: str) -> Iterator[Place]:
    """Places of people named together: "Lee and Ray", whom "both" and "they" mean."""
    before: Place | None = None
    for place in places:
        between = text[before.end : place.start].strip() if before else ""
        if before is not None and before.paragraph == place.paragraph and between in ("and", "&"):
            who = tuple(sorted({*before.who, *place.who}))
            if len(who) > 1:
                yield Place(before.start, place.end, who, place.paragraph, is_subject=before.is_subject,
                            is_under=before.is_under, is_quoted=before.is_quoted, opens=before.opens)  # fmt: skip
        before = place
