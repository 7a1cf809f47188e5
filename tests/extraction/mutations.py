"""Real paragraphs changed by chance, and what has to hold of whatever is read in them."""

from collections.abc import Callable, Sequence
from itertools import chain
from pathlib import Path
from random import Random

from app.domain.knowledge import Knowledge
from app.domain.span import Span, joined
from tests.extraction_helpers import SEED_DOCUMENT

SHARED = Path(__file__).parents[3] / "shared"
TRAIN = SHARED / "polnear" / "train" / "text"
# What stands in for them where only the repository is there.
WRITTEN = """\
The report, critics say, is asking the council to spend more on roads.
“We saw it coming,” Ann Lee, the mayor’s spokeswoman, said on Monday. “We told them so.”
According to the Northern Harbour Board (NHB), the ferry – which officials called “unsafe” – is late.
The ministry denies that it knew, but a senior official told reporters that it was warned in May.
Bo Ray said that Cy Day claimed that the bridge, as the council has noted, was never safe.
"That is not true," she added; he disputes that account, and the mayor's claim that it was her idea.
"""
MARKS = ",", "“", "”", '"', "’", "‘", ".", ":", ";", "–", "(", ")", "?", "..."
ASIDES = ", critics say,", ", she added,", "– officials said –", "as Lee noted,", "he said that"


def real_paragraphs(chance: Random, number: int) -> list[str]:
    """So many paragraphs of news, from the shared articles where they are there."""
    files = sorted(TRAIN.glob("*.txt")) or [SEED_DOCUMENT]
    lines = [*WRITTEN.splitlines()]
    while len(lines) < 2 * number:
        lines += chance.choice(files).read_text("utf-8").splitlines()
    return chance.sample([line for line in lines if line.strip()], number)


def mutated(chance: Random, paragraphs: Sequence[str]) -> str:
    """The paragraphs as one text, each with a few changes, some of them joined or cut."""
    words = [paragraph.split(" ") for paragraph in paragraphs]
    for line in words:
        for _ in range(chance.choice((0, 1, 1, 2, 4, 8))):
            chance.choice(CHANGES)(chance, line)
    lines = [" ".join(line) for line in words]
    return "".join(chain.from_iterable((line, chance.choice(BREAKS)) for line in lines))


def _drop(chance: Random, line: list[str]) -> None:
    place = chance.randrange(len(line) + 1)
    del line[place : place + chance.choice((1, 1, 1, 3))]


def _double(chance: Random, line: list[str]) -> None:
    place = chance.randrange(len(line) + 1)
    line[place:place] = line[place : place + chance.choice((1, 1, 2, 5))]


def _move(chance: Random, line: list[str]) -> None:
    place = chance.randrange(len(line) + 1)
    moved = line[place : place + chance.choice((1, 1, 2, 5))]
    del line[place : place + len(moved)]
    place = chance.randrange(len(line) + 1)
    line[place:place] = moved


def _mark(chance: Random, line: list[str]) -> None:
    """A mark where none was, alone or at a word."""
    place = chance.randrange(len(line) + 1)
    mark = chance.choice(MARKS)
    if place == len(line) or chance.random() < 0.2:
        line.insert(place, mark)
    else:
        line[place] = chance.choice((f"{mark}{line[place]}", f"{line[place]}{mark}"))


def _unmark(chance: Random, line: list[str]) -> None:
    """One kind of mark gone, at one word or at all of them."""
    mark = chance.choice(MARKS)
    there = [i for i, word in enumerate(line) if mark in word]
    for i in there if chance.random() < 0.3 else there[:1]:
        line[i] = line[i].replace(mark, "")


def _recase(chance: Random, line: list[str]) -> None:
    change = chance.choice((str.lower, str.upper, str.title, str.capitalize))
    first = chance.randrange(len(line) + 1)
    end = first + chance.choice((1, 3, len(line)))
    line[first:end] = map(change, line[first:end])


def _cut(chance: Random, line: list[str]) -> None:
    line.insert(chance.randrange(len(line) + 1), chance.choice(("\n", "\r\n", "\u2028", "\t", "")))


def _aside(chance: Random, line: list[str]) -> None:
    line.insert(chance.randrange(len(line) + 1), chance.choice(ASIDES))


CHANGES: tuple[Callable[[Random, list[str]], None], ...] = (
    _drop, _double, _move, _mark, _mark, _unmark, _recase, _cut, _aside,
)  # fmt: skip
BREAKS = "\n", "\n", "\n", "\n\n", " ", ""


def require_true(knowledge: Knowledge) -> None:
    """Every place that is told stands in the text with the words that are told of it."""
    text = knowledge.document.text
    ids = {claim.id for claim in knowledge.claims}
    entities = {entity.id for entity in knowledge.entities}
    assert len(ids) == len(knowledge.claims)
    assert len(entities) == len(knowledge.entities)
    for claim in knowledge.claims:
        assert claim.text == joined(text, claim.spans)
        assert claim.text.strip()
        assert claim.within is None or claim.within in ids
        assert claim.restates is None or claim.restates in ids
        assert claim.speakers
        assert entities.issuperset(claim.speakers)
        for words, span in ((claim.mention, claim.mention_span), (claim.cue, claim.cue_span)):
            assert words == (None if span is None else " ".join(span.of(text).split()))
    for relation in knowledge.relations:
        assert ids.issuperset(relation.claims)
        assert all(evidence.span.of(text) == evidence.exact for evidence in relation.evidence)
    spans = [span for claim in knowledge.claims for span in claim.spans]
    spans += [mention.span for mention in knowledge.mentions]
    spans += [passage.span for passage in knowledge.passages]
    assert all(_stands(text, span) for span in spans)


def _stands(text: str, span: Span) -> bool:
    return span.end <= len(text) and bool(span.of(text).strip())
