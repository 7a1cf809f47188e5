"""The largest errors of an evaluation, for reading: most faults show in texts, not in figures."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from app.extraction.evaluation.scores import (
    LEAST_OVERLAP,
    Annotated,
    Attribution,
    Spans,
    iou,
    letters,
    match_contents,
)

Kind = Literal["missed", "invented", "wrong source", "wrong bounds"]


@dataclass(frozen=True, slots=True)
class Miss:
    """One difference between what was annotated and what was found; `letters` is how much it is."""

    document: str
    kind: Kind
    annotated: str | None
    found: str | None
    letters: int


def misses(pairs: Iterable[tuple[Annotated, Sequence[Attribution]]], most: int) -> list[Miss]:
    """The largest differences, at most `most` of them, largest first."""
    every = (miss for document, found in pairs for miss in _of_document(document, found))
    return sorted(every, key=lambda miss: -miss.letters)[:most]


def _of_document(document: Annotated, found: Sequence[Attribution]) -> Iterator[Miss]:
    matches = match_contents(document, found, LEAST_OVERLAP)
    ours, theirs = {i for i, _ in matches}, {j for _, j in matches}
    left = [attribution for i, attribution in enumerate(found) if i not in ours]
    for j, gold in enumerate(document.attributions):
        if j in theirs:
            continue
        content = letters(document.text, gold.content)
        nearest = max(
            left, key=lambda a: iou(letters(document.text, a.content), content), default=None
        )
        overlap = iou(letters(document.text, nearest.content), content) if nearest else 0.0
        if nearest is None or overlap == 0:
            yield Miss(document.name, "missed", _read(document, gold), None, len(content))
            continue
        left.remove(nearest)
        kind: Kind = "wrong source" if overlap >= LEAST_OVERLAP else "wrong bounds"
        texts = _read(document, gold), _read(document, nearest)
        yield Miss(document.name, kind, *texts, len(content))
    for attribution in left:
        size = len(letters(document.text, attribution.content))
        yield Miss(document.name, "invented", None, _read(document, attribution), size)


def _read(document: Annotated, attribution: Attribution) -> str:
    """An attribution on one line: "[Merkel] [said] the bridge is closed"."""

    def words(spans: Spans) -> str:
        return " … ".join(" ".join(document.text[start:end].split()) for start, end in spans)

    return f"[{words(attribution.source)}] [{words(attribution.cue)}] {words(attribution.content)}"
