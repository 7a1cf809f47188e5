"""Windows of neighbouring paragraphs, so that each is read in context."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.extraction.attribution.tagger.words import Words


@dataclass(frozen=True, slots=True)
class Segment:
    """Words of one paragraph that are read together: all of them, unless it is long.

    ``kept`` is the part whose scores count; the rest is context, which the neighbouring
    segments of the same paragraph keep.
    """

    paragraph: int
    first: int
    last: int
    kept: tuple[int, int]
    size: int


@dataclass(frozen=True, slots=True)
class Window:
    """Segments that the network reads together."""

    segments: tuple[Segment, ...]

    @property
    def size(self) -> int:
        """Number of pieces, separators included."""
        return 1 + sum(segment.size + 1 for segment in self.segments)


def plan_windows(paragraphs: Sequence[Words], size: int) -> list[Window]:
    """Pack paragraphs into windows of at most ``size`` pieces, in order."""
    windows: list[Window] = []
    packed: list[Segment] = []
    room = size - 1
    for index, words in enumerate(paragraphs):
        for segment in _segments(index, words, size - 2):
            if packed and segment.size + 1 > room:
                windows.append(Window(tuple(packed)))
                packed, room = [], size - 1
            packed.append(segment)
            room -= segment.size + 1
    if packed:
        windows.append(Window(tuple(packed)))
    return windows


def _segments(index: int, words: Words, size: int) -> Iterator[Segment]:
    """Cut a paragraph into segments that overlap by half; most paragraphs are one segment."""
    ends = [*words.firsts[1:], len(words.pieces)]
    first = kept = 0
    while first < len(words):
        last = first
        while last + 1 < len(words) and ends[last + 1] - words.firsts[first] <= size:
            last += 1
        final = last + 1 == len(words)
        following = last + 1 if final else max(first + 1, (first + last) // 2)
        until = last + 1 if final else max(kept + 1, (following + last + 1) // 2)
        pieces = min(size, ends[last] - words.firsts[first])
        yield Segment(index, first, last, (kept, until), pieces)
        first, kept = following, until
