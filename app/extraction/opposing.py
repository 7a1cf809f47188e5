"""Are two claims at odds on one thing? By their stances on a proposition, or by their words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.domain.enums import Stance
from app.domain.knowledge import Claim, Proposition
from app.extraction.coding import WEAKENED
from app.extraction.cuewords import denies, is_hedged, lemmas_of
from app.extraction.records import Draft
from app.extraction.restating import NEGATIONS

# So many words of meaning have to be in both where only their polarity tells them apart.
SHARED = 2
# Where both say no, one word tells what to.
SHARED_DENIED = 1
# Share of the shorter claim's words that the other one has to hold as well.
COMMON = 0.5


def disputed(propositions: Iterable[Proposition], one: Claim, other: Claim) -> str | None:
    """The proposition on which two claims take opposite stances, or one leaves open what counts."""
    stances = {c.proposition: c.stance for c in one.codings if c.confidence > WEAKENED}
    others = {c.proposition: c.stance for c in other.codings if c.confidence > WEAKENED}
    for proposition in propositions:
        pair = {stances.get(proposition.id), others.get(proposition.id)}
        if are_opposite(pair, proposition):
            return proposition.id
    return None


def are_opposite(pair: set[Stance | None], proposition: Proposition) -> bool:
    """True of affirming and denying, and of affirming and leaving open where that disputes it."""
    open_disputes = proposition.open_disputes and pair == {Stance.AFFIRMS, Stance.UNCERTAIN}
    return pair == {Stance.AFFIRMS, Stance.DENIES} or open_disputes


@dataclass(frozen=True, slots=True)
class Opposing:
    """What is needed of a document to say whether two of its claims are at odds."""

    draft: Draft
    cues: Mapping[str, str]

    @classmethod
    def of(cls, draft: Draft) -> "Opposing":
        """Of a document."""
        lemmas = lemmas_of(draft)
        cues = {c.id: lemmas.get(c.cue_span, "") for c in draft.claims if c.cue_span}
        return cls(draft, cues)

    def at_odds(self, one: Claim, other: Claim) -> bool:
        """True where stances on one proposition are opposite, or like words of unlike polarity."""
        if disputed(self.draft.codebook.propositions, one, other):
            return True
        return self._denies(one) != self._denies(other) and self._alike(one, other, SHARED)

    def agree(self, one: Claim, other: Claim) -> bool:
        """True where both say like words, or both say no to a same thing."""
        denied = self._denies(one)
        if denied != self._denies(other):
            return False
        return self._alike(one, other, SHARED_DENIED if denied else SHARED)

    def _alike(self, one: Claim, other: Claim, fewest: int) -> bool:
        words, others = self._words(one), self._words(other)
        shared = len(words & others)
        return shared >= fewest and shared >= COMMON * min(len(words), len(others))

    def _words(self, claim: Claim) -> set[str]:
        tokens = self.draft.tokens_of(claim)
        return {t.lemma_.lower() for t in tokens if t.is_alpha and not t.is_stop}

    def _denies(self, claim: Claim) -> bool:
        """True where a claim's cue or its words, but not both, say no."""
        cue = denies(self.cues.get(claim.id, ""))
        if cue and is_hedged(self.draft.document.text, claim):
            cue = False
        return cue != any(token.lower_ in NEGATIONS for token in self.draft.tokens_of(claim))
