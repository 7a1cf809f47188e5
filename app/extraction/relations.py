"""Claims → what relays, restates and disputes what."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.domain.enums import RelationBasis, RelationType
from app.domain.identity import content_hash
from app.domain.knowledge import Claim, Evidence, Relation
from app.domain.span import Span, covering
from app.extraction.records import Draft
from app.extraction.restating import restatements
from app.extraction.vocabulary import disputes

METHOD = "stated-anaphora-1"
CONFIDENCE = 0.9
# A determiner, at most one adjective, a noun, and perhaps "of events".
LONGEST_ANAPHOR = 5
NOUN_PLACES = 3


def relate(draft: Draft) -> Draft:
    """Claims with `within`, `reported_by` and `restates`, and the relations that the text states."""
    claims = _relayed(draft.claims)
    claims = restatements(draft, claims)
    return replace(draft, claims=claims, relations=tuple(_stated(draft, claims)))


def _relayed(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Each claim inside another one's words is relayed by that one's speaker.

    Where both are one person's ("Zelensky said he thought that …") the outer claim says it all.
    """
    result: list[Claim] = []
    open_claims: list[Claim] = []
    for claim in claims:
        whole = covering(claim.spans)
        while open_claims and covering(open_claims[-1].spans).end < whole.end:
            open_claims.pop()
        outer = next((c for c in reversed(open_claims) if _holds(c, claim)), None)
        if outer and outer.speakers == claim.speakers:
            continue
        kept = replace(
            claim,
            ordinal=len(result),
            within=outer.id if outer else None,
            reported_by=outer.speakers[0] if outer else claim.reported_by,
        )
        result.append(kept)
        open_claims.append(kept)
    return tuple(result)


def _holds(outer: Claim, inner: Claim) -> bool:
    return any(piece.contains(inner.spans[0]) for piece in outer.spans)


def _stated(draft: Draft, claims: Sequence[Claim]) -> Iterator[Relation]:
    """Disputes and agreements whose object points back: "The council disputes that account"."""
    lemmas = {s.attribution.cue: s.attribution.cue_lemma for s in draft.statements}
    for i, claim in enumerate(claims):
        lemma = lemmas.get(claim.cue_span, "") if claim.cue_span else ""
        table = disputes()
        if lemma in table.disputing:
            kind = RelationType.DISPUTES
        elif lemma in table.agreeing:
            kind = RelationType.AGREES
        else:
            continue
        if not _points_back(claim.text) or _is_hedged(draft.document.text, claim):
            continue
        if meant := _meant(claim, claims[:i]):
            yield _relation(draft, kind, meant, claim)


def _is_hedged(text: str, claim: Claim) -> bool:
    """True of "did not dispute" and "could not confirm": then the text states no relation."""
    if claim.cue_span is None:
        return False
    start, end = claim.cue_span.start, claim.cue_span.end
    if claim.mention_span and claim.mention_span.end <= start:
        start = claim.mention_span.end
    words = re.findall(r"[^\W_]+", re.sub(r"n['’]t\b", " not", text[start:end].lower()))
    return any(word in disputes().hedging for word in words)


def _points_back(text: str) -> bool:
    """ "That account", "these accusations", "this version of events", or a bare "that"."""
    words = text.lower().split()
    table = disputes()
    if len(words) > LONGEST_ANAPHOR or words[0] not in table.referring:
        return False
    return len(words) == 1 or any(_is_claim(word) for word in words[1:NOUN_PLACES])


def _is_claim(noun: str) -> bool:
    """True of a noun for something claimed, in the singular or plural: "story", "stories"."""
    singulars = (noun, noun.removesuffix("s"), f"{noun.removesuffix('ies')}y")
    return any(singular in disputes().claim_nouns for singular in singulars)


def _meant(claim: Claim, before: Sequence[Claim]) -> Claim | None:
    """The claim just before, in the same passage, by somebody else; the relayer's, not the relayed."""
    for other in reversed(before):
        if other.passage != claim.passage:
            return None
        if other.within is None and set(other.speakers).isdisjoint(claim.speakers):
            return other
    return None


def _relation(draft: Draft, kind: RelationType, first: Claim, second: Claim) -> Relation:
    text = draft.document.text
    evidence = _sentence(draft, second)
    verb = "disputes" if kind is RelationType.DISPUTES else "agrees with"
    ids = sorted((first.id, second.id))
    return Relation(
        id=content_hash(kind, RelationBasis.STATED, *ids),
        type=kind,
        basis=RelationBasis.STATED,
        claims=(first.id, second.id),
        evidence=(Evidence(draft.document.id, evidence, evidence.of(text)),),
        rationale=(
            f"“{second.mention}” {verb} what “{first.mention}” said just before: "
            f"“{second.text}” points back to it."
        ),
        confidence=CONFIDENCE,
        method=METHOD,
    )


def _sentence(draft: Draft, claim: Claim) -> Span:
    """The sentence in which a claim stands."""
    place = claim.cue_span or claim.spans[0]
    after = bisect_right(draft.paragraphs, place.start, key=lambda paragraph: paragraph.start)
    return draft.paragraphs[after - 1].sentence(place)
