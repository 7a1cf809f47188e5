"""Abbreviations that a document explains."""

import pytest

from app.extraction.speakers.names.abbreviations import abbreviations
from tests.extraction_helpers import claims_of, knowledge_of, paragraph_of


@pytest.mark.parametrize(
    ("sentence", "short", "name"),
    [
        ("The Lake Safety Authority (LSA) met.", "LSA", "Lake Safety Authority"),
        ("Ask the Board of Lake Safety (BLS) first.", "BLS", "Board of Lake Safety"),
        ("The Bank for the Arts (BA) met.", "BA", "Bank for the Arts"),
        ("A Union of Teachers and Nurses (UTN) met.", "UTN", "Union of Teachers and Nurses"),
    ],
)
def test_the_words_before_it_have_its_initials_but_for_small_ones(
    sentence: str, short: str, name: str
) -> None:
    (found,) = abbreviations(paragraph_of(sentence).parse)

    assert (found.short, " ".join(found.words).casefold()) == (short, name.casefold())


@pytest.mark.parametrize(
    "sentence",
    [
        "The Lake Safety Authority (LPA) met.",
        "The Lake Safety Authority (lsa) met.",
        "The Lake Safety Authority LSA met.",
        # One letter, and a word in brackets, stand for nothing.
        "The Lake (L) froze.",
        "The lake froze (ICE).",
    ],
)
def test_other_words_in_brackets_are_none(sentence: str) -> None:
    assert list(abbreviations(paragraph_of(sentence).parse)) == []


def test_an_abbreviation_is_the_body_whose_initials_it_is() -> None:
    text = "The Northern Harbour Board (NHB) met. The NHB said the road was wet."

    knowledge = knowledge_of(text)
    assert claims_of(text) == [("Northern Harbour Board", "the road was wet")]
    assert {mention.entity for mention in knowledge.mentions} == {"northern-harbour-board"}
