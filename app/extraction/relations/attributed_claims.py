"""Disputes and agreements with what is told as another's: "disputed the mayor's claim that it is safe".

So does "disputed that it is safe" right after the mayor said so: claims just before, and at odds.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from app.domain.enums import RelationType
from app.domain.knowledge import Claim, Relation
from app.extraction.coding.factuality import is_unsaid
from app.extraction.draft import NEARBY, Draft
from app.extraction.lexicon.word_lists import disputes
from app.extraction.relations.evidence import VERBS, Grounds, stated
from app.extraction.relations.opposition import Opposing

METHOD = "stated-owner-1"
CONFIDENCE = 0.85
# Of all cues that dispute, who "denies" something need not answer anybody.
DENYING = frozenset({"deny", "discount"})
AGAIN = frozenset({"reiterate", "repeat"})
OWNER = 4


def by_owner(draft: Draft, claims: Sequence[Claim]) -> Iterator[Relation]:
    """A relation for each claim whose words say whose claim is disputed or upheld."""
    opposing = Opposing.of(draft)
    relayed: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.within:
            relayed[claim.within].append(claim)
    for i, claim in enumerate(claims):
        lemma = opposing.cues.get(claim.id, "")
        kind = _kind(lemma)
        if claim.within or kind is None or is_unsaid(draft, claim):
            continue
        inner = next((c for c in relayed[claim.id] if _is_owned(draft, claim, c)), None)
        if inner:
            yield _relation(draft, kind, inner, claim)
        elif kind is RelationType.DISPUTES and lemma not in DENYING:
            before = claims[max(0, i - NEARBY) : i]
            last = next((c for c in reversed(before) if c.within is None), None)
            if last and last.passage == claim.passage and _answers(opposing, claim, last):
                yield _relation(draft, kind, last, claim)


def _kind(lemma: str) -> RelationType | None:
    if lemma in disputes().disputing:
        return RelationType.DISPUTES
    upholds = lemma in AGAIN or lemma in disputes().agreeing
    return RelationType.AGREES if upholds else None


def _is_owned(draft: Draft, claim: Claim, inner: Claim) -> bool:
    """True of "the mayor's claim that …": a claim is all that the words tell, and whose it is."""
    text, source, cue = draft.document.text, inner.mention_span, inner.cue_span
    if source is None or cue is None or set(inner.speakers) & set(claim.speakers):
        return False
    nouns = text[cue.start : cue.end].lower().split()
    opens = source.start - claim.spans[0].start <= OWNER and source.end <= cue.start
    whole = inner.spans[-1].end >= claim.spans[-1].end - 1
    return opens and whole and len(nouns) == 1 and nouns[0] in disputes().claim_nouns


def _answers(opposing: Opposing, claim: Claim, last: Claim) -> bool:
    apart = set(claim.speakers).isdisjoint(last.speakers)
    return apart and not is_unsaid(opposing.draft, last) and opposing.at_odds(last, claim)


def _relation(draft: Draft, kind: RelationType, first: Claim, second: Claim) -> Relation:
    rationale = f"“{second.mention}” {VERBS[kind]} what “{first.mention}” said: “{second.cue}” is said of it."
    return stated(draft, kind, first, second, Grounds((second,), rationale, CONFIDENCE, METHOD))
