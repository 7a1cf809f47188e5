"""Disputes and agreements with an attributed claim: "disputed the mayor's claim that it is safe".

"Disputed that it is safe", right after the mayor said so, counts too: the claims are at odds.
"""

from collections.abc import Iterator

from app.domain.enums import RelationType
from app.domain.knowledge import Claim
from app.extraction.coding.factuality import is_unsaid
from app.extraction.draft import Draft
from app.extraction.lexicon.word_lists import disputes
from app.extraction.relations.rule import VERBS, RelationContext, StatedRelation, type_by

METHOD = "stated-owner-1"
CONFIDENCE = 0.85
# Disputing cues that need not answer anybody.
DENYING = frozenset({"deny", "discount"})
AGAIN = frozenset({"reiterate", "repeat"})
OWNER = 4


def find(context: RelationContext) -> Iterator[StatedRelation]:
    """A relation for each claim whose words say whose claim is disputed or upheld."""
    draft = context.draft
    for claim in context.outermost:
        lemma = context.cues[claim.id]
        kind = type_by(lemma, disputes().disputing, AGAIN.union(disputes().agreeing))
        if kind is None or is_unsaid(draft, claim):
            continue
        owned = (c for c in context.relayed_by(claim) if _is_owned(draft, claim, c))
        if inner := next(owned, None):
            yield _relation(kind, inner, claim)
        elif kind is RelationType.DISPUTES and lemma not in DENYING:
            last = next((c for c in reversed(context.before(claim)) if c.within is None), None)
            if last and _answers(context, claim, last):
                yield _relation(kind, last, claim)


def _is_owned(draft: Draft, claim: Claim, inner: Claim) -> bool:
    """True of "the mayor's claim that …" and "the claim by the mayor that …".

    A claim is all that the words tell, and whose it is.
    """
    text, source, cue = draft.document.text, inner.mention_span, inner.cue_span
    if source is None or cue is None or set(inner.speakers) & set(claim.speakers):
        return False
    nouns = text[cue.start : cue.end].lower().split()
    start = claim.spans[0].start
    if source.end <= cue.start:
        opens = source.start - start <= OWNER
    else:
        opens = cue.start - start <= OWNER and text[cue.end : source.start].strip() == "by"
    whole = inner.spans[-1].end >= claim.spans[-1].end - 1
    return opens and whole and len(nouns) == 1 and nouns[0] in disputes().claim_nouns


def _answers(context: RelationContext, claim: Claim, last: Claim) -> bool:
    apart = set(claim.speakers).isdisjoint(last.speakers)
    return apart and not is_unsaid(context.draft, last) and context.opposition.at_odds(last, claim)


def _relation(kind: RelationType, first: Claim, second: Claim) -> StatedRelation:
    rationale = f"“{second.mention}” {VERBS[kind]} what “{first.mention}” said: “{second.cue}” is said of it."
    return StatedRelation(kind, first, second, rationale, CONFIDENCE, (second,))
