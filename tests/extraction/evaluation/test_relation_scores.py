"""Scores of relations: what counts as the same relation, and how it is counted."""

import pytest

from app.domain.enums import RelationType
from app.domain.span import Span
from app.extraction.evaluation.relation_scores import (
    AnnotatedRelation,
    AnnotatedSide,
    AnnotatedText,
    FoundRelation,
    FoundSide,
    RelationReport,
    is_named,
    score,
)

MAYOR, COUNCIL = AnnotatedSide("the mayor", Span(0, 20)), AnnotatedSide("Ulm council", Span(40, 60))
DISPUTE = AnnotatedRelation(RelationType.DISPUTES, "stated", (MAYOR, COUNCIL))


def side(name: str, start: int, end: int) -> FoundSide:
    return FoundSide(frozenset({name}), frozenset({name}), (Span(start, end),))


def found(one: FoundSide, other: FoundSide, confidence: float = 0.8) -> FoundRelation:
    return FoundRelation(RelationType.DISPUTES, confidence, (one, other))


def scored(*relations: FoundRelation, name: str = "articles/a.txt") -> RelationReport:
    return score([(AnnotatedText(name, (DISPUTE,)), relations)])


def counts(report: RelationReport, measure: str, row: str = "disputes") -> tuple[int, int, int]:
    one = report.scores[measure, row]
    return one.matched, one.predicted, one.gold


def test_the_same_sources_and_words_are_the_same_relation() -> None:
    report = scored(found(side("Council of Ulm", 42, 60), side("The Mayor", 0, 20)))
    assert counts(report, "strict") == counts(report, "by sources") == (1, 1, 1)


def test_other_words_of_the_same_sources_are_right_by_sources_alone() -> None:
    report = scored(found(side("Mayor", 70, 90), side("Ulm council", 40, 60)))
    assert counts(report, "strict") == (0, 1, 1)
    assert counts(report, "by sources") == (1, 1, 1)


def test_another_source_is_wrong() -> None:
    report = scored(found(side("Inspectors", 0, 20), side("Ulm council", 40, 60)))
    assert counts(report, "by sources") == (0, 1, 1)


def test_another_type_is_wrong() -> None:
    agreement = FoundRelation(
        RelationType.AGREES, 0.9, (side("Mayor", 0, 20), side("Ulm council", 40, 60))
    )
    report = scored(agreement)
    assert counts(report, "strict") == (0, 0, 1)
    assert counts(report, "strict", "agrees") == (0, 1, 0)


def test_a_relation_found_twice_between_two_sources_counts_once_by_sources() -> None:
    one, other = side("Mayor", 0, 20), side("Ulm council", 40, 60)
    report = scored(found(one, other), found(one, side("Ulm council", 80, 90), 0.5))
    assert counts(report, "by sources") == (1, 1, 1)
    assert counts(report, "strict") == (1, 2, 1)


def test_rows_tell_the_basis_and_where_a_text_is_from() -> None:
    report = scored(name="polnear/train/text/a.txt")
    assert counts(report, "strict", "disputes, stated") == (0, 0, 1)
    assert counts(report, "strict", "disputes in polnear/train") == (0, 0, 1)


def test_the_reliability_curve_counts_by_confidence() -> None:
    report = scored(found(side("Mayor", 0, 20), side("Ulm council", 40, 60), 0.85))
    (at,) = [counts for low, high, counts in report.reliability if low <= 0.85 < high]
    assert (at.matched, at.predicted) == (1, 1)


@pytest.mark.parametrize(
    ("source", "name", "alike"),
    [
        ("Prime Minister Ann Lee", "Lee", True),
        ("the minister", "a minister", False),
        ("Ulm council", "Council of Bonn", True),
        ("Lee", "Leeds", False),
    ],
)
def test_sources_are_alike_by_a_telling_word(source: str, name: str, *, alike: bool) -> None:
    assert is_named(source, [name]) is alike
