"""Roster of candidates by what a source may call them: "he", "the ambassador", "the agency"."""

from collections import defaultdict
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from app.domain.enums import EntityKind
from app.extraction.speakers.candidates import CandidateRegistry
from app.extraction.speakers.descriptions import role_words

# Who may be meant by "he", by "she", and by "it" or "they".
HE, SHE, IT = "he", "she", "it"
PRONOUNS = {"m": HE, "f": SHE}


@dataclass(slots=True)
class Roster:
    """Numbers of candidates by pronoun, office and noun; it grows with the registry.

    `voices`: by pronoun. `bodies`: organisations by each word of their names and of what is known of
    them. `obscure`: those of which nothing is known. `offices`: persons by each word of their office.
    """

    registry: CandidateRegistry
    counted: int = 0
    voices: defaultdict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    bodies: defaultdict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    obscure: set[int] = field(default_factory=set)
    offices: defaultdict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    holders: dict[frozenset[str], frozenset[int]] = field(default_factory=dict)

    def update(self) -> None:
        """Add the candidates that joined the registry."""
        for candidate in range(self.counted, len(self.registry.candidates)):
            for voice in self.voices_of(candidate):
                self.voices[voice].add(candidate)
            for word in role_words(self.registry, candidate):
                self.offices[word].add(candidate)
            body = self.registry.candidates[candidate]
            if body.kind is EntityKind.ORGANISATION and not body.anonymous:
                for word in self._words_about(candidate):
                    self.bodies[word].add(candidate)
                if not body.known:
                    self.obscure.add(candidate)
        self.counted = len(self.registry.candidates)

    def voices_of(self, candidate: int) -> tuple[str, ...]:
        """The pronouns that may stand for a candidate."""
        one = self.registry.candidates[candidate]
        if one.kind is not EntityKind.PERSON:
            return (IT,)
        gender = self.registry.reference.known[one.known].gender if one.known else None
        return (PRONOUNS[gender],) if gender else (HE, SHE)

    def holders_of(self, office: frozenset[str]) -> AbstractSet[int]:
        """The persons whose office has all these words. Unnamed ones that join later have none."""
        if office not in self.holders:
            bearers = sorted((self.offices.get(word, set()) for word in office), key=len)
            self.holders[office] = frozenset(bearers[0].intersection(*bearers[1:]))
        return self.holders[office]

    def _words_about(self, candidate: int) -> list[str]:
        """All words of a body's names and of what the reference data says it is."""
        body = self.registry.candidates[candidate]
        about = self.registry.reference.entity(body.known).description if body.known else None
        return " ".join((body.name, *body.aliases, about or "")).lower().split()
