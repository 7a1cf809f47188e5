"""Words that point back to a claim: by which noun, and whose claim it is."""

import pytest

from app.extraction.attribution.back_references import Pointer, pointer_of


@pytest.mark.parametrize(
    ("words", "pointer"),
    [
        ("that account", Pointer("account")),
        ("those allegations", Pointer("allegation")),
        ("his stories", Pointer("story")),
        ("this latest version of events", Pointer("version")),
        ("the mayor’s claim", Pointer("claim", "mayor")),
        ("the drivers' latest account", Pointer("account", "drivers")),
        ("this", Pointer()),
        ("it", Pointer()),
    ],
)
def test_a_determiner_before_a_noun_for_a_claim_points_back(words: str, pointer: Pointer) -> None:
    assert pointer_of(words, "dispute") == pointer


@pytest.mark.parametrize(
    "words",
    [
        "",
        "a claim",
        "the visa",
        "the very latest new claim",
        # Another claim, which the words themselves tell.
        "the claim that it rained",
        "the report of his death",
        "the bus was late on Monday",
    ],
)
def test_other_objects_say_something_of_their_own(words: str) -> None:
    assert pointer_of(words, "dispute") is None


@pytest.mark.parametrize(
    ("cue", "points"), [("dispute", True), ("deny", True), ("reject", False), ("endorse", False)]
)
def test_a_plan_may_be_rejected_too_so_a_bare_it_points_back_only_after_words_of_saying(
    cue: str,
    points: bool,  # noqa: FBT001
) -> None:
    assert (pointer_of("it", cue) is not None) is points
