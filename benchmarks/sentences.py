"""A document while it is made up: sentences that attribute statements, and what is found in them."""

import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

from app.domain.enums import Quotation, Stance
from app.domain.knowledge import Claim, ClaimStance, Entity, Mention, Proposition
from app.domain.span import Span
from benchmarks.people import People
from benchmarks.words import some

Part = Literal["content", "mention", "cue", "between"]

CUES = ("said", "said", "said", "told reporters", "warned", "denied", "added", "insisted")
# As often as each stands here.
QUOTATIONS = (*[Quotation.INDIRECT] * 11, *[Quotation.MIXED] * 5, *[Quotation.DIRECT] * 4)
STANCES = (*[Stance.AFFIRMS] * 11, *[Stance.DENIES] * 6, *[Stance.UNCERTAIN] * 3)
FEWEST_WORDS, MOST_WORDS = 10, 40
CODED, DATED, JOINT, RELAYED, RESTATED, PUBLISHED = 0.15, 0.8, 0.04, 0.03, 0.05, 0.06


@dataclass
class Draft:
    """What there is so far."""

    chance: random.Random
    people: People
    number: int
    publisher: str
    published_on: date
    cast: list[Entity]
    topics: list[Proposition]
    pieces: list[str] = field(default_factory=list)
    length: int = 0
    mentions: list[Mention] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)

    def write(self, words: str) -> Span:
        """Add these words; where they stand."""
        span = Span(self.length, self.length + len(words))
        self.pieces.append(words)
        self.length = span.end
        return span

    def happens(self, share: float) -> bool:
        """True in this share of all cases."""
        return self.chance.random() < share


def claim(draft: Draft, passage: str, rare_word: str | None) -> Claim:
    """A sentence that attributes a statement, and half of the time another one behind it."""
    chance, ordinal = draft.chance, len(draft.claims)
    speakers = _speakers(draft)
    words = some(chance, FEWEST_WORDS, MOST_WORDS)
    if rare_word:
        words[len(words) // 2] = rare_word
    quotation, who, cue = chance.choice(QUOTATIONS), speakers[0].name, chance.choice(CUES)
    spans, content = defaultdict[Part, list[Span]](list), []
    for part, piece in _sentence(quotation, who, cue, words):
        spans[part].append(draft.write(piece))
        if part == "content":
            content.append(piece)
    draft.write(f". {' '.join(some(chance, 5, 25)).capitalize()}.\n" if ordinal % 2 else ".\n")
    draft.mentions.append(Mention(speakers[0].id, spans["mention"][0]))
    return Claim(
        id=f"{chance.getrandbits(64):016x}",
        ordinal=ordinal,
        text=" … ".join(content),
        quotation=quotation,
        speakers=tuple(speaker.id for speaker in speakers),
        spans=tuple(spans["content"]),
        mention=who,
        mention_span=spans["mention"][0],
        cue=cue,
        cue_span=spans["cue"][0],
        passage=passage,
        said_on=_day(draft),
        reported_by=draft.people.outlets[draft.publisher] if draft.happens(PUBLISHED) else None,
        within=draft.claims[-1].id if draft.claims and draft.happens(RELAYED) else None,
        restates=_earlier(draft, speakers[0].id) if draft.happens(RESTATED) else None,
        confidence=round(chance.uniform(0.5, 0.99), 3),
        method="made-up-1",
        stances=tuple(_codings(draft, words)) if draft.happens(CODED) else (),
    )


def _sentence(
    quotation: Quotation, who: str, cue: str, words: list[str]
) -> Iterator[tuple[Part, str]]:
    half = len(words) // 2
    first, rest = " ".join(words[:half]), " ".join(words[half:])
    if quotation is Quotation.DIRECT:
        yield from (("between", "“"), ("content", first.capitalize()), ("between", ",” "))
        yield from (("mention", who), ("between", " "), ("cue", cue), ("between", ", “"))
        yield from (("content", rest), ("between", "”"))
        return
    yield from (("mention", who), ("between", " "), ("cue", cue), ("between", " that "))
    yield "content", f"{first} “{rest}”" if quotation is Quotation.MIXED else f"{first} {rest}"


def _speakers(draft: Draft) -> list[Entity]:
    """One of the document's cast, seldom two."""
    return list(dict.fromkeys(draft.chance.choices(draft.cast, k=2 if draft.happens(JOINT) else 1)))


def _day(draft: Draft) -> date | None:
    """The day of publishing or one shortly before, where the text tells."""
    before = timedelta(days=draft.chance.randrange(3))
    return draft.published_on - before if draft.happens(DATED) else None


def _earlier(draft: Draft, speaker: str) -> str | None:
    """The first claim of this speaker."""
    own = (claim.id for claim in draft.claims if claim.speakers[0] == speaker)
    return next(own, None)


def _codings(draft: Draft, words: list[str]) -> Iterator[ClaimStance]:
    topic, stance = draft.chance.choice(draft.topics), draft.chance.choice(STANCES)
    yield ClaimStance(topic.id, stance, round(draft.chance.uniform(0.6, 0.95), 2), f"“{words[0]}”")
