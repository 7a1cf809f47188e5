"""Agreement and opposition of two claims, by their stances on a proposition or by their words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from app.domain.enums import RelationType, Stance
from app.domain.knowledge import Claim, Proposition
from app.domain.stances import is_sure, opposed
from app.extraction.coding.cue_words import asserts, denies
from app.extraction.coding.factuality import is_unsaid
from app.extraction.draft import Draft
from app.extraction.relations.predication import Predication


def shared(
    kind: RelationType, propositions: Iterable[Proposition], one: Claim, other: Claim
) -> str | None:
    """The first proposition on which two claims, by their stances, agree or dispute."""
    stances, others = _stances(one), _stances(other)
    for proposition in propositions:
        stance, against = stances.get(proposition.id), others.get(proposition.id)
        if stance is None or against is None:
            continue
        agrees = stance is against and stance is not Stance.UNCERTAIN
        disputes = against in opposed(stance, proposition)
        if agrees if kind is RelationType.AGREES else disputes:
            return proposition.id
    return None


def _stances(claim: Claim) -> dict[str, Stance]:
    return {
        claim_stance.proposition: claim_stance.stance
        for claim_stance in claim.stances
        if is_sure(claim_stance)
    }


@dataclass(frozen=True, slots=True)
class Opposition:
    """Whether claims of a document agree or are at odds; `cues` are the lemmas of their cues by id."""

    draft: Draft
    cues: Mapping[str, str]
    said: dict[str, tuple[Predication, bool] | None] = field(default_factory=dict)

    def holds(self, kind: RelationType, one: Claim, other: Claim) -> bool:
        """True where the two agree, or are at odds, whichever `kind` says."""
        return self.agree(one, other) if kind is RelationType.AGREES else self.at_odds(one, other)

    def at_odds(self, one: Claim, other: Claim) -> bool:
        """True where stances on one proposition are opposite, or one denies what the other says.

        Who denies something narrower ("does not leak in May") does not deny all of it.
        """
        propositions = self.draft.codebook.propositions
        if shared(RelationType.DISPUTES, propositions, one, other):
            return True
        match self._said(one), self._said(other):
            case (said, True), (denied, False):
                return said.is_about_the_same(denied) and said.holds(denied)
            case (denied, False), (said, True):
                return said.is_about_the_same(denied) and said.holds(denied)
            case _:
                return False

    def agree(self, one: Claim, other: Claim) -> bool:
        """True where both take one stance on a proposition, or say the same of one thing."""
        propositions = self.draft.codebook.propositions
        if shared(RelationType.AGREES, propositions, one, other):
            return True
        match self._said(one), self._said(other):
            case (said, upheld), (again, upheld_again) if upheld == upheld_again:
                return said.is_about_the_same(again) and (said.holds(again) or again.holds(said))
            case _:
                return False

    def _said(self, claim: Claim) -> tuple[Predication, bool] | None:
        """What a claim says, and whether its speaker upholds it; None where that is not plain."""
        if claim.id not in self.said:
            self.said[claim.id] = self._read(claim)
        return self.said[claim.id]

    def _read(self, claim: Claim) -> tuple[Predication, bool] | None:
        cue = self.cues[claim.id]
        if not (asserts(cue) or denies(cue)) or is_unsaid(self.draft, claim):
            return None
        predication = Predication.of(self.draft, claim)
        return (predication, denies(cue) == predication.negated) if predication else None
