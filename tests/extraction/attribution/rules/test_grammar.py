"""What the grammar of a sentence attributes, and to whom."""

import pytest

from app.extraction.attribution.rules.grammar import by_colon, find
from tests.extraction_helpers import claims_of, paragraph_of


def attributed(sentence: str) -> list[tuple[str, str]]:
    """Each attribution as (source, content)."""
    (found,) = find(sentence, [paragraph_of(sentence)])
    return [
        (a.source.of(sentence) if a.source else "", " … ".join(p.of(sentence) for p in a.content))
        for a in found
    ]


def confidence_of(sentence: str) -> float:
    ((found,),) = find(sentence, [paragraph_of(sentence)])
    return found.confidence


def test_one_attribution_inside_another_is_found_too() -> None:
    assert attributed("The farmer says the doctor thinks the well is dry.") == [
        ("The farmer", "the doctor thinks the well is dry"),
        ("the doctor", "the well is dry"),
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "We think the well is dry.",
        "To say that the well is dry is wrong.",
        "The vet wanted to say that the cow was ill.",
        "The chef would say that the soup was cold.",
        "Say it rained.",
        "The vet said no.",
        # What one stands by is said only where it is a view.
        "The bishop stands by his friends.",
    ],
)
def test_what_only_looks_like_a_report_is_none(sentence: str) -> None:
    assert attributed(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "sources"),
    [
        ("“The vet said the cow was ill,” the farmer said.", ["The vet", "the farmer"]),
        # Within a quotation, "he" may be anybody.
        ("“He said the cow was ill,” the farmer said.", ["the farmer"]),
    ],
)
def test_a_pronoun_within_a_quotation_is_no_source(sentence: str, sources: list[str]) -> None:
    assert [source for source, _ in attributed(sentence)] == sources


def test_according_to_at_the_end_is_no_part_of_what_is_said() -> None:
    assert attributed("The farmer said the well is dry, according to the Herald.")[0] == (
        "The farmer",
        "the well is dry",
    )


@pytest.mark.parametrize(
    ("surer", "less"),
    [
        ("The club said “the match was fixed”.", "The club said the match was fixed."),
        ("The club said the match was fixed.", "The club demanded that the match be replayed."),
        ("The club demanded that the match be replayed.", "Residents hope it rains."),
    ],
)
def test_quotations_are_surest_then_saying_then_demands_then_beliefs(surer: str, less: str) -> None:
    assert confidence_of(surer) > confidence_of(less)


@pytest.mark.parametrize(
    ("headline", "source"),
    [
        ("Angela Merkel: Team will play on", "Angela Merkel"),
        ("Poland: border will open", "Poland"),
        ("Education minister: schools will open", "Education minister"),
        # Nobody stands before these colons.
        ("Breaking: team will play on", None),
        ("Poland election live updates: team will play on", None),
        ("The new bridge: a history", None),
    ],
)
def test_a_headline_may_open_with_its_source(headline: str, source: str | None) -> None:
    text = f"{headline}\n\nIt was so for a year."
    found = by_colon(text, 0, paragraph_of(text))

    assert [a.source.of(text) for a in found if a.source] == ([source] if source else [])


def test_the_source_before_a_colon_speaks() -> None:
    headline = "Angela Merkel: Bridge will stay open"

    assert claims_of(f"{headline}\n\nIt was built in 1936.") == [
        ("Angela Merkel", "Bridge will stay open")
    ]
