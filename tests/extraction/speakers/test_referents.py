"""Whom "he", "it", "both" and "the witness" mean."""

import pytest

from app.extraction.speakers.referents import FEATURES, VOICES, scorer
from tests.extraction_helpers import claims_of


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Victor Lang praised Irene Holt. She said it was late.", "Irene Holt"),
        ("Irene Holt praised Victor Lang. He said it was late.", "Victor Lang"),
        (
            "Pavel Horak told the court he drove the van. The witness said it was late.",
            "Pavel Horak",
        ),
        ("The club has a new boat. Maria Lopez left. She said it was late.", "Maria Lopez"),
        ("The surveyor briefed residents. He said it was late.", "Surveyor"),
    ],
)
def test_a_reference_means_whom_grammar_gender_and_place_tell(text: str, speaker: str) -> None:
    assert claims_of(text)[-1] == (speaker, "it was late")


def test_both_are_the_two_who_were_named_together() -> None:
    text = "Tobias Rehn and Ilse Korda were charged with forging permits, which both denied."

    assert claims_of(text) == [("Tobias Rehn & Ilse Korda", "forging permits")]


def test_a_viewer_is_no_engineer_and_a_spokeswoman_no_minister() -> None:
    text = "A viewer said it was cold. The engineer said it was late."

    assert [speaker for speaker, _ in claims_of(text)] == ["Viewer", "Engineer"]


@pytest.mark.parametrize(
    "text", ["She said it was late.", "Victor Lang left. She said it was late."]
)
def test_nobody_speaks_where_nobody_is_known(text: str) -> None:
    assert claims_of(text) == []


def test_the_scorer_has_a_weight_for_each_feature_of_each_voice() -> None:
    assert {voice: len(scorer().weights[voice]) for voice in VOICES} == dict.fromkeys(
        VOICES, len(FEATURES)
    )


def test_an_empty_choice_is_nobody() -> None:
    assert scorer().choice("person", []) is None


@pytest.mark.parametrize(
    ("later", "speaker"),
    [
        ("The Dockers' Union said it was late.", "Dockers' Union"),
        ("The minister of Lower Vosk said it was late.", "Minister"),
    ],
)
def test_a_noun_with_a_name_of_its_own_means_nobody_before(later: str, speaker: str) -> None:
    text = f"Maria Lopez, a farmer, met the Rowing Club. The Rowing Club said no deal was near. {later}"

    assert claims_of(text)[-1] == (speaker, "it was late")
