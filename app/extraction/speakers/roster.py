"""The actors of a document, by what a source may call them: "he", "the ambassador", "the agency"."""

from collections import defaultdict
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from app.domain.enums import EntityKind
from app.extraction.speakers.candidates import Cast
from app.extraction.speakers.descriptions import role_words

# Who may be meant by "he", by "she", and by "it" or "they".
HE, SHE, IT = "he", "she", "it"
PRONOUNS = {"m": HE, "f": SHE}


@dataclass(slots=True)
class Roster:
    """Numbers of actors; it grows with the cast.

    `voices`: by pronoun. `bodies`: organisations by each word of their names and of what is known of
    them. `obscure`: those of which nothing is known. `offices`: persons by each word of their office.
    """

    cast: Cast
    counted: int = 0
    voices: defaultdict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    bodies: defaultdict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    obscure: set[int] = field(default_factory=set)
    offices: defaultdict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    holders: dict[frozenset[str], frozenset[int]] = field(default_factory=dict)

    def update(self) -> None:
        """Take in who joined the cast."""
        for actor in range(self.counted, len(self.cast.actors)):
            for voice in self.voices_of(actor):
                self.voices[voice].add(actor)
            for word in role_words(self.cast, actor):
                self.offices[word].add(actor)
            body = self.cast.actors[actor]
            if body.kind is EntityKind.ORGANISATION and not body.anonymous:
                for word in self._words_about(actor):
                    self.bodies[word].add(actor)
                if not body.known:
                    self.obscure.add(actor)
        self.counted = len(self.cast.actors)

    def voices_of(self, actor: int) -> tuple[str, ...]:
        """By which pronouns an actor may be meant."""
        one = self.cast.actors[actor]
        if one.kind is not EntityKind.PERSON:
            return (IT,)
        gender = self.cast.reference.known[one.known].gender if one.known else None
        return (PRONOUNS[gender],) if gender else (HE, SHE)

    def holders_of(self, office: frozenset[str]) -> AbstractSet[int]:
        """The persons whose office has all these words. Who joins the cast unnamed has none."""
        if office not in self.holders:
            bearers = sorted((self.offices.get(word, set()) for word in office), key=len)
            self.holders[office] = frozenset(bearers[0].intersection(*bearers[1:]))
        return self.holders[office]

    def _words_about(self, actor: int) -> list[str]:
        """All words of a body's names and of what the reference data says it is."""
        body = self.cast.actors[actor]
        about = self.cast.reference.entity(body.known).description if body.known else None
        return " ".join((body.name, *body.aliases, about or "")).lower().split()
