"""Disputes and agreements with a named target: "contradicted the mayor, saying …".

The target has to have spoken in the passage, and the two claims have to fit, by their stances on a
proposition or by their words. "She agreed with the mayor" alone is of what the mayor said just before.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.domain.enums import RelationType
from app.domain.knowledge import Claim, Mention
from app.domain.span import Span, covering
from app.extraction.coding.factuality import is_unsaid, stands_back
from app.extraction.draft import NEARBY, Draft
from app.extraction.lexicon.word_lists import disputes
from app.extraction.relations.rule import VERBS, RelationContext, StatedRelation, type_by

METHOD = "stated-name-1"
CONFIDENCE = 0.85
WITHOUT_WORDS = 0.75
# The most characters between a claim and "she agreed with him".
BETWEEN = 160
# The most words before a name: a title, and perhaps "with".
BEFORE_NAME = 2
RIGHT = re.compile(r" (?:is|was)(?: \w+ly)? (\w+)", re.IGNORECASE)
PLURAL = re.compile(r"[A-Za-z][a-z]+[a-rt-z]s")
OPENING = re.compile(r"[“\"'‘]?(?:Yes, |No, )?(?:\w+ )?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NamedTarget:
    """A claim by which its speaker takes a side for or against somebody (an entity, by id)."""

    kind: RelationType
    whom: str
    alone: bool = False


def find(context: RelationContext) -> Iterator[StatedRelation]:
    """A relation for each claim that says with whom its speaker agrees or disagrees."""
    for claim in context.outermost:
        before = context.before(claim)
        target = _target(context, claim, before)
        if target is None or target.whom in claim.speakers:
            continue
        theirs = [other for other in before if target.whom in other.speakers]
        told = _told(context, claim) if target.alone else [claim]
        pairs = (
            (other, own)
            for own in told
            for other in reversed(theirs)
            if set(other.speakers).isdisjoint(own.speakers)
            and context.opposition.holds(target.kind, other, own)
        )
        if pair := next(pairs, None):
            yield _relation(target.kind, pair, claim, CONFIDENCE)
        elif not told and (last := _just_before(context, before, claim, target.whom)):
            yield _relation(target.kind, (last, claim), claim, WITHOUT_WORDS)


def _target(context: RelationContext, claim: Claim, before: Sequence[Claim]) -> NamedTarget | None:
    """The target of a claim, by its cue ("echoed Macron") or its words ("Macron is right")."""
    draft, text, start = context.draft, context.text, claim.spans[0].start
    whole = covering(claim.spans)
    mentions = _mentions(context, claim, before)
    if named := _over(draft, claim, mentions) or _beside(draft, claim, mentions):
        return named
    kind = _kind(context.cues[claim.id])
    if kind and claim.cue_span and not is_unsaid(draft, claim):
        for mention in mentions:
            if claim.cue_span.end <= mention.span.start and mention.span.end <= start:
                between = text[claim.cue_span.end : mention.span.start].split()
                if len(between) <= BEFORE_NAME and text[mention.span.end : start].strip(" ,") in {
                    "",
                    "that",
                }:
                    return NamedTarget(kind, mention.entity)
            elif whole.contains(mention.span) and _is_all(text, claim, mention):
                return NamedTarget(kind, mention.entity, alone=True)
    for mention in mentions:
        if whole.contains(mention.span) and OPENING.fullmatch(text, start, mention.span.start):
            verdict = RIGHT.match(text, mention.span.end, whole.end)
            judged = verdict and type_by(verdict[1].lower(), disputes().mistaken, disputes().true)
            if verdict and judged:
                rest = text[verdict.end() : whole.end].strip(' ,.”"')
                return NamedTarget(judged, mention.entity, alone=not rest)
    return None


def _mentions(context: RelationContext, claim: Claim, before: Sequence[Claim]) -> list[Mention]:
    """The mentions in a claim's sentence, with "the mayor" where the mayor spoke before."""
    sentence = context.sentence_of(claim)
    found = context.draft.mentions_in(sentence)
    told = sentence.of(context.text)
    lower = told.lower()
    for other in before:
        named = _described(other.mention or "")
        if not named or named.lower() not in lower:
            continue
        pattern = rf"\bthe {re.escape(named)}\b(?!['’]s)"
        for match in re.finditer(pattern, told, re.IGNORECASE):
            place = Span(match.start(), match.end()).shifted(sentence.start)
            found.append(Mention(other.speakers[0], place))
    return found


