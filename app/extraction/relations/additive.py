"""Agreements that the text states by "also": "The mayor says it is safe. The council also said so."

Where somebody who has not spoken in the passage yet "also says" something, "also" looks back to
another's claim, and the two agree if they take one stance on a proposition, or say the same of one thing.
"""

import re
from collections import deque
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from app.domain.enums import RelationType
from app.domain.knowledge import Claim, Relation
from app.extraction.coding.cue_words import asserts
from app.extraction.draft import NEARBY, Draft
from app.extraction.relations.evidence import Grounds, stated
from app.extraction.relations.opposition import Opposing

METHOD = "stated-echo-2"
CONFIDENCE = 0.75
ECHO = re.compile(r"\b(?:also|likewise|too)\b", re.IGNORECASE)


def by_echo(draft: Draft, claims: Sequence[Claim]) -> Iterator[Relation]:
    """For each claim that echoes one before it in its passage, their agreement."""
    opposing = Opposing.of(draft)
    before: deque[Claim] = deque(maxlen=NEARBY)
    spoke: set[str] = set()
    for claim in (claim for claim in claims if claim.within is None):
        if before and before[0].passage != claim.passage:
            before.clear()
            spoke.clear()
        if asserts(opposing.cues.get(claim.id, "")) and _looks_back(claim, spoke):
            meant = next((c for c in reversed(before) if opposing.agree(c, claim)), None)
            if meant:
                yield _relation(draft, meant, claim)
        before.append(claim)
        spoke.update(claim.speakers)


def _looks_back(claim: Claim, spoke: AbstractSet[str]) -> bool:
    """True of "also said" by somebody who did not speak before in the passage."""
    echoes = claim.cue is not None and ECHO.search(claim.cue) is not None
    return echoes and spoke.isdisjoint(claim.speakers)


def _relation(draft: Draft, first: Claim, second: Claim) -> Relation:
    rationale = f"“{second.cue}”: “{second.mention}” agrees with what “{first.mention}” said."
    grounds = Grounds((first, second), rationale, CONFIDENCE, METHOD)
    return stated(draft, RelationType.AGREES, first, second, grounds)
