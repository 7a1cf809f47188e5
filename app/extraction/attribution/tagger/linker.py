"""Linker of tagged spans: each content to a cue, each cue to its source.

The choice is a softmax over candidates, each scored by a few features: the network's own link
score, and what lies between the two spans. Weights are plain numbers from the model's JSON file.
"""

import math
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np

from app.extraction.attribution.tagger.decoding import Floats, TaggedSpan
from app.extraction.attribution.tagger.pair_features import FEATURES, Context
from app.extraction.attribution.tagger.words import Words

CONFIDENCE_FEATURES = (
    "bias",
    "content",
    "cue",
    "source",
    "no source",
    "content link",
    "source link",
    "length",
)
_NEAREST = 6


@dataclass(frozen=True, slots=True)
class TaggedAttribution:
    """Who said what: character offsets into the paragraph, in pieces where interrupted."""

    source: tuple[tuple[int, int], ...]
    cue: tuple[tuple[int, int], ...]
    content: tuple[tuple[int, int], ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Linked:
    """An attribution in spans of words, with the features that its confidence rests on."""

    source: TaggedSpan | None
    cue: TaggedSpan | None
    content: tuple[TaggedSpan, ...]
    features: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """The chosen candidate (none: no candidate fits) and its probability."""

    index: int | None
    probability: float


@dataclass(frozen=True, slots=True)
class Linker:
    """The linker's weights; see ``training`` for how they are fitted."""

    link_size: int
    content_weights: tuple[float, ...]
    source_weights: tuple[float, ...]
    no_source_weights: tuple[float, float]
    confidence_weights: tuple[float, ...]
    least_confidence: float

    @classmethod
    def from_config(cls, config: Mapping[str, Any]) -> Self:
        """Read the weights that the model's JSON file names by feature."""
        return cls(
            config["link_size"],
            tuple(config["content"][name] for name in FEATURES),
            tuple(config["source"][name] for name in FEATURES),
            (config["no_source"]["score"], config["no_source"]["bias"]),
            tuple(config["confidence"][name] for name in CONFIDENCE_FEATURES),
            config["least_confidence"],
        )

    @property
    def size(self) -> int:
        """Length of a word's link vector: a key and a query for each relation, and "none"."""
        return 4 * self.link_size + 1

    def attributions(
        self, paragraph: str, words: Words, spans: Sequence[TaggedSpan], links: Floats
    ) -> list[TaggedAttribution]:
        """Return a paragraph's attributions in the order of their cues."""
        linked = self.link(Context.of(paragraph, words, spans), links)
        scored = ((self.confidence(attribution), attribution) for attribution in linked)
        return [
            TaggedAttribution(
                _characters(words, (a.source,) if a.source else ()),
                _characters(words, (a.cue,) if a.cue else ()),
                _characters(words, a.content),
                round(confidence, 2),
            )
            for confidence, a in scored
            if confidence >= self.least_confidence
        ]

    def confidence(self, linked: Linked) -> float:
        """Estimate how likely content and source of an attribution are right."""
        return _sigmoid(
            math.fsum(w * x for w, x in zip(self.confidence_weights, linked.features, strict=True))
        )

    def link(self, context: Context, links: Floats) -> list[Linked]:
        """Tie the spans of a paragraph together."""
        cues, sources = context.of_kind("cue"), context.of_kind("source")
        gathered: dict[int | None, list[tuple[TaggedSpan, float]]] = {}
        for content in context.of_kind("content"):
            choice = self.choose_cue(context, links, content, cues)
            gathered.setdefault(choice.index, []).append((content, choice.probability))
        uncued = gathered.pop(None, [])
        attributions = [_linked(None, None, 1.0, [found]) for found in uncued]
        for index, contents in sorted(gathered.items(), key=lambda item: item[0] or 0):
            cue = cues[index] if index is not None else None
            source = self.choose_source(context, links, cue, sources) if cue else Choice(None, 1)
            chosen = None if source.index is None else sources[source.index]
            attributions.append(_linked(chosen, cue, source.probability, contents))
        return attributions

    def choose_cue(
        self, context: Context, links: Floats, content: TaggedSpan, cues: Sequence[TaggedSpan]
    ) -> Choice:
        """Choose the cue that governs a content."""
        near = nearest(content, cues)
        if not near:
            return Choice(None, 1.0)
        rows = self.content_features(context, links, content, [cues[i] for i in near])
        return _choose(near, rows @ np.array(self.content_weights))

    def choose_source(
        self, context: Context, links: Floats, cue: TaggedSpan, sources: Sequence[TaggedSpan]
    ) -> Choice:
        """Choose the source of a cue, which several cues may share, or none."""
        near = nearest(cue, sources)
        rows = self.source_features(context, links, cue, [sources[i] for i in near])
        score, bias = self.no_source_weights
        none = score * self.no_source_score(links, cue) + bias
        return _choose([None, *near], np.append(none, rows @ np.array(self.source_weights)))

    def content_features(
        self, context: Context, links: Floats, content: TaggedSpan, cues: Sequence[TaggedSpan]
    ) -> Floats:
        """Return a row of features for each candidate cue of a content."""
        scores = self._scores(links, (content, 0), cues, 1)
        rows = [context.features(content, cue, s) for cue, s in zip(cues, scores, strict=True)]
        return np.array(rows, np.float32).reshape(-1, len(FEATURES))

    def source_features(
        self, context: Context, links: Floats, cue: TaggedSpan, sources: Sequence[TaggedSpan]
    ) -> Floats:
        """Return a row of features for each candidate source of a cue."""
        scores = self._scores(links, (cue, 3), sources, 2)
        rows = [context.features(x, cue, s) for x, s in zip(sources, scores, strict=True)]
        return np.array(rows, np.float32).reshape(-1, len(FEATURES))

    def no_source_score(self, links: Floats, cue: TaggedSpan) -> float:
        """Return the network's score for a cue without a source."""
        return float(links[cue.first, -1])

    def _scores(
        self, links: Floats, span: tuple[TaggedSpan, int], others: Sequence[TaggedSpan], part: int
    ) -> list[float]:
        query = self._vector(links, *span)
        scale = math.sqrt(self.link_size)
        return [float(query @ self._vector(links, other, part)) / scale for other in others]

    def _vector(self, links: Floats, span: TaggedSpan, part: int) -> Floats:
        columns = slice(part * self.link_size, (part + 1) * self.link_size)
        vector: Floats = links[[span.first, span.last], columns].mean(0)
        return vector


def nearest(span: TaggedSpan, candidates: Sequence[TaggedSpan]) -> list[int]:
    """Return the nearest candidates on both sides, so that a long line stays linear."""
    middle = bisect_left(candidates, span.first, key=lambda candidate: candidate.first)
    return list(range(max(0, middle - _NEAREST), min(len(candidates), middle + _NEAREST)))


def _choose(candidates: Sequence[int | None], scores: Floats) -> Choice:
    best = int(scores.argmax())
    return Choice(candidates[best], float(1 / np.exp(scores - scores[best]).sum()))


def _linked(
    source: TaggedSpan | None,
    cue: TaggedSpan | None,
    source_link: float,
    contents: Sequence[tuple[TaggedSpan, float]],
) -> Linked:
    spans = tuple(span for span, _ in contents)
    length = sum(span.last - span.first + 1 for span in spans)
    return Linked(
        source,
        cue,
        spans,
        (
            1.0,
            _logit(sum(s.probability * (s.last - s.first + 1) for s in spans) / length),
            _logit(cue.probability) if cue else 0.0,
            _logit(source.probability) if source else 0.0,
            0.0 if source else 1.0,
            _logit(min(probability for _, probability in contents)),
            _logit(source_link),
            math.log(length),
        ),
    )


def _logit(probability: float) -> float:
    bounded = min(max(probability, 0.01), 0.99)
    return math.log(bounded / (1 - bounded))


def _sigmoid(value: float) -> float:
    return 1 / (1 + math.exp(-min(max(value, -30.0), 30.0)))


def _characters(words: Words, spans: Sequence[TaggedSpan]) -> tuple[tuple[int, int], ...]:
    return tuple((words.offsets[s.first][0], words.offsets[s.last][1]) for s in spans)
