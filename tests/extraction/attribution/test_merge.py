"""Who says what: source and content of sentences that news is made of."""

import pytest

from tests.extraction_helpers import claims_of

MERKEL = "Angela Merkel"


@pytest.mark.parametrize(
    ("sentence", "content"),
    [
        ("Angela Merkel said that the bridge was closed.", "the bridge was closed"),
        ("Angela Merkel said the bridge was closed.", "the bridge was closed"),
        ("The bridge was closed, Angela Merkel said.", "The bridge was closed"),
        ("“The bridge is closed,” said Angela Merkel.", "“The bridge is closed,”"),
        ("The bridge was closed, according to Angela Merkel.", "The bridge was closed"),
        ("Angela Merkel denied that the bridge was closed.", "the bridge was closed"),
        ("Angela Merkel rejected the plan.", "the plan"),
        ("Angela Merkel’s position is that the bridge is safe.", "the bridge is safe"),
    ],
)
def test_the_content_is_what_is_said_and_no_more(sentence: str, content: str) -> None:
    assert claims_of(f"{sentence} Nobody was hurt.") == [(MERKEL, content)]


def test_an_act_that_was_not_done_is_no_claim() -> None:
    assert (
        claims_of("Despite all that was tried, the two sides have not seen a lasting truce.") == []
    )


def test_a_quotation_of_several_sentences_is_one_claim() -> None:
    quotation = "“The bridge is old. It is safe. We watch it,”"

    assert claims_of(f"{quotation} Angela Merkel said.") == [(MERKEL, quotation)]


@pytest.mark.parametrize(
    "sentence",
    [
        "It is said that the bridge is haunted.",
        "We think the bridge is old.",
        "The bridge was closed on Monday.",
    ],
)
def test_what_nobody_in_particular_says_is_no_claim(sentence: str) -> None:
    assert claims_of(sentence) == []


def test_a_quotation_leads_up_to_whoever_speaks_next() -> None:
    text = (
        "Whether the bridge will hold for another year remains unclear.\n"
        "“We have seen this in other towns, that old bridges do come down in a flood.”\n"
        "Angela Merkel said the town should build another one."
    )

    assert claims_of(text)[0] == (
        MERKEL,
        "“We have seen this in other towns, that old bridges do come down in a flood.”",
    )


def test_a_headline_of_two_speakers_has_both() -> None:
    text = (
        "US and EU reiterate commitment to old bridges in Europe\n\n"
        "The US and European Union reaffirmed their commitment to old bridges in Europe."
    )

    assert claims_of(text)[0] == (
        "United States & European Union",
        "commitment to old bridges in Europe",
    )


@pytest.mark.parametrize(
    "sentence",
    [
        "Angela Merkel declined to comment on the bridge.",
        "Angela Merkel did not immediately respond to a request for comment.",
        "Angela Merkel has remained silent on her plans for the bridge.",
    ],
)
def test_saying_nothing_is_no_claim(sentence: str) -> None:
    assert claims_of(sentence) == []
