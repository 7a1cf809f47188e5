"""Disputes that the text states by a reply."""

import pytest

from tests.extraction.relations.stated_relations import stated

LEAKS = "Angela Merkel said the old bridge leaks."
FINE = "The weather was fine for days. "


@pytest.mark.parametrize(
    "sentence",
    [
        "Emmanuel Macron countered that the old bridge had been mended.",
        "“It was mended in May,” Emmanuel Macron retorted.",
        "“It was mended in May,” Emmanuel Macron hit back.",
        "Emmanuel Macron fired back that it had been mended in May.",
    ],
)
def test_who_hits_back_disputes_what_was_said_just_before(sentence: str) -> None:
    assert stated(f"{LEAKS} {sentence}") == [("disputes", "Angela Merkel", "Emmanuel Macron")]


@pytest.mark.parametrize(
    "text",
    [
        f"{LEAKS} Emmanuel Macron replied that the old bridge would be painted.",
        f"{LEAKS} Emmanuel Macron never countered that the old bridge had been mended.",
        "Emmanuel Macron countered that the old bridge had been mended.",
        f"{LEAKS} Merkel countered that it could be mended.",
        f"{LEAKS} {FINE * 10}Emmanuel Macron countered that it had been mended.",
    ],
)
def test_who_replies_to_nobody_near_does_not(text: str) -> None:
    assert stated(text) == []
