"""What the tagger cuts short or joins, made whole by the grammar."""

import pytest

from tests.extraction_helpers import claims_of

MERKEL = "Angela Merkel"


@pytest.mark.parametrize(
    ("sentence", "speaker", "before", "after"),
    [
        ("{}, critics say, {}.", "Critics", "The report", "is asking the council to spend more"),
        (
            "{}, critics say, {}.",
            "Critics",
            "The report",
            "is telling the council to wait for rain",
        ),
        ("{}, critics argue, {}.", "Critics", "The report", "asks the council to spend more"),
        ("{} – critics say – {}.", "Critics", "The report", "is urging the council to wait"),
        ("{} — critics say — {}.", "Critics", "The report", "is urging the council to wait"),
        ("{} (critics say) {}.", "Critics", "The report", "is asking the council to spend more"),
        ("{}, aides said, {}.", "Aides", "The minister", "was begging the council to close it"),
        ("{}, critics say, {}.", "Critics", "The minister", "thinks that the council lies"),
        (
            "{}, officials said, {}.",
            "Officials",
            "The ministry",
            "denies that the bridge is closed",
        ),
        ("{}, officials believe, {}.", "Officials", "The firm", "told the council to close it"),
        ("{}, Ann Lee said, {}.", "Ann Lee", "The company", "is promising to pay for the bridge"),
        ("{}, Ann Lee told reporters, {}.", "Ann Lee", "The union", "is calling on him to resign"),
        ("{}, according to Ann Lee, {}.", "Ann Lee", "The union", "has demanded that it be closed"),
    ],
)
def test_what_stands_around_an_aside_is_what_is_said_in_it(
    sentence: str, speaker: str, before: str, after: str
) -> None:
    claims = claims_of(f"The town met Ann Lee.\n{sentence.format(before, after)}")

    assert (speaker, f"{before} … {after}") in claims
    # Whatever the one spoken of says himself stands within that.
    assert all(words in after for name, words in claims if name != speaker)


def test_she_added_in_an_aside_is_who_spoke_before() -> None:
    text = "The town met Angela Merkel.\nThe mayor, she added, is telling residents to leave."

    assert (MERKEL, "The mayor … is telling residents to leave") in claims_of(text)


def test_two_cues_in_a_sentence_are_two_claims() -> None:
    assert claims_of("Angela Merkel said the bridge was safe but noted that it was old.") == [
        (MERKEL, "the bridge was safe"),
        (MERKEL, "it was old"),
    ]


def test_a_second_cue_ends_what_the_first_one_reports() -> None:
    text = (
        "Angela Merkel said earlier to reporters that she saw the bridge was “old” and “narrow,” "
        "but added that the town had learned to live with it."
    )

    assert claims_of(text) == [
        (MERKEL, "she saw the bridge was “old” and “narrow,”"),
        (MERKEL, "the town had learned to live with it"),
    ]


@pytest.mark.parametrize(
    ("sentence", "claims"),
    [
        (
            "The captain told passengers the ship was safe, but added that it was old.",
            [("Captain", "the ship was safe"), ("Captain", "it was old")],
        ),
        # One cue for both.
        (
            "The coach said the team was ready and that the fans were loud.",
            [("Coach", "the team was ready and that the fans were loud")],
        ),
        # Two sources.
        (
            "The captain said the ship was safe but the cook said it was old.",
            [("Captain", "the ship was safe"), ("Cook", "it was old")],
        ),
    ],
)
def test_a_claim_is_in_two_where_one_source_has_a_second_cue(
    sentence: str, claims: list[tuple[str, str]]
) -> None:
    assert claims_of(sentence) == claims


def test_a_claim_begins_right_behind_its_cue_where_another_is_relayed_in_it() -> None:
    text = "Angela Merkel says despite assurances from the vet that the herd is well, it is not."

    assert claims_of(text)[0][1].startswith("despite assurances from the vet")
