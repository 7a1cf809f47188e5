"""Windows for the relation reader: neighbouring paragraphs that hold claims, as pieces with roles.

Training and extraction read the same windows. A piece (WordPiece) is part of a claim's content, of
its source or of its cue; this is what the network learns of the attribution.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from tokenizers import Tokenizer

from app.domain.span import Span

WINDOW = 384
# Paragraphs without an end are cut, so that two parts of one stand in a window together.
SEGMENT = 180
OTHER, CONTENT, SOURCE, CUE = range(4)
ROLES = 4
# A claim meets so many of those behind it.
NEXT = 12
# It looks for them among so many, its own speaker's included.
FARTHEST_CANDIDATE = 3 * NEXT


@dataclass(frozen=True, slots=True)
class PlacedClaim:
    """A claim as the reader sees it: where its words stand, who speaks, and by which words others may name them."""

    content: tuple[Span, ...]
    source: Span | None
    cue: Span | None
    speakers: frozenset[str]
    names: frozenset[str] = frozenset()


@dataclass(slots=True)
class Segment:
    """Some pieces of one paragraph, with their places in the text and the claims that begin there."""

    pieces: list[int]
    places: list[tuple[int, int]]
    claims: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Window:
    """Pieces with their roles, and the places in it of each claim's content, source and cue."""

    pieces: list[int]
    roles: list[int]
    places: list[tuple[int, int]]
    claims: dict[int, tuple[list[int], list[int], list[int]]]
    pairs: list[tuple[int, int]]


def windows(
    tokenizer: Tokenizer, text: str, paragraphs: Sequence[Span], claims: Sequence[PlacedClaim]
) -> list[Window]:
    """The windows of a text, each pair of near claims by different speakers in the first that holds both."""
    segments = [s for s in _segments(tokenizer, text, paragraphs, claims) if s.claims]
    waiting = _candidates(claims, segments)
    result: list[Window] = []
    for start, end in _stretches(segments):
        window = _window(tokenizer, segments[start:end], claims)
        for first in window.claims:
            window.pairs += [(first, n) for n in waiting[first] if n in window.claims]
            waiting[first] = [n for n in waiting[first] if n not in window.claims]
        if window.pairs:
            result.append(window)
    return result


def _segments(
    tokenizer: Tokenizer, text: str, paragraphs: Sequence[Span], claims: Sequence[PlacedClaim]
) -> Iterator[Segment]:
    starts = sorted((claim.content[0].start, n) for n, claim in enumerate(claims))
    at = 0
    for paragraph in paragraphs:
        mine: list[tuple[int, int]] = []
        while at < len(starts) and starts[at][0] < paragraph.end:
            mine.append(starts[at])
            at += 1
        if not mine:
            continue
        encoded = tokenizer.encode(paragraph.of(text), add_special_tokens=False)
        places = [(s + paragraph.start, e + paragraph.start) for s, e in encoded.offsets]
        begun = 0
        for cut in range(0, len(places), SEGMENT):
            part = Segment(encoded.ids[cut : cut + SEGMENT], places[cut : cut + SEGMENT])
            last = cut + SEGMENT >= len(places)
            while begun < len(mine) and (last or mine[begun][0] < part.places[-1][1]):
                part.claims.append(mine[begun][1])
                begun += 1
            yield part


def _candidates(claims: Sequence[PlacedClaim], segments: Sequence[Segment]) -> dict[int, list[int]]:
    """For each claim the next ones by other speakers."""
    order = [n for segment in segments for n in segment.claims]
    result: dict[int, list[int]] = {}
    for place, n in enumerate(order, 1):
        behind = order[place : place + FARTHEST_CANDIDATE]
        others = (m for m in behind if claims[m].speakers.isdisjoint(claims[n].speakers))
        result[n] = list(islice(others, NEXT))
    return result


def _stretches(segments: Sequence[Segment]) -> Iterator[tuple[int, int]]:
    """First and end of the segments of each window; the next one begins half a window on."""
    sizes = [len(segment.pieces) + 1 for segment in segments]
    first = 0
    while first < len(segments):
        end, size = first, 1
        while end < len(segments) and (end == first or size + sizes[end] <= WINDOW):
            size += sizes[end]
            end += 1
        yield first, end
        if end == len(segments):
            return
        passed, step = 0, first
        while step < end - 1 and passed + sizes[step] <= WINDOW // 2:
            passed += sizes[step]
            step += 1
        first = max(step, first + 1)


def _window(
    tokenizer: Tokenizer, segments: Sequence[Segment], claims: Sequence[PlacedClaim]
) -> Window:
    start, stop = tokenizer.encode("").ids
    pieces, places = [start], [(-1, -1)]
    for segment in segments:
        pieces += [*segment.pieces, stop]
        places += [*segment.places, (-1, -1)]
    roles = [OTHER] * len(pieces)
    held: dict[int, tuple[list[int], list[int], list[int]]] = {}
    for n in (n for segment in segments for n in segment.claims):
        claim = claims[n]
        found = (
            [row for span in claim.content for row in _rows(places, span)],
            _rows(places, claim.source),
            _rows(places, claim.cue),
        )
        if not found[0]:
            continue
        held[n] = found
        for role, rows in zip((CONTENT, SOURCE, CUE), found, strict=True):
            for row in rows:
                roles[row] = max(roles[row], role)
    return Window(pieces, roles, places, held, [])


def _rows(places: Sequence[tuple[int, int]], span: Span | None) -> list[int]:
    if span is None:
        return []
    return [row for row, (start, end) in enumerate(places) if start < span.end and span.start < end]
