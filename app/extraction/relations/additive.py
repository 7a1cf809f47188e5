"""Agreements stated by "also": "The mayor says it is safe. The council also said so."

"Also said", by somebody who has not spoken in the passage before, refers to the claim of somebody
else. The two agree if they take one stance on a proposition, or say the same of one thing.
"""

import re
from collections import deque
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from itertools import groupby

from app.domain.enums import RelationType
from app.domain.knowledge import Claim
from app.extraction.coding.cue_words import asserts
from app.extraction.draft import NEARBY
from app.extraction.relations.rule import RelationContext, StatedRelation

METHOD = "stated-echo-2"
CONFIDENCE = 0.75
ECHO = re.compile(r"\b(?:also|likewise|too)\b", re.IGNORECASE)


def find(context: RelationContext) -> Iterator[StatedRelation]:
    """An agreement for each claim that echoes one before it in its passage."""
    for _, claims in groupby(context.outermost, key=lambda claim: claim.passage):
        before: deque[Claim] = deque(maxlen=NEARBY)
        spoke: set[str] = set()
        for claim in claims:
            if asserts(context.cues[claim.id]) and _looks_back(context, claim, spoke):
                agreeing = (c for c in reversed(before) if context.opposition.agree(c, claim))
                if first := next(agreeing, None):
                    yield _echo(first, claim)
            before.append(claim)
            spoke.update(claim.speakers)


def _looks_back(context: RelationContext, claim: Claim, spoke: AbstractSet[str]) -> bool:
    """True of "also said" and "said likewise" by somebody who did not speak before in the passage."""
    cue = claim.cue_span
    if cue is None or not spoke.isdisjoint(claim.speakers):
        return False
    words = context.text[cue.start : max(cue.end, claim.spans[0].start)]
    return ECHO.search(words) is not None


def _echo(first: Claim, second: Claim) -> StatedRelation:
    rationale = f"“{second.cue}”: “{second.mention}” agrees with what “{first.mention}” said."
    return StatedRelation(
        RelationType.AGREES, first, second, rationale, CONFIDENCE, (first, second)
    )
