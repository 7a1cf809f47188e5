"""Disputes and agreements stated by anaphora: "The council disputes that account".

So do "disputes his account" and "“That is not true,” the council said", of the claim just before;
and in "as the mayor said, the road is safe" the speaker upholds what he relays.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from app.domain.enums import RelationType
from app.domain.knowledge import Claim
from app.extraction.attribution.back_references import Pointer, pointer_of
from app.extraction.coding.cue_words import denies
from app.extraction.coding.factuality import is_unsaid
from app.extraction.draft import NEARBY, Draft
from app.extraction.lexicon.word_lists import cues as reporting
from app.extraction.lexicon.word_lists import disputes, stances
from app.extraction.relations.restatements import NEGATIONS
from app.extraction.relations.rule import VERBS, RelationContext, StatedRelation, type_by

METHOD = "stated-anaphora-3"
CONFIDENCE = 0.9
OF_A_RELAY = 0.8
JUDGING = "call"
DENIAL = "denial"
# The one accusing noun that may stand for any claim.
ALLEGATION = "allegation"
ITSELF = frozenset({"he", "i", "it", "she", "they", "we"})
# "That is simply not true", and no more: what follows may be about something else.
LONGEST_VERDICT = 7
VERDICT = re.compile(
    r"[“\"']?(?:that|this|that claim|this claim)(?: is|’s|'s| was)(?: \w+ly| just)? "
    r"(?P<verdict>[\w ]+?)[,.!”\"' ]*",
    re.IGNORECASE,
)
AS = re.compile(r"\bas (?:has |have )?$", re.IGNORECASE)
# Cues that grant what another said.
GRANTING = frozenset({"note", "point out", "recall"})
THEMSELVES = re.compile(r"\b(?:himself|herself|itself|themselves)\b")


def find(context: RelationContext) -> Iterator[StatedRelation]:
    """A relation for each claim whose words point back to another one."""
    outer_of = {inner.id: outer for outer in context.claims for inner in context.relayed_by(outer)}
    for claim, meant in zip(context.claims, _meant(context.claims, context.cues), strict=True):
        if outer := outer_of.get(claim.id):
            if _is_upheld(context, claim, outer):
                yield _of_relay(outer, claim)
        elif (kind := _kind(claim, context.cues[claim.id])) and meant:
            apart = set(meant.speakers).isdisjoint(claim.speakers)
            told = not (is_unsaid(context.draft, claim) or is_unsaid(context.draft, meant))
            if apart and told and _can_be_meant(context, meant, claim) and not _decides(claim):
                yield _relation(kind, meant, claim)


def _kind(claim: Claim, lemma: str) -> RelationType | None:
    """The relation of a claim to the one that it points back to, by its own words or else by its cue."""
    if verdict := _verdict(claim):
        return verdict
    if _judged(claim):
        return RelationType.DISPUTES
    return type_by(lemma, disputes().disputing, disputes().agreeing)


def _verdict(claim: Claim) -> RelationType | None:
    """The relation to the claim before it that "that is not true" states."""
    if len(claim.text.split()) > LONGEST_VERDICT:
        return None
    match = VERDICT.fullmatch(claim.text)
    return match and type_by(match["verdict"].lower(), disputes().untrue, disputes().true)


def _judged(claim: Claim) -> Pointer | None:
    """The back reference "that claim" in "called that claim false"."""
    words = claim.text.split()
    for end in (len(words) - 1, len(words) - 2):
        if end > 1 and " ".join(words[end:]).lower() in disputes().untrue:
            pointer = words[: end - 1] if words[end - 1] == "as" else words[:end]
            return pointer_of(" ".join(pointer), JUDGING)
    return None


def _is_upheld(context: RelationContext, claim: Claim, outer: Claim) -> bool:
    """True where a relayer leans on whom he relays: "as the mayor said", "the mayor himself said".

    "Himself" leans on one of the speaker's own side, or on somebody who is granted to have said so.
    """
    text, cue = context.text, context.cues[outer.id]
    places = [span for span in (claim.mention_span, claim.cue_span) if span]
    if not places or claim.mention_span is None or _goes_against(context.draft, claim, outer):
        return False
    if AS.search(text[: min(places).start][-12:]):
        return True
    source = claim.mention_span
    if not THEMSELVES.search(text, source.start, source.end + len(" themselves")):
        return False
    return (
        cue in GRANTING
        or reporting().verb_class(cue) == "affirming"
        or _share_a_side(claim, outer, context.superiors)
    )


def _share_a_side(one: Claim, other: Claim, above: Mapping[str, frozenset[str]]) -> bool:
    """True of speakers for one body or country."""
    side, others = ({n for s in c.speakers for n in (s, *above[s])} for c in (one, other))
    return not side.isdisjoint(others)


def _goes_against(draft: Draft, claim: Claim, outer: Claim) -> bool:
    """True of "it is not true, as she said, that …" and "as she wrongly said"."""
    inner = {token.i for token in draft.tokens_of(claim)}
    own = (token for token in draft.tokens_of(outer) if token.i not in inner)
    against = NEGATIONS | stances().untrue | stances().unfair | set(disputes().misjudging)
    return any(token.lower_ in against for token in own)


def _meant(claims: Sequence[Claim], cues: Mapping[str, str]) -> list[Claim | None]:
    """The claim that each claim's words point back to; None where they do not, or it is unsure.

    After a denial most words may mean what was denied, which the text need not give; only "that
    denial" and the like mean the denial itself. After words that point back themselves, they mean
    what those meant.
    """
    pointers = [_pointer(claim, cues[claim.id]) for claim in claims]
    meant: list[Claim | None] = []
    for i, pointer in enumerate(pointers):
        last = None if pointer is None else _last(claims, i, pointer.owner)
        found = None if last is None else claims[last]
        if pointer is not None and last is not None and pointer.noun != DENIAL:
            is_denial = pointer.noun in disputes().denials
            if pointers[last]:
                found = None if is_denial else meant[last]
            elif denies(cues[claims[last].id]):
                found = claims[last] if is_denial else None
        meant.append(found)
    return meant


def _decides(claim: Claim) -> bool:
    """True of "the court rejected the claim", which may be one brought before it."""
    head = (claim.mention or "").lower().split()[-1:]
    return bool(head) and head[0] in disputes().deciding and claim.text.lower().startswith("the ")


def _clears_itself(claim: Claim) -> bool:
    """True of "it did not bomb the bridge": nobody is accused by that."""
    words = claim.text.lower().replace("n’t", " not").replace("n't", " not").split()
    return words[0].strip("“\"'‘") in ITSELF and not NEGATIONS.isdisjoint(words)


def _can_be_meant(context: RelationContext, meant: Claim, claim: Claim) -> bool:
    """False where an "accusation" is answered and the claim before it is none.

    An accusation accuses by its cue, or names who answers: "Lee said the firm hid it. The firm
    rejected the accusation", but not "Lee confirmed the fire. Ray rejected the accusation".
    """
    pointer = _pointer(claim, context.cues[claim.id])
    if pointer is None or pointer.noun not in disputes().accusing:
        return True
    if pointer.noun == ALLEGATION and not _clears_itself(meant):
        return True
    return context.cues[meant.id] in disputes().charging or _names(context, meant, claim)


def _names(context: RelationContext, charge: Claim, answer: Claim) -> bool:
    """True where a claim's words name the speaker of another one, or whom that one speaks for."""
    accused = frozenset().union(*(context.superiors[s] | {s} for s in answer.speakers))
    named = {
        mention.entity for piece in charge.spans for mention in context.draft.mentions_in(piece)
    }
    head = (answer.mention or "").lower().split()[-1:]
    words = re.findall(r"[^\W_]+", charge.text.lower())
    return not accused.isdisjoint(named) or not set(head).isdisjoint(words)


