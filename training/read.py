"""PolNeAR articles as labelled words: the tagger's and the linker's training material."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tokenizers import Tokenizer
from torch import Tensor

from app.extraction.attribution.tagger.words import Words, split_words
from app.extraction.evaluation.scores import Annotated, Attribution, Span

KINDS = ("source", "cue", "content")
LABELS = ("O", *(f"{prefix}-{kind}" for kind in KINDS for prefix in "BI"))


@dataclass(frozen=True, slots=True)
class GoldSpan:
    """A run of words (both ends included) and the attributions that it belongs to."""

    kind: str
    first: int
    last: int
    attributions: frozenset[int]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of an article with its spans; each word is in one span at most.

    ``taught`` are a teacher's label scores for its words (words x labels).
    """

    start: int
    text: str
    words: Words
    spans: tuple[GoldSpan, ...]
    taught: Tensor | None = None

    def labels(self) -> list[int]:
        """Return the BIO label of each word."""
        labels = [0] * len(self.words)
        for span in self.spans:
            begin = LABELS.index(f"B-{span.kind}")
            labels[span.first] = begin
            labels[span.first + 1 : span.last + 1] = [begin + 1] * (span.last - span.first)
        return labels


def label_article(tokenizer: Tokenizer, document: Annotated) -> list[Paragraph]:
    """Split an article into its lines that are not blank, with their spans."""
    parts = [(start, line) for start, line in lines(document.text) if line.strip()]
    pieces = _pieces(document.attributions)
    split = split_words(tokenizer, [line for _, line in parts])
    return [
        Paragraph(start, line, words, _spans(start, len(line), words, pieces))
        for (start, line), words in zip(parts, split, strict=True)
    ]


def lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield each line of a text with its offset."""
    start = 0
    for line in text.split("\n"):
        yield start, line
        start += len(line) + 1


def _pieces(
    attributions: Sequence[Attribution],
) -> list[tuple[str, Span, frozenset[int]]]:
    """Return each annotated piece once, with all its attributions, outer contents first.

    An attribution within another's content thus gives way to the outer one: the labels are flat.
    """
    owners: dict[tuple[str, Span], set[int]] = {}
    sizes = [sum(end - start for start, end in a.content) for a in attributions]
    for index in sorted(range(len(attributions)), key=lambda i: -sizes[i]):
        for kind in ("cue", "source", "content"):
            for piece in getattr(attributions[index], kind):
                owners.setdefault((kind, piece), set()).add(index)
    return [(kind, piece, frozenset(owned)) for (kind, piece), owned in owners.items()]


def _spans(
    start: int, length: int, words: Words, pieces: Sequence[tuple[str, Span, frozenset[int]]]
) -> tuple[GoldSpan, ...]:
    owner: list[tuple[str, frozenset[int]] | None] = [None] * len(words)
    for kind, (piece_start, piece_end), attributions in pieces:
        first, last = piece_start - start, piece_end - start
        if last <= 0 or first >= length:
            continue
        for index, (word_start, word_end) in enumerate(words.offsets):
            if word_start < last and word_end > first and owner[index] is None:
                owner[index] = (kind, attributions)
    return tuple(_runs(owner))


def _runs(owner: Sequence[tuple[str, frozenset[int]] | None]) -> Iterator[GoldSpan]:
    first = 0
    for index in range(1, len(owner) + 1):
        if index < len(owner) and owner[index] == owner[first]:
            continue
        if (owned := owner[first]) is not None:
            yield GoldSpan(owned[0], first, index - 1, owned[1])
        first = index


def pack(
    article: Sequence[Paragraph], size: int, generator: random.Random
) -> list[list[Paragraph]]:
    """Pack an article's paragraphs into windows of at most ``size`` pieces, in order.

    The first window's size is drawn, so that each epoch sees a paragraph with other neighbours.
    """
    windows: list[list[Paragraph]] = [[]]
    room = generator.randint(size // 4, size)
    for paragraph in article:
        needed = len(paragraph.words.pieces) + 1
        if windows[-1] and needed > room:
            windows.append([])
            room = size - 1
        room -= needed
        windows[-1].append(paragraph)
    return windows


def cut(paragraph: Paragraph, size: int) -> list[Paragraph]:
    """Cut a paragraph that is longer than a window at word borders."""
    words = paragraph.words
    if len(words.pieces) < size:
        return [paragraph]
    parts = []
    first = 0
    while first < len(words):
        last = first
        while last < len(words) and _end(words, last) - words.firsts[first] < size:
            last += 1
        last = max(last, first + 1)
        parts.append(_part(paragraph, first, last, size))
        first = last
    return parts


def _end(words: Words, index: int) -> int:
    return words.firsts[index + 1] if index + 1 < len(words) else len(words.pieces)


def _part(paragraph: Paragraph, first: int, last: int, size: int) -> Paragraph:
    words = paragraph.words
    begin, end = words.firsts[first], _end(words, last - 1)
    part = Words(
        words.pieces[begin:end][:size],
        words.types[begin:end][:size],
        [index - begin for index in words.firsts[first:last]],
        words.offsets[first:last],
    )
    spans = tuple(
        GoldSpan(s.kind, max(s.first, first) - first, min(s.last, last - 1) - first, s.attributions)
        for s in paragraph.spans
        if s.first < last and s.last >= first
    )
    return Paragraph(paragraph.start, paragraph.text, part, spans)
