"""The protocol of a relation rule, and the context that all rules share.

A rule is a module with a `METHOD` and a `find`; `registry` lists those in use.
"""

from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from app.domain import affiliation
from app.domain.enums import OperatingPoint, RelationBasis, RelationType
from app.domain.knowledge import Claim, Entity
from app.domain.span import Span
from app.extraction.coding.cue_words import lemmas_of
from app.extraction.draft import NEARBY, Draft
from app.extraction.relations.opposition import Opposition

VERBS = {RelationType.DISPUTES: "disputes", RelationType.AGREES: "agrees with"}


def type_by(word: str, disputing: Container[str], agreeing: Container[str]) -> RelationType | None:
    """The relation that a word states, by the list in which it stands."""
    if word in disputing:
        return RelationType.DISPUTES
    return RelationType.AGREES if word in agreeing else None


@dataclass(frozen=True, slots=True)
class StatedRelation:
    """A relation that the text states from one claim to another, shown by the sentences of `evidence`."""

    type: RelationType
    first: Claim
    second: Claim
    rationale: str
    confidence: float
    evidence: tuple[Claim, ...]
    basis: RelationBasis = RelationBasis.STATED
    operating_point: OperatingPoint = OperatingPoint.PRECISE


@dataclass(frozen=True)
class RelationContext:
    """A document's claims, and what rules need to know of them, computed once and on first use."""

    draft: Draft

    @property
    def text(self) -> str:
        """The document's text."""
        return self.draft.document.text

    @property
    def claims(self) -> tuple[Claim, ...]:
        """All claims in reading order, each at its ordinal."""
        return self.draft.claims

    @property
    def outermost(self) -> Sequence[Claim]:
        """The claims that no other claim relays."""
        return self._by_outer.get(None, ())

    def relayed_by(self, claim: Claim) -> Sequence[Claim]:
        """The claims that stand inside another one: "Lee said that Ray denied it"."""
        return self._by_outer.get(claim.id, ())

    def before(self, claim: Claim) -> list[Claim]:
        """The claims of the same passage that stand before one, near enough to be referred to."""
        nearby = self.claims[max(0, claim.ordinal - NEARBY) : claim.ordinal]
        return [other for other in nearby if other.passage == claim.passage]

    def sentence_of(self, claim: Claim) -> Span:
        """The sentence in which a claim's cue stands, or its first words."""
        place = claim.cue_span or claim.spans[0]
        return self.draft.paragraph_at(place.start).sentence(place)

    @cached_property
    def cues(self) -> Mapping[str, str]:
        """The lemma of each claim's cue, "" without one: "deny" for "has denied"."""
        lemmas = lemmas_of(self.draft)
        return {c.id: lemmas.get(c.cue_span, "") if c.cue_span else "" for c in self.claims}

    @cached_property
    def entities(self) -> Mapping[str, Entity]:
        """The document's entities by id."""
        return {entity.id: entity for entity in self.draft.entities}

    @cached_property
    def superiors(self) -> Mapping[str, frozenset[str]]:
        """The bodies and countries that each entity speaks for."""
        return affiliation.superiors(self.draft.entities)

    @cached_property
    def opposition(self) -> Opposition:
        """Whether two claims agree or are at odds."""
        return Opposition(self.draft, self.cues)

    @cached_property
    def _by_outer(self) -> Mapping[str | None, Sequence[Claim]]:
        result: defaultdict[str | None, list[Claim]] = defaultdict(list)
        for claim in self.claims:
            result[claim.within].append(claim)
        return result


class RelationRule(Protocol):
    """One way in which a text states that claims agree or dispute: "Lee disputed that account".

    `METHOD` names the rule on the relations that it finds.
    """

    METHOD: str

    def find(self, context: RelationContext) -> Iterator[StatedRelation]:
        """The relations that the rule finds, in reading order."""
        ...
