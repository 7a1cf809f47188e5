"""Phrases and nouns that report: "according to the coroner", "her claim that"."""

import pytest

from tests.extraction.attribution.rules.test_cues import cues_of


@pytest.mark.parametrize(
    ("sentence", "cue"),
    [
        ("According to the coroner, the brakes were worn.",
         "the coroner | According to | the brakes were worn"),
        ("The brakes were worn, according to a report by two engineers.",
         "a report by two engineers | according to | The brakes were worn"),
        ("In the view of the pilots, the runway is short.",
         "the pilots | In the view of | the runway is short"),
    ],
)  # fmt: skip
def test_a_phrase_reports_the_rest_of_its_sentence(sentence: str, cue: str) -> None:
    assert cues_of(sentence) == [cue]


@pytest.mark.parametrize(
    ("sentence", "cue"),
    [
        ("The pilot's view is that the runway is short.",
         "The pilot | view is | the runway is short"),
        ("Reporters heard her claim that the runway is short.",
         "her | claim | the runway is short"),
        ("The board accepted a pledge by the firm that jobs would stay.",
         "the firm | pledge | jobs would stay"),
    ],
)  # fmt: skip
def test_a_noun_reports_for_whoever_owns_it(sentence: str, cue: str) -> None:
    assert cues_of(sentence) == [cue]


@pytest.mark.parametrize(
    "sentence",
    [
        # Nobody's claim.
        "The claim that the runway is short surprised pilots.",
        # Nothing is told of it.
        "The pilots' fears are growing.",
        "According to plan.",
        "According to the coroner.",
    ],
)
def test_without_an_owner_or_a_content_there_is_no_cue(sentence: str) -> None:
    assert cues_of(sentence) == []
