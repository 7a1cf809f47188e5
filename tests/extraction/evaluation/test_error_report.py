"""The differences between what was annotated and what was found, for reading."""

import pytest

from app.extraction.evaluation.error_report import misses
from app.extraction.evaluation.scores import Annotated, Attribution
from tests.extraction.evaluation.test_scores import GOLD, TEXT, attribution


@pytest.mark.parametrize(
    ("found", "kind"),
    [
        ([GOLD[0], GOLD[1]], "missed"),
        ([*GOLD, attribution("", "", "Ann said that")], "invented"),
        ([attribution("Bo", "said", "that the old bridge is shut"), *GOLD[1:]], "wrong source"),
        ([attribution("Ann", "said", "shut"), *GOLD[1:]], "wrong bounds"),
    ],
)
def test_each_miss_is_named(found: list[Attribution], kind: str) -> None:
    (miss,) = misses([(Annotated("d", TEXT, GOLD), found)], most=5)

    assert miss.kind == kind


def test_the_largest_come_first_and_no_more_than_asked_for() -> None:
    found = misses([(Annotated("d", TEXT, GOLD), [])], most=2)

    assert [(miss.annotated, miss.letters) for miss in found] == [
        ("[Ann] [said] that the old bridge is shut", 21 + 1),
        ('[Bo] [said Bo] "It is safe,"', 8),
    ]


def test_what_is_right_is_no_miss() -> None:
    assert misses([(Annotated("d", TEXT, GOLD), GOLD)], most=5) == []


def test_what_was_annotated_and_what_was_found_stand_side_by_side() -> None:
    found = [attribution("Bo", "said", "that the old bridge is shut"), *GOLD[1:]]
    (miss,) = misses([(Annotated("d", TEXT, GOLD), found)], most=5)

    assert (miss.document, miss.annotated, miss.found) == (
        "d",
        "[Ann] [said] that the old bridge is shut",
        "[Bo] [said] that the old bridge is shut",
    )
