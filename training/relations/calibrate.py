"""Calibrate what the network reads on texts that it was not trained on, and choose what is shown."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler

from app.domain.enums import OperatingPoint, RelationType
from app.extraction.evaluation.relation_scores import LEAST_OVERLAP, is_named, overlap
from app.extraction.relations.reader.calibration import CALIBRATION_FILE
from app.extraction.relations.reader.evidence import LIKELY, TYPES, Features, read_speakers
from app.extraction.relations.reader.network import Network
from app.extraction.relations.reader.windows import windows
from training.relations.examples import Text
from training.relations.records import Record, lines_of

# The precision that each point is to have on texts kept out: more than is promised (.70 and .45), because network and
# features were chosen on these texts too.
WANTED = {OperatingPoint.PRECISE: 0.80, OperatingPoint.COMPLETE: 0.47}
# Fewer relations than that say little about a precision.
FEWEST = 10
FOLDS = 6
STRENGTH = 0.03
# Bounds of the probability between which relations are counted for the reliability curve.
BOUNDS = (0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)


@dataclass(frozen=True, slots=True)
class Judged:
    """What speaks for a relation of two speakers of a text, and whether it is annotated."""

    text: str
    type: RelationType
    features: Features
    is_right: bool


def judged(network: Network, texts: Iterable[Text]) -> Iterator[Judged]:
    """Every two speakers of near claims of the texts, with each type."""
    for text in texts:
        read = windows(network.tokenizer, text.text, list(lines_of(text.text)), text.claims)
        for found in read_speakers(text.text, text.claims, read, network.scores):
            kind = found.best.type
            records = (record for record in text.records if record.type == kind)
            right = any(_is_right(text, record, found.best.claims) for record in records)
            yield Judged(text.name, kind, found.features, right)


def _is_right(text: Text, record: Record, pair: tuple[int, int]) -> bool:
    """True where both sources, or both quotations, are those of the record."""
    return any(
        all(
            bool(side.source) and is_named(side.source, text.names[n])
            for n, side in zip(pair, sides, strict=True)
        )
        or all(
            overlap(text.claims[n].content, side.quote) >= LEAST_OVERLAP
            for n, side in zip(pair, sides, strict=True)
        )
        for sides in (record.sides, record.sides[::-1])
    )


def calibrate(found: Sequence[Judged], folder: Path, annotated: dict[str, int]) -> None:
    """Write the calibration beside the network, and print what it gives on texts left out in turn.

    `annotated`: how many relations of each type the texts have, found or not.
    """
    lines: dict[str, dict[str, Any]] = {}
    least: dict[str, dict[str, float]] = {point.value: {} for point in OperatingPoint}
    for kind in TYPES:
        mine = [one for one in found if one.type is kind]
        right = np.array([one.is_right for one in mine])
        lines[kind.value] = _line(mine, right)
        probabilities = _left_out(mine, right)
        likely = np.array([one.features["score"] >= LIKELY for one in mine])
        for point, wanted in WANTED.items():
            least[point.value][kind.value] = _least(probabilities[likely], right[likely], wanted)
        _print(kind, probabilities, right, annotated[kind])
        _print(kind, probabilities[likely], right[likely], annotated[kind])
    written = json.dumps({"lines": lines, "least": least}, indent=1)
    (folder / CALIBRATION_FILE).write_text(written + "\n", "utf-8")


def _matrix(found: Sequence[Judged]) -> np.ndarray:  # type: ignore[type-arg]
    return np.array([[one.features[name] for name in sorted(one.features)] for one in found])


def _regression() -> Pipeline:
    return make_pipeline(StandardScaler(), LogisticRegression(C=STRENGTH, max_iter=1000))


def _line(found: Sequence[Judged], right: np.ndarray) -> dict[str, Any]:  # type: ignore[type-arg]
    """Offset and weights of the features as they are, without the scaling of the fit."""
    scaler, regression = _regression().fit(_matrix(found), right).named_steps.values()
    weights = regression.coef_[0] / scaler.scale_
    offset = regression.intercept_[0] - (weights * scaler.mean_).sum()
    names = sorted(found[0].features)
    return {
        "offset": round(float(offset), 4),
        "weights": {n: round(float(w), 4) for n, w in zip(names, weights, strict=True)},
    }


def _left_out(found: Sequence[Judged], right: np.ndarray) -> np.ndarray:  # type: ignore[type-arg]
    """Probabilities by lines that were fitted on other texts."""
    matrix, texts = _matrix(found), np.array([one.text for one in found])
    result = np.zeros(len(found))
    for learned, left_out in GroupKFold(FOLDS).split(matrix, right, texts):
        fitted = _regression().fit(matrix[learned], right[learned])
        result[left_out] = fitted.predict_proba(matrix[left_out])[:, 1]
    return result


def _least(probabilities: np.ndarray, right: np.ndarray, wanted: float) -> float:  # type: ignore[type-arg]
    """The least probability from which so many are right; 1 where none are."""
    order = np.argsort(-probabilities)
    precision = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    enough = [n for n in range(FEWEST - 1, len(order)) if precision[n] >= wanted]
    return round(float(probabilities[order[enough[-1]]]), 3) if enough else 1.0


def _print(
    kind: RelationType, probabilities: np.ndarray, right: np.ndarray, annotated: int
) -> None:  # type: ignore[type-arg]
    order = np.argsort(-probabilities)
    hits = np.cumsum(right[order])
    print(f"{kind}: {annotated} annotated; of {len(right)} candidates {right.sum()} are right")
    for n in (10, 20, 30, 40, 60, 80, 120, 160, 240):
        if n <= len(order):
            share, recall = hits[n - 1] / n, hits[n - 1] / annotated
            print(
                f"  {n} surest: from {probabilities[order[n - 1]]:.2f}, precision {share:.2f}, recall {recall:.2f}"
            )
    for low, high in pairwise(BOUNDS):
        within = (probabilities >= low) & (probabilities < high)
        if within.any():
            mean = probabilities[within].mean()
            print(
                f"  {low:.1f}–{min(high, 1):.1f}: {within.sum()}, mean {mean:.2f}, right {right[within].mean():.2f}"
            )
