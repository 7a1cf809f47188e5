"""Antecedents: who may be meant by "he", "both" or "the witness", and who of them is.

Candidates of another kind, gender or number are left out; the learned scorer chooses among the others.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from app.domain.enums import EntityKind
from app.domain.span import Span
from app.extraction.draft import NameMention, Paragraph
from app.extraction.lexicon.word_lists import people
from app.extraction.speakers.candidates import CandidateRegistry
from app.extraction.speakers.described import described
from app.extraction.speakers.descriptions import role_words, unnamed
from app.extraction.speakers.referents import (
    SEVERAL,
    Anaphor,
    Memory,
    Place,
    Profile,
    joint,
    place_of,
)
from app.extraction.speakers.roles import office_words
from app.extraction.speakers.roster import Roster
from app.extraction.speakers.sources import Source

PERSON = EntityKind.PERSON
Choice = Callable[[Anaphor, Sequence[Place], Sequence[Sequence[float]]], int | None]


@dataclass(slots=True)
class Antecedents:
    """Everybody who stands in a text; `choose` tells which of several places an anaphor means.

    `unknown` are the descriptions of those who are no candidates yet, by their negative numbers.
    """

    registry: CandidateRegistry
    roster: Roster
    memory: Memory
    choose: Choice
    unknown: dict[int, Source] = field(default_factory=dict)

    def read(
        self, number: int, paragraph: Paragraph, mentions: Sequence[NameMention], text: str
    ) -> None:
        """Remember who is named and who is described in a paragraph."""
        named = [place_of(number, paragraph, one.span, (one.candidate,)) for one in mentions]
        for place in (*named, *joint(named, text)):
            self.memory.add(place)
        for source in described(number, paragraph, [one.span for one in mentions]):
            unknown = -1 - len(self.unknown)
            self.unknown[unknown] = source
            self.memory.add(place_of(number, paragraph, source.span, (unknown,)))

    def of(self, anaphor: Anaphor, begins: int, said: Sequence[Span]) -> tuple[int, ...]:
        """The candidates whom an anaphor means, of those who stand behind `begins`; empty where nobody is.

        Nobody is meant who stands in what is `said`: "the mayor, she added, is asleep".
        """
        known = ((place, self._profile(place)) for place in self.memory.candidates(anaphor, begins))
        fitting = [
            (place, profile)
            for place, profile in known
            if self._may_be(anaphor, place, profile)
            and not any(piece.start <= place.start < piece.end for piece in said)
        ]
        places = [place for place, _ in fitting]
        if anaphor.noun == "both":
            return places[0].who if places else ()
        for place, profile in fitting:
            is_called = anaphor.voice == "noun" and anaphor.noun in profile.words
            if is_called and not profile.is_anonymous:
                return place.who  # "The department", where the text has one.
        rows = self.memory.features(anaphor, fitting)
        chosen = self.choose(anaphor, places, rows)
        return () if chosen is None else self._known(places[chosen].who)

    def _known(self, who: tuple[int, ...]) -> tuple[int, ...]:
        """The candidates of a place; those who are only described there become some."""
        if who[0] >= 0:
            return who
        candidate = unnamed(self.unknown[who[0]], self.registry)
        if candidate is None:
            return ()
        self.memory.name(who, (candidate,))
        return (candidate,)

    def _profile(self, place: Place) -> Profile:
        """What is known of who stands at a place."""
        one = place.who[0]
        if one < 0:
            source = self.unknown[one]
            lemma = source.head.lemma_.lower()
            kind = EntityKind.ORGANISATION if source.is_plural else PERSON
            gender, own = people().gender_of(lemma), frozenset({lemma})
            return Profile(kind, gender, is_anonymous=True, words=own, is_plural=source.is_plural)
        candidate = self.registry.candidates[one]
        words = frozenset(self.roster.words_about(one))
        described = candidate.anonymous and candidate.kind is not PERSON
        is_plural = len(place.who) > 1 or (described and (candidate.role or "").endswith("s"))
        gender = self.registry.gender_of(one)
        return Profile(candidate.kind, gender, candidate.anonymous, words, is_plural)

    def _may_be(self, anaphor: Anaphor, place: Place, profile: Profile) -> bool:
        """False of who is of another kind, number or gender than the anaphor tells."""
        is_person, several = profile.kind is PERSON, len(place.who) > 1
        if anaphor.voice == "thing":
            alone_fits = not is_person and (anaphor.noun in SEVERAL or not profile.is_plural)
            return (several and (is_person or anaphor.noun in SEVERAL)) or (
                not several and alone_fits
            )
        if anaphor.voice == "noun":
            if self._differs(anaphor, place, profile):
                return False
            if anaphor.noun not in people():
                return not is_person and not several
        differs = anaphor.gender and profile.gender and anaphor.gender != profile.gender
        return is_person and not several and not differs

    def _differs(self, anaphor: Anaphor, place: Place, profile: Profile) -> bool:
        """True of who is told to be something else: a spokeswoman is no minister, a viewer no engineer."""
        known = not profile.is_anonymous and self.registry.candidates[place.who[0]].known
        if profile.is_anonymous or (known and profile.kind is not PERSON):
            return anaphor.noun not in profile.words
        if anaphor.noun not in office_words():
            return False
        offices = role_words(self.registry, place.who[0]) & office_words()
        return bool(offices) and anaphor.noun not in offices
