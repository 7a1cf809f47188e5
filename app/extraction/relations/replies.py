"""Disputes stated by a reply: "The watchdog said it was unproven. Norvale countered that it saved energy."

Who counters, retorts or hits back answers whoever spoke last, where nobody else is named. On annotated
texts 19 of 25 such replies right after another's claim were disputes between the two.
"""

from collections.abc import Iterator
from itertools import pairwise

from app.domain.affiliation import Side
from app.domain.enums import RelationType
from app.domain.knowledge import Claim
from app.domain.span import covering
from app.extraction.coding.factuality import is_unsaid
from app.extraction.lexicon.word_lists import disputes
from app.extraction.relations.rule import RelationContext, StatedRelation

METHOD = "stated-reply-1"
CONFIDENCE = 0.75
# The most characters between a claim and the reply to it.
BETWEEN = 250


def find(context: RelationContext) -> Iterator[StatedRelation]:
    """A dispute for each claim by which its speaker hits back at the one before."""
    for before, claim in pairwise(context.outermost):
        own, theirs = (Side.of(c.speakers, context.superiors) for c in (claim, before))
        if _replies(context, claim) and _follows(before, claim) and not own.is_one_with(theirs):
            rationale = (
                f"“{claim.mention}” disputes what “{before.mention}” said just before: "
                f"“{claim.cue}” replies to it."
            )
            yield StatedRelation(
                RelationType.DISPUTES, before, claim, rationale, CONFIDENCE, (before, claim)
            )


def _replies(context: RelationContext, claim: Claim) -> bool:
    return context.cues[claim.id] in disputes().replying and not is_unsaid(context.draft, claim)


def _follows(before: Claim, claim: Claim) -> bool:
    """True where both stand near in one passage."""
    places = (claim.spans[0], claim.cue_span, claim.mention_span)
    start = min(place.start for place in places if place)
    near = 0 <= start - covering(before.spans).end <= BETWEEN
    return near and before.passage == claim.passage