def _described(mention: str) -> str:
    """The words after "the" by which one comes back: "mayor" of "the mayor", "inspectors" of "Inspectors"."""
    the, *words = mention.split() or [""]
    if the.lower() == "the":
        return " ".join(words)
    return "" if words or not PLURAL.fullmatch(mention) else mention


def _over(draft: Draft, claim: Claim, mentions: Sequence[Mention]) -> NamedTarget | None:
    """The target of the verb over a "saying …": "contradicted the mayor, saying it was not"."""
    saying = next((t for t in draft.cue_of(claim) if t.tag_ == "VBG"), None)
    if saying is None or saying.dep_ not in ("advcl", "xcomp") or is_unsaid(draft, claim):
        return None
    verb = saying.head
    kind = _kind(verb.lemma_.lower())
    if kind is None or stands_back(verb):
        return None
    start = draft.paragraph_at(claim.spans[0].start).start
    objects = [c for c in verb.children if c.dep_ == "dobj" and c.i > verb.i]
    objects += [n for c in verb.children if c.lower_ == "with" for n in c.children]
    places = [start + word.idx for word in objects]
    named = (m for m in mentions if any(m.span.start <= place < m.span.end for place in places))
    mention = next(named, None)
    return NamedTarget(kind, mention.entity) if mention else None


def _beside(draft: Draft, claim: Claim, mentions: Sequence[Mention]) -> NamedTarget | None:
    """The target of a participle beside what is said: "said it was stable, echoing the mayor"."""
    cue = next((t for t in draft.cue_of(claim) if t.pos_ == "VERB"), None)
    if cue is None or is_unsaid(draft, claim):
        return None
    start = draft.paragraph_at(claim.spans[0].start).start
    for token in cue.sent:
        kind = (
            _kind(token.lemma_.lower()) if token.tag_ == "VBG" and token.dep_ == "advcl" else None
        )
        objects = [c for c in token.children if c.dep_ == "dobj"] if kind else []
        for mention in mentions:
            places = [start + word.idx for word in objects]
            if kind and any(mention.span.start <= place < mention.span.end for place in places):
                return NamedTarget(kind, mention.entity)
    return None


def _is_all(text: str, claim: Claim, mention: Mention) -> bool:
    """True where a claim is nothing but a name: "President Macron"."""
    start, end = claim.spans[0].start, claim.spans[-1].end
    before = text[start : mention.span.start].split()
    return len(before) <= BEFORE_NAME and not text[mention.span.end : end].strip(' ,.”"')


def _kind(lemma: str) -> RelationType | None:
    if lemma not in disputes().of_persons:
        return None
    return RelationType.AGREES if lemma in disputes().agreeing else RelationType.DISPUTES


def _told(context: RelationContext, claim: Claim) -> list[Claim]:
    """The other claims of a speaker in the sentence that names the target."""
    around = context.claims[max(0, claim.ordinal - NEARBY) : claim.ordinal + NEARBY]
    sentence = context.sentence_of(claim)
    return [
        other
        for other in around
        if other is not claim
        and other.within is None
        and other.speakers == claim.speakers
        and context.sentence_of(other) == sentence
    ]


def _just_before(
    context: RelationContext, before: Sequence[Claim], claim: Claim, whom: str
) -> Claim | None:
    """The target's claim right before, with nobody else in between."""
    last = next((c for c in reversed(before) if c.within is None), None)
    if last is None or whom not in last.speakers:
        return None
    near = context.sentence_of(claim).start - covering(last.spans).end <= BETWEEN
    return last if near and set(last.speakers).isdisjoint(claim.speakers) else None


def _relation(
    kind: RelationType, pair: tuple[Claim, Claim], naming: Claim, confidence: float
) -> StatedRelation:
    first, second = pair
    rationale = f"“{naming.mention}” {VERBS[kind]} “{first.mention}”: the text says so by name."
    return StatedRelation(kind, first, second, rationale, confidence, (naming,))
