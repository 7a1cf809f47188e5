"""Calibration: features to probabilities, and which of them are shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.enums import OperatingPoint, RelationType
from app.extraction.relations.reader.calibration import Calibration, Line
from app.extraction.relations.reader.evidence import TYPES
from app.extraction.relations.reader.reader import calibration

EVEN = Calibration(
    {RelationType.DISPUTES: Line(-1, {"score": 2}), RelationType.AGREES: Line(0, {})},
    {
        OperatingPoint.PRECISE: dict.fromkeys(TYPES, 0.6),
        OperatingPoint.COMPLETE: dict.fromkeys(TYPES, 0.3),
    },
)


def test_a_line_turns_features_into_a_probability() -> None:
    line = EVEN.lines[RelationType.DISPUTES]
    assert line.probability({"score": 0.5, "other": 9}) == 0.5
    assert line.probability({"score": 1.5}) == pytest.approx(0.8808, abs=1e-4)


@given(st.floats(-1e6, 1e6))
def test_no_score_is_too_far_out(score: float) -> None:
    assert 0 <= EVEN.lines[RelationType.DISPUTES].probability({"score": score}) <= 1


@pytest.mark.parametrize("kind", TYPES)
def test_whatever_is_shown_as_precise_is_shown_as_complete(kind: RelationType) -> None:
    least = calibration().least
    assert least[OperatingPoint.COMPLETE][kind] <= least[OperatingPoint.PRECISE][kind]


def test_a_relation_is_shown_from_the_least_probability_on() -> None:
    assert EVEN.strictest(RelationType.AGREES, 0.6) is OperatingPoint.PRECISE
    assert EVEN.strictest(RelationType.AGREES, 0.59) is OperatingPoint.COMPLETE
    assert EVEN.strictest(RelationType.AGREES, 0.29) is None
