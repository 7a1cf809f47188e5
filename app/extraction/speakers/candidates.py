"""Registry of entity candidates: everybody whom a document names, each once."""

from collections import defaultdict
from dataclasses import dataclass, field, replace

from app.domain.enums import EntityKind
from app.domain.identity import folded
from app.extraction.draft import EntityCandidate
from app.extraction.inputs.reference import Reference


@dataclass(slots=True)
class CandidateRegistry:
    """The candidates of one document, in the order of their first mention.

    `countries` are those that the text tells of most, `genders` those that it tells, "m" or "f".
    """

    reference: Reference
    candidates: list[EntityCandidate] = field(default_factory=list)
    by_key: dict[tuple[EntityKind, str], int] = field(default_factory=dict)
    by_known: dict[str, int] = field(default_factory=dict)
    countries: frozenset[str] = frozenset()
    genders: dict[int, str] = field(default_factory=dict)
    titles: defaultdict[int, set[str]] = field(default_factory=lambda: defaultdict(set))

    def of_known(self, identifier: str) -> int:
        """The number of a reference entity."""
        if identifier not in self.by_known:
            entity = self.reference.entity(identifier)
            candidate = EntityCandidate(
                entity.name,
                entity.kind,
                aliases=entity.aliases,
                role=entity.role,
                country=entity.country,
                member_of=entity.member_of,
                known=identifier,
            )
            self.by_known[identifier] = self._append(candidate)
        return self.by_known[identifier]

    def of_name(self, name: str, kind: EntityKind, *, anonymous: bool = False) -> int:
        """The number of somebody called so, new or seen before."""
        key = (kind, folded(name))
        if key not in self.by_key:
            self.by_key[key] = self._append(EntityCandidate(name, kind, anonymous=anonymous))
        return self.by_key[key]

    def gender_of(self, number: int) -> str | None:
        """The gender that the text tells of a candidate, or else the reference data."""
        known = self.candidates[number].known
        told = self.genders.get(number)
        return told or (self.reference.known[known].gender if known else None)

    def learn(self, number: int, **facts: str | None) -> None:
        """Fill in what is not known yet about a candidate; what is known stays."""
        candidate = self.candidates[number]
        new = {key: value for key, value in facts.items() if value and not getattr(candidate, key)}
        if candidate.known is None and new:
            self.candidates[number] = replace(candidate, **new)  # type: ignore[arg-type]

    def _append(self, candidate: EntityCandidate) -> int:
        self.candidates.append(candidate)
        return len(self.candidates) - 1
