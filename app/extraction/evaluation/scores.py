"""Scores of predicted attributions against annotated ones in brat standoff format.

Every measure compares *letters and digits* only: a span is the set of the offsets of its
alphanumeric characters. So quotation marks, outer punctuation and white space never decide. For
exact content a leading "that" is dropped on both sides as well.

* attribution: content with an intersection over union (IoU) of at least .5 (also reported: .8) and
  overlapping sources; two missing sources agree. Matched one to one, highest IoU first.
* content: the same letters and digits, all pieces of a discontinuous content together.
* cue, source: spans of a document, each counted once however many attributions share it; *exact*
  wants the same letters and digits, *overlap* one in common, one to one.
* recall by kind: of attributions at IoU .5; *direct* content lies wholly within quotation marks,
  *indirect* wholly outside, *mixed* is the rest.

An article that several people annotated counts once for each of them.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from app.domain.enums import Quotation
from app.domain.span import Span as Place
from app.extraction.segmentation.quotation_marks import kind_of, quoted

# Content IoU from which two attributions are one, and from which their bounds nearly agree.
LEAST_OVERLAP = 0.5
CLOSE_OVERLAP = 0.8

Span = tuple[int, int]
Spans = tuple[Span, ...]
T = TypeVar("T")

THAT = re.compile(r"\W*that\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Attribution:
    """The spans of one attribution, as offsets into its document."""

    source: Spans
    cue: Spans
    content: Spans


@dataclass(frozen=True, slots=True)
class Annotated:
    """An article as one person annotated it."""

    name: str
    text: str
    attributions: tuple[Attribution, ...]


@dataclass(slots=True)
class Score:
    """Counts behind precision, recall and F1."""

    matched: int = 0
    predicted: int = 0
    gold: int = 0

    def add(self, matched: int, predicted: int, gold: int) -> None:
        """Add the counts of one document."""
        self.matched += matched
        self.predicted += predicted
        self.gold += gold

    @property
    def precision(self) -> float:
        """Share of what was predicted that is right."""
        return self.matched / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Share of what was annotated that was found."""
        return self.matched / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.predicted + self.gold
        return 2 * self.matched / total if total else 0.0


@dataclass(slots=True)
class Report:
    """Scores by measure, and recall by kind of content."""

    scores: dict[str, Score] = field(default_factory=dict)

    def of(self, measure: str) -> Score:
        """Return the score of one measure, made on first use."""
        return self.scores.setdefault(measure, Score())

    def lines(self) -> Iterator[str]:
        """Yield a line of text for each measure."""
        for name, score in self.scores.items():
            if name.startswith("recall"):
                yield f"{name:22} {score.recall:.3f} of {score.gold}"
            else:
                figures = f"F1 {score.f1:.3f}  P {score.precision:.3f}  R {score.recall:.3f}"
                yield f"{name:22} {figures}  of {score.gold}"


def evaluate(pairs: Iterable[tuple[Annotated, Sequence[Attribution]]]) -> Report:
    """Score predictions against the documents they were made for."""
    report = Report()
    for document, predicted in pairs:
        _add_document(report, document, predicted)
    return report


def _add_document(report: Report, document: Annotated, predicted: Sequence[Attribution]) -> None:
    text, gold = document.text, document.attributions
    kinds = content_kinds(text, gold)
    for threshold in (LEAST_OVERLAP, CLOSE_OVERLAP):
        matches = match_contents(document, predicted, threshold)
        report.of(f"attribution IoU>={threshold}").add(len(matches), len(predicted), len(gold))
        if threshold == LEAST_OVERLAP:
            found = {j for _, j in matches}
            for j, kind in enumerate(kinds):
                report.of(f"recall {kind}").add(int(j in found), 0, 1)
    exact = Counter(exact_content(text, a.content) for a in predicted)
    wanted = Counter(exact_content(text, a.content) for a in gold)
    report.of("content exact").add((exact & wanted).total(), exact.total(), wanted.total())
    for role in ("cue", "source"):
        _add_spans(report, role, _distinct(text, predicted, role), _distinct(text, gold, role))


def match_contents(
    document: Annotated, predicted: Sequence[Attribution], threshold: float
) -> list[tuple[int, int]]:
    """Match predictions to the annotation: content IoU of the threshold, sources overlapping."""
    text = document.text
    ours = [(letters(text, a.content), letters(text, a.source)) for a in predicted]
    theirs = [(letters(text, a.content), letters(text, a.source)) for a in document.attributions]
    return match_one_to_one(ours, theirs, lambda a, b: _agreement(a, b, threshold))


def _add_spans(
    report: Report, role: str, ours: list[frozenset[int]], theirs: list[frozenset[int]]
) -> None:
    exact = len(set(ours) & set(theirs))
    report.of(f"{role} exact").add(exact, len(ours), len(theirs))
    overlap = len(match_one_to_one(ours, theirs, iou))
    report.of(f"{role} overlap").add(overlap, len(ours), len(theirs))


def _distinct(text: str, attributions: Sequence[Attribution], role: str) -> list[frozenset[int]]:
    spans = (letters(text, getattr(a, role)) for a in attributions)
    return [span for span in dict.fromkeys(spans) if span]


def _agreement(
    ours: tuple[frozenset[int], frozenset[int]],
    theirs: tuple[frozenset[int], frozenset[int]],
    least: float,
) -> float:
    sources_agree = bool(ours[1] & theirs[1]) or not (ours[1] or theirs[1])
    content = iou(ours[0], theirs[0])
    return content if sources_agree and content >= least else 0.0


def match_one_to_one(
    ours: Sequence[T], theirs: Sequence[T], similarity: Callable[[T, T], float]
) -> list[tuple[int, int]]:
    """Pair items one to one, most similar first; a similarity of 0 never pairs."""
    ranked = sorted(
        (
            (-value, i, j)
            for i, a in enumerate(ours)
            for j, b in enumerate(theirs)
            if (value := similarity(a, b)) > 0
        )
    )
    pairs: list[tuple[int, int]] = []
    used_ours: set[int] = set()
    used_theirs: set[int] = set()
    for _, i, j in ranked:
        if i not in used_ours and j not in used_theirs:
            pairs.append((i, j))
            used_ours.add(i)
            used_theirs.add(j)
    return pairs


def iou(a: frozenset[int], b: frozenset[int]) -> float:
    """Return the intersection over union of two sets of offsets."""
    return len(a & b) / len(a | b) if a or b else 0.0


def letters(text: str, spans: Spans) -> frozenset[int]:
    """Return the offsets of the letters and digits within the spans."""
    return frozenset(i for start, end in spans for i in range(start, end) if text[i].isalnum())


def exact_content(text: str, spans: Spans) -> frozenset[int]:
    """Return the letters and digits of a content without its leading "that"."""
    if not spans:
        return frozenset()
    (start, end), rest = spans[0], spans[1:]
    that = THAT.match(text, start, end)
    return letters(text, ((that.end() if that else start, end), *rest))


def content_kinds(text: str, attributions: Sequence[Attribution]) -> list[Quotation]:
    """Tell direct, mixed and indirect contents apart by the quotation marks of their lines."""
    quotations = [
        quotation.shifted(line.start())
        for line in re.finditer(r".+", text)
        for quotation in quoted(line.group())
    ]
    return [
        kind_of(text, [Place(start, end) for start, end in a.content], quotations)
        for a in attributions
    ]
