"""Who stands before a headline's colon."""

from tests.extraction_helpers import claims_of


def test_a_topic_before_the_colon_says_nothing() -> None:
    text = (
        "Gordon Pell: Police will not reopen inquiry\n"
        "East Moor Police says it will not reopen its inquiry into a loan to Gordon Pell."
    )

    assert "Gordon Pell" not in [speaker for speaker, _ in claims_of(text)]


def test_a_speaker_before_the_colon_says_what_the_text_bears_out() -> None:
    text = (
        "Maria Lopez: The bridge is not safe\nThe bridge is not safe, Maria Lopez said on Monday."
    )

    assert claims_of(text)[0] == ("Maria Lopez", "The bridge is not safe")
