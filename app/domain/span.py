"""Spans: where in a text something stands, in Unicode code points, end exclusive."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters `start` to `end` of a text: `Span(0, 5).of("Milley said") == "Mille"`.

    Offsets count Unicode code points, as Python's `str` and the W3C TextPositionSelector do.
    A span is never empty and never negative; anything else is a ValueError.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a span needs 0 <= start < end, not {self.start}..{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The characters that the span covers."""
        return text[self.start : self.end]

    def shifted(self, offset: int) -> Self:
        """The same stretch in a text that begins `offset` characters earlier."""
        return type(self)(self.start + offset, self.end + offset)

    def contains(self, other: "Span") -> bool:
        """True where `other` lies inside, edges included."""
        return self.start <= other.start and other.end <= self.end

    def overlap(self, other: "Span") -> int:
        """How many characters the two share."""
        return max(0, min(self.end, other.end) - max(self.start, other.start))


def covering(spans: Iterable[Span]) -> Span:
    """The shortest span that contains all of them. Needs at least one."""
    spans = list(spans)
    return Span(min(s.start for s in spans), max(s.end for s in spans))


def trimmed(text: str, start: int, end: int, drop: str = "") -> Span | None:
    """`start..end` without white space, or characters of `drop`, at its edges; None if none is left."""
    while start < end and (text[start].isspace() or text[start] in drop):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in drop):
        end -= 1
    return Span(start, end) if start < end else None


def joined(text: str, spans: Sequence[Span]) -> str:
    """The spans' text on one line, pieces joined by ` … `: what a claim's `text` is."""
    return " … ".join(" ".join(span.of(text).split()) for span in spans)
