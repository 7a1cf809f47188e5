"""Roster of candidates by what a source may call them: "the ambassador", "the agency"."""

from collections import defaultdict
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from app.extraction.speakers.candidates import CandidateRegistry
from app.extraction.speakers.descriptions import role_words


@dataclass(slots=True)
class Roster:
    """Persons by each word of their office; it grows with the registry."""

    registry: CandidateRegistry
    counted: int = 0
    offices: defaultdict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    holders: dict[frozenset[str], frozenset[int]] = field(default_factory=dict)

    def update(self) -> None:
        """Add the candidates that joined the registry."""
        for candidate in range(self.counted, len(self.registry.candidates)):
            for word in role_words(self.registry, candidate):
                self.offices[word].add(candidate)
        self.counted = len(self.registry.candidates)

    def holders_of(self, office: frozenset[str]) -> AbstractSet[int]:
        """The persons whose office has all these words. Unnamed ones that join later have none."""
        if office not in self.holders:
            bearers = sorted((self.offices.get(word, set()) for word in office), key=len)
            self.holders[office] = frozenset(bearers[0].intersection(*bearers[1:]))
        return self.holders[office]

    def words_about(self, candidate: int) -> list[str]:
        """All words of somebody's names, of the role that the text gives, and of the reference data."""
        one = self.registry.candidates[candidate]
        about = self.registry.reference.entity(one.known).description if one.known else None
        return " ".join((one.name, *one.aliases, one.role or "", about or "")).lower().split()
