"""Scores of extraction on hand-annotated documents: what `evaluate` prints."""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from app.domain.knowledge import Document, Knowledge
from app.domain.span import Span
from app.extraction.attribution.merge import attribute
from app.extraction.attribution.nested_attributions import flat
from app.extraction.draft import Draft
from app.extraction.evaluation import scores
from app.extraction.evaluation.relation_scores import (
    AnnotatedText,
    RelationReport,
    found_in,
    score,
)
from app.extraction.evaluation.scores import (
    Annotated,
    Report,
    Spans,
    evaluate,
)
from app.extraction.inputs.codebook import Codebook
from app.extraction.inputs.reference import Reference
from app.extraction.pipeline import read
from app.ingest.batch import Reading, extract_files
from app.ingest.brat import read_annotated
from app.ingest.failures import failing_as
from app.ingest.relation_records import read_records

Tracked = Callable[[Sequence[Annotated]], Iterable[Annotated]]
TrackedTexts = Callable[[Sequence[AnnotatedText]], Iterable[AnnotatedText]]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The scores of a folder, how long its texts took, and what was found in each of them."""

    report: Report
    documents: int
    seconds: float
    pairs: list[tuple[Annotated, list[scores.Attribution]]]


def evaluate_folder(directory: Path, tracked: Tracked = iter) -> Evaluation:
    """Score the `attribute` stage on every annotated document of a folder.

    Speakers are not needed for that, so the folder needs no reference data. What is relayed inside
    another statement is left out: the corpora annotate one level.
    """
    annotated = read_annotated(directory)
    began = time.perf_counter()
    pairs = []
    for document in tracked(annotated):
        # One missing document would change the folder's scores.
        with failing_as(directory / document.name, "attribute"):
            pairs.append((document, attributions_of(document)))
    seconds = time.perf_counter() - began
    return Evaluation(evaluate(pairs), len(annotated), seconds, pairs)


@dataclass(frozen=True, slots=True)
class RelationEvaluation:
    """The scores of a folder's relations, the number of its texts and how long they took."""

    report: RelationReport
    documents: int
    seconds: float


def evaluate_relations(
    directory: Path, reading: Reading, workers: int, tracked: TrackedTexts = iter
) -> RelationEvaluation:
    """Score extraction on every text of a folder's records; a text that cannot be read ends it."""
    root, annotated = read_records(directory)
    began = time.perf_counter()
    found = extract_files([root / text.name for text in annotated], reading, workers)
    pairs = []
    for text, knowledge in zip(tracked(annotated), found, strict=True):
        if not isinstance(knowledge, Knowledge):
            raise knowledge
        pairs.append((text, found_in(knowledge)))
    return RelationEvaluation(score(pairs), len(annotated), time.perf_counter() - began)


def attributions_of(document: Annotated) -> list[scores.Attribution]:
    """The attributions that extraction finds in a text, as spans."""
    source = Document(document.name, document.name, "", "en", date.min, document.text, "")
    draft = attribute(read(Draft(source, Reference(), Codebook())))
    return [
        scores.Attribution(
            source=_spans([a.source] if a.source else []),
            cue=_spans([a.cue] if a.cue else []),
            content=_spans(a.content),
        )
        for a in flat(draft.attributions)
    ]


def _spans(spans: Sequence[Span]) -> Spans:
    return tuple((span.start, span.end) for span in spans)