def _pointer(claim: Claim, lemma: str) -> Pointer | None:
    return Pointer() if _verdict(claim) else _judged(claim) or pointer_of(claim.text, lemma)


def _last(claims: Sequence[Claim], i: int, owner: str | None) -> int | None:
    """The claim just before one, in the same passage, by somebody else; the relayer's, not the relayed.

    Where its owner is named, it has to be theirs.
    """
    claim = claims[i]
    for place in range(i - 1, max(-1, i - 1 - NEARBY), -1):
        other = claims[place]
        if other.passage != claim.passage:
            return None
        if other.within is None and set(other.speakers).isdisjoint(claim.speakers):
            said_by = (other.mention or "").lower().split()
            return place if owner is None or owner in said_by else None
    return None


def _relation(kind: RelationType, first: Claim, second: Claim) -> StatedRelation:
    rationale = (
        f"“{second.mention}” {VERBS[kind]} what “{first.mention}” said just before: "
        f"“{second.text}” points back to it."
    )
    return StatedRelation(kind, first, second, rationale, CONFIDENCE, (second,))


def _of_relay(outer: Claim, inner: Claim) -> StatedRelation:
    rationale = f"“{outer.mention}” agrees with “{inner.mention}”: it leans on what it relays."
    return StatedRelation(RelationType.AGREES, inner, outer, rationale, OF_A_RELAY, (inner,))
