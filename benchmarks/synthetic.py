"""Made-up news with all that is found in it: the same every time, and as much as is wanted.

It comes as `Knowledge`, document by document, as extraction would give it, so that what each table
gets of it is the application's own doing.
"""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from hashlib import sha256

from app.domain.inference import infer
from app.domain.knowledge import Document, Knowledge, Passage
from app.domain.span import Span
from benchmarks.people import People
from benchmarks.sentences import Draft, claim
from benchmarks.words import rare, some

FIRST_DAY, DAYS = date(2015, 1, 1), 3650
FEWEST_CLAIMS, MOST_CLAIMS = 3, 60
FEWEST_IN_PASSAGE, MOST_IN_PASSAGE = 2, 6


def documents(claims: int, people: People, chance: random.Random) -> Iterator[Knowledge]:
    """So many claims, in documents of some twenty, the oldest first."""
    written = number = 0
    while written < claims:
        usual = int(chance.lognormvariate(2.8, 0.5))
        size = min(max(FEWEST_CLAIMS, usual), MOST_CLAIMS, claims - written)
        draft = Draft(
            chance,
            people,
            number,
            publisher=chance.choice(list(people.outlets)),
            published_on=FIRST_DAY + timedelta(days=written * DAYS // claims),
            cast=people.draw(chance, size // 3 + 1),
            topics=list(dict.fromkeys(people.topics(chance, 2))),
        )
        yield _document(draft, [rare(written + n, claims) for n in range(size)])
        written += size
        number += 1


def _document(draft: Draft, rare_words: list[str | None]) -> Knowledge:
    """A document with this many claims."""
    title = " ".join(some(draft.chance, 6, 12)).capitalize()
    name = f"gazette-{draft.published_on}-{title.lower().replace(' ', '-')[:40]}-{draft.number}"
    draft.write(f"{title}\n")
    passages: list[Passage] = []
    while left := rare_words[len(draft.claims) :]:
        size = draft.chance.randint(FEWEST_IN_PASSAGE, MOST_IN_PASSAGE)
        passages.append(_passage(draft, len(passages), left[:size]))
    text = "".join(draft.pieces)
    document = Document(
        id=name,
        title=title,
        publisher=draft.publisher,
        language="en",
        published_on=draft.published_on,
        text=text,
        sha256=sha256(text.encode()).hexdigest(),
        url=f"https://gazette.example/{name}",
    )
    return Knowledge(
        document,
        passages=tuple(passages),
        mentions=tuple(draft.mentions),
        claims=tuple(draft.claims),
        # By the application's own rule.
        relations=tuple(infer(document, draft.claims, draft.cast, draft.topics)),
    )


def _passage(draft: Draft, ordinal: int, rare_words: list[str | None]) -> Passage:
    """A headline, a byline and a claim for each of these."""
    identifier = f"{draft.chance.getrandbits(64):016x}"
    headline = " ".join(some(draft.chance, 5, 9)).capitalize()
    byline = draft.chance.choice(draft.people.speakers).name
    draft.write("\n")
    start = draft.write(f"{headline}\nBy {byline}\n").start
    for word in rare_words:
        draft.claims.append(claim(draft, identifier, word))
    return Passage(identifier, ordinal, headline, (byline,), Span(start, draft.length - 1))
