"""Calibration of what speaks for a relation: features to probabilities that mean what they say."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from math import exp
from pathlib import Path
from typing import Self

from app.domain.enums import OperatingPoint, RelationType
from app.extraction.relations.reader.evidence import Features

CALIBRATION_FILE = "relations.json"


@dataclass(frozen=True, slots=True)
class Line:
    """Log odds as a weighted sum of features: logistic regression."""

    offset: float
    weights: Mapping[str, float]

    def probability(self, features: Features) -> float:
        """The probability of a relation with these features."""
        odds = self.offset + sum(self.weights[name] * features[name] for name in self.weights)
        # Beyond that a probability is 0 or 1 in all digits.
        return 1 / (1 + exp(-max(-50.0, min(50.0, odds))))


@dataclass(frozen=True, slots=True)
class Calibration:
    """For each type a line, and the probability from which each operating point shows it."""

    lines: Mapping[RelationType, Line]
    least: Mapping[OperatingPoint, Mapping[RelationType, float]]

    @classmethod
    def load(cls, folder: Path) -> Self:
        """The calibration in a model's folder."""
        found = json.loads((folder / CALIBRATION_FILE).read_text("utf-8"))
        return cls(
            {
                RelationType(kind): Line(line["offset"], line["weights"])
                for kind, line in found["lines"].items()
            },
            {
                OperatingPoint(point): {RelationType(kind): p for kind, p in least.items()}
                for point, least in found["least"].items()
            },
        )

    def strictest(self, kind: RelationType, probability: float) -> OperatingPoint | None:
        """The strictest operating point at which a relation is sure enough to be shown."""
        for point in (OperatingPoint.PRECISE, OperatingPoint.COMPLETE):
            if probability >= self.least[point][kind]:
                return point
        return None
