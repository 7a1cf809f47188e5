"""Which of the people named in one source speak."""

import pytest

from tests.extraction_helpers import claims_of


@pytest.mark.parametrize(
    ("source", "speakers"),
    [
        ("Maria Lopez and David Cole", "Maria Lopez & David Cole"),
        ("Maria Lopez, David Cole and Susan Clark", "Maria Lopez & David Cole & Susan Clark"),
        ("Neither Maria Lopez nor David Cole", "Maria Lopez & David Cole"),
        ("Maria Lopez’s aide David Cole", "David Cole"),
        ("Maria Lopez, a friend of David Cole,", "Maria Lopez"),
        ("Maria Lopez, who trained with David Cole,", "Maria Lopez"),
        ("Maria Lopez, who trained with David Cole, and Susan Clark", "Maria Lopez & Susan Clark"),
    ],
)
def test_all_of_a_joint_statement_speak_else_the_one_it_is_about(
    source: str, speakers: str
) -> None:
    assert claims_of(f"{source} said the ice was thin.") == [(speakers, "the ice was thin")]


def test_a_joint_statement_has_every_speaker_in_order() -> None:
    text = (
        "Sergey Lavrov and Russian President Vladimir Putin’s spokesman, Dmitry Peskov, said "
        "the road was wet."
    )

    assert claims_of(text) == [("Sergey Lavrov & Dmitry Peskov", "the road was wet")]


@pytest.mark.parametrize(
    ("source", "speaker"),
    [
        ("Merkel spokeswoman Melezia Figueroa", "Melezia Figueroa"),
        ("Erin Murphy, a former aide to Hillary Clinton,", "Erin Murphy"),
        ("The Clinton campaign", "Clinton campaign"),
        ("Kemi Badenoch", "Kemi Badenoch"),
        ("Erin Murphy and Hillary Clinton", "Erin Murphy & Hillary Clinton"),
    ],
)
def test_whoever_is_only_named_beside_the_speaker_says_nothing(source: str, speaker: str) -> None:
    assert claims_of(f"{source} said the road was wet.") == [(speaker, "the road was wet")]
