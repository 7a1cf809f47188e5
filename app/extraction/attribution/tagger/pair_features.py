"""Features of a pair of spans: their order, their distance and what lies between them."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Self

from app.extraction.attribution.tagger.decoding import TaggedSpan
from app.extraction.attribution.tagger.words import QUOTATION_MARKS, Words

FEATURES = (
    "link score",
    "before",
    "distance",
    "distance before",
    "adjacent",
    "cues between",
    "contents between",
    "sources between",
    "sentence ends between",
    "sentence ends before",
    "quotation marks between",
    "commas between",
)
_SENTENCE_ENDS = frozenset(".!?;")


@dataclass(frozen=True, slots=True)
class Context:
    """A paragraph's spans, and running counts of what may lie between two of them."""

    spans: tuple[TaggedSpan, ...]
    counts: dict[str, list[int]]

    @classmethod
    def of(cls, paragraph: str, words: Words, spans: Sequence[TaggedSpan]) -> Self:
        """Count once, so that each pair of spans costs the same however far apart."""
        texts = [paragraph[start:end] for start, end in words.offsets]
        flags = {
            "sentence end": [text in _SENTENCE_ENDS for text in texts],
            "quotation mark": [text in QUOTATION_MARKS for text in texts],
            "comma": [text == "," for text in texts],
        }
        for kind in ("cue", "content", "source"):
            starts = {span.first for span in spans if span.kind == kind}
            flags[kind] = [index in starts for index in range(len(texts))]
        counts = {name: [0, *accumulate(map(int, found))] for name, found in flags.items()}
        return cls(tuple(spans), counts)

    def of_kind(self, kind: str) -> list[TaggedSpan]:
        """Return the spans of one kind, in order."""
        return [span for span in self.spans if span.kind == kind]

    def features(self, span: TaggedSpan, cue: TaggedSpan, score: float) -> tuple[float, ...]:
        """Return the features of a span and a cue that it may belong to."""
        before = float(span.first < cue.first)
        left, right = (span, cue) if before else (cue, span)
        distance = math.log1p(max(0, right.first - left.last - 1))
        ends = self._between("sentence end", left, right, 2)
        return (
            score,
            before,
            distance,
            distance * before,
            float(distance == 0),
            self._between("cue", left, right, 3),
            self._between("content", left, right, 3),
            self._between("source", left, right, 3),
            ends,
            ends * before,
            self._between("quotation mark", left, right, 4),
            self._between("comma", left, right, 2),
        )

    def _between(self, name: str, left: TaggedSpan, right: TaggedSpan, most: int) -> float:
        counts = self.counts[name]
        return float(min(most, max(0, counts[right.first] - counts[left.last + 1])))
