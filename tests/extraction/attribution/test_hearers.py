"""Who hears says nothing."""

import pytest

from tests.extraction_helpers import claims_of


@pytest.mark.parametrize(
    "text",
    [
        "Lena Roth was told that her visa had expired.",
        "David Cole was warned that he would lose his pension.",
        "Maria Lopez has been informed that the road is closed.",
    ],
)
def test_who_was_told_is_no_speaker(text: str) -> None:
    assert claims_of(text) == []


def test_a_question_put_to_somebody_is_no_claim_of_theirs() -> None:
    text = "Asked why the road was closed, Maria Lopez said it was wet."

    assert claims_of(text) == [("Maria Lopez", "it was wet")]


def test_who_told_them_speaks() -> None:
    text = "Lena Roth was told by David Cole that her visa had expired."

    assert claims_of(text) == [("David Cole", "her visa had expired")]


def test_who_tells_still_speaks() -> None:
    assert claims_of("David Cole has told Lena Roth that it was late.") == [
        ("David Cole", "it was late")
    ]
