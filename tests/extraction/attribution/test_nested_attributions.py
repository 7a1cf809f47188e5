"""Statements inside other ones: which they are, and how far they go."""

import pytest

from tests.extraction_helpers import claims_of, knowledge_of

MERKEL = "Angela Merkel"


def test_what_is_asked_around_an_aside_is_relayed_by_who_speaks_in_it() -> None:
    outer, inner = knowledge_of(
        "The report, critics say, is asking the council to spend more on roads."
    ).claims

    assert (outer.cue, inner.cue) == ("say", "is asking")
    assert (inner.text, inner.within) == ("to spend more on roads", outer.id)


def test_statements_in_statements_come_to_an_end() -> None:
    text = "Smith said that Jones said that " * 80

    claims = claims_of(text)
    assert claims
    assert sum(len(words) for _, words in claims) < 10 * len(text)


def test_assurances_within_a_statement_are_relayed_by_it() -> None:
    text = (
        "Angela Merkel says despite repeated assurances from Polish officials that they do not "
        "want to close the bridge, “the gates tell a different story.”"
    )

    outer, inner = knowledge_of(text).claims
    assert outer.text.startswith("despite repeated assurances")
    assert (inner.text, inner.within) == ("they do not want to close the bridge", outer.id)


def test_a_relayed_view_goes_on_over_and_it() -> None:
    text = (
        "The mayor’s position is that the bridge remains “old but safe,” and it is not certain "
        "that it will close, a senior Polish official told CNN."
    )

    _, inner = knowledge_of(text).claims
    assert inner.text.endswith("and it is not certain that it will close")


def test_what_a_relayer_turns_against_ends_before_but() -> None:
    text = "Angela Merkel said that Canada says it wants peace, but the facts tell another story."

    assert claims_of(text) == [
        ("Angela Merkel", "Canada says it wants peace, but the facts tell another story"),
        ("Canada", "it wants peace"),
    ]


def test_as_somebody_noted_relays_them() -> None:
    text = "“As Joe Biden has noted, we give the town what it needs,” Angela Merkel said."

    outer, inner = knowledge_of(text).claims
    assert (inner.speakers, inner.text) == (("joe-biden",), "we give the town what it needs")
    assert inner.within == outer.id


@pytest.mark.parametrize(
    ("sentence", "claims"),
    [
        (
            "The singer's view is that the hall is too small, and it must close, a promoter said.",
            [
                ("Promoter", "The singer's view is that the hall is too small, and it must close"),
                ("Singer", "the hall is too small, and it must close"),
            ],
        ),
        (
            "“The club says it is broke, but the accounts show a profit,” the union said.",
            [
                ("Union", "“The club says it is broke, but the accounts show a profit,”"),
                ("Club", "it is broke"),
            ],
        ),
    ],
)
def test_how_far_a_relayed_statement_goes(sentence: str, claims: list[tuple[str, str]]) -> None:
    assert claims_of(sentence) == claims


@pytest.mark.parametrize(
    "sentence",
    [
        "The union said the coach thinks the hall is cold.",
        "The union said tests found the hall was cold.",
    ],
)
def test_thoughts_and_findings_relay_nobodys_words(sentence: str) -> None:
    assert [speaker for speaker, _ in claims_of(sentence)] == ["Union"]
