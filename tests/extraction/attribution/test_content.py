"""Where the content of an attribution begins and ends."""

import pytest

from app.domain.span import Span
from app.extraction.attribution.content import cleaned, widened, without_occasion
from app.extraction.segmentation.quotation_marks import quoted
from tests.extraction_helpers import claims_of
from tests.knowledge_samples import at


def whole(text: str) -> Span:
    return Span(0, len(text))


@pytest.mark.parametrize(
    ("found", "content"),
    [
        (", but it rained, ", "it rained"),
        ("And the pitch was wet", "the pitch was wet"),
        ("—it rained; ", "it rained"),
        ("it rained, and", "it rained"),
        ("it rained while", "it rained"),
        ("It rained.", "It rained"),
        ("“It rained.”", "“It rained.”"),
        ("it rained at 5 p.m.", "it rained at 5 p.m."),
        ("it rained in the U.S.", "it rained in the U.S."),
        ("it rained ...", "it rained ..."),
        (" , ; ", None),
    ],
)
def test_joining_words_and_outer_punctuation_are_left_out(found: str, content: str | None) -> None:
    kept = cleaned(found, whole(found))

    assert (kept and kept.of(found)) == content


@pytest.mark.parametrize(
    ("found", "content"),
    [
        ("“The road is shut,” during a briefing on Monday", "“The road is shut,”"),
        ("“The road is shut,” in an interview with the paper", "“The road is shut,”"),
        ("the road is shut, in response to a question from the floor", "the road is shut,"),
        # A storm is no occasion on which one speaks.
        (
            "the road is shut, during a storm on Monday",
            "the road is shut, during a storm on Monday",
        ),
        # Without a comma, it is when the road is shut.
        ("the road is shut during a briefing", "the road is shut during a briefing"),
        # What ends in a quotation mark ends there.
        ("the road, she said, is “shut, during a briefing”",) * 2,
    ],
)
def test_the_occasion_is_told_by_the_writer(found: str, content: str) -> None:
    assert without_occasion(found, whole(found)).of(found) == content


@pytest.mark.parametrize(
    ("found", "outside", "content"),
    [
        ("is “thin", "Lee", "is “thin and old”"),
        ("ice is", "Lee", "ice is"),
        # A quotation in which the source itself stands is not the content's.
        ("is “thin", "old", "is “thin"),
    ],
)
def test_a_quotation_is_taken_whole(found: str, outside: str, content: str) -> None:
    text = "Lee said the ice is “thin and old” today."
    span = widened(at(found, text=text), quoted(text), [at(outside, text=text)])

    assert span.of(text) == content


def test_where_it_was_said_is_no_part_of_it() -> None:
    text = (
        "Angela Merkel said the boats are “different” from what she saw “in recent years,” "
        "during a joint news conference with the mayor at the harbour today."
    )

    assert claims_of(text) == [
        ("Angela Merkel", "the boats are “different” from what she saw “in recent years,”")
    ]
