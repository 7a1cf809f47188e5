"""Stances of claims on propositions: stage `code`.

Of "The Kremlin denies that it wants war", the claim "it wants war" denies that Russia intends to
attack: the indicator is there, "it" is the Kremlin, and the cue turns it round.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from app.domain.enums import Stance
from app.domain.knowledge import Claim, ClaimStance
from app.extraction.coding.cue_words import denies, lemmas_of, takes_no_side
from app.extraction.coding.demands import is_demand
from app.extraction.coding.factuality import is_unsaid
from app.extraction.coding.matching import Match
from app.extraction.coding.wording import Wording
from app.extraction.draft import Draft
from app.extraction.lexicon.word_lists import stances
from app.extraction.speakers.dates import is_of_the_past

# Confidence of a stance: as the indicator says, turned round by a denial, or weakened by "may".
PLAIN = 0.85
TURNED = 0.75
WEAKENED = 0.5
OPPOSITE = {Stance.AFFIRMS: Stance.DENIES, Stance.DENIES: Stance.AFFIRMS}


@dataclass(frozen=True, slots=True)
class Reading:
    """What one indicator shows of a claim."""

    match: Match
    stance: Stance
    confidence: float
    reason: str

    @property
    def weight(self) -> tuple[bool, int, float]:
        """What leaves open outweighs, then what more terms show, then what is surer."""
        explicit = self.match.indicator.stance is Stance.UNCERTAIN
        return explicit, len(self.match.indicator.terms), self.confidence


def code(draft: Draft) -> Draft:
    """All claims with their stances; a relayer has none on what somebody else said."""
    if not draft.codebook.indicators:
        return draft
    lemmas = lemmas_of(draft)
    wording = Wording.of(draft)
    coded: list[Claim] = []
    for claim in draft.claims:
        lemma = lemmas.get(claim.cue_span, "") if claim.cue_span else ""
        denied = denies(lemma)
        if takes_no_side(lemma) or is_unsaid(draft, claim) or _is_idle(draft, claim):
            coded.append(claim)
            continue
        matches = [
            match
            for sentence in wording.sentences(draft, claim)
            for match in sentence.matches(draft.codebook.indicators)
        ]
        if is_demand(lemma, draft.cue_of(claim), draft.tokens_of(claim)):
            matches = [m for m in matches if m.indicator.matter.of_demand or m.scope.aside]
        found = _codings(matches, claim.cue if denied else None)
        coded.append(replace(claim, stances=tuple(found)))
    return replace(draft, claims=tuple(coded))


def _is_idle(draft: Draft, claim: Claim) -> bool:
    """True of what was said at some earlier time, and of mockery: "and pigs can fly"."""
    text = claim.text.lower()
    return is_of_the_past(draft, claim) or any(words in text for words in stances().mocking)


def _codings(matches: Iterable[Match], denial: str | None) -> Iterator[ClaimStance]:
    """One stance for each proposition; none where indicators of equal weight contradict."""
    readings: defaultdict[str, list[Reading]] = defaultdict(list)
    for match in matches:
        if reading := _read(match, denial):
            readings[match.indicator.proposition].append(reading)
    for proposition, found in sorted(readings.items()):
        if best := _heaviest(found):
            yield ClaimStance(proposition, best.stance, best.confidence, best.reason)


def _heaviest(readings: Sequence[Reading]) -> Reading | None:
    best = max(readings, key=lambda reading: reading.weight)
    rivals = {r.stance for r in readings if r.weight[:2] == best.weight[:2]}
    return best if len(rivals) == 1 else None


def _read(match: Match, denial: str | None) -> Reading | None:
    """The stance that a match shows, where it stands as it does; None where it shows none."""
    scope, stance = match.scope, match.indicator.stance
    turned = scope.negated != (denial is not None)
    weakened = scope.hedged and not match.indicator.matter.of_possibility
    if _shows_nothing(match, turned=turned, denied=denial is not None):
        return None
    words = " … ".join(f"“{word}”" for word in match.words)
    if denial is not None:
        words = f"“{denial}” {words}"
    if scope.open and stance is not Stance.UNCERTAIN:
        return Reading(match, Stance.UNCERTAIN, TURNED, f"{words}, left open")
    if turned:
        reason = words if denial else f"not {words}"
        return Reading(match, OPPOSITE[stance], WEAKENED if weakened else TURNED, reason)
    if weakened and stance is not Stance.UNCERTAIN:
        return Reading(match, Stance.UNCERTAIN, WEAKENED, f"perhaps {words}")
    return Reading(match, stance, PLAIN, words)


def _shows_nothing(match: Match, *, turned: bool, denied: bool) -> bool:
    """True where it is only supposed, follows from a condition, or is taken for granted by a denial."""
    scope = match.scope
    if scope.demanded and not match.indicator.matter.of_demand:
        return True
    if (turned and scope.bounded) or (scope.passed_on and not denied):
        return True
    if scope.conditional and (turned or not match.indicator.matter.of_possibility):
        return True
    if turned and match.indicator.stance is Stance.UNCERTAIN:
        return True
    return scope.supposed or (denied and (scope.given or scope.said))
