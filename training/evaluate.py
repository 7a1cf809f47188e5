"""Run the shipped tagger on annotated articles and score it."""

import time
from collections.abc import Sequence
from pathlib import Path

from app.extraction.attribution.tagger.linker import TaggedAttribution
from app.extraction.attribution.tagger.tagger import Tagger
from app.extraction.evaluation.scores import (
    Annotated,
    Attribution,
    Report,
    Span,
    Spans,
    evaluate,
)
from training.read import lines


def tag_article(tagger: Tagger, text: str) -> list[Attribution]:
    """Tag an article line by line; offsets count from the start of the article."""
    parts = list(lines(text))
    tagged = tagger.attributions([line for _, line in parts])
    return [
        in_article(start, attribution)
        for (start, _), found in zip(parts, tagged, strict=True)
        for attribution in found
    ]


def in_article(start: int, attribution: TaggedAttribution) -> Attribution:
    """Move a paragraph's attribution to its place in the article."""
    return Attribution(
        _moved(start, attribution.source),
        _moved(start, attribution.cue),
        _moved(start, attribution.content),
    )


def _moved(start: int, spans: Sequence[Span]) -> Spans:
    return tuple((start + first, start + last) for first, last in spans)


def score(model: Path, documents: Sequence[Annotated]) -> tuple[Report, float]:
    """Return the scores, and the seconds for each document without loading the model."""
    tagger = Tagger.load(model)
    tagger.attributions(["Warm up."])
    started = time.perf_counter()
    pairs = [(document, tag_article(tagger, document.text)) for document in documents]
    return evaluate(pairs), (time.perf_counter() - started) / max(1, len(documents))
